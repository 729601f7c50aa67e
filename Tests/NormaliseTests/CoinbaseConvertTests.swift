import Accounting
import Normalise
import TestSupport
import Testing

/// One conversion told in one line or in two.
@Suite struct CoinbaseConvertTests {
  static let notes = "Converted 0.1 BTC to 1.897383 ETH"

  static func line(
    _ id: String, _ time: String, _ asset: String, _ quantity: String, _ notes: String = notes
  ) -> String {
    "\(id),2026-02-03 \(time) UTC,Convert,\(asset),\(quantity),EUR,€1,€1,€1,€0.10,\(notes)\n"
  }

  static func run(_ lines: String...) throws -> StatementRun {
    try StatementRun(CoinbaseRetailTests.v4 + lines.joined())
  }

  @Test(arguments: ["0.1", "-0.1"])
  func `one line gives both halves, whatever the sign`(quantity: String) throws {
    let run = try Self.run(Self.line("a", "10:00:00", "BTC", quantity))
    #expect(run.legs == ["BTC -0.1 conversion", "ETH 1.897383 conversion"])
    #expect(run.warnings == [])
  }

  @Test(arguments: ["09:59:58", "10:00:00", "10:00:01", "10:00:02"], [true, false])
  func `two lines give a half each`(time: String, sourceFirst: Bool) throws {
    let source = Self.line("a", "10:00:00", "BTC", "-0.1")
    let destination = Self.line("b", time, "ETH", "1.897383314639237")
    let run =
      sourceFirst ? try Self.run(source, destination) : try Self.run(destination, source)
    #expect(Set(run.legs) == ["BTC -0.1 conversion", "ETH 1.897383314639237 conversion"])
    #expect(run.book.entries.count == 2)
    #expect(run.warnings == [])
    #expect(run.book.tallies[0].understood == 2)
    #expect(run.book.tallies[0].totals["ETH"]?.credits.description == "1.897383314639237")
  }

  @Test func `two lines with a positive source are two lines too`() throws {
    let run = try Self.run(
      Self.line("a", "10:00:00", "BTC", "0.1"), Self.line("b", "10:00:01", "ETH", "1.8973833"))
    #expect(run.legs == ["BTC -0.1 conversion", "ETH 1.8973833 conversion"])
  }

  @Test func `the same notes at another time are another conversion`() throws {
    let run = try Self.run(
      Self.line("a", "10:00:00", "BTC", "-0.1"), Self.line("b", "10:00:01", "ETH", "1.8973833"),
      Self.line("c", "09:00:00", "BTC", "-0.1"))
    #expect(try run.totals()["BTC"]?.description == "2 legs net -0.2")
    #expect(try run.totals()["ETH"]?.description == "2 legs net 3.7947663")
    #expect(run.warnings == [])
  }

  @Test func `twins in the same second pair one for one`() throws {
    let run = try Self.run(
      Self.line("a", "10:00:00", "BTC", "-0.1"), Self.line("b", "10:00:00", "BTC", "-0.1"),
      Self.line("c", "10:00:01", "ETH", "1.8"), Self.line("d", "10:00:01", "ETH", "1.9"))
    #expect(try run.totals()["BTC"]?.description == "2 legs net -0.2")
    #expect(try run.totals()["ETH"]?.description == "2 legs net 3.7")
  }

  @Test func `a half at the end of a two-line export waits for the next one`() throws {
    let earlier =
      Self.line("a", "10:00:00", "BTC", "-0.1") + Self.line("b", "10:00:01", "ETH", "1.8973833")
      + Self.line("c", "23:59:59", "BTC", "-0.1")
    let later = Self.line("d", "23:59:59", "ETH", "1.8973834")
    let alone = try Self.run(earlier)
    #expect(try alone.totals()["ETH"]?.description == "1 legs net 1.8973833")
    #expect(alone.warnings == ["counterpart-missing"])
    #expect(alone.normalised.warnings[0].place.text == "statement:4:1")
    let both = try StatementRun([
      ("1.csv", Array((CoinbaseRetailTests.v4 + earlier).utf8)),
      ("2.csv", Array((CoinbaseRetailTests.v4 + later).utf8)),
    ])
    #expect(try both.totals()["ETH"]?.description == "2 legs net 3.7947667")
    #expect(both.warnings == [])
  }

  @Test func `the received half alone counts and is told`() throws {
    let run = try Self.run(Self.line("b", "10:00:01", "ETH", "1.8973833"))
    #expect(run.legs == ["ETH 1.8973833 conversion"])
    #expect(run.warnings == ["counterpart-missing"])
  }

  @Test func `overlapping two-line exports count once`() throws {
    let text =
      CoinbaseRetailTests.v4 + Self.line("a", "10:00:00", "BTC", "-0.1")
      + Self.line("b", "10:00:01", "ETH", "1.8973833")
    let run = try StatementRun([("1.csv", Array(text.utf8)), ("2.csv", Array(text.utf8))])
    #expect(run.legs == ["BTC -0.1 conversion", "ETH 1.8973833 conversion"])
    #expect(run.book.tallies.map(\.duplicates) == [0, 2])
    #expect(run.book.tallies.allSatisfy { $0.isBalanced })
  }

  @Test func `an older export names its currency in the header`() throws {
    let run = try StatementRun(
      "Timestamp,Transaction Type,Asset,Quantity Transacted,GBP Spot Price at Transaction,"
        + "GBP Subtotal,GBP Total (inclusive of fees),GBP Fees,Notes\n"
        + "2020-09-27T18:36:58Z,Sell,BTC,0.5,9000,4500,4450,50,Sold 0.5 BTC for £4450.00 GBP\n"
        + "2020-09-27T18:36:59Z,Convert,BTC,0.5,9000,4500,4450,50,Converted 0.5 BTC to 9 ETH\n")
    #expect(
      run.legs == [
        "BTC -0.5 trade", "GBP 4500 trade", "GBP -50 fee", "BTC -0.5 conversion",
        "ETH 9 conversion",
      ])
    #expect(run.book.entries.reference.allSatisfy { $0 == .none })
  }
}
