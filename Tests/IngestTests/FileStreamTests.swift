import Accounting
import Foundation
import Ingest
import TestSupport
import Testing

/// Files read in chunks against the same files read whole.
@Suite struct FileStreamTests {
  /// Checks a file; says whether it was read in chunks to the end.
  static func check(
    _ bytes: [UInt8], as format: Format, cells: [Int]?, chunkBytes: Int, threads: Int,
    headBytes: Int = 1 << 20, _ comment: String
  ) throws -> Bool {
    let file = try Given.file(bytes)
    let folder = URL(filePath: file.path).deletingLastPathComponent()
    defer { try? FileManager.default.removeItem(at: folder) }
    let whole = StreamRun(whole: file, as: format)
    let run = try ChunkedRun(
      file, as: format, cells: cells, chunkBytes: chunkBytes, threads: threads,
      headBytes: headBytes
    ) { $0 % 7 == 3 }
    guard let run else { return false }
    try #require(run.outcome.fault == nil, "\(comment)")
    guard run.outcome.isRegular else { return false }
    guard let odd = try? run.odd(pieceBytes: chunkBytes) else {
      try #require(whole == nil, "the pieces are refused, the whole is not, \(comment)")
      return false
    }
    guard let whole else {
      Issue.record("read in chunks, refused as a whole, \(comment)")
      return true
    }
    let lines = (run.plain + odd.lines).sorted { $0.offset < $1.offset }
    let plain = Set(run.plain.map(\.offset))
    let wanted = Set(cells ?? Array(format.fields.indices))
    let expected = whole.lines.map { line in
      // A plain line has only the cells that were asked for.
      plain.contains(line.offset)
        ? StreamRun.Line(
          offset: line.offset, length: line.length,
          cells: line.cells.enumerated().map { wanted.contains($0) ? $1 : nil })
        : line
    }
    let other = zip(lines, expected).first { $0 != $1 }
    try #require(other == nil, "\(comment)")
    try #require(lines.count == expected.count, "\(comment)")
    try #require(odd.refused == whole.refused, "\(comment)")
    try #require(run.outcome.digest == whole.digest, "\(comment)")
    try #require(run.outcome.newline == whole.newline, "\(comment)")
    try checkPlaces(run, bytes, comment)
    let some = whole.lines.filter { $0.offset % 3 != 0 }
    let again = try run.lines(at: some.map(\.offset), pieceBytes: chunkBytes)
    try #require(again == some, "lines read again, \(comment)")
    return true
  }

  static func checkPlaces(_ run: ChunkedRun, _ bytes: [UInt8], _ comment: String) throws {
    var last = 0
    for stretch in run.outcome.odd {
      try #require(last <= stretch.lowerBound, "odd stretches in order, \(comment)")
      try #require(stretch.lowerBound <= stretch.upperBound && stretch.upperBound <= bytes.count)
      last = stretch.upperBound
    }
    var counter = LineCounter()
    let step = max(1, bytes.count / 120)
    for offset in stride(from: 0, through: bytes.count, by: step) {
      let place = bytes.withUnsafeBufferPointer { counter.place(of: offset, in: $0) }
      let found = run.input.file.lineAndColumn(of: offset)
      try #require(found == place, "place of \(offset), \(comment)")
    }
  }

  static func header(_ width: Int) -> [String] { (0..<width).map { "column\($0)" } }

  static func csv(_ width: Int, fields: [Int], delimiter: UInt8) -> Format {
    .csv(
      "stream", fields.map { "column\($0)" },
      CSVShape(contains: ["column0"], delimiter: delimiter))
  }

  static let chunks = [64, 65, 100, 127, 300, 1000, 4096]

  @Test(arguments: [1, 3])
  func `a table in chunks is the table read whole`(threads: Int) throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    var chunked = 0
    for round in 0..<120 {
      var table = RandomTable(width: Int.random(in: 2...6, using: &random))
      table.isFaulty = round % 6 == 0
      table.oddities = [0, 20, 60].randomElement(using: &random)!
      table.quoted = [0, 10, 50].randomElement(using: &random)!
      table.delimiter = [",", ";"].map { UInt8(ascii: $0) }.randomElement(using: &random)!
      var bytes: [UInt8] = round % 4 == 0 ? [0xEF, 0xBB, 0xBF] : []
      let header = Self.header(table.width).joined(
        separator: String(UnicodeScalar(table.delimiter)))
      bytes += Array((header + (round % 3 == 0 ? "\r\n" : "\n")).utf8)
      bytes += table.text(rows: Int.random(in: 0...60, using: &random), &random)
      var fields = Array(0..<table.width).shuffled(using: &random)
      fields.removeLast(Int.random(in: 0..<table.width, using: &random))
      if round % 5 == 0 { fields.append(table.width) }
      if round % 9 == 0 { fields.append(fields[0]) }
      let cells = fields.indices.shuffled(using: &random).dropLast(fields.count > 1 ? 1 : 0)
      let isChunked = try Self.check(
        bytes, as: Self.csv(table.width, fields: fields, delimiter: table.delimiter),
        cells: round % 10 == 1 ? nil : Array(cells),
        chunkBytes: Self.chunks.randomElement(using: &random)!, threads: threads,
        "seed \(seed), round \(round)")
      if isChunked { chunked += 1 }
    }
    #expect(chunked > 45, "most files are read in chunks, seed \(seed)")
  }

  @Test(arguments: [1, 3])
  func `a table of several blocks in chunks is the table read whole`(threads: Int) throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    for round in 0..<3 {
      var table = RandomTable(width: 3)
      table.quoted = 30
      table.oddities = 5
      let bytes = Array("column0,column1,column2\na,b,c\n".utf8) + table.text(rows: 9_000, &random)
      let isChunked = try Self.check(
        bytes, as: Self.csv(3, fields: [2, 0, 1], delimiter: UInt8(ascii: ",")), cells: [1, 2],
        chunkBytes: Int.random(in: 30_000...90_000, using: &random), threads: threads,
        "seed \(seed), round \(round), \(bytes.count) bytes")
      #expect(isChunked, "seed \(seed), round \(round)")
    }
  }

  @Test(arguments: [false, true], [1, 3])
  func `JSON in chunks is the JSON read whole`(isLines: Bool, threads: Int) throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    var chunked = 0
    let format = Format.json(
      "stream", JSONCutterTwinTests.keys, [JSONList(path: "[]", keys: [])], jsonLines: isLines)
    for round in 0..<120 {
      var text = JSONCutterTwinTests.text(
        &random, isLines: isLines, odds: round % 4 == 0 ? 2 : 0)
      if round % 5 == 0 { JSONCutterTwinTests.mutate(&text, after: isLines ? 18 : 0, &random) }
      if round % 3 == 0 {
        text = Array(
          String(decoding: text, as: UTF8.self).split(
            separator: "\n", omittingEmptySubsequences: false
          ).joined(separator: "\r\n").utf8)
      }
      let isChunked = try Self.check(
        text, as: format, cells: [2, 0, 1].dropLast(round % 2).map { $0 },
        chunkBytes: Self.chunks.randomElement(using: &random)!, threads: threads,
        "seed \(seed), round \(round)")
      if isChunked { chunked += 1 }
    }
    #expect(chunked > 25, "many files are read in chunks, seed \(seed)")
  }

  @Test func `line ends of every kind are told as of the whole file`() throws {
    for text in [
      "a,b\n1,2\n", "a,b\r\n1,2\r\n", "a,b\r\n1,2\n", "a,b\n1,2\r\n", "a,b\r\n1,2",
      "a,b\n1,2", "a,b\r\n\"1\r\",2\r\n", "a,b\n\"1\r\",2\n", "a,b\r\n\"1\n\",2\r\n",
    ] {
      let format = Format.csv("ends", ["a", "b"], CSVShape(contains: ["a"]))
      let isChunked = try Self.check(
        Array(text.utf8), as: format, cells: [0, 1], chunkBytes: 64, threads: 1,
        text.debugDescription)
      #expect(isChunked, "\(text.debugDescription)")
    }
    for text in [
      "[{\"id\":1}]", "[{\"id\":1},\r\n{\"id\":2}]\r\n", "[{\"id\":1}]\n", "[{\"id\":1}\r\n]\n",
    ] {
      let format = Format.json("ends", ["id"], [JSONList(path: "[]", keys: ["id"])])
      for padding in 0..<70 {
        let bytes = Array(String(repeating: " ", count: padding).utf8) + Array(text.utf8)
        let isChunked = try Self.check(
          bytes, as: format, cells: [0], chunkBytes: 64, threads: 1, "\(padding) \(text)")
        #expect(isChunked)
      }
    }
  }
}
