import Foundation
import TestSupport
import Testing

/// What the workbook says of a break beside the other reports, against the run's own work files.
@Suite(.enabled(if: StockToolTests.hasOpenpyxl, "python3 has no openpyxl"))
struct BreakNotesTests {
  /// Makes both columns of every break from the entries, refused lines and misses of the folder;
  /// prints how many of each it saw.
  private static let script = #"""
    import json, sys, openpyxl
    folder = sys.argv[1]

    def lines(name):
      with open(f"{folder}/data/work/{name}.jsonl", encoding="utf-8") as file:
        return [json.loads(line) for line in file]

    known = {line["id"]: line for line in lines("entries") + lines("refused")}
    misses = {line["entry"]: line["misses"][0] for line in lines("misses")}

    def place(name):
      return "%s:%d" % (known[name]["source"], known[name]["line"])

    def fault(other, miss, field):
      if field == "reference":
        return "reference " + other["reference"]
      if field == "amount":
        return "amount %s, gap %s" % (other["amount"], miss["amount_gap"])
      return "time %s, %s s apart" % (other["instant"], miss["seconds_gap"])

    def near(name):
      miss = misses.get(name)
      if miss is None:
        return None
      other = known[miss["entry"]]
      said = "; ".join(fault(other, miss, field) for field in miss["fails"])
      return "%s: %s" % (place(miss["entry"]), said)

    rows = openpyxl.load_workbook(f"{folder}/data/reports/breaks.xlsx")["Open items"]
    titles, *rows = rows.iter_rows(values_only=True)
    placed, missed = 0, 0
    for row in rows:
      row = dict(zip(titles, row))
      entries = (row["Entries"] or "").split()
      wanted = "; ".join(map(place, entries)) or None
      if row["File and line"] != wanted:
        raise SystemExit("%r is not %r" % (row["File and line"], wanted))
      wanted = near(entries[0]) if entries else None
      if row["Nearest miss"] != wanted:
        raise SystemExit("%r is not %r" % (row["Nearest miss"], wanted))
      placed += len(entries) > 0
      missed += wanted is not None
    print(placed, missed)
    """#

  /// Both columns' counts of the desk's last run.
  private func seen(_ desk: Desk) throws -> [Int] {
    let folder = try #require(desk.sealed().last).url.path
    let python = try #require(Tool.find("python3"))
    let read = try python.run(["-X", "utf8", "-c", Self.script, folder])
    #expect(read.status == 0, "\(read.errors)")
    return read.output.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
  }

  @Test(arguments: ["end-of-day", "kinds-of-slips", "rule-amount-within-window", "dydx-v3-trades"])
  func `places and nearest misses are those of the work files`(sample: String) throws {
    try Desk.with { desk in
      let inputs = Places.root.appending(path: "samples/\(sample)").path
      for options in [TwoWays.whole, TwoWays.streamed()] {
        let outcome = try desk.run([inputs, "--again"] + options)
        #expect(outcome.status <= 4, "\(outcome.errors)")
        let counts = try seen(desk)
        #expect(counts.count == 2 && counts[0] > 0)
      }
    }
  }

  @Test func `an entry that nearly fits is named with its place and what keeps it apart`() throws {
    try Desk.with { desk in
      let settings = try DayBook(days: 1, perDay: 60, seed: 7).lay(on: desk)
      for options in [TwoWays.whole, TwoWays.streamed()] {
        let day = ["--business-date", DayBook.date(0), "--again"]
        #expect(try desk.run([settings] + day + options).status <= 3)
        let counts = try seen(desk)
        #expect(counts[0] > 0 && counts[1] > 0)
      }
    }
  }

  private static let footers = """
    import sys, openpyxl
    book = openpyxl.load_workbook(sys.argv[1])
    ends = {sheet.oddFooter.left.text.rsplit(" ", 1)[1] for sheet in book.worksheets}
    cells = {row[0]: row[1] for row in book["Summary"].iter_rows(values_only=True)}
    print(*ends, cells["Evidence id"])
    """

  @Test func `a print of page or workbook names the evidence it is from`() throws {
    try Desk.with { desk in
      _ = try desk.run([SmallBook().lay(on: desk)])
      let run = try #require(desk.sealed().first)
      let info = try String(
        contentsOf: run.url.appending(path: "bag-info.txt"), encoding: .utf8)
      let line = try #require(info.split(separator: "\n").first { $0.contains("Evidence") })
      let id = try #require(line.split(separator: " ").last)
      #expect(id.count == 16)
      let page = String(decoding: try run.report("report.html"), as: UTF8.self)
      #expect(page.contains("<p>Evidence id <code>\(id)</code>"))
      let python = try #require(Tool.find("python3"))
      let workbook = run.url.appending(path: "data/reports/breaks.xlsx").path
      let read = try python.run(["-c", Self.footers, workbook])
      #expect(read.output == "\(id) \(id)\n", "\(read.errors)")
    }
  }
}
