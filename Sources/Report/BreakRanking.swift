import Accounting

/// The breaks of greatest value and how old all of them are, told in one pass.
///
/// Order: value, greatest first; then those without a value, most severe first; then as in
/// `breaks.csv`. The same for any number of threads.
struct BreakRanking: Sendable {
  /// Places of the greatest, in this order.
  private(set) var largest: [Int] = []
  /// How many there are of every age and severity; the places are those of `AgeBand.allCases` and
  /// `Severity.allCases`.
  private(set) var ages = AgeBand.allCases.map { _ in Severity.allCases.map { _ in 0 } }
  /// How many have no value.
  private(set) var unpriced = 0

  /// Rows of a piece; a row is a few hundred nanoseconds.
  private static let rows = 8192

  init(_ breaks: Breaks, limit: Int, threads: Int) {
    var greatest = Greatest(limit: limit)
    // `append` throws nothing, so nothing is thrown.
    try? ReportPieces.write(
      rows: breaks.count, threads: threads, of: BreakRanking.rows,
      make: { range in Piece(breaks, range, limit: limit) },
      append: { piece in
        piece.greatest.keys.forEach { greatest.insert($0) }
        unpriced += piece.unpriced
        for (band, counts) in piece.ages.enumerated() {
          for (severity, count) in counts.enumerated() { ages[band][severity] += count }
        }
      })
    largest = greatest.keys.map(\.index)
  }

  private struct Key: Sendable {
    let value: Amount?
    let severity: Severity
    let index: Int

    static func precedes(_ one: Key, _ other: Key) -> Bool {
      switch (one.value, other.value) {
      case (let left?, let right?):
        if left != right { return right < left }
      case (.some, nil): return true
      case (nil, .some): return false
      case (nil, nil):
        if one.severity != other.severity { return other.severity < one.severity }
      }
      return one.index < other.index
    }
  }

  /// The first of what was put in, in order, and no more of them than wanted.
  private struct Greatest: Sendable {
    let limit: Int
    private(set) var keys: [Key] = []

    init(limit: Int) { self.limit = limit }

    mutating func insert(_ key: Key) {
      if keys.count == limit {
        guard let last = keys.last, Key.precedes(key, last) else { return }
        keys.removeLast()
      }
      var (low, high) = (0, keys.count)
      while low < high {
        let middle = (low + high) / 2
        if Key.precedes(keys[middle], key) { low = middle + 1 } else { high = middle }
      }
      keys.insert(key, at: low)
    }
  }

  private struct Piece: Sendable {
    var greatest: Greatest
    var ages = AgeBand.allCases.map { _ in Severity.allCases.map { _ in 0 } }
    var unpriced = 0

    init(_ breaks: Breaks, _ range: Range<Int>, limit: Int) {
      greatest = Greatest(limit: limit)
      for index in range {
        let weight = breaks.weight(index)
        greatest.insert(Key(value: weight.valueUSD, severity: weight.severity, index: index))
        if weight.valueUSD == nil { unpriced += 1 }
        ages[AgeBand(days: weight.ageDays).rawValue][weight.severity.place] += 1
      }
    }
  }
}

/// How old a break is, in business days.
enum AgeBand: Int, CaseIterable, Sendable {
  case fresh, days3, days6, days31, days61, unknown

  /// - Parameter days: nil without an instant or business date.
  init(days: Int?) {
    switch days {
    case nil: self = .unknown
    case .some(...2): self = .fresh
    case .some(...5): self = .days3
    case .some(...30): self = .days6
    case .some(...60): self = .days31
    case .some: self = .days61
    }
  }

  var title: String {
    switch self {
    case .fresh: "0 to 2 days"
    case .days3: "3 to 5 days"
    case .days6: "6 to 30 days"
    case .days31: "31 to 60 days"
    case .days61: "over 60 days"
    case .unknown: "no date"
    }
  }
}

extension Severity {
  /// Its place in `allCases`.
  var place: Int { Severity.allCases.firstIndex(of: self)! }
}
