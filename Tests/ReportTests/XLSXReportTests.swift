import Accounting
import Foundation
import Report
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The workbook as a file: what `AgreementTests` does not see.
@Suite struct XLSXReportTests {
  @Test func `a place that cannot be written is an error with its path`() throws {
    let folder = try Places.scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "absent/breaks.xlsx").path
    let error = try #require(throws: XLSXReportError.self) {
      try XLSXReport.write(
        Fixture.rich(), origin: Fixture.origin, notes: Fixture.notes, to: path)
    }
    #expect(error.path == path && !error.message.isEmpty)
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test func `two runs, another order of lines and files: the same bytes`() throws {
    let folder = try Places.scratch()
    let other = try Places.scratch()
    defer {
      try? FileManager.default.removeItem(at: folder)
      try? FileManager.default.removeItem(at: other)
    }
    let rich = try Fixture.rich()
    var shuffled = rich
    shuffled.refused.reverse()
    shuffled.diagnostics.reverse()
    shuffled.tallies.reverse()
    let one = try Written(rich, in: folder)
    let two = try Written(shuffled, in: other)
    for name in reportWriters.map(\.name) + [XLSXReport.name] {
      #expect(try one.bytes(name) == two.bytes(name), "\(name)")
    }
    #expect(SummaryText.lines(rich) == SummaryText.lines(shuffled))
  }

  @Test func `another clock, zone and language: the same bytes`() async {
    await #expect(processExitsWith: .success) {
      let folder = try Places.scratch()
      defer { try? FileManager.default.removeItem(at: folder) }
      let names = reportWriters.map(\.name) + [XLSXReport.name]
      let before = try Written(try Fixture.rich(), in: folder)
      let expected = try names.map { try before.bytes($0) }
      sleep(2)
      for (zone, language) in [("Pacific/Kiritimati", "de_DE.UTF-8"), ("NZ", "ar_EG.UTF-8")] {
        setenv("TZ", zone, 1)
        setenv("LC_ALL", language, 1)
        tzset()
        setlocale(LC_ALL, "")
        let after = try Written(try Fixture.rich(), in: folder)
        try #require(try names.map { try after.bytes($0) } == expected)
      }
    }
  }

  @Test(arguments: [UInt64(3), 4])
  func `a number's cell has the sixteen digits that C prints`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let item = try Fixture.small().breaks[0]
    let amounts = (0..<3000).map { _ in
      let limit = Int128.powersOfTen[Int.random(in: 1...15, using: &generator)]
      return Amount(
        units: Int128.random(in: -limit + 1..<limit, using: &generator),
        scale: UInt8.random(in: 0...22, using: &generator))
    }
    var reconciliation = try Fixture.small()
    reconciliation.breaks = Breaks(
      amounts.map { amount in
        var item = item
        item.amount = amount
        return item
      })
    let folder = try Places.scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = try Written(reconciliation, in: folder).folder.appending(path: XLSXReport.name).path
    let unzip = try #require(Tool.find("unzip"))
    let xml = try unzip.run(["-p", path, "xl/worksheets/sheet6.xml"]).output
    let cells = xml.components(separatedBy: "<c r=\"F").dropFirst(2)
    #expect(cells.count == amounts.count)
    for (cell, amount) in zip(cells, amounts) {
      let number = try #require(Double(amount.description))
      #expect(cell.contains("<v>\(String(format: "%.16G", number))</v>"), "\(amount)")
    }
  }

  /// Writes fail at every size, in the temporary files and in the workbook, as on a full disk.
  @Test func `a full disk gives an error, never a shorter workbook`() async {
    await #expect(processExitsWith: .success) {
      let folder = try Places.scratch()
      defer { try? FileManager.default.removeItem(at: folder) }
      var reconciliation = try Fixture.small()
      // Random texts, so that packing does not make the file small.
      var generator = SeededGenerator(seed: 7)
      let item = reconciliation.breaks[0]
      reconciliation.breaks = Breaks(
        (0..<1500).map { _ in
          var item = item
          item.reference = (0..<4).map { _ in String(generator.next(), radix: 36) }.joined()
          return item
        })
      let path = folder.appending(path: "breaks.xlsx").path
      let write = {
        try XLSXReport.write(
          reconciliation, origin: Fixture.origin, notes: Fixture.notes, to: path)
        return try Data(contentsOf: URL(filePath: path))
      }
      let whole = try write()
      signal(SIGXFSZ, SIG_IGN)
      var limit = rlimit()
      getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
      var failures = 0
      for size in stride(from: 2048, to: 400_000, by: 4099) {
        limit.rlim_cur = rlim_t(size)
        setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
        let written = try? write()
        if written == nil { failures += 1 }
        try #require(written == nil || written == whole, "limit \(size)")
      }
      try #require(failures > 10)
    }
  }

  /// The agreement tests read with openpyxl; this one needs no Python.
  @Test(.enabled(if: Tool.find("unzip") != nil, "unzip is not here"))
  func `no foreign text is a formula, a link or a raw control character`() throws {
    let folder = try Places.scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    let texts = Fixture.formulaTexts + Fixture.otherTexts + Fixture.everyCharacter
    let written = try Written(try Fixture.carrying(texts), in: folder)
    let unzip = try #require(Tool.find("unzip"))
    let path = written.folder.appending(path: XLSXReport.name).path
    #expect(try unzip.run(["-tq", path]).status == 0)
    for sheet in 1...10 {
      let xml = try unzip.run(["-p", path, "xl/worksheets/sheet\(sheet).xml"])
      #expect(xml.status == 0 && xml.output.hasSuffix("</worksheet>"))
      // Formulas are our own, in the proofs' sheets: 2 to 4.
      let formulas = (2...4).contains(sheet) ? [] : ["<f>", "<f ", "<f/"]
      for mark in formulas + ["<hyperlink", "\u{0}", "\u{1}", "\u{B}", "\u{D}"] {
        #expect(xml.output.utf8.firstRange(of: mark.utf8) == nil, "\(sheet): \(mark)")
      }
    }
  }

  @Test(.enabled(if: Tool.find("soffice") != nil, "LibreOffice is not here"))
  func `LibreOffice opens the workbook and gives the amounts back`() throws {
    let folder = try Places.scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    let written = try Written(try Fixture.rich(), in: folder)
    let outcome = try #require(Tool.find("soffice")).run(
      [
        "-env:UserInstallation=file://\(folder.path)/profile", "--headless", "--convert-to",
        "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,6",
        "--outdir", folder.path, written.folder.appending(path: XLSXReport.name).path,
      ])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let text = try Data(contentsOf: folder.appending(path: "breaks-Open items.csv"))
    let records = CSVReader.records(Array(text))
    #expect(records.count == BreakKind.allCases.count + 2)
    let exact = try #require(records.first?.firstIndex(of: "Amount (exact)"))
    let amounts = try Fixture.rich().breaks.map { $0.amount?.description ?? "" }
    #expect(records.dropFirst().map { $0[exact] } == amounts)
  }

  /// LibreOffice computes every formula anew and writes what came out.
  @Test(
    .enabled(
      if: Tool.find("soffice") != nil && Python.hasOpenpyxl, "needs LibreOffice and openpyxl"))
  func `formulas recompute to the exact text beside them`() throws {
    let folder = try Places.scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    let written = try Written(try Fixture.rich(), in: folder)
    let outcome = try #require(Tool.find("soffice")).run([
      "-env:UserInstallation=file://\(folder.path)/profile", "--headless", "--convert-to",
      "ods", "--outdir", folder.path, written.folder.appending(path: XLSXReport.name).path,
    ])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let again = try #require(Tool.find("soffice")).run([
      "-env:UserInstallation=file://\(folder.path)/profile", "--headless", "--convert-to",
      "xlsx:Calc MS Excel 2007 XML", "--outdir", folder.appending(path: "again").path,
      folder.appending(path: "breaks.ods").path,
    ])
    #expect(again.status == 0, "\(again.errors)")
    let script = """
      import sys, openpyxl
      from decimal import Decimal
      path = sys.argv[1]
      formulas, values = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
      seen = 0
      for name, column in (("Statement", 3), ("Proof of cash", 7), ("Roll-forward", 3)):
        for row in formulas[name].iter_rows():
          last = row[column - 2]
          if last.data_type == "f":
            value = values[name].cell(last.row, last.column).value
            exact = values[name].cell(last.row, column).value
            assert round(Decimal(value), 12) == round(Decimal(exact), 12), (name, value, exact)
            seen += 1
      assert seen > 5, seen
      """
    let read = try Python.run(script, [folder.appending(path: "again/breaks.xlsx").path])
    #expect(read.status == 0, "\(read.errors)")
  }
}
