import Accounting

/// A part of the difference of the openings. All parts add up to it.
struct OpeningPart {
  /// The side that does not begin with its prior closing; nil: what else there is.
  let side: Side?
  /// The part of statement less ledger.
  let amount: Amount
  /// What the side, or each side, begins with.
  let statement: Amount?
  let ledger: Amount?
  let causes: [ProofCause]

  var detail: String { causes.map(\.detail).joined(separator: "; ") }

  /// The parts that are not zero: of each side what it begins with beyond its prior closing, and
  /// of the rest the prior run's own unexplained part apart.
  ///
  /// - Throws: if a sum needs more than 38 digits.
  static func all(
    _ statement: SideAccount, _ ledger: SideAccount, _ proof: Proof, prior: PriorClosing?
  ) throws(AmountError) -> [OpeningPart] {
    var parts: [OpeningPart] = []
    var rest = proof.openingDifference
    for (side, account) in [(Side.statement, statement), (.ledger, ledger)] {
      guard let part = try OpeningPart(account, side) else { continue }
      parts.append(part)
      rest = try rest.subtracting(part.amount)
    }
    guard !rest.isZero else { return parts }
    var carried = Amount.zero
    if let prior, statement.priorClosing != nil, ledger.priorClosing != nil {
      carried = prior.unexplained
    }
    var causes: [ProofCause] = []
    if !carried.isZero {
      causes.append(
        ProofCause(
          kind: .priorUnexplained, side: nil, amount: carried,
          detail: "the prior run left \(carried) unexplained, and it is in the openings"))
    }
    let others = try rest.subtracting(carried)
    if !others.isZero {
      let unstated = [(Side.statement, statement.figures), (.ledger, ledger.figures)]
        .filter { $0.1.opening == nil }
        .map { "; the \($0.0.rawValue) states none, zero is taken" }.joined()
      causes.append(
        ProofCause(
          kind: .openingsDiffer, side: nil, amount: others,
          detail: "the opening balances differ by \(others)\(unstated)"))
    }
    parts.append(
      OpeningPart(
        side: nil, amount: rest, statement: statement.figures.opening,
        ledger: ledger.figures.opening, causes: causes))
    return parts
  }

  private init(
    side: Side?, amount: Amount, statement: Amount?, ledger: Amount?, causes: [ProofCause]
  ) {
    self.side = side
    self.amount = amount
    self.statement = statement
    self.ledger = ledger
    self.causes = causes
  }

  /// Nil if the side begins with its prior closing, or has none to begin with.
  ///
  /// - Throws: if the gap needs more than 38 digits.
  private init?(_ account: SideAccount, _ side: Side) throws(AmountError) {
    guard let prior = account.priorClosing, let opening = account.figures.opening else {
      return nil
    }
    let gap = try opening.subtracting(prior)
    guard !gap.isZero else { return nil }
    let amount = side == .statement ? gap : gap.negated
    let origin = account.figures.openingFrom == .declared ? "settings declare" : "entries give"
    self.init(
      side: side, amount: amount, statement: side == .statement ? opening : nil,
      ledger: side == .ledger ? opening : nil,
      causes: [
        ProofCause(
          kind: .openingNotPriorClosing, side: side, amount: amount,
          detail: "the \(side.rawValue) opens with \(opening) as the \(origin), its prior "
            + "closing is \(prior): a gap of \(gap)")
      ])
  }
}

extension ProofCause {
  /// One cause if the side does not foot, or shows more than it says where it began with.
  static func unfooted(
    _ account: SideAccount, _ side: Side, _ row: ProofOfCash.Row
  ) -> [ProofCause] {
    guard !row.unfooted.isZero || !account.foots else { return [] }
    let figures = account.figures
    var detail = account.faults
    if account.divergence != nil { detail.append("its running balances diverge") }
    if detail.isEmpty {
      let unstated = figures.opening == nil ? ", which it does not state," : ""
      detail.append(
        "opening \(figures.begin)\(unstated) and entries \(figures.movement) do not give "
          + "\(figures.balance)")
    }
    return [
      ProofCause(
        kind: side == .statement ? .statementUnfooted : .ledgerUnfooted, side: side,
        amount: side == .statement ? row.unfooted : row.unfooted.negated,
        detail: "the \(side.rawValue) does not foot by \(row.unfooted): "
          + detail.joined(separator: "; "))
    ]
  }
}
