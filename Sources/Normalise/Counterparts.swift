import Accounting

/// Entries that stand in for another line, and the lines they may stand in for.
///
/// Some exports tell both halves of a conversion in one line, others in a line each, and only the
/// presence of the other line says which. An entry that stands in goes if its line is there: same
/// account and key, at most two seconds apart, one for one. It goes too, and the reader is told, if
/// the line may have been cut off: it tells a half, the source tells other halves in lines of
/// their own, and its last event is at most two seconds later.
struct Counterparts {
  struct Mark {
    var account: NameID
    var key: ReferenceKey
    var instant: Instant
    var source: SourceID
    /// The row of the entry that stands in, or of the counterpart's first entry.
    var row: Int
    var place: Place
    /// Whether the line may tell one half only.
    var mayBeHalf: Bool
  }

  static let reachNanoseconds: Int64 = 2_000_000_000

  private var standIns: [Mark] = []
  private var counterparts: [Mark] = []

  struct Settlement {
    /// Rows of entries that do not count.
    var superseded: [Int] = []
    /// Halves whose other half is in no source, in order of place.
    var alone: [Mark] = []
  }

  mutating func append(standIn mark: Mark) { standIns.append(mark) }
  mutating func append(counterpart mark: Mark) { counterparts.append(mark) }

  mutating func remove(_ source: SourceID) {
    standIns.removeAll { $0.source == source }
    counterparts.removeAll { $0.source == source }
  }

  /// - Parameters:
  ///   - isDropped: rows of duplicate lines, which are not there.
  ///   - last: each source's latest instant.
  func settle(_ isDropped: [Bool], last: [SourceID: Instant]) -> Settlement {
    guard !standIns.isEmpty || !counterparts.isEmpty else { return Settlement() }
    let tellsHalves = Set(counterparts.map(\.source))
    let waiting = Dictionary(grouping: standIns.filter { !isDropped[$0.row] }, by: \.event)
    let there = Dictionary(grouping: counterparts.filter { !isDropped[$0.row] }, by: \.event)
    var settlement = Settlement()
    for event in Set(waiting.keys).union(there.keys) {
      let (paired, standInsLeft, counterpartsLeft) = Counterparts.pair(
        waiting[event] ?? [], there[event] ?? [])
      settlement.superseded += paired.map(\.row)
      let halves = standInsLeft.filter { mark in
        mark.mayBeHalf && tellsHalves.contains(mark.source)
          && Counterparts.areNear(mark.instant, last[mark.source] ?? mark.instant)
      }
      settlement.superseded += halves.map(\.row)
      settlement.alone += halves + counterpartsLeft
    }
    settlement.alone.sort { ($0.source, $0.place) < ($1.source, $1.place) }
    return settlement
  }

  private static func areNear(_ one: Instant, _ other: Instant) -> Bool {
    let apart = one.nanoseconds.subtractingReportingOverflow(other.nanoseconds)
    return !apart.overflow && apart.partialValue.magnitude <= reachNanoseconds.magnitude
  }

  /// Pairs in order of time, which pairs as many as can be when all reach equally far.
  private static func pair(
    _ standIns: [Mark], _ counterparts: [Mark]
  ) -> (paired: [Mark], standInsLeft: [Mark], counterpartsLeft: [Mark]) {
    let waiting = standIns.sorted {
      ($0.instant, $0.source, $0.row) < ($1.instant, $1.source, $1.row)
    }
    let there = counterparts.sorted {
      ($0.instant, $0.source, $0.row) < ($1.instant, $1.source, $1.row)
    }
    var (paired, standInsLeft, counterpartsLeft): ([Mark], [Mark], [Mark]) = ([], [], [])
    var (one, other) = (0, 0)
    while one < waiting.count, other < there.count {
      if areNear(waiting[one].instant, there[other].instant) {
        paired.append(waiting[one])
        one += 1
        other += 1
      } else if there[other].instant < waiting[one].instant {
        counterpartsLeft.append(there[other])
        other += 1
      } else {
        standInsLeft.append(waiting[one])
        one += 1
      }
    }
    return (paired, standInsLeft + waiting[one...], counterpartsLeft + there[other...])
  }
}

extension Counterparts.Mark {
  struct Event: Hashable {
    var account: NameID
    var key: ReferenceKey
  }

  var event: Event { Event(account: account, key: key) }
}

extension Diagnostic {
  static func counterpartMissing(at place: Place) -> Diagnostic {
    Diagnostic(
      code: "counterpart-missing", severity: .warning, place: place,
      message: "the other half of this conversion is in no line of the account",
      hint: "only this line's own quantity is counted; the other half may be in another period's "
        + "export")
  }
}
