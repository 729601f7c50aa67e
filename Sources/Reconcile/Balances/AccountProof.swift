import Accounting

/// The proof of one account's asset, and what of it breaks.
struct AccountProof {
  let statement: SideAccount
  let ledger: SideAccount
  let proof: Proof
  let tables: ProofTables
  /// Why opening difference and unexplained part are not zero.
  let causes: [ProofCause]
  /// The parts of the opening difference; each is a break of its own beyond the tolerance.
  let openings: [OpeningPart]
  /// What may be different of the balance.
  let tolerance: Amount
  /// Used of the tolerances: residuals, opening and unexplained parts that are no break; and by
  /// what each part of it is for.
  let toleranceUsed: Amount
  let toleranceUses: [ToleranceUse]
  /// How much of the tolerances may be used; nil: any.
  let budget: Amount?
  /// Whether the unexplained part stays within the tolerance.
  let isUnexplainedTolerated: Bool

  /// - Parameter tolerated: places of the matches whose residuals are tolerated.
  /// - Throws: if a sum needs more than 38 digits.
  init(pool: Pool, tolerated: [Int], policy: Policy) throws(AmountError) {
    let sums = try SideSums(pool: pool, side: .statement)
    tolerance = try AccountProof.tolerance(pool, sums)
    var statement = try SideAccount(
      pool: pool, side: .statement, sums: sums, policy: policy, tolerance: tolerance)
    var ledger = try SideAccount(
      pool: pool, side: .ledger, sums: SideSums(pool: pool, side: .ledger), policy: policy,
      tolerance: tolerance)
    let (one, other) = (statement.figures, ledger.figures)
    statement.begin(against: other)
    ledger.begin(against: one)
    (self.statement, self.ledger) = (statement, ledger)
    let difference = try one.balance.subtracting(other.balance)
    // What was open in the last run is in its closings, and among the items here.
    let held = try one.heldAmount.subtracting(other.heldAmount)
    let opening = try statement.figures.begin.subtracting(ledger.figures.begin)
      .subtracting(held)
    let residuals = try Amount.sum(pool.matches.lazy.map(\.residual))
    let explained = try Amount.sum([
      opening, residuals, one.openAmount, other.openAmount.negated,
    ])
    let unexplained = try difference.subtracting(explained)
    proof = Proof(
      difference: difference, openingDifference: opening, residuals: residuals,
      openStatement: one.openAmount, openLedger: other.openAmount, unexplained: unexplained)
    tables = try ProofTables(
      statement: statement.figures, ledger: ledger.figures, proof: proof)
    openings = try OpeningPart.all(
      statement, ledger, proof,
      prior: policy.priorClosing(account: pool.account, asset: pool.asset))
    causes =
      ProofCause.unfooted(statement, .statement, tables.proofOfCash.statement)
      + ProofCause.unfooted(ledger, .ledger, tables.proofOfCash.ledger)
      + openings.flatMap(\.causes)
    isUnexplainedTolerated = unexplained.magnitude <= tolerance
    let parts =
      openings.map { (ToleranceUse.Purpose.opening, $0.amount) }
      + [(.unexplained, unexplained)]
    toleranceUses = try ToleranceUse.all(
      of: tolerated.map { pool.matches[$0] },
      and: parts.filter { [tolerance] in $0.1.magnitude <= tolerance })
    toleranceUsed = try Amount.sum(toleranceUses.lazy.map(\.amount))
    budget = pool.terms.budget
  }

  /// What may be different of a balance: so much, and so much for each of the statement's
  /// settlements, its fills and funding payments.
  private static func tolerance(
    _ pool: Pool, _ sums: SideSums
  ) throws(AmountError) -> Amount {
    let (each, balance) = (pool.terms.settlement, pool.terms.balance)
    guard !each.isZero else { return balance }
    let settlements = sums.kinds.reduce(0) { count, sum in
      sum.kind == .trade || sum.kind == .funding ? count + sum.entries : count
    }
    return try balance.adding(
      each.multiplied(by: Amount(units: Int128(settlements), scale: 0)))
  }

  /// Whether more of the tolerances is used than the budget has.
  var isOverBudget: Bool {
    guard let budget else { return false }
    return toleranceUsed > budget
  }

  var foots: Bool { statement.foots && ledger.foots }

  /// The side that does not know the asset while the other's balance of it is not zero.
  func sideMissing(_ pool: Pool) -> Side? {
    guard proof.difference.magnitude > tolerance else { return nil }
    if !statement.figures.isKnown { return .statement }
    if !ledger.figures.isKnown { return .ledger }
    return nil
  }

  /// How far the account's asset is proved.
  ///
  /// - Parameter floor: the best status the account can have.
  func status(hasBreaks: Bool, floor: Status) -> Status {
    let own: Status =
      if !isUnexplainedTolerated || !foots || isOverBudget {
        .unproved
      } else if hasBreaks {
        .provedWithItems
      } else if !proof.difference.isZero || !toleranceUsed.isZero {
        .withinTolerance
      } else {
        .proved
      }
    return max(own, floor)
  }
}
