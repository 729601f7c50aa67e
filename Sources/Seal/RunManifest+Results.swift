package import Accounting

extension RunManifest {
  package struct Results: Sendable {
    /// The run's status: `PROVED`, `UNPROVED` …
    package var status: String
    package var matched: Int
    package var breaks: Int
    /// Breaks by kind; they sum to `breaks`.
    package var byKind: [String: Int]
    package var byCurrency: [CurrencyResult]

    package init(
      status: String, matched: Int, breaks: Int, byKind: [String: Int],
      byCurrency: [CurrencyResult]
    ) {
      self.status = status
      self.matched = matched
      self.breaks = breaks
      self.byKind = byKind
      self.byCurrency = byCurrency
    }

    /// Checks that every row ties and that kinds sum to the number of breaks.
    ///
    /// - Throws: `.totalsDoNotTie`, naming the first row that does not. Then there is no manifest.
    package func checkTies() throws(SealError) {
      guard byKind.values.reduce(0, +) == breaks else {
        throw .totalsDoNotTie("breaks by kind do not sum to \(breaks)")
      }
      var seen: Set<[String]> = []
      for row in byCurrency {
        guard seen.insert([row.account, row.currency]).inserted else {
          throw .totalsDoNotTie("\(row.name) stands twice")
        }
        guard row.ties else { throw .totalsDoNotTie(row.name) }
      }
    }
  }

  /// One account's asset in the results.
  package struct CurrencyResult: Sendable {
    package var account: String
    package var currency: String
    /// What the statement says, net; with `ledgerNet` it gives `difference`.
    package var statementNet: Amount
    package var ledgerNet: Amount
    /// Statement less ledger.
    package var difference: Amount
    /// What residuals, open items and the opening difference explain of it.
    package var explainedByBreaks: Amount
    package var unexplained: Amount

    package init(
      account: String, currency: String, statementNet: Amount, ledgerNet: Amount,
      difference: Amount, explainedByBreaks: Amount, unexplained: Amount
    ) {
      self.account = account
      self.currency = currency
      self.statementNet = statementNet
      self.ledgerNet = ledgerNet
      self.difference = difference
      self.explainedByBreaks = explainedByBreaks
      self.unexplained = unexplained
    }

    /// The row of a proof: balances as net figures, everything the proof names as explained.
    ///
    /// - Throws: `.totalsDoNotTie` if a sum needs more than 38 digits.
    package init(_ position: AccountAsset) throws(SealError) {
      let proof = position.proof
      let explained: Amount
      do {
        explained = try Amount.sum([
          proof.openingDifference, proof.residuals, proof.openStatement, proof.openLedger.negated,
        ])
      } catch {
        throw .totalsDoNotTie("\(position.account) \(position.asset) exceeds 38 digits")
      }
      self.init(
        account: position.account, currency: position.asset,
        statementNet: position.statement.balance, ledgerNet: position.ledger.balance,
        difference: proof.difference, explainedByBreaks: explained,
        unexplained: proof.unexplained)
    }

    var name: String { "\(account) \(currency)" }

    /// difference = statement − ledger = explained + unexplained, to the last unit.
    var ties: Bool {
      guard let given = try? statementNet.subtracting(ledgerNet),
        let proved = try? explainedByBreaks.adding(unexplained)
      else { return false }
      return given == difference && proved == difference
    }
  }
}
