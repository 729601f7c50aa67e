import Accounting

/// The venue converted small rests of assets, which the ledger still holds.
///
/// Evidence: conversions out of one or more assets and into another at once, all of them open on
/// the statement; each asset's rest is worth little, and none of it is left, says the statement.
struct DustConversion: OpenItemClassifier {
  func kind(_ side: Side) -> BreakKind { .dustConversion }

  func claims(
    _ side: Side, _ open: [Int], in pool: Pool, _ elsewhere: Elsewhere
  ) -> [OpenItemClaim] {
    guard side == .statement, !elsewhere.dust.isEmpty else { return [] }
    return open.filter { elsewhere.dust.contains(pool.statement.rows[$0]) }
      .map {
        OpenItemClaim(index: $0, sentence: pool.statement.amount($0).isNegative ? 0 : 1)
      }
  }

  func sentence(_ number: UInt8, _ side: Side) -> String {
    number == 0
      ? "the venue converted the last, small rest of it, which the ledger still holds"
      : "the venue made it of small rests of other assets, which the ledger still holds"
  }
}

/// The statement's rows that are legs of a conversion of small rests.
struct DustRows {
  /// US dollars that a rest is worth at most.
  static let greatestUSD = Amount(units: 10, scale: 0)

  private struct Event: Hashable {
    var account: String
    var reference: ReferenceKey
    /// Of an event without a reference.
    var nanoseconds: Int64?
  }

  private struct Leg {
    var pool: Int
    var index: Int
  }

  static func all(_ pools: [Pool], _ policy: Policy) -> Set<Int32> {
    guard !policy.prices.isEmpty else { return [] }
    var events: [Event: [Leg]] = [:]
    for (number, pool) in pools.enumerated() {
      let table = pool.statement
      for index in table.fate.indices
      where table.fate[index] == .open && table.kind(index) == .conversion {
        let group = table.group(index)
        let reference = group.isNone ? table.reference(index) : group
        let event = Event(
          account: pool.account, reference: reference,
          nanoseconds: reference.isNone ? table.nanoseconds(index) : nil)
        events[event, default: []].append(Leg(pool: number, index: index))
      }
    }
    let valuation = Valuation(policy: policy, businessDate: nil)
    var rows: Set<Int32> = []
    for legs in events.values {
      let (out, into) = (legs.filter { isOut($0, pools) }, legs.filter { !isOut($0, pools) })
      guard !out.isEmpty, Set(into.map(\.pool)).count == 1,
        Set(out.map(\.pool)).isDisjoint(with: into.map(\.pool)),
        out.allSatisfy({ isSmall($0, pools, valuation) && isLast($0, pools[$0.pool], policy) })
      else { continue }
      for leg in legs { rows.insert(pools[leg.pool].statement.rows[leg.index]) }
    }
    return rows
  }

  private static func isOut(_ leg: Leg, _ pools: [Pool]) -> Bool {
    pools[leg.pool].statement.amount(leg.index).isNegative
  }

  private static func isSmall(_ leg: Leg, _ pools: [Pool], _ valuation: Valuation) -> Bool {
    let pool = pools[leg.pool]
    let value = valuation.value(of: pool.statement.amount(leg.index), asset: pool.asset)
    return value.map { $0 <= greatestUSD } ?? false
  }

  /// Whether the statement says that nothing of the asset is left.
  private static func isLast(_ leg: Leg, _ pool: Pool, _ policy: Policy) -> Bool {
    let records = pool.statementRecords
    guard let stated = try? StatedBalance(records.balances, cutOff: policy.cutOff) else {
      return false
    }
    if let amount = stated.amount { return amount.isZero }
    let chain = try? RunningChain(
      side: pool.statement.current, running: records.running, declared: nil)
    return chain?.closing?.isZero ?? false
  }
}
