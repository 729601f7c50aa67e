import Accounting
import Foundation
import Ingest
import TestSupport
import Testing

/// The start of a file that recognition looks at, wherever it is cut off.
@Suite struct StreamedHeadTests {
  static func head(_ bytes: [UInt8], _ limit: Int) throws -> [UInt8]? {
    let file = try Given.file(bytes)
    let folder = URL(filePath: file.path).deletingLastPathComponent()
    defer { try? FileManager.default.removeItem(at: folder) }
    return try #require(try StreamedFile(file, from: 1)).head(limit)?.content
  }

  /// A list's elements, each with what stands before it.
  static let elements = [
    "\u{20}[{\"a\":\"]}\",\"b\":[{\"c\":[1,2]}]}", ",\n {\"a\":\"\\\"]\"}", " , [1,[{}]]",
    ",{\"é\":{}}",
  ]

  @Test func `a JSON list ends after its last whole element`() throws {
    let bytes = Array((Self.elements.joined() + "\n]\n").utf8)
    let ends = Self.elements.indices.map { Array(Self.elements[...$0].joined().utf8) }
    for limit in 1...bytes.count {
      let head = try Self.head(bytes, limit)
      let expected = ends.last { $0.count <= limit }.map { $0 + [UInt8(ascii: "]")] }
      #expect(head == expected, "\(limit)")
    }
  }

  @Test func `a table ends after its last line feed`() throws {
    let bytes = Array("\u{FEFF}a,b\r\n1,2\r\n\"x\ny\",é\r\nz".utf8)
    for limit in 1...bytes.count {
      let head = try Self.head(bytes, limit)
      let feed = bytes[..<limit].lastIndex(of: 0x0A)
      let expected = limit == bytes.count ? bytes : feed.map { Array(bytes[...$0]) }
      #expect(head == expected, "\(limit)")
    }
  }

  static let others: [[UInt8]] = [
    [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 1, 0, 0, 0xFF, 0xFF], [0xFF, 0xFE, 0x61, 0, 0x2C, 0],
    [0x61, 0, 0x2C, 0, 0x62, 0], Array("a,b\n1,\u{0}\n".utf8), [0xEF, 0xBB, 0xBF],
    [0x61, 0x2C, 0xE9, 0x0A],
    Array("[".utf8), Array("[]".utf8), Array("[1,2]".utf8), Array("\0".utf8),
  ]

  @Test(arguments: others)
  func `what must be read whole has no head`(bytes: [UInt8]) throws {
    #expect(try Self.head(bytes, 1 << 20) == nil)
  }

  @Test func `a smaller file is not opened for chunks, a directory is refused`() throws {
    let file = try Given.file([1, 2, 3])
    let folder = URL(filePath: file.path).deletingLastPathComponent()
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(try StreamedFile(file, from: 4) == nil)
    #expect(try StreamedFile(file, from: 3) != nil)
    try Data().write(to: URL(filePath: file.path))
    #expect(try StreamedFile(file, from: 0) == nil)
    #expect(
      faultCode { _ = try StreamedFile(Given.file(at: folder), from: 1) } == "file-is-directory")
    let missing = Given.file(at: folder.appending(path: "none"))
    #expect(faultCode { _ = try StreamedFile(missing, from: 1) } == "file-missing")
  }

  static let formats: [Format] = [
    .csv("table", ["a", "b"], CSVShape(contains: ["a"])),
    .csv("prose", ["a", "b"], CSVShape(contains: ["a", "b"], preamble: true)),
    .csv("headerless", ["a", "b"], CSVShape(headerless: 2)),
    .json("list", ["a", "b"], [JSONList(path: "[]", keys: ["a"])]),
    .json("lines", ["a", "b"], [JSONList(path: "[]", keys: ["a"])], jsonLines: true),
    .json("envelope", ["a", "b"], [JSONList(path: "rows[]", keys: ["a"])]),
    .json(
      "two", ["a", "b"],
      [
        JSONList(path: "[]", keys: ["a"]), JSONList(path: "more[]", keys: ["b"]),
      ]),
  ]
  static let texts = [
    "a,b\n1,2\n3,4\n", "\u{FEFF}a,b\r\n1,2\r\n\"3\",\"4\"\r\n", "a,b\n", "a,b",
    "a,b\n,\n1,2,\n3,4,\n",
    "a,b\n\n\n1,2\n", "a,b,\n1,2,\n3,4,\n", "prose \"x\n\na,b\n1,2\n3,4\n",
    "a,b\n1,\"2\n3\"\n4,5\n",
    "[{\"a\":1},{\"a\":2,\"b\":null}]", "[{\"a\":1}\n,{\"a\":2}]trailing", "[{\"a\":1},{\"a\":2}",
    "[{\"a\":1},2,[],{\"a\":3}]", "{\"a\":1}\n{\"a\":2}\n", "{\"a\":1}\n", "{\"a\":1}", "[]",
    "{\"a\":1,\n\"b\":2}\n{\"a\":3}\n", "{\"rows\":[{\"a\":1},{\"a\":2}]}", "[{\"b\":1},{\"a\":2}]",
    "{\"rows\":[\n{\"a\":1},\n{\"a\":2}\n]}\n", "{\"a\":1}\n[{\"a\":2}]\nx\n{\"a\":1,\"a\":2}\n",
    "\u{FEFF}[{\"a\":1},{\"a\":2}]", "[{\"a\":1},\u{0}{\"a\":2}]", "{\"a\":1}\n{\"a\":2}\n\u{0}\n",
    "{\"a\":1}\n{\"a\":\"\u{0}\"}\n", "[{\"a\":\"\u{0}\"}]",
    "{\"a\":1}\n{\"a\":tru}  \t\r\n{\"a\":\"x",
  ]

  @Test(arguments: texts, formats)
  func `a file told by any start is what the whole file tells`(
    text: String, format: Format
  ) throws {
    let bytes = Array(text.utf8)
    for headBytes in [5, 10, 20, 30, 1 << 20] {
      _ = try FileStreamTests.check(
        bytes, as: format, cells: [0, 1], chunkBytes: 64, threads: 1, headBytes: headBytes,
        "\(headBytes) \(text.debugDescription)")
    }
  }

  @Test func `a NUL or a byte of another encoding far behind has the file read whole`() throws {
    let far = String(repeating: "1,2\n", count: 100)
    let list = String(repeating: "{\"a\":1},", count: 100)
    for bytes in [[UInt8(0)], [0xE9], [0x0D, 0x61], [0x22]] {
      #expect(
        try !FileStreamTests.check(
          Array("a,b\n\(far)".utf8) + [0x31] + bytes + Array(",2\n\(far)".utf8),
          as: Self.formats[0], cells: [0, 1], chunkBytes: 100, threads: 3, "\(bytes)"))
      #expect(
        try !FileStreamTests.check(
          Array("[\(list){\"a\":\"".utf8) + bytes + Array("\"},\(list){\"a\":1}]".utf8),
          as: Self.formats[3], cells: [0, 1], chunkBytes: 100, threads: 3, "\(bytes)")
          || bytes[0] == 0x0D)
    }
  }
}
