import Accounting

/// Links the two legs of transfers between our own accounts as the ledger books them: what left one
/// account and what came to another, by a common reference or group, else by amount less fee and
/// time. Each leg is in one link; legs of which several could be the other are in none.
///
/// A link is no match: both legs still need their entries on the statements. It tells that an open
/// leg is on its way where the one that left is on its statement already: IN_TRANSIT.
struct TransferLegs {
  /// A leg that is open, and the one that left.
  struct Transit: Hashable, Sendable {
    /// The open leg's index among the ledger's entries of its pool.
    var index: Int
    /// The account that the other leg left, and its row among the ledger's.
    var account: String
    var row: Int32
  }

  private struct Leg {
    var pool: Int
    var index: Int
    var magnitude: Amount
    var nanoseconds: Int64
    var keys: [ReferenceKey]
    var isOpen: Bool
  }

  private let terms: TransferTerms
  private let window: TimeWindow
  private var transits: [Int: [Transit]] = [:]

  /// More candidates for a leg are not weighed.
  private static let candidateLimit = 64

  /// Open legs that are on their way, by pool; only of pools whose rules have run.
  static func inTransit(_ pools: [Pool], _ terms: TransferTerms) -> [Int: [Transit]] {
    var search = TransferLegs(terms: terms)
    var byAsset: [String: (left: [Leg], arrived: [Leg])] = [:]
    for (number, pool) in pools.enumerated() {
      let side = pool.ledger
      for index in side.fate.indices where side.kind(index).isTransferLeg {
        let amount = side.amount(index)
        let leg = Leg(
          pool: number, index: index, magnitude: amount.magnitude,
          nanoseconds: side.nanoseconds(index),
          keys: [side.reference(index), side.group(index)].filter { !$0.isNone },
          isOpen: side.fate[index] != .matched)
        if amount.isNegative {
          byAsset[pool.asset, default: ([], [])].left.append(leg)
        } else {
          byAsset[pool.asset, default: ([], [])].arrived.append(leg)
        }
      }
    }
    for (_, legs) in byAsset where legs.arrived.contains(where: \.isOpen) {
      search.link(legs.left, legs.arrived, pools)
    }
    return search.transits.mapValues { $0.sorted { $0.index < $1.index } }
  }

  private init(terms: TransferTerms) {
    self.terms = terms
    window = TimeWindow(beforeSeconds: terms.beforeSeconds, afterSeconds: terms.afterSeconds)
  }

  private mutating func link(_ left: [Leg], _ arrived: [Leg], _ pools: [Pool]) {
    var isLinked = (
      left: [Bool](repeating: false, count: left.count),
      arrived: [Bool](repeating: false, count: arrived.count)
    )
    func pair(_ candidates: [[Int]]) -> [(Int, Int)] {
      var wanted = [Int](repeating: 0, count: left.count)
      for some in candidates { for one in some { wanted[one] += 1 } }
      return candidates.enumerated().compactMap { other, some in
        some.count == 1 && wanted[some[0]] == 1 ? (some[0], other) : nil
      }
    }
    var byKey: [ReferenceKey: [Int]] = [:]
    for (place, leg) in left.enumerated() {
      for key in Set(leg.keys) { byKey[key, default: []].append(place) }
    }
    let common = arrived.map { leg -> [Int] in
      let some = Set(leg.keys.flatMap { byKey[$0] ?? [] })
      return some.filter { left[$0].pool != leg.pool }.sorted()
    }
    let byAmount = left.indices.sorted { left[$0].magnitude < left[$1].magnitude }
    for round in 0..<2 {
      let candidates = arrived.indices.map { place -> [Int] in
        guard !isLinked.arrived[place] else { return [] }
        let some =
          round == 0 ? common[place] : fitting(arrived[place], left, byAmount)
        return some.filter { !isLinked.left[$0] }
      }
      for (one, other) in pair(candidates) {
        (isLinked.left[one], isLinked.arrived[other]) = (true, true)
        let (from, to) = (left[one], arrived[other])
        guard to.isOpen, !from.isOpen else { continue }
        transits[to.pool, default: []].append(
          Transit(
            index: to.index, account: pools[from.pool].account,
            row: pools[from.pool].ledger.rows[from.index]))
      }
    }
  }

  /// Legs of other accounts that may have left for one that arrived, by amount and time.
  private func fitting(_ leg: Leg, _ left: [Leg], _ byAmount: [Int]) -> [Int] {
    let first = byAmount.partitioningIndex { left[$0].magnitude >= leg.magnitude }
    var found: [Int] = []
    for place in byAmount[first...].prefix(Self.candidateLimit + 1) {
      let other = left[place]
      guard let fee = try? other.magnitude.subtracting(leg.magnitude),
        let most = try? other.magnitude.multiplied(by: terms.feeShare), fee <= most
      else { break }
      // As between statement and ledger: what left is first.
      if window.holds(statement: other.nanoseconds, ledger: leg.nanoseconds),
        other.pool != leg.pool
      {
        found.append(place)
      }
      if found.count > Self.candidateLimit { return [] }
    }
    return found
  }
}
