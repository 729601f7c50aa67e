import Accounting
import Foundation
import Report
import TestSupport

/// Reconciliations made for the reports: no rule of Reconcile is in them.
enum Fixture {
  static let sourceNames = ["ledger/main.csv", "statements/coinbase.csv", "statements/dydx.json"]

  static func amount(_ text: String) throws -> Amount { try Amount(parsing: text) }

  static func source(_ index: Int, offset: UInt64 = 0) -> Origin {
    Origin(source: SourceID(index: index), offset: offset, length: 40, leg: 0)
  }

  static func id(_ prefix: String, _ number: Int) -> String {
    let digits = String(number, radix: 16)
    return prefix + "_" + String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// Nothing read, nothing found.
  static func empty() -> Reconciliation {
    Reconciliation(
      book: "acme-eu", businessDate: nil, cutOff: nil, status: .notRun, positions: [],
      breaks: [], matchesByRule: [:], openPositions: [], aliases: [], refused: [],
      diagnostics: [], tallies: [], thresholdUSD: nil)
  }

  /// One break, one balance: small enough to read its reports.
  static func small() throws -> Reconciliation {
    var result = empty()
    result.businessDate = "2026-11-19"
    result.cutOff = Instant(nanoseconds: 1_795_132_800_000_000_000)
    result.status = .unproved
    result.positions = [try position("coinbase/main", "BTC", "2.5", "2", open: 1, .unproved)]
    result.breaks = [
      Break(
        id: id("brk", 1), kind: .missingLedger, account: "coinbase/main", asset: "BTC",
        side: .statement, amount: try amount("0.5"), statementAmount: try amount("0.5"),
        instant: Instant(nanoseconds: 1_795_075_200_123_000_000), reference: "=SUM(A1)",
        entries: [EntryIdentity(id: id("ent", 10), side: .statement, origin: source(1))],
        detail: "deposit, not booked", valueUSD: try amount("45000"))
    ]
    result.matchesByRule = ["exact-reference": 128]
    result.thresholdUSD = try amount("10")
    return result
  }

  static let origin = ReportOrigin(sourceNames: sourceNames, evidenceID: "0123456789abcdef")

  /// Told of every break that has entries, hostile on purpose.
  static let notes = BreakNotes(
    places: { item in item.entries.isEmpty ? nil : "=at \(item.id).csv:7" },
    nearestMiss: { item in item.entries.isEmpty ? nil : "+near \(item.id)" })

  /// Every kind of break, every list filled, amounts at the limits.
  static func rich() throws -> Reconciliation {
    var result = try small()
    result.positions = try [
      position("coinbase/main", "BTC", "2.000000000000000001", "2", open: 3, .unproved),
      position("coinbase/main", "USDC", "9007199254740993", "9007199254740993", open: 0, .proved),
      position("dydx/dydx1abc/0", "ETH", "-0.1", "0.2", open: 2, .provedWithItems),
    ]
    result.breaks = Breaks(try allKinds() + [withoutAmount()])
    result.matchesByRule = ["exact-reference": 120, "amount-within-window": 8]
    result.openPositions = [
      OpenPosition(
        side: .statement, account: "dydx/dydx1abc/0", market: "BTC-USD",
        size: try amount("-0.25"), entryPrice: try amount("91234.123456789012345678")),
      OpenPosition(
        side: .ledger, account: "dydx/dydx1abc/0", market: "ETH-USD", size: try amount("3"),
        entryPrice: nil),
    ]
    result.bridges = [try bridge()]
    result.equities = [
      EquityBridge(
        account: "dydx/dydx1abc/0", stated: try amount("100"), collateral: try amount("99.5"),
        positions: try amount("0.25"), difference: try amount("0.25"))
    ]
    result.aliases = [AliasUse(venue: "coinbase", code: "CGLD", asset: "CELO", count: 7)]
    result.refused = [
      refused(2, "amount-not-decimal", "column 'size' holds '1,5', not a decimal", line: 9),
      refused(1, "unknown-type", "no rule knows the type '=cmd|calc'", line: 4),
      refused(1, "unknown-type", "no rule knows the type '=cmd|calc'", line: 17),
    ]
    result.diagnostics = [
      warning("coinbase.csv", "encoding-declared"), warning("a.csv", "mixed-newlines"),
    ]
    result.tallies = [try tally(1), try tally(0), try tally(2)]
    return result
  }

  private static func bridge() throws -> PositionBridge {
    var bridge = PositionBridge(
      account: "dydx/dydx1abc/0", market: "BTC-USD", opening: try amount("0.5"),
      openingFrom: .prior, fills: 2, bought: try amount("0.25"), sold: try amount("-1"),
      computed: try amount("-0.25"))
    bridge.stated = try amount("-0.25")
    bridge.difference = .zero
    bridge.opened = try amount("0.25")
    bridge.entryPrice = try amount("91234.12345678901234567891")
    bridge.statedEntryPrice = try amount("91234.123456789012345678")
    return bridge
  }

  /// The exact amounts that break binary floats, and one of each kind of break.
  static let hardAmounts = [
    "2.000000000000000001", "9007199254740993", "0.1", "123456789012.345", "0.000000000000000001",
    "-8.2", "999999999999999", "1000000000000000", "1234567890123456",
    "99999999999999999999999999999999999999", "0.00000000000000000000000000000000000001",
    "100000000000000000000000000000000000000e-1", "-0.30000000000000004", "0", "4.35", "1e22",
  ]

  private static func allKinds() throws -> [Break] {
    try BreakKind.allCases.enumerated().map { index, kind in
      let value = try amount(hardAmounts[index % hardAmounts.count])
      return Break(
        id: id("brk", index), kind: kind, account: "coinbase/main", asset: "BTC",
        side: index % 3 == 0 ? nil : (index % 3 == 1 ? .statement : .ledger), amount: value,
        statementAmount: value, ledgerAmount: value.negated,
        instant: Instant(nanoseconds: Int64(index) * 86_400_123_456_789_012 - 1_000_000_000),
        reference: "ref,\(index)", rule: index % 2 == 0 ? "reference-amount-differs" : nil,
        entries: [
          EntryIdentity(id: id("ent", index), side: .statement, origin: source(1)),
          EntryIdentity(id: id("ent", index + 99), side: .ledger, origin: source(0)),
        ],
        competing: index % 3 == 0
          ? [EntryIdentity(id: id("ent", index + 999), side: .ledger, origin: source(0))] : [],
        detail: "said \"so\",\nthen more", valueUSD: index % 2 == 0 ? value.magnitude : nil,
        ageDays: index % 5 == 0 ? nil : index, severity: Severity.allCases[index % 4],
        isMaterial: index % 4 != 0, firstSeen: index % 5 == 0 ? nil : "2026-11-\(10 + index % 9)",
        standing: index % 5 == 0 ? nil : Standing.allCases[index % 3],
        override: index % 7 == 0 ? "=OV-\(index)" : nil)
    }
  }

  private static func withoutAmount() -> Break {
    Break(
      id: id("brk", 4095), kind: .unparsedLine, account: "dydx/dydx1abc/0", asset: "", side: nil,
      amount: nil,
      entries: [EntryIdentity(id: id("lin", 4095), side: .statement, origin: source(2))],
      detail: "a line was refused")
  }

  private static func position(
    _ account: String, _ asset: String, _ statement: String, _ ledger: String, open: Int,
    _ status: Status
  ) throws -> AccountAsset {
    let (one, other) = (try amount(statement), try amount(ledger))
    let difference = try one.subtracting(other)
    let figures = (
      SideFigures(
        isKnown: true, opening: try amount("1.5"), entries: 40, movement: try amount("0.5"),
        stated: one, balance: one, openEntries: open, openAmount: difference,
        openingFrom: .declared, receipts: try amount("0.75"),
        disbursements: try amount("-0.25"),
        kinds: [
          KindSum(kind: .trade, entries: 39, amount: try amount("0.75")),
          KindSum(kind: nil, entries: 1, amount: try amount("-0.25")),
        ]),
      SideFigures(
        isKnown: !other.isZero, opening: nil, entries: 39, movement: other, stated: nil,
        balance: other, openEntries: 0, openAmount: .zero)
    )
    let proof = Proof(
      difference: difference, openingDifference: try amount("1e-18"),
      residuals: try amount("-0.00000001"), openStatement: difference, openLedger: .zero,
      unexplained: try amount("0.1"))
    return AccountAsset(
      account: account, asset: asset, statement: figures.0, ledger: figures.1, proof: proof,
      matched: 39, tolerance: try amount("0.000001"), toleranceUsed: try amount("1.5e-18"),
      toleranceBudget: status == .proved ? nil : try amount("0.25"),
      toleranceUses: [
        ToleranceUse(
          purpose: .matches(rule: "amount-within-window"), count: 2, amount: try amount("1e-18")),
        ToleranceUse(purpose: .unexplained, count: 1, amount: try amount("5e-19")),
      ],
      toleratedMatches: [
        ToleratedMatch(
          rule: "amount-within-window", statement: [id("ent", 1)], ledger: [id("ent", 2)],
          residual: try amount("-1e-18"), allowed: try amount("0.000001"),
          ledgerAfterSeconds: try amount("-30.5"))
      ], status: status,
      causes: [
        ProofCause(
          kind: .statementUnfooted, side: .statement, amount: try amount("0.1"),
          detail: "the statement does not foot by 0.1"),
        ProofCause(
          kind: .openingsDiffer, side: nil, amount: try amount("1e-18"), detail: "=openings"),
      ], tables: try ProofTables(statement: figures.0, ledger: figures.1, proof: proof))
  }

  private static func refused(
    _ source: Int, _ code: String, _ message: String, line: Int
  ) -> RefusedLine {
    RefusedLine(
      diagnostic: Diagnostic(
        code: code, place: Place(file: sourceNames[source], line: line, column: 3, offset: 77),
        message: message, hint: "another format may fit this export"),
      origin: self.source(source, offset: UInt64(line * 40)),
      account: line == 4 ? nil : "coinbase/main")
  }

  private static func warning(_ file: String, _ code: String) -> Diagnostic {
    Diagnostic(
      code: code, severity: .warning, place: Place(file: file, line: 2),
      message: "said of '\(file)'", hint: "nothing needs doing")
  }

  private static func tally(_ index: Int) throws -> SourceTally {
    var tally = SourceTally(source: SourceID(index: index))
    tally.read = 12 + 2 * index
    tally.understood = 7
    tally.duplicates = 2
    tally.refused = index
    tally.ignored = ["zero-amount": 2, "balance-line": 1 + index]
    tally.first = Instant(nanoseconds: 1_795_046_400_000_000_000)
    tally.last = Instant(nanoseconds: 1_795_075_200_000_000_500)
    var total = ControlTotal()
    total.entries = 5
    total.credits = try amount("12.5")
    total.debits = try amount("-0.000000000000000001")
    tally.totals = ["ETH": total, "BTC": total]
    return tally
  }
}
