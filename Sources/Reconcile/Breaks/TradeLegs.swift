import Accounting

/// The other legs of trades of which one leg differs: what both sides agree on while they disagree
/// on the price.
///
/// A leg is told where account and reference are one, each side has one entry of the reference in
/// each of the two assets, and one asset comes in where the other goes out. All entries of such a
/// reference are here, whatever was settled beforehand (`Pair`).
struct TradeLegs: Sendable {
  /// The leg that agrees, by row.
  struct Leg: Hashable, Sendable {
    var statement: Int32
    var ledger: Int32
  }

  private struct Pair {
    var pool: Int
    var match: PoolMatch
  }

  private struct Key: Hashable {
    var account: String
    var reference: ReferenceKey
  }

  /// By the statement's row of the leg that differs.
  private var legs: [Int32: Leg] = [:]

  static let none = TradeLegs()

  private init() {}

  init(_ pools: [Pool]) {
    guard pools.count > 1 else { return }
    let differing = TradeLegs.pairs(pools) { !$1.residual.isZero }
    guard !differing.isEmpty else { return }
    var filter = KeyFilter(count: differing.count)
    for pair in differing { filter.insert(TradeLegs.reference(of: pair, pools).low) }
    let agreeing = TradeLegs.pairs(pools) { pool, match in
      match.residual.isZero && filter.mayHold(pool.statement.reference(match.statement).low)
    }
    let candidates = Dictionary(grouping: agreeing) { TradeLegs.key(of: $0, pools) }
    guard !candidates.isEmpty else { return }
    let alone = Alone(pools, filter)
    for pair in differing {
      let key = TradeLegs.key(of: pair, pools)
      guard let others = candidates[key], alone.holds(key.reference, pair.pool),
        let isPositive = TradeLegs.isPositive(pair, pools)
      else { continue }
      let fitting = others.filter {
        $0.pool != pair.pool && TradeLegs.isPositive($0, pools) == !isPositive
          && alone.holds(key.reference, $0.pool)
      }
      guard fitting.count == 1 else { continue }
      let (one, other) = (pools[pair.pool], pools[fitting[0].pool])
      legs[one.statement.rows[pair.match.statement]] = Leg(
        statement: other.statement.rows[fitting[0].match.statement],
        ledger: other.ledger.rows[fitting[0].match.ledger])
    }
  }

  /// The leg that agrees, of the trade whose other leg differs; nil: none that can be shown.
  func leg(ofStatementRow row: Int32) -> Leg? { legs[row] }

  /// Matches of one entry a side with one reference that may be legs of a trade.
  private static func pairs(
    _ pools: [Pool], where isWanted: (Pool, PoolMatch) -> Bool
  ) -> [Pair] {
    var found: [Pair] = []
    for (number, pool) in pools.enumerated() {
      for match in pool.matches where match.group == nil && isWanted(pool, match) {
        let reference = pool.statement.reference(match.statement)
        guard !reference.isNone, reference == pool.ledger.reference(match.ledger),
          pool.statement.kind(match.statement).isTradeLeg,
          pool.ledger.kind(match.ledger).isTradeLeg
        else { continue }
        found.append(Pair(pool: number, match: match))
      }
    }
    return found
  }

  private static func reference(of pair: Pair, _ pools: [Pool]) -> ReferenceKey {
    pools[pair.pool].statement.reference(pair.match.statement)
  }

  private static func key(of pair: Pair, _ pools: [Pool]) -> Key {
    Key(account: pools[pair.pool].account, reference: reference(of: pair, pools))
  }

  /// Whether the pair comes in on both sides; nil: it comes in on one and goes out on the other.
  private static func isPositive(_ pair: Pair, _ pools: [Pool]) -> Bool? {
    let pool = pools[pair.pool]
    let statement = pool.statement.amount(pair.match.statement).units > 0
    return statement == (pool.ledger.amount(pair.match.ledger).units > 0) ? statement : nil
  }

  /// How many entries of a reference a pool has on each side, the later ones among them.
  private struct Alone {
    private struct Place: Hashable {
      var pool: Int
      var reference: ReferenceKey
    }

    private var counts: [Place: (statement: Int, ledger: Int)] = [:]

    init(_ pools: [Pool], _ filter: KeyFilter) {
      for (number, pool) in pools.enumerated() {
        for side in Side.allCases {
          let table = pool[side]
          for row in table.rows + table.later {
            let reference = table.entries.reference[Int(row)]
            guard !reference.isNone, filter.mayHold(reference.low) else { continue }
            let place = Place(pool: number, reference: reference)
            var count = counts[place] ?? (0, 0)
            if side == .statement { count.statement += 1 } else { count.ledger += 1 }
            counts[place] = count
          }
        }
      }
    }

    func holds(_ reference: ReferenceKey, _ pool: Int) -> Bool {
      counts[Place(pool: pool, reference: reference)].map { $0 == (1, 1) } ?? false
    }
  }
}

extension EntryKind {
  /// Whether an entry may be one leg of a trade: also where its kind is not told.
  fileprivate var isTradeLeg: Bool {
    switch self {
    case .trade, .conversion, .other: true
    case .deposit, .withdrawal, .fee, .rebate, .transfer, .funding, .income, .staking, .adjustment:
      false
    }
  }
}
