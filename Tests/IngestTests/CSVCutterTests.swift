import Accounting
import Foundation
import Ingest
import TestSupport
import Testing

/// The cutter against the scanner: plain lines are its records, cell for cell, and every other
/// record is odd.
@Suite struct CSVCutterTests {
  struct Record: Equatable, CustomStringConvertible {
    var start: Int
    var end: Int
    /// Raw cells as start and end; nil for a record that is not plain.
    var cells: [[Int]?]?

    var description: String { "\(start)..<\(end) \(cells.map { "\($0)" } ?? "odd")" }
  }

  struct Told: Equatable {
    var records: [Record] = []
    var isRegular = true
    var feeds = 0
  }

  static func cut(_ text: [UInt8], delimiter: UInt8, columns: [Int?], width: Int) -> Told {
    let cutter = CSVCutter(delimiter: delimiter, columns: columns, width: width)
    defer { cutter.deallocate() }
    let cells = PlainCells(width: columns.count, capacity: 3)
    var told = Told()
    let padded = text + [UInt8](repeating: UInt8(ascii: ","), count: 64)
    var ends: [Int] = []
    padded.withUnsafeBufferPointer { bytes in
      let tally = cutter.cut(Bytes(rebasing: bytes[..<text.count]), into: cells) { end, feeds in
        ends.append(end)
        told.feeds += feeds
        for line in 0..<cells.count {
          let found = columns.indices.map { index -> [Int]? in
            let place = 2 * (line * columns.count + index)
            let start = cells.cells[place]
            return start == .max ? nil : [Int(start), Int(cells.cells[place + 1])]
          }
          told.records.append(
            Record(
              start: Int(cells.bounds[2 * line]), end: Int(cells.bounds[2 * line + 1]),
              cells: found))
        }
      }
      told.isRegular = tally.isRegular
    }
    for place in stride(from: 0, to: cells.odd.count, by: 2) {
      told.records.append(
        Record(start: Int(cells.odd[place]), end: Int(cells.odd[place + 1]), cells: nil))
    }
    told.records.sort { $0.start < $1.start }
    precondition(ends == ends.sorted() && (ends.last ?? 0) == text.count, "blocks to the end")
    return told
  }

  static func scan(_ text: [UInt8], delimiter: UInt8, columns: [Int?], width: Int) -> Told {
    var told = Told()
    told.feeds = text.count { $0 == UInt8(ascii: "\n") }
    told.isRegular = !text.contains(0) && String(validating: text, as: UTF8.self) != nil
    text.withUnsafeBufferPointer { bytes in
      var scanner = CSVScanner(
        bytes, from: 0, dialect: CSVDialect(delimiter: delimiter, escape: .doubledQuote),
        fieldLimit: 1 << 24)
      do throws(CSVFault) {
        while true {
          let step = try scanner.next()
          if step == .end { break }
          if case .stray = step { told.isRegular = false }
          var record = Record(start: scanner.recordStart, end: scanner.recordEnd, cells: nil)
          let wanted = columns.map { $0.map { $0 < scanner.cells.count ? scanner.cells[$0] : nil } }
          let isPadding = scanner.recordEnd - scanner.recordStart == scanner.cells.count - 1
          if step == .record, scanner.cells.count == width, !isPadding,
            !wanted.contains(where: { $0??.isEscaped ?? false })
          {
            record.cells = wanted.map { cell in cell.map { [$0!.start, $0!.end] } }
          }
          told.records.append(record)
        }
      } catch {
        told.isRegular = false
      }
    }
    return told
  }

  static func check(
    _ text: [UInt8], delimiter: UInt8 = UInt8(ascii: ","), columns: [Int?], width: Int,
    _ comment: String
  ) throws {
    let cut = cut(text, delimiter: delimiter, columns: columns, width: width)
    let scanned = scan(text, delimiter: delimiter, columns: columns, width: width)
    try #require(cut.isRegular == scanned.isRegular, "\(comment)")
    guard scanned.isRegular else { return }
    try #require(cut.feeds == scanned.feeds, "\(comment)")
    let other = zip(cut.records, scanned.records).first { $0 != $1 }
    try #require(other == nil, "\(comment), \(columns)")
    try #require(cut.records.count == scanned.records.count, "\(comment)")
  }

  static func columns(_ width: Int, _ random: inout SeededGenerator) -> [Int?] {
    var columns: [Int?] = Array(0..<width).shuffled(using: &random)
    columns.removeLast(Int.random(in: 0..<width, using: &random))
    if Bool.random(using: &random) {
      columns.insert(nil, at: Int.random(in: 0...columns.count, using: &random))
    }
    return columns
  }

  @Test func `random tables are cut as the scanner cuts them`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    for round in 0..<1_500 {
      var table = RandomTable(width: Int.random(in: 2...7, using: &random))
      table.delimiter = [",", ";", "\t", "|"].map { UInt8(ascii: $0) }.randomElement(
        using: &random)!
      table.isFaulty = round % 5 == 0
      table.quoted = [0, 20, 90].randomElement(using: &random)!
      var text = table.text(rows: Int.random(in: 1...12, using: &random), &random)
      if text.last != UInt8(ascii: "\n") { text.append(UInt8(ascii: "\n")) }
      try Self.check(
        text, delimiter: table.delimiter, columns: Self.columns(table.width, &random),
        width: table.width, "seed \(seed), round \(round)")
    }
  }

  @Test func `records over the edge of a block are cut as the scanner cuts them`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    for round in 0..<40 {
      var table = RandomTable(width: Int.random(in: 2...5, using: &random))
      table.isFaulty = round % 8 == 0
      table.quoted = 60
      var text: [UInt8] = []
      for _ in 0..<2 {
        // A long cell up to just before the edge of a block, then quotes and line ends over it.
        let edge = (text.count / CSVCutter.blockBytes + 1) * CSVCutter.blockBytes
        let filler = max(1, edge - text.count - Int.random(in: 1...90, using: &random))
        let row = [UInt8](repeating: UInt8(ascii: "x"), count: filler)
        text += row + [UInt8](repeating: UInt8(ascii: ","), count: table.width - 1) + [0x0A]
        text += table.text(rows: 20, &random)
        if text.last != UInt8(ascii: "\n") { text.append(UInt8(ascii: "\n")) }
      }
      try Self.check(
        text, columns: Self.columns(table.width, &random), width: table.width,
        "seed \(seed), round \(round)")
    }
  }

  static let texts = [
    "a,b\n", "\"a\",\"b\"\r\n", "\"\",\"\"\n", ",\n", "\n", "\r\n", " \n", "\"a\n\",b\n\n",
    "a,b,c\na\na,\n", "\"a\"\"\",b\n", "\"a\"b,c\n", "a\"b,c\n", "a\rb,c\n", "a,b\r\r\n",
    "\"a\rb\",c\n", "a,\"b\r\n\"\r\n", "a,\n\"\",\n,\"\"\n", "\"a,\nb,\n", "a,\u{0}\n",
  ]

  @Test(arguments: texts, [[0, 1], [1], [nil, 0], [1, nil, 0], []])
  func `a small text is cut as the scanner cuts it`(text: String, columns: [Int?]) throws {
    try Self.check(Array(text.utf8), columns: columns, width: 2, text.debugDescription)
  }
}
