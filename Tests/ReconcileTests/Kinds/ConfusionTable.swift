import Accounting

/// How often each kind that was planted was told as which kind.
struct ConfusionTable {
  struct Cell: Hashable {
    /// Nil: nothing was planted.
    var planted: BreakKind?
    /// Nil: nothing was told.
    var told: BreakKind?
  }

  private(set) var counts: [Cell: Int] = [:]
  private(set) var wrong = 0
  private(set) var total = 0
  /// Some of what was not told as planted: seed and plant.
  private(set) var examples: [Cell: [String]] = [:]

  private static let exampleLimit = 3

  mutating func add(_ tellings: [Telling], seed: UInt64) {
    for telling in tellings {
      let cell = Cell(planted: telling.planted, told: telling.told)
      counts[cell, default: 0] += 1
      total += 1
      if telling.isWrong { wrong += 1 }
      guard telling.planted != telling.told else { continue }
      let example = "seed \(seed), \(telling.name): \(telling.detail)"
      if examples[cell, default: []].count < Self.exampleLimit {
        examples[cell, default: []].append(example)
      }
    }
  }

  mutating func add(_ other: ConfusionTable) {
    counts.merge(other.counts, uniquingKeysWith: +)
    wrong += other.wrong
    total += other.total
    for (cell, some) in other.examples {
      examples[cell] = Array(((examples[cell] ?? []) + some).sorted().prefix(Self.exampleLimit))
    }
  }

  // MARK: Figures

  /// The kinds that were planted or told, in the order in which they are declared.
  var kinds: [BreakKind] {
    let seen = Set(counts.keys.flatMap { [$0.planted, $0.told].compactMap { $0 } })
    return BreakKind.allCases.filter(seen.contains)
  }

  func planted(_ kind: BreakKind) -> Int { sum { $0.planted == kind } }
  func told(_ kind: BreakKind) -> Int { sum { $0.told == kind } }
  func right(_ kind: BreakKind) -> Int { counts[Cell(planted: kind, told: kind)] ?? 0 }

  /// Planted as the kind, and told as another cause or not at all.
  func wrong(_ kind: BreakKind) -> Int {
    sum { cell in
      cell.planted == kind && cell.told != kind
        && (cell.told.map { !BreakKind.unclassified.contains($0) } ?? true)
    }
  }

  private func sum(_ isCounted: (Cell) -> Bool) -> Int {
    counts.reduce(0) { isCounted($1.key) ? $0 + $1.value : $0 }
  }

  /// What was not told as planted, with examples, most often first.
  var faults: String {
    counts.filter { $0.key.planted != $0.key.told }
      .sorted { ($1.value, "\($0.key)") < ($0.value, "\($1.key)") }
      .map { cell, count in
        let names = [cell.planted, cell.told].map { $0?.rawValue ?? "nothing" }
        return "\(count) × \(names[0]) told as \(names[1])\n"
          + (examples[cell] ?? []).map { "    \($0)\n" }.joined()
      }.joined()
  }
}
