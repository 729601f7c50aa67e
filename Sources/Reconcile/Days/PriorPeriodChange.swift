package import Accounting

/// A line of a day that was closed, added, altered or missing in what this run reads of it.
package struct PriorPeriodChange: Sendable {
  package var side: Side
  /// What the earlier run read; nil: the line is new.
  package var before: ToldEntries.Item?
  /// The row of this run; nil: the line is gone.
  package var after: Int?
}

extension PriorPeriodChange {
  /// The break that names it. It has no amount of its own: what the line changes of the books is in
  /// the entries, and a line that is gone is taken off the closing balance it was in.
  ///
  /// - Parameter opening: the business date whose closing it changes.
  func made(_ naming: Naming, closed: String) -> Break {
    let contents = naming.contents(side)
    let now = after.map { row in
      Told(
        account: contents.account(row), asset: contents.asset(row), amount: contents.amount(row),
        instant: contents.instant(row), reference: contents.reference(row))
    }
    let then = before.map { item in
      Told(
        account: item.account, asset: item.asset, amount: item.amount, instant: item.instant,
        reference: item.reference)
    }
    guard let subject = now ?? then else {
      preconditionFailure("a change has a line before or after it")
    }
    let detail =
      switch (then, now) {
      case (let then?, let now?): "altered: before \(then), now \(now)"
      case (let then?, nil): "missing: before \(then), now no line; it is taken off the closing"
      case (nil, let now?): "added: before no line, now \(now)"
      case (nil, nil): ""
      }
    let entry = after.map { naming.identity(side, $0) }
    let name = before.map { ContentName.entry.text($0.number) } ?? entry?.id ?? ""
    return Break(
      id: naming.breakID(
        account: subject.account, asset: subject.asset, side: side, changed: name),
      kind: .priorPeriodChange, account: subject.account, asset: subject.asset, side: side,
      amount: nil, statementAmount: side == .statement ? now?.amount : nil,
      ledgerAmount: side == .ledger ? now?.amount : nil, instant: subject.instant,
      reference: subject.reference, entries: entry.map { [$0] } ?? [],
      detail: "a \(side.rawValue) line of the time before the cut-off of \(closed) was \(detail)")
  }

  private struct Told: CustomStringConvertible {
    var account: String
    var asset: String
    var amount: Amount
    var instant: Instant
    var reference: String

    var description: String {
      "\(amount) \(asset) at \(instant)"
        + (reference.isEmpty ? "" : ", reference \(Diagnostic.quoted(reference))")
    }
  }
}
