import Accounting

/// Both sides have an entry without a counterpart, near in time, whose amounts are the same but for
/// a slip: the sign, the decimal mark, two neighbouring digits, decimals cut or rounded off.
///
/// Evidence: neither of the two has another such entry within the window.
struct LikeAmount: OpenItemClassifier {
  let likeness: BreakKind

  func kind(_ side: Side) -> BreakKind { likeness }

  /// More entries of one form are not weighed against each other.
  private static let limit = 32

  func claims(
    _ side: Side, _ open: [Int], in pool: Pool, _ elsewhere: Elsewhere
  ) -> [OpenItemClaim] {
    let (table, other) = (pool[side], pool[side.other])
    guard !open.isEmpty, other.fate.contains(.open) else { return [] }
    let strangers = Strangers(pool)
    let own = Set(side == .statement ? strangers.statement : strangers.ledger)
    let mine = open.filter(own.contains)
    let theirs = side == .statement ? strangers.ledger : strangers.statement
    let common = KeyFilter.common(
      mine, { form(table.amount($0)) }, theirs, { form(other.amount($0)) })
    guard !common.one.isEmpty, !common.other.isEmpty else { return [] }
    let byForm = Dictionary(grouping: common.other) { form(other.amount($0)) }
    let mineByForm = Dictionary(grouping: common.one) { form(table.amount($0)) }
    var claims: [OpenItemClaim] = []
    for (form, some) in mineByForm {
      guard let others = byForm[form], some.count <= Self.limit, others.count <= Self.limit else {
        continue
      }
      for index in some {
        let near = others.filter { fits(side, table, index, other, $0, pool.window) }
        guard near.count == 1,
          some.count(where: { fits(side, table, $0, other, near[0], pool.window) }) == 1
        else { continue }
        claims.append(
          OpenItemClaim(
            index: index, sentence: 0,
            witness: Witness(side: side.other, row: other.rows[near[0]])))
      }
    }
    return claims.sorted { $0.index < $1.index }
  }

  private func fits(
    _ side: Side, _ table: PoolSide, _ index: Int, _ other: PoolSide, _ place: Int,
    _ window: TimeWindow
  ) -> Bool {
    let (one, two) = (table.amount(index), other.amount(place))
    let (own, their) = (table.nanoseconds(index), other.nanoseconds(place))
    let isNear =
      side == .statement
      ? window.holds(statement: own, ledger: their) : window.holds(statement: their, ledger: own)
    guard isNear else { return false }
    return switch likeness {
    case .signReversed: one == two.negated
    case .scale10N: AmountLikeness.isScaled(one, two)
    case .precisionLoss: areNear(one, two) && AmountLikeness.isCut(one, two)
    case .rounding: areNear(one, two) && AmountLikeness.isRounded(one, two)
    default: AmountLikeness.isTransposed(one, two)
    }
  }

  /// Whether the amounts are so near each other that they are so by no chance.
  private func areNear(_ one: Amount, _ other: Amount) -> Bool {
    guard let gap = try? one.subtracting(other).magnitude,
      let scaled = try? gap.multiplied(by: Amount(units: 1_000, scale: 0))
    else { return false }
    return scaled <= one.magnitude
  }

  /// A number that amounts which are alike have in common.
  private func form(_ amount: Amount) -> UInt64 {
    switch likeness {
    case .signReversed: return amount.magnitude.mixed
    case .scale10N:
      return AmountLikeness.significand(amount).mixed(amount.isNegative ? 1 : 0)
    case .precisionLoss: return AmountLikeness.atCommonDecimals(amount, isRounded: false).mixed
    case .rounding: return AmountLikeness.atCommonDecimals(amount, isRounded: true).mixed
    default:
      // The digits but zeros, in no order.
      var (rest, sum) = (amount.reduced.units.magnitude, UInt128(0))
      while rest > 0 {
        if rest % 10 > 0 { sum += UInt128(1) << UInt128(6 * (rest % 10)) }
        rest /= 10
      }
      return sum.mixed(amount.isNegative ? 1 : 0)
    }
  }

  func sentence(_ number: UInt8, _ side: Side) -> String {
    switch likeness {
    case .signReversed: "the \(side.other.rawValue) has it with the opposite sign"
    case .scale10N: "the \(side.other.rawValue) has its digits with the decimal mark elsewhere"
    case .precisionLoss: "one side has the other's amount with its last decimals cut off"
    case .rounding: "one side has the other's amount rounded to fewer decimals"
    default: "the \(side.other.rawValue) has it with two neighbouring digits exchanged"
    }
  }
}

extension UInt128 {
  fileprivate func mixed(_ more: UInt64) -> UInt64 {
    var mixer = KeyMixer()
    mixer.combine(UInt64(truncatingIfNeeded: self))
    mixer.combine(UInt64(truncatingIfNeeded: self >> 64))
    mixer.combine(more)
    return mixer.key.low
  }
}
