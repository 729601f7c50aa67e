import Foundation
import TestSupport

/// A book of two sides made for measuring: seeded, so the same bytes for the same arguments, with
/// discrepancies planted and the exact truth about them.
///
/// The statement is `reference,time,account,asset,amount,kind,balance`, the ledger
/// `entry_id,posted_at,account,currency,quantity,external_ref,kind,memo`; the business date is
/// 2026-11-19, UTC. Amounts have 8 to 18 decimals, all written on the statement, trailing zeros
/// left out in the ledger; every amount is another one. The ledger writes aliases of assets, a
/// tenth of its times with an offset, memos quoted and with line breaks in them.
struct GeneratedBook {
  let shape: BookShape
  /// Events; each is a line on both sides but where one was left out or written twice.
  let events: Int
  let seed: UInt64

  static let businessDate = "2026-11-19"
  static let windowSeconds = 120
  /// 2026-11-19T00:00:00Z.
  static let dayStartMicroseconds = 1_795_046_400_000_000

  var accounts: Int { shape == .manyAccounts ? max(1, min(10_000, events / 20)) : 1 }

  /// Writes `statement.csv`, `ledger.csv` and, but for many accounts, `tieout.yaml` into the
  /// folder.
  func write(to folder: URL) throws -> BookTruth {
    var truth = BookTruth()
    let plan = plants()
    var statement = try LineFile(
      folder.appending(path: "statement.csv"),
      header: "reference,time,account,asset,amount,kind,balance")
    var ledger = try LineFile(
      folder.appending(path: "ledger.csv"),
      header: "entry_id,posted_at,account,currency,quantity,external_ref,kind,memo")
    var maker = EventMaker(book: self)
    for index in 0..<events {
      let event = maker.event(index)
      let plant = plan[index] ?? .none
      for line in maker.statementLines(event, plant) { try statement.append(line) }
      for line in maker.ledgerLines(event, plant) { try ledger.append(line) }
      truth.count(plant, shape)
    }
    truth.statementLines = try statement.close()
    truth.ledgerLines = try ledger.close()
    try Data(settings.utf8).write(to: folder.appending(path: "tieout.yaml"))
    return truth
  }

  /// Which events are planted with what. Disjoint, spread over the day by the seed.
  private func plants() -> [Int: Plant] {
    switch shape {
    case .references, .noReferences, .manyAccounts:
      var generator = SeededGenerator(seed: seed ^ 0x5eed)
      var plants: [Int: Plant] = [:]
      for (plant, perMille) in Plant.share {
        for _ in 0..<max(1, events * perMille / 10_000) {
          var index: Int
          repeat {
            index = Int.random(in: 0..<events, using: &generator)
          } while plants[index] != nil
          plants[index] = plant
        }
      }
      return plants
    case .oneAmount:
      // Far apart, so that what is left over has an equal neighbour within the window.
      let spots = stride(from: 50, to: events - 50, by: 100)
      return Dictionary(uniqueKeysWithValues: spots.map { ($0, .missingInLedger) })
    case .oneReference:
      let spots = stride(from: 50, to: events - 50, by: 1000)
      return Dictionary(uniqueKeysWithValues: spots.map { ($0, .lastDigit) })
    case .statementOnly:
      return Dictionary(uniqueKeysWithValues: (1..<events).map { ($0, .missingInLedger) })
    case .identical, .oneWindow: return [:]
    }
  }

  private var settings: String {
    """
    book: benchmark
    archive: runs
    matching: { window_seconds: \(Self.windowSeconds) }
    accounts:
      - account: bench/0
        statement: [ "statement.csv" ]
        ledger_account: "assets:bench:0"
        format:
          kind: csv
          columns:
            { reference: reference, booked_at: time, asset: asset, amount: amount, kind: kind,
              balance: balance }
    ledger:
      - files: [ "ledger.csv" ]
        aliases: { XBT: BTC, XETH: ETH, ZUSD: USD, ZEUR: EUR, XDG: DOGE }
        format:
          kind: csv
          columns:
            { id: entry_id, reference: external_ref, booked_at: posted_at, account: account,
              asset: currency, amount: quantity, kind: kind }

    """
  }
}

/// What a generated book is like.
enum BookShape: String, CaseIterable, Sendable {
  /// The ordinary case: a venue's ids on both sides, but for a few lines.
  case references
  /// The same without any id.
  case noReferences = "no-references"
  /// Every line has the same amount and the same reference, one in a hundred is not booked.
  case oneAmount = "one-amount-one-reference"
  /// Every line of a side is the same line.
  case identical
  /// No common reference; one amount; everything within one window, each line another content.
  case oneWindow = "one-amount-one-window"
  /// One reference on every line, distinct amounts, one in a thousand a digit off.
  case oneReference = "one-reference"
  /// The ledger has the first event only.
  case statementOnly = "one-side-missing"
  /// 10,000 accounts, or a twentieth of the events.
  case manyAccounts = "many-accounts"
}

/// What was done to an event.
enum Plant: Sendable {
  case none
  case missingInLedger, missingInStatement
  /// The ledger's amount differs by one unit of the last decimal, by one, or in its sign.
  case lastDigit, wholeUnit, sign
  case twiceInLedger, twiceOnStatement
  /// Booked an hour off, on the same day; or at the same time a day later, after the cut-off.
  case hourOff, nextDay
  /// Neither side has a reference.
  case blank
  /// The ledger's amount is no number.
  case unreadable

  /// In ten thousandths of the events.
  static let share: [(Plant, Int)] = [
    (.missingInLedger, 10), (.missingInStatement, 10), (.lastDigit, 4), (.wholeUnit, 3),
    (.sign, 3), (.twiceInLedger, 3), (.twiceOnStatement, 2), (.hourOff, 40), (.nextDay, 10),
    (.blank, 20), (.unreadable, 1),
  ]
}
