import Foundation
import Testing

/// One run of the built command over a generated book, with what the system says it took.
struct MeasuredRun {
  var exitCode: Int32
  var wallSeconds: Double
  /// Of user and system, by `wait4`.
  var cpuSeconds: Double
  /// Peak resident size. On Linux `VmHWM`, read until the exit: what `wait4` says counts the
  /// parent's size too.
  var peakBytes: Int
  var folder: URL
  var errors: String

  /// Runs the command in the folder of a generated book and waits for its end.
  static func of(
    _ binary: URL, shape: BookShape, in folder: URL
  ) throws -> MeasuredRun {
    let keys = folder.appending(path: "keys")
    try FileManager.default.createDirectory(
      at: keys, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    var arguments = [binary.path, "run"]
    if shape == .manyAccounts {
      arguments += ["--statement", folder.appending(path: "statement.csv").path]
      arguments += ["--ledger", folder.appending(path: "ledger.csv").path]
    } else {
      arguments.append(folder.appending(path: "tieout.yaml").path)
    }
    let output = folder.appending(path: "stdout").path
    let errors = folder.appending(path: "stderr").path
    arguments += [
      "--business-date", GeneratedBook.businessDate, "--json",
      "--key", keys.appending(path: "run.pem").path,
      "--out", folder.appending(path: "runs").path,
    ]
    let start = ContinuousClock.now
    let child = try spawn(arguments, output: output, errors: errors)
    let (status, usage, peak) = wait(for: child)
    let wall = start.duration(to: .now)
    let text = String(decoding: try Data(contentsOf: URL(filePath: output)), as: UTF8.self)
    let said = String(decoding: try Data(contentsOf: URL(filePath: errors)), as: UTF8.self)
    let ending = try JSONDecoder().decode(Ending.self, from: Data(text.utf8))
    let system = usage.ru_stime, user = usage.ru_utime
    return MeasuredRun(
      exitCode: status >> 8 & 0xff,
      wallSeconds: wall / .seconds(1),
      cpuSeconds: Double(system.tv_sec + user.tv_sec)
        + Double(system.tv_usec + user.tv_usec) / 1_000_000,
      peakBytes: max(peak, peak == 0 ? Int(usage.ru_maxrss) * rssUnit : 0),
      folder: URL(filePath: ending.folder), errors: said)
  }

  private struct Ending: Decodable { var folder: String }

  #if canImport(Darwin)
    private static let rssUnit = 1
  #else
    private static let rssUnit = 1024
  #endif

  private static func spawn(
    _ arguments: [String], output: String, errors: String
  ) throws -> pid_t {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
    #else
      var actions = posix_spawn_file_actions_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    let flags = O_WRONLY | O_CREAT | O_TRUNC
    posix_spawn_file_actions_addopen(&actions, 1, output, flags, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, errors, flags, 0o600)
    var pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
    pointers.append(nil)
    defer { pointers.forEach { free($0) } }
    var child: pid_t = 0
    let code = posix_spawn(&child, arguments[0], &actions, nil, pointers, environ)
    try #require(code == 0, "\(arguments[0]) could not be started: error \(code)")
    return child
  }

  private static func wait(for child: pid_t) -> (status: Int32, usage: rusage, peak: Int) {
    var (status, usage, peak) = (Int32(0), rusage(), 0)
    while wait4(child, &status, WNOHANG, &usage) == 0 {
      peak = max(peak, highWaterMark(of: child))
      usleep(2_000)
    }
    return (status, usage, peak)
  }

  /// 0 where the system has no such file, or the process has ended.
  private static func highWaterMark(of child: pid_t) -> Int {
    guard let status = try? String(contentsOfFile: "/proc/\(child)/status", encoding: .utf8) else {
      return 0
    }
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    let kibibytes = line?.split(separator: " ").compactMap { Int($0) }.first
    return (kibibytes ?? 0) * 1024
  }
}
