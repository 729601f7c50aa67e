import Accounting

/// No common reference; one side has an amount and its fee as entries of their own, the other one
/// entry of what is left after the fee, within the window.
///
/// An amount and its fee belong together by their own side's reference, group or line.
struct FeeAware: MatchingRule {
  let name = "fee-aware"
  let tolerances: Set<Tolerance.Aspect> = [.times]
  let examples = """
    match | USD 100 A1 10:00:00 ; USD -0.5 A1 10:00:00 fee | USD 99.5 B1 10:01:00 | sold, fee netted
    match | USD -100 A1 ; USD -0.5 A1 fee | USD -100.5 - | bought, fee on top
    match | USD 99.5 - | USD 100 B1 ; USD -0.5 B1 fee | the ledger has the fee apart
    ambiguous | USD 100 A1 ; USD -0.5 A1 fee | USD 99.5 B1 ; USD 99.5 B2 | two fit
    leave | USD 100 A1 10:00:00 ; USD -0.5 A1 10:00:00 fee | USD 99.5 B1 10:02:01 | too late
    leave | USD 100 A1 ; USD -0.5 A2 fee | USD 99.5 B1 | the fee of another event
    leave | USD 100 A1 ; USD -0.5 A1 fee | USD 99.4 B1 | another amount
    """

  /// Entries of one side that are one amount.
  private struct Bundle {
    var members: [Int]
    var amount: Amount
    var nanoseconds: Int64
  }

  func match(_ pool: inout Pool, as number: UInt8) {
    guard pool.fee != .separate else { return }
    for side in Side.allCases {
      let bundles = FeeAware.bundles(
        pool[side], side.other == .ledger ? pool.ledger : pool.statement)
      guard !bundles.isEmpty else { continue }
      let strangers = Strangers(pool)
      let others = (side == .statement ? strangers.ledger : strangers.statement)
        .filter { pool[side.other].kind($0) != .fee }
      match(&pool, bundles, side, others, number)
    }
  }

  /// Amounts with their fees that are open, in order of their first entry.
  private static func bundles(_ side: PoolSide, _ other: PoolSide) -> [Bundle] {
    let open = side.open
    guard open.contains(where: { side.kind($0) == .fee }) else { return [] }
    var places: [EventKey: Int] = [:]
    var groups: [[Int]] = []
    for index in open {
      let key = EventKey(side, index)
      if let place = places[key] {
        groups[place].append(index)
      } else {
        places[key] = groups.count
        groups.append([index])
      }
    }
    return groups.compactMap { members in
      let fees = members.count { side.kind($0) == .fee }
      guard fees > 0, fees < members.count,
        let amount = try? Amount.sum(members.lazy.map(side.amount)), !amount.isZero
      else { return nil }
      return Bundle(
        members: members, amount: amount, nanoseconds: side.nanoseconds(members[0]))
    }
  }

  private func match(
    _ pool: inout Pool, _ bundles: [Bundle], _ side: Side, _ others: [Int], _ number: UInt8
  ) {
    let table = pool[side.other]
    var byAmount: [Amount: (bundles: [Int], others: [Int])] = [:]
    for (place, bundle) in bundles.enumerated() {
      byAmount[bundle.amount, default: ([], [])].bundles.append(place)
    }
    for index in others { byAmount[table.amount(index)]?.others.append(index) }
    let amounts = byAmount.filter { !$0.value.others.isEmpty }.keys.sorted()
    let window = pool.terms.window(of: name)
    for amount in amounts {
      let (places, others) = byAmount[amount]!
      let one = places.map { ($0, Int128(bundles[$0].nanoseconds)) }
      let other = others.map { ($0, Int128(table.nanoseconds($0))) }
      let points =
        side == .statement
        ? LinePoints(statement: one, ledger: other) : LinePoints(statement: other, ledger: one)
      let answer = points.answer(window: window) { kind, left, right in
        kind == side.other && table.areAlike(left, right)
      }
      take(&pool, answer, bundles, side, number)
    }
  }

  private func take(
    _ pool: inout Pool, _ answer: LinePoints.Answer, _ bundles: [Bundle], _ side: Side,
    _ number: UInt8
  ) {
    for pair in answer.pairs {
      if side == .statement {
        pool.match(
          statement: bundles[pair.statement].members, ledger: [pair.ledger], rule: number)
      } else {
        pool.match(
          statement: [pair.statement], ledger: bundles[pair.ledger].members, rule: number)
      }
    }
    for ambiguous in answer.ambiguous {
      let some = side == .statement ? ambiguous.statement : ambiguous.ledger
      let members = some.flatMap { bundles[$0].members }.sorted()
      pool.setAmbiguous(
        Ambiguity(
          rule: number, statement: side == .statement ? members : ambiguous.statement.sorted(),
          ledger: side == .statement ? ambiguous.ledger.sorted() : members))
    }
  }
}

/// What entries of one side and event have in common: reference, else group, else line.
private struct EventKey: Hashable {
  var key: ReferenceKey
  var source: SourceID?
  var offset: UInt64

  init(_ side: PoolSide, _ index: Int) {
    let (reference, group) = (side.reference(index), side.group(index))
    key = reference.isNone ? group : reference
    let origin = side.entries.origin[Int(side.rows[index])]
    source = key.isNone ? origin.source : nil
    offset = key.isNone ? origin.offset : 0
  }
}
