import Accounting
import Foundation

/// Writes a zip file of deflated entries, one behind the other (APPNOTE.TXT 6.3.10).
///
/// Every write is checked; entries bear no date but the least a zip file has, 1980-01-01.
struct XLSXReportZipWriter {
  private let descriptor: Int32
  private var offset = 0
  private var directory: [UInt8] = []
  private var count = 0
  /// The entry under way.
  private var name: [UInt8] = []
  private var start = 0

  /// Without zip64 no entry and no file is larger: 4 GiB less one.
  private static let limit = 0xFFFF_FFFE

  struct Fault: Error { let code: Int32 }

  init(descriptor: Int32) { self.descriptor = descriptor }

  /// Begins an entry; its bytes follow by `append`.
  mutating func begin(_ name: [UInt8]) throws(Fault) {
    self.name = name
    start = offset
    try append(Self.header(name, Sums(), 0x0403_4B50))
  }

  /// - Throws: `Fault` if the bytes cannot all be written.
  mutating func append(_ bytes: some Sequence<UInt8>) throws(Fault) {
    offset += try write(Array(bytes), at: offset)
  }

  /// What an entry comes to.
  struct Sums {
    var crc: UInt32 = 0
    var packed = 0
    var size = 0
  }

  /// Ends the entry.
  mutating func end(_ sums: Sums) throws(Fault) {
    guard max(sums.packed, sums.size, offset) < Self.limit else { throw Fault(code: EFBIG) }
    _ = try write(Self.header(name, sums, 0x0403_4B50), at: start)
    directory += Self.header(name, sums, 0x0201_4B50, at: start)
    count += 1
  }

  /// Writes the directory; the file is whole then.
  mutating func finish() throws(Fault) {
    let place = offset
    try append(directory)
    guard offset < Self.limit, count < 0xFFFF else { throw Fault(code: EFBIG) }
    var end = Self.number(0x0605_4B50, 4) + Self.number(0, 4)
    end += Self.number(count, 2) + Self.number(count, 2)
    end += Self.number(directory.count, 4) + Self.number(place, 4) + Self.number(0, 2)
    try append(end)
  }

  /// A local header, or with a place an entry of the directory.
  private static func header(
    _ name: [UInt8], _ sums: Sums, _ signature: Int, at place: Int? = nil
  ) -> [UInt8] {
    var bytes = number(signature, 4)
    if place != nil { bytes += number(20, 2) }
    // Needs version 2.0; no flags; deflated; 00:00 of 1980-01-01.
    bytes += number(20, 2) + number(0, 2) + number(8, 2) + number(0, 2) + number(0x21, 2)
    bytes += number(Int(sums.crc), 4) + number(sums.packed, 4) + number(sums.size, 4)
    bytes += number(name.count, 2) + number(0, 2)
    if let place { bytes += number(0, 2 + 2 + 2 + 4) + number(place, 4) }
    return bytes + name
  }

  private static func number(_ value: Int, _ width: Int) -> [UInt8] {
    (0..<width).map { UInt8(truncatingIfNeeded: $0 < 8 ? value >> (8 * $0) : 0) }
  }

  private func write(_ bytes: [UInt8], at place: Int) throws(Fault) -> Int {
    var done = 0
    while done < bytes.count {
      let written = uninterrupted {
        bytes.withUnsafeBytes { bytes in
          pwrite(descriptor, bytes.baseAddress! + done, bytes.count - done, off_t(place + done))
        }
      }
      guard written > 0 else { throw Fault(code: written < 0 ? errno : EIO) }
      done += written
    }
    return done
  }
}
