import Accounting
import Reconcile
import Testing

/// Four ways to book a fee, for five kinds of events: what the venue states with the fee apart is
/// matched however our ledger books it, and what it does not book stays open.
@Suite struct FeeConventionTests {
  struct Event: CustomTestStringConvertible, Sendable {
    var kind: EntryKind
    /// What the venue says of the asset that bears the fee, and the fee.
    var amount: String
    var fee: String
    /// What is left of both.
    var net: String
    var testDescription: String { "\(kind.name) \(amount)" }
  }

  static let events = [
    Event(kind: .trade, amount: "-1000", fee: "-5", net: "-1005"),
    Event(kind: .trade, amount: "1000", fee: "-5", net: "995"),
    Event(kind: .deposit, amount: "250", fee: "-1.25", net: "248.75"),
    Event(kind: .withdrawal, amount: "-80", fee: "-0.5", net: "-80.5"),
    Event(kind: .conversion, amount: "-42.5", fee: "-0.425", net: "-42.925"),
  ]

  private func run(
    _ event: Event, _ ledger: String, fee: FeeConvention = .any, reference: String
  ) throws -> Outcome {
    let name = event.kind.name
    return try TestBooks(
      """
      statement main USD \(event.amount) V1 10:00:00 \(name)
      statement main USD \(event.fee) V1 10:00:00 fee
      \(ledger.replacing("REF", with: reference).replacing("KIND", with: name))
      """, policy: Policy(fee: fee)
    ).run()
  }

  /// With the venue's id, and with an id of our own.
  static let references = ["V1", "L9"]

  @Test(arguments: events, references)
  func `separate: both legs are matched`(event: Event, reference: String) throws {
    let outcome = try run(
      event,
      """
      ledger main USD \(event.amount) REF 10:01:00 KIND
      ledger main USD \(event.fee) REF 10:01:00 fee
      """, fee: .separate, reference: reference)
    #expect(outcome.matches.count == 2 && outcome.kinds.isEmpty)
  }

  @Test(arguments: events, references)
  func `net: one ledger entry covers amount and fee`(event: Event, reference: String) throws {
    let ledger = "ledger main USD \(event.net) REF 10:01:00 KIND"
    let outcome = try run(event, ledger, fee: .net, reference: reference)
    #expect(outcome.kinds.isEmpty)
    #expect(outcome.matches.map(\.rule) == [reference == "V1" ? "reference-group" : "fee-aware"])
    #expect(outcome.matches[0].statement.count == 2)
  }

  @Test(arguments: events)
  func `net without a common reference is left open where fees are separate`(event: Event) throws {
    let ledger = "ledger main USD \(event.net) REF 10:01:00 KIND"
    let outcome = try run(event, ledger, fee: .separate, reference: "L9")
    #expect(!outcome.matches.contains { $0.rule == "fee-aware" })
  }

  @Test(arguments: events, references)
  func `inside: the amount is matched, the fee stays open`(
    event: Event, reference: String
  ) throws {
    let ledger = "ledger main USD \(event.amount) REF 10:01:00 KIND"
    let outcome = try run(event, ledger, fee: .inside, reference: reference)
    #expect(outcome.matches.count == 1)
    #expect(outcome.openStatement.count == 1 && outcome.openLedger.isEmpty)
    #expect(outcome.reconciliation.breaks.map(\.amount) == [TestBooks.amount(event.fee)])
  }

  @Test(arguments: events, references)
  func `in another asset: each asset's legs are matched for themselves`(
    event: Event, reference: String
  ) throws {
    let outcome = try TestBooks(
      """
      statement main USD \(event.amount) V1 10:00:00 \(event.kind.name)
      statement main BNB -0.01 V1 10:00:00 fee
      ledger main USD \(event.amount) \(reference) 10:01:00 \(event.kind.name)
      ledger main BNB -0.01 \(reference) 10:01:00 fee
      """, policy: Policy(fee: .otherAsset)
    ).run()
    #expect(outcome.matches.count == 2 && outcome.kinds.isEmpty)
  }
}
