import Foundation

/// A text file that is written line by line, with little of it in memory.
struct LineFile {
  private let file: FileHandle
  private var buffer: [UInt8] = []
  private var lines = 0

  init(_ place: URL, header: String) throws {
    try Data().write(to: place)
    file = try FileHandle(forWritingTo: place)
    buffer.append(contentsOf: "\(header)\n".utf8)
  }

  mutating func append(_ line: String) throws {
    buffer.append(contentsOf: line.utf8)
    lines += 1
    if buffer.count > 1 << 20 { try flush() }
  }

  /// - Returns: the lines appended, header not counted.
  mutating func close() throws -> Int {
    try flush()
    try file.close()
    return lines
  }

  private mutating func flush() throws {
    try file.write(contentsOf: Data(buffer))
    buffer.removeAll(keepingCapacity: true)
  }
}
