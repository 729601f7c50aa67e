import Accounting
import Reconcile
import Report

extension BreakNotes {
  /// Of a run's breaks.
  init(_ result: RunResult, _ places: LinePlaces, _ nearest: NearestMisses) {
    let open = OpenRows(result)
    let misses = MissText(
      outcome: result.outcome, entries: [result.statement.entries, result.ledger.entries],
      places: places)
    self.init { item in
      item.entries.isEmpty
        ? nil : item.entries.map { places.text(of: $0.origin) }.joined(separator: "; ")
    } nearestMiss: { item in
      guard let entry = item.entries.first, let row = open.row(of: entry),
        // The one nearest is mostly enough; it is none where nothing keeps the two apart.
        let miss = nearest.misses(entry.side, row, limit: 1).first
          ?? nearest.misses(entry.side, row).first
      else { return nil }
      return misses.text(miss)
    }
  }
}

/// The rows of open entries by their places.
private struct OpenRows: Sendable {
  private let entries: [Side: Entries]
  /// In order of place.
  private let rows: [Side: [Int32]]

  init(_ result: RunResult) {
    let entries = [Side.statement: result.statement.entries, .ledger: result.ledger.entries]
    let open = [
      Side.statement: result.outcome.openStatement, .ledger: result.outcome.openLedger,
    ]
    self.entries = entries
    rows = Dictionary(
      uniqueKeysWithValues: Side.allCases.map { side in
        let origin = entries[side]!.origin
        return (side, open[side]!.sorted { origin[Int($0)] < origin[Int($1)] })
      })
  }

  /// Nil if the entry is not open.
  func row(of entry: EntryIdentity) -> Int? {
    guard let rows = rows[entry.side], let origin = entries[entry.side]?.origin else { return nil }
    let place = rows.partitioningIndex { origin[Int($0)] >= entry.origin }
    guard place < rows.count, origin[Int(rows[place])] == entry.origin else { return nil }
    return Int(rows[place])
  }
}

/// What a near entry is, and what keeps it apart.
private struct MissText: Sendable {
  let outcome: Outcome
  /// Of the statement, of the ledger.
  let entries: [Entries]
  let places: LinePlaces

  func text(_ miss: Miss) -> String {
    let entries = miss.side == .statement ? entries[0] : entries[1]
    let fails = miss.fails.map { field in
      switch field {
      case .reference:
        "reference \(outcome.reference(miss.side, miss.row))"
      case .amount(let gap):
        "amount \(entries.amount(miss.row)), gap \(gap)"
      case .time(let gap):
        "time \(entries.instant(miss.row)), \(Amount(units: Int128(gap), scale: 9).reduced) s apart"
      }
    }
    return "\(places.text(of: entries.origin[miss.row])): \(fails.joined(separator: "; "))"
  }
}
