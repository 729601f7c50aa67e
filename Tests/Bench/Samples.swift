import Accounting
import GeneratedBooks
import Ingest

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The bytes of a generated statement and where its cells stand: what the steps are measured on.
struct Samples {
  /// With 64 bytes of blanks behind the end.
  let bytes: Bytes
  /// Without those.
  let count: Int
  let references: [Range<Int>]
  let times: [Range<Int>]
  let assets: [Range<Int>]
  let amounts: [Range<Int>]

  static let dialect = CSVDialect(delimiter: UInt8(ascii: ","), escape: .doubledQuote)
  static let fieldLimit = 1 << 20

  private init(_ bytes: Bytes, count: Int) throws {
    (self.bytes, self.count) = (bytes, count)
    var columns = (0..<6).map { _ in [Range<Int>]() }
    var scanner = CSVScanner(
      Bytes(rebasing: bytes[..<count]), from: 0, dialect: Self.dialect,
      fieldLimit: Self.fieldLimit)
    _ = try scanner.next()
    while try scanner.next() == .record {
      for column in columns.indices {
        columns[column].append(scanner.cells[column].start..<scanner.cells[column].end)
      }
    }
    (references, times, assets, amounts) = (columns[0], columns[1], columns[4], columns[5])
  }

  /// Makes a book in a folder that is removed again, and reads its statement.
  static func with(events: Int, _ body: (Samples) throws -> Void) throws {
    var template = Array("/tmp/tieout-bench-XXXXXX".utf8CString)
    guard let name = mkdtemp(&template) else {
      throw WriteFault(path: "/tmp", code: errno)
    }
    let folder = String(cString: name)
    defer {
      for name in ["statement.csv", "ledger.csv", "tieout.yaml", "truth.json"] {
        unlink("\(folder)/\(name)")
      }
      rmdir(folder)
    }
    _ = try GeneratedBook(shape: .references, events: events).write(to: folder)
    var bytes = try InputBytes.all(of: "\(folder)/statement.csv")
    let count = bytes.count
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 64))
    try bytes.withUnsafeBufferPointer { try body(Samples($0, count: count)) }
  }

  func cell(_ range: Range<Int>) -> Bytes { Bytes(rebasing: bytes[range]) }
}
