#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A file that could not be written.
package struct WriteFault: Error, CustomStringConvertible {
  package let path: String
  package let code: Int32

  package init(path: String, code: Int32) { (self.path, self.code) = (path, code) }

  package var description: String { "\(path): \(String(cString: strerror(code)))" }
}

/// A text file that is written byte by byte through a buffer.
struct LineFile: ~Copyable {
  private static let capacity = 1 << 20
  /// No line is longer.
  private static let lineLimit = 4096

  private let path: String
  private let descriptor: Int32
  private let buffer: UnsafeMutableBufferPointer<UInt8>
  private var used = 0
  /// Lines ended; a line break inside quotes ends none.
  private(set) var lines = 0

  init(_ path: String) throws(WriteFault) {
    self.path = path
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    buffer = .allocate(capacity: Self.capacity)
    guard descriptor >= 0 else { throw WriteFault(path: path, code: errno) }
  }

  deinit {
    buffer.deallocate()
    if descriptor >= 0 { close(descriptor) }
  }

  mutating func append(_ byte: UInt8) {
    buffer[used] = byte
    used += 1
  }

  mutating func append(_ text: StaticString) {
    let bytes = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    for byte in bytes { append(byte) }
  }

  mutating func append(_ text: String) { for byte in text.utf8 { append(byte) } }

  mutating func append(_ number: Int) {
    var width = 1
    var rest = number / 10
    while rest > 0 { (width, rest) = (width + 1, rest / 10) }
    append(UInt64(number), width: width)
  }

  /// With zeros in front.
  mutating func append(_ number: UInt64, width: Int) {
    var rest = number
    var place = used + width
    used = place
    while place > used - width {
      place -= 1
      let tenth = rest / 10
      buffer[place] = UInt8(truncatingIfNeeded: rest - tenth * 10) + UInt8(ascii: "0")
      rest = tenth
    }
  }

  /// Takes off the zeros at the end, and the point if nothing stands behind it.
  mutating func dropZeros() {
    while buffer[used - 1] == UInt8(ascii: "0") { used -= 1 }
    if buffer[used - 1] == UInt8(ascii: ".") { used -= 1 }
  }

  /// Ends a line, not inside quotes.
  mutating func endLine(with end: StaticString = "\n") throws(WriteFault) {
    append(end)
    lines += 1
    precondition(used < Self.capacity, "no line is longer than the room left for one")
    if used > Self.capacity - Self.lineLimit { try flush() }
  }

  mutating func flush() throws(WriteFault) {
    var done = 0
    while done < used {
      let count = write(descriptor, buffer.baseAddress! + done, used - done)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw WriteFault(path: path, code: errno) }
      done += count
    }
    used = 0
  }
}
