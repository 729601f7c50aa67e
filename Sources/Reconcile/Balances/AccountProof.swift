import Accounting

/// The proof of one account's asset, and what of it breaks.
struct AccountProof {
  let statement: SideAccount
  let ledger: SideAccount
  let proof: Proof
  /// Used of the tolerances: residuals, opening and unexplained parts that are no break.
  let toleranceUsed: Amount
  /// Whether a part that is not zero stays within its tolerance.
  private(set) var isOpeningTolerated = false
  private(set) var isUnexplainedTolerated = false

  /// - Throws: if a sum needs more than 38 digits.
  init(pool: Pool, policy: Policy) throws(AmountError) {
    statement = try SideAccount(pool: pool, side: .statement, policy: policy)
    ledger = try SideAccount(pool: pool, side: .ledger, policy: policy)
    let difference = try statement.figures.balance.subtracting(ledger.figures.balance)
    let opening = try statement.openingInProof(against: ledger)
      .subtracting(ledger.openingInProof(against: statement))
    let residuals = try Amount.sum(pool.matches.lazy.map(\.residual))
    let explained = try Amount.sum([
      opening, residuals, statement.figures.openAmount, ledger.figures.openAmount.negated,
    ])
    let tolerated = pool.matches.lazy.map(\.residual.magnitude).filter {
      $0 <= pool.legTolerance
    }
    var used = try Amount.sum(tolerated)
    let unexplained = try difference.subtracting(explained)
    proof = Proof(
      difference: difference, openingDifference: opening, residuals: residuals,
      openStatement: statement.figures.openAmount, openLedger: ledger.figures.openAmount,
      unexplained: unexplained)
    if opening.magnitude <= pool.balanceTolerance {
      isOpeningTolerated = true
      used = try used.adding(opening.magnitude)
    }
    if unexplained.magnitude <= pool.balanceTolerance {
      isUnexplainedTolerated = true
      used = try used.adding(unexplained.magnitude)
    }
    toleranceUsed = used
  }

  var foots: Bool { statement.foots && ledger.foots }

  /// The side that does not know the asset while the other's balance of it is not zero.
  func sideMissing(_ pool: Pool) -> Side? {
    guard proof.difference.magnitude > pool.balanceTolerance else { return nil }
    if !statement.figures.isKnown { return .statement }
    if !ledger.figures.isKnown { return .ledger }
    return nil
  }

  /// How far the account's asset is proved.
  ///
  /// - Parameter floor: the best status the account can have.
  func status(hasBreaks: Bool, floor: Status) -> Status {
    let own: Status =
      if !isUnexplainedTolerated || !foots {
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
