import Foundation
import TestSupport
import Testing

/// The same facts give the same report bytes: in any order, at any place, on any machine.
@Suite struct DeterminismTests {
  static let sample = SampleCase(name: "end-of-day")
  static let reports = [
    "breaks.csv", "breaks.json", "summary.json", "breaks.xlsx", "report.html",
  ]

  private func reports(
    of inputs: URL, options: [String] = [], environment: [String: String] = [:],
    in place: URL? = nil, names: [String] = Self.reports
  ) throws -> [String: Data] {
    try Desk.with { desk in
      let outcome = try desk.run(
        [inputs.path] + options, in: place, environment: environment)
      let folder = try #require(desk.sealed().first, "\(outcome.errors)")
      var bytes: [String: Data] = [:]
      for name in names { bytes[name] = try folder.report(name) }
      return bytes
    }
  }

  private func expectSame(
    _ reports: [String: Data], _ others: [String: Data], _ why: String
  ) {
    #expect(reports.keys.sorted() == others.keys.sorted())
    for name in reports.keys.sorted() {
      let (one, other) = (reports[name] ?? Data(), others[name] ?? Data())
      #expect(!one.isEmpty)
      #expect(
        one == other, "\(why): \(name):\(SampleCaseTests.firstDifference(one, other))")
    }
  }

  @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
  func `shuffled lines change nothing but the lines that the workbook names`(seed: UInt64) throws {
    let place = try Places.scratch()
    defer { try? FileManager.default.removeItem(at: place) }
    let copy = place.appending(path: "copy")
    try ShuffledCopy.make(of: Self.sample.inputs, at: copy, seed: seed)
    var (one, other) = (try reports(of: Self.sample.inputs), try reports(of: copy))
    let workbooks = [one, other].map { $0["breaks.xlsx"] ?? Data() }
    one["breaks.xlsx"] = nil
    other["breaks.xlsx"] = nil
    one["report.html"] = try Self.withoutEvidenceID(one["report.html"])
    other["report.html"] = try Self.withoutEvidenceID(other["report.html"])
    expectSame(one, other, "seed \(seed)")
    guard StockToolTests.hasOpenpyxl else { return }
    let paths = try workbooks.enumerated().map { number, bytes in
      let path = place.appending(path: "\(number).xlsx")
      try bytes.write(to: path)
      return path.path
    }
    let python = try #require(Tool.find("python3"))
    let compared = try python.run(["-c", Self.withoutLines] + paths)
    #expect(compared.output == "same\n", "\(compared.errors)")
  }

  /// A page without its evidence id: other bytes are other evidence, and each page names its own.
  private static func withoutEvidenceID(_ page: Data?) throws -> Data {
    let text = String(decoding: page ?? Data(), as: UTF8.self)
    let id = try #require(text.firstMatch(of: #/<p>Evidence id <code>[0-9a-f]{16}</code>/#))
    return Data(text.replacing(id.output, with: "").utf8)
  }

  /// Compares two workbooks cell by cell, but for the numbers behind the names of files and the
  /// evidence id.
  private static let withoutLines = #"""
    import re, sys, openpyxl

    def cells(path):
      found = []
      for sheet in openpyxl.load_workbook(path).worksheets:
        titles = [cell.value for cell in sheet[1]]
        for row in sheet.iter_rows(values_only=True):
          row = list(row)
          if row[0] == "Evidence id":
            row[1] = None
          for title in {"Nearest miss", "File and line"} & set(titles):
            place = titles.index(title)
            row[place] = re.sub(r":\d+(?=: |; |$)", "", row[place] or "")
          found.append((sheet.title, row))
      return found

    one, other = (cells(path) for path in sys.argv[1:])
    for pair in zip(one, other):
      if pair[0] != pair[1]:
        raise SystemExit("%r is not %r" % pair)
    print("same" if len(one) == len(other) else "more")
    """#

  @Test func `the shuffle itself moves lines and keeps them all`() throws {
    let file = Self.sample.inputs.appending(path: "statements/coinbase-2026-11-19.csv")
    let data = try Data(contentsOf: file)
    var generator = SeededGenerator(seed: 1)
    let shuffled = ShuffledCopy.shuffledCSV(data, &generator)
    #expect(shuffled != data)
    #expect(ShuffledCopy.split(shuffled).head == ShuffledCopy.split(data).head)
    let lines = { (data: Data) in Set(ShuffledCopy.split(data).lines) }
    #expect(lines(shuffled) == lines(data))
    #expect(lines(data).count == 16)
    let quoted = Data("a,b,c,d,e,f,g\n1,\"x\ny\"\n2,z\n".utf8)
    #expect(ShuffledCopy.split(quoted).lines.count == 2)
  }

  @Test func `files of other names and accounts in another order give the same breaks`() throws {
    let place = try Places.scratch()
    defer { try? FileManager.default.removeItem(at: place) }
    let copy = place.appending(path: "copy")
    try FileManager.default.copyItem(at: Self.sample.inputs, to: copy)
    let manager = FileManager.default
    for (old, new) in [
      ("statements/dydx/fills.json", "statements/dydx/zz.json"),
      ("statements/dydx/transfers.json", "statements/dydx/aa.json"),
      ("ledger/journal-2026-11-19.csv", "ledger/a.csv"),
    ] {
      try manager.moveItem(at: copy.appending(path: old), to: copy.appending(path: new))
    }
    let settings = copy.appending(path: "tieout.yaml")
    var text = try String(contentsOf: settings, encoding: .utf8)
    let start = try #require(text.range(of: "accounts:\n")?.upperBound)
    let end = try #require(text.range(of: "ledger:\n")?.lowerBound)
    let accounts = text[start..<end].components(separatedBy: "  - account:").dropFirst()
    #expect(accounts.count == 4)
    text.replaceSubrange(
      start..<end, with: accounts.reversed().map { "  - account:" + $0 }.joined())
    try Data(text.utf8).write(to: settings)
    let names = ["breaks.csv", "breaks.json"]
    expectSame(
      try reports(of: Self.sample.inputs, names: names), try reports(of: copy, names: names),
      "renamed")
  }

  @Test func `a ledger in two files gives the breaks of one`() throws {
    let place = try Places.scratch()
    defer { try? FileManager.default.removeItem(at: place) }
    let copy = place.appending(path: "copy")
    try FileManager.default.copyItem(at: Self.sample.inputs, to: copy)
    let whole = copy.appending(path: "ledger/journal-2026-11-19.csv")
    let (head, lines) = ShuffledCopy.split(try Data(contentsOf: whole))
    for (name, part) in [("a.csv", lines[20...]), ("b.csv", lines[..<20])] {
      var file = head
      for line in part { file += line + Data("\n".utf8) }
      try file.write(to: copy.appending(path: "ledger/\(name)"))
    }
    try FileManager.default.removeItem(at: whole)
    let names = ["breaks.csv", "breaks.json"]
    expectSame(
      try reports(of: Self.sample.inputs, names: names), try reports(of: copy, names: names),
      "two files")
  }

  @Test(
    arguments: [
      ["TZ": "UTC", "LC_ALL": "C"], ["TZ": "Asia/Kathmandu", "LC_ALL": "de_DE.UTF-8"],
      ["TZ": "America/St_Johns", "LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8"],
      ["TZ": "Pacific/Apia", "LANG": "ar_EG.UTF-8", "USER": "someone-else"],
    ], ["1", "2"])
  func `zone, language, user and threads of the machine change no byte`(
    environment: [String: String], threads: String
  ) throws {
    expectSame(
      try reports(of: Self.sample.inputs),
      try reports(
        of: Self.sample.inputs, options: ["--threads", threads], environment: environment),
      "\(environment) \(threads)")
  }

  @Test func `eight processes, each with its own hash seed, write the same bytes`() throws {
    let first = try reports(of: Self.sample.inputs)
    for time in 2...8 {
      expectSame(first, try reports(of: Self.sample.inputs), "run \(time)")
    }
  }

  @Test func `the place of the inputs and the working folder change no byte`() throws {
    let place = try Places.scratch()
    defer { try? FileManager.default.removeItem(at: place) }
    let copy = place.appending(path: "a/deeper/place")
    try FileManager.default.createDirectory(
      at: copy.deletingLastPathComponent(), withIntermediateDirectories: true)
    try FileManager.default.copyItem(at: Self.sample.inputs, to: copy)
    let first = try reports(of: Self.sample.inputs)
    expectSame(first, try reports(of: copy), "another place")
    let relative = URL(filePath: "tieout.yaml", relativeTo: copy).relativePath
    let reports = try Desk.with { desk in
      _ = try desk.run([relative], in: copy)
      let folder = try #require(desk.sealed().first)
      return try Dictionary(
        uniqueKeysWithValues: Self.reports.map { ($0, try folder.report($0)) })
    }
    expectSame(first, reports, "a relative path")
  }
}
