public import Foundation

/// Another program, as an oracle.
public struct Tool: Sendable {
  public struct Outcome: Sendable {
    public let status: Int32
    public let output: String
    public let errors: String
  }

  public let path: String

  /// The program, if this machine has it.
  public static func find(_ name: String) -> Tool? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    for folder in folders {
      let path = "\(folder)/\(name)"
      if FileManager.default.isExecutableFile(atPath: path) { return Tool(path: path) }
    }
    return nil
  }

  public init(path: String) { self.path = path }

  /// Runs the program to its end; both outputs are read whole. What it leaves in the temporary
  /// directory is removed.
  public func run(
    _ arguments: [String], input: Data? = nil, in folder: URL? = nil,
    environment: [String: String] = [:]
  ) throws -> Outcome {
    let scratch = try Places.scratch()
    defer { try? FileManager.default.removeItem(at: scratch) }
    let outputFile = scratch.appending(path: "out")
    let errorFile = scratch.appending(path: "err")
    let inputFile = scratch.appending(path: "in")
    try (input ?? Data()).write(to: inputFile)
    let here = folder?.path ?? FileManager.default.currentDirectoryPath
    let child = try Child(
      arguments: ["/bin/sh", "-c", #"cd "$0" && exec "$@""#, here, path] + arguments,
      environment: ProcessInfo.processInfo.environment
        .merging(["TMPDIR": scratch.path]) { $1 }.merging(environment) { $1 },
      input: inputFile.path, output: outputFile.path, errors: errorFile.path)
    let status = child.wait()
    return Outcome(
      status: status,
      output: String(decoding: try Data(contentsOf: outputFile), as: UTF8.self),
      errors: String(decoding: try Data(contentsOf: errorFile), as: UTF8.self))
  }
}
