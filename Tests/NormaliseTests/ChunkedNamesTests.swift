import Accounting
import Foundation
import Ingest
import Normalise
import TestSupport
import Testing

/// The names that lines read in chunks meet are those that the lines read whole meet.
@Suite struct ChunkedNamesTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var text: String
    var columns: DeclaredColumns
    var asset: String?
    var accounts: Set<String>
    /// Where codes are reported that no table knows.
    var unmapped: [Int] = []
  }

  static let time = "2026-11-19T08:00:00Z"
  static let columns = DeclaredColumns(
    bookedAt: "t", account: "acc", asset: "cur", amount: "amt", fee: "fee", feeAsset: "fcur")
  static let header = "t,acc,fcur,cur,amt,fee\n"

  static let cases = [
    Case(
      testDescription: "no line counts, so no account is met",
      text: "t,cur,amt\n\(time),BTC,0\n\(time),BTC,x\n\(time),,1\n",
      columns: DeclaredColumns(bookedAt: "t", asset: "cur", amount: "amt"), accounts: []),
    Case(
      testDescription: "the own account is met with the first line that counts",
      text: "t,cur,amt\n\(time),BTC,0\n\(time),BTC,1\n",
      columns: DeclaredColumns(bookedAt: "t", asset: "cur", amount: "amt"),
      accounts: ["ledger/main"]),
    Case(
      testDescription: "the account of a line that is refused for its fee is met all the same",
      text: header + "\(time),a,,BTC,1,x\n\(time),b,,BTC,1,\n", columns: columns,
      accounts: ["a", "b"]),
    Case(
      testDescription: "of a refused line's codes none is reported",
      text: header + "\(time),a,,ZZZ,1,x\n\(time),a,,ZZZ,1,\n", columns: columns,
      accounts: ["a"], unmapped: [79]),
    Case(
      testDescription: "a code is reported at the plain line before the odd one",
      text: header + "\(time),a,,ZZZ,1,\n\(time),a,,ZZZ,1e1,\n", columns: columns,
      accounts: ["a"], unmapped: [47]),
    Case(
      testDescription: "a code is reported at the odd line before the plain one",
      text: header + "\(time),a,,ZZZ,1e1,\n\(time),a,,ZZZ,1,\n", columns: columns,
      accounts: ["a"], unmapped: [47]),
    Case(
      testDescription: "a line's asset comes before its fee's asset wherever they stand",
      text: header + "\(time),a,ZZZ,ZZZ,1,1\n\(time),a,QQQ,BTC,1,1\n", columns: columns,
      accounts: ["a"], unmapped: [50, 81]),
    Case(
      testDescription: "an own asset no table knows", text: "t,amt\n\(time),1\n\(time),2\n",
      columns: DeclaredColumns(bookedAt: "t", amount: "amt"), asset: "ZZZ",
      accounts: ["ledger/main"],
      unmapped: [6]),
  ]

  @Test(arguments: cases, [1, 3])
  func `names and codes are met as in the file read whole`(given: Case, threads: Int) throws {
    var format = DeclaredFormat(columns: given.columns)
    format.asset = given.asset
    let made = try format.makeFormat(name: "made")
    let folder = try Places.scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "book")
    try Data(given.text.utf8).write(to: path)
    let file = InputFile(path: path.path, name: "book", side: .statement)
    let whole = try ReadBook(whole: file, among: [made], SourceTerms())
    let way = ChunkedBook.Way(chunkBytes: 64, threads: threads)
    let chunked = try #require(try ChunkedBook(file, among: [made], SourceTerms(), way))
    #expect(chunked.book == whole)
    #expect(whole.accounts == given.accounts)
    #expect(whole.warnings.map(\.place.offset) == given.unmapped)
  }

  @Test func `a name of another encoding is not met before the file is read whole`() throws {
    let text = "t,acc,cur,amt\n\(Self.time),Gr\u{F6}\u{DF}e,BTC,1\n\(Self.time),b,BTC,1\n"
    let bytes = text.unicodeScalars.map { UInt8($0.value) } + [UInt8](repeating: 0, count: 64)
    let format = try DeclaredFormat(
      columns: DeclaredColumns(bookedAt: "t", account: "acc", asset: "cur", amount: "amt")
    ).makeFormat(name: "made")
    let layout = try #require(format.plain)
    let names = PlainNames(names: BookNames())
    let reading = PlainReading(
      layout, format: format, side: .statement, source: SourceID(index: 0), terms: SourceTerms(),
      names: names)
    let columns = ["t", "acc", "cur", "amt"]
    let cutter = CSVCutter(
      delimiter: UInt8(ascii: ","),
      columns: layout.fields.map { field in
        columns.firstIndex(of: format.format.fields[field])
      }, width: 4)
    defer { cutter.deallocate() }
    let cells = PlainCells(width: layout.fields.count)
    var odd: [UInt32] = []
    bytes.withUnsafeBufferPointer { all in
      let lines = Bytes(rebasing: all[14..<all.count - 64])
      let tally = cutter.cut(lines, into: cells) { _, _ in
        let stretch = PlainStretch(
          bytes: lines, offset: 14, file: 0, worker: 0, width: cells.width, count: cells.count,
          cells: cells.cells, bounds: cells.bounds)
        reading.read(stretch, odd: &odd) { #expect($0.count == 1) }
      }
      #expect(!tally.isRegular)
    }
    #expect(names.names.accounts.all == ["b"] && odd.first == 0)
  }
}
