import Accounting
import Foundation
import Ingest
import TestSupport
import Testing

/// Files of other people's CSV suites, read in place. They are absent on machines that do not
/// have them beside the checkout: then these tests are skipped.
@Suite struct CSVSuiteTests {
  static func files(_ suite: String) -> [URL] {
    guard let folder = Places.shared("suites/" + suite),
      let walk = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    else { return [] }
    return walk.compactMap { $0 as? URL }
      .filter { ["csv", "tsv"].contains($0.pathExtension) }
      .sorted { $0.path < $1.path }
  }

  /// What is refused, and by which rule: the file as a whole, or some of its lines.
  static let refused: [String: String] = [
    "mac_newlines.csv": "newline-cr",
    "null_byte.csv": "nul-byte",
    "test_utf16_big.csv": "encoding-utf16",
    "test_utf16_little.csv": "encoding-utf16",
    // Quotes escaped by a backslash, which the dialect here does not declare.
    "strange.csv": "stray-quote",
  ]

  @Test(
    .enabled(if: Places.shared("suites/csv-spectrum") != nil),
    arguments: CSVSuiteTests.files("csv-spectrum"))
  func `csv-spectrum files hold the cells that their JSON says`(file: URL) throws {
    let name = file.deletingPathExtension().lastPathComponent + ".json"
    let json = file.deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "json").appending(path: name)
    let source = try Ingest.open(Given.file(at: file))
    let table = ScannedTable(source.content)
    if name == "location_coordinates.json" {
      // Bare quotes in an unquoted field (and another telephone number than its JSON).
      #expect(table.strays == 1)
      return
    }
    let object = try JSONSerialization.jsonObject(with: Data(contentsOf: json))
    let expected = try #require(object as? [[String: String]])
    let header = try #require(table.cells.first)
    let read = table.cells.dropFirst().map {
      Dictionary(zip(header, $0), uniquingKeysWith: { $1 })
    }
    #expect(!expected.isEmpty)
    // The suite's own CRLF was lost in the file's version control.
    let folded = expected.map {
      $0.mapValues { String(decoding: $0.utf8.filter { $0 != 0x0D }, as: UTF8.self) }
    }
    #expect(read == (name == "newlines_crlf.json" ? folded : expected))
  }

  /// Rows of a file as Python's csv module reads them: cells in hexadecimal.
  static let oracle = """
    import csv, io, sys
    data = open(sys.argv[1], 'rb').read()
    try:
        text = data.decode('utf-8-sig')
    except UnicodeDecodeError:
        text = data.decode('cp1252')
    csv.field_size_limit(1 << 30)
    for row in csv.reader(io.StringIO(text, newline=''), delimiter=sys.argv[2]):
        if row and (len(row) > 1 or row[0].strip(' \\t')):
            print(' '.join(cell.encode().hex() or '-' for cell in row))
    """

  @Test(
    .enabled(
      if: Places.shared("suites/csvkit-examples") != nil && Tool.find("python3") != nil),
    arguments: CSVSuiteTests.files("csvkit-examples") + CSVSuiteTests.files("rust-csv-data"))
  func `csvkit's and rust-csv's files hold the cells that Python reads`(file: URL) throws {
    let expectedRule = Self.refused[file.lastPathComponent]
    let python = try #require(Tool.find("python3"))
    let delimiter = file.pathExtension == "tsv" ? "\t" : ","
    var rule: String?
    do {
      let source = try Ingest.open(Given.file(at: file))
      var utf8 = FieldText.decoded(source.content, encoding: source.encoding, escape: .none)
      if source.hasByteOrderMark { utf8.removeFirst(3) }
      let table = ScannedTable(utf8, delimiter: delimiter.utf8.first!)
      if case .loneReturn = table.fault { rule = "newline-cr" }
      if case .quoteNotClosed = table.fault { rule = "quote-not-closed" }
      if table.strays > 0 { rule = "stray-quote" }
      if rule == nil {
        let answer = try python.run(["-c", Self.oracle, file.path, delimiter])
        #expect(answer.status == 0, "\(answer.errors)")
        let rows = table.cells.map { row in
          row.map { cell in
            cell.isEmpty ? "-" : cell.utf8.map { String(format: "%02x", $0) }.joined()
          }.joined(separator: " ")
        }
        #expect(rows.joined(separator: "\n") + (rows.isEmpty ? "" : "\n") == answer.output)
      }
    } catch let fault as InputFault {
      rule = fault.diagnostic.code
    }
    #expect(rule == expectedRule)
  }

  @Test(
    .enabled(if: Places.shared("suites/duckdb-csv") != nil),
    arguments: CSVSuiteTests.files("duckdb-csv"))
  func `no line of duckdb's dirty files is lost`(file: URL) throws {
    for delimiter in [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "|")] {
      let format = Format.csv("any", ["1"], CSVShape(headerless: 1, delimiter: delimiter))
      let ragged = Format.csv(
        "ragged", ["1", "2"], CSVShape(headerless: 2, delimiter: delimiter, ragged: true))
      guard let source = try? Ingest.open(Given.file(at: file)) else { continue }
      let twin = TwinScanner.read(source.content, delimiter: delimiter, escape: .doubledQuote)
      for format in [format, ragged] {
        do {
          let cut = try Cut(source, Ingest.recognise(source, among: [], forced: format))
          #expect(twin.fault == nil)
          #expect(cut.outcome.linesRead == cut.lines.count + cut.outcome.refused.count)
          #expect(cut.outcome.linesRead + cut.outcome.blank == twin.records.count)
        } catch let fault as InputFault {
          let isSaid = twin.fault != nil || fault.diagnostic.code == "format-mismatch"
          #expect(isSaid, "\(fault.diagnostic.text)")
        }
      }
    }
  }
}
