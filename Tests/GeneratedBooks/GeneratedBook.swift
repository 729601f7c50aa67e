/// A book of two sides made for measuring: seeded, so the same bytes for the same arguments, with
/// discrepancies planted and the exact truth about them.
///
/// The statement (CSV, a JSON array or JSON lines) is in the order of time; the ledger (CSV) is
/// shuffled. Amounts have 8 to 18 decimals, all written on the statement, trailing zeros left out
/// in the ledger; in ordinary books every amount is another one. Both sides write aliases of
/// assets; a tenth of the ledger's times has an offset; its memos are quoted and hold line breaks.
/// Every line is a function of the seed and its event's number: memory does not grow with the book.
package struct GeneratedBook: Sendable {
  package let shape: BookShape
  /// Events; each is a line on both sides but where one was left out or written twice.
  package let events: Int
  package let seed: UInt64
  package let form: StatementForm
  /// Whether lines after the cut-off and unreadable lines are planted too; a query over columns
  /// has no word for them.
  package let hasFaults: Bool
  /// Whether the settings declare the statement's kinds and running balances.
  package let declaresBalances: Bool

  package init(
    shape: BookShape, events: Int, seed: UInt64 = 1, form: StatementForm = .csv,
    hasFaults: Bool = false, declaresBalances: Bool = false
  ) {
    precondition(1...Self.eventLimit ~= events, "a book has a number of events")
    self.shape = shape
    self.events = events
    self.seed = seed
    self.form = form
    self.hasFaults = hasFaults
    self.declaresBalances = declaresBalances
  }

  /// Amounts of 8 decimals are told apart up to here.
  package static let eventLimit = 1 << 26
  /// Nothing but what `hasFaults` plants lies after it.
  package static let businessDate = "2026-11-19"
  package static let windowSeconds = 60
  /// 2026-11-20T00:00:00Z.
  static let cutOffMicroseconds = 1_795_132_800_000_000

  package var accounts: Int { shape == .manyAccounts ? max(1, min(10_000, events / 20)) : 1 }

  package var statementName: String { "statement.\(form.rawValue)" }

  /// When the events are, in microseconds since 1970: ordinary books are of two years; those of one
  /// reference and amount are close together, so that equal lines are within the window.
  static func period(of shape: BookShape, events: Int) -> Range<Int> {
    let (hour, day) = (3_600_000_000, 86_400_000_000)
    switch shape {
    case .references, .fewerReferences, .otherReferences, .noReferences, .statementOnly,
      .manyAccounts,
      .oneReference:
      return cutOffMicroseconds - 700 * day..<cutOffMicroseconds - 5 * day
    case .oneAmount:
      let start = cutOffMicroseconds - 22 * hour
      return start..<start + min(20 * hour, events * 20_000_000)
    case .identical, .oneWindow:
      let noon = cutOffMicroseconds - 12 * hour
      return noon..<noon + 50_000_000
    }
  }

  /// Writes the statement, `ledger.csv`, `tieout.yaml` (but for many accounts) and `truth.json`
  /// into a folder that exists.
  package func write(to folder: String) throws(WriteFault) -> BookTruth {
    let (maker, plan) = (EventMaker(self), PlantPlan(self))
    var counts: [Plant: Int] = [:]
    var sound = 0
    var statement = try StatementWriter(self, "\(folder)/\(statementName)")
    for index in 0..<events {
      let plant = plan.plant(of: index)
      if plant == .none { sound += 1 } else { counts[plant, default: 0] += 1 }
      try statement.write(maker.event(index), plant)
    }
    counts[.none] = sound
    var ledger = try LedgerWriter(self, "\(folder)/ledger.csv")
    let again = plan.twiceInLedger
    let order = Shuffle(count: events + again.count, seed: seed ^ 0x1ed9e7)
    for place in 0..<order.count {
      let number = order[place]
      let index = number < events ? number : again[number - events]
      try ledger.write(maker.event(index), plan.plant(of: index))
    }
    let truth = BookTruth(
      planted: counts, shape: shape, statementLines: try statement.finish(),
      ledgerLines: try ledger.finish())
    if shape != .manyAccounts { try Self.write(settings, to: "\(folder)/tieout.yaml") }
    try Self.write(truth.json(of: self), to: "\(folder)/truth.json")
    return truth
  }

  private static func write(_ text: String, to path: String) throws(WriteFault) {
    var file = try LineFile(path)
    file.append(text)
    try file.flush()
  }

  func appendReference(_ event: Event, _ side: StaticString, to file: inout LineFile) {
    switch shape {
    case .references, .fewerReferences, .manyAccounts, .statementOnly:
      file.append(id: event.index, salt: 1, letter: UInt8(ascii: "L"))
    case .otherReferences, .oneWindow:
      file.append(id: event.index, salt: 1, letter: side.utf8Start[0])
    case .noReferences: break
    case .oneAmount, .oneReference, .identical: file.append("THE-ONE")
    }
  }

  private var settings: String {
    """
    book: benchmark
    business_date: \(Self.businessDate)
    archive: runs
    matching: { window_seconds: \(Self.windowSeconds) }
    accounts:
      - account: bench/0
        statement: [ "\(statementName)" ]
        ledger_account: "assets:bench:*"
        may_owe: "*"
        aliases: { XBT: BTC, XETH: ETH, ZUSD: USD, ZEUR: EUR, XXDG: DOGE }
        format:
          kind: \(form.rawValue)
          columns:
            { reference: reference, booked_at: time, asset: asset, amount: amount\(balanceColumns) }
    ledger:
      - files: [ "ledger.csv" ]
        aliases: { XBT: BTC, XXBT: BTC, XETH: ETH, ZUSD: USD, ZEUR: EUR, XDG: DOGE, XXDG: DOGE }
        format:
          kind: csv
          columns:
            { id: entry_id, reference: external_ref, booked_at: posted_at, account: account,
              asset: currency, amount: quantity }

    """
  }

  private var balanceColumns: String {
    declaresBalances && shape != .identical ? ", kind: kind, balance: balance" : ""
  }
}
