import Accounting

/// The proofs as sheets to print: a block an account's asset, totals as formulas that come to the
/// exact text beside them.
extension XLSXReport {
  /// The statement of reconciliation of every account's asset.
  static func writeStatements(
    _ positions: [AccountAsset], in book: XLSXReportBook
  ) throws(XLSXReportError) -> [XLSXReportPlan] {
    try XLSXReportBlocks(name: "Statement", widths: [44, 24, 44], book: book).write(positions) {
      position, first in
      let table = position.tables.statementOfReconciliation
      let at = { (line: Int) in "B\(first + line)" }
      return heading(position, "Statement of reconciliation", columns: ["", "Amount", "Exact"]) + [
        line("Balance per statement", table.statementBalance),
        line("Add: ledger entries not on the statement", table.openLedger),
        total(
          "Adjusted statement balance", table.adjustedStatement, "\(at(2))+\(at(3))",
          [table.statementBalance, table.openLedger]),
        line("Balance per ledger", table.ledgerBalance),
        line("Add: statement entries not in the ledger", table.openStatement),
        line("Errors: residuals of matches", table.errors),
        line("Difference of the openings", table.openingDifference),
        total(
          "Adjusted ledger balance", table.adjustedLedger, "SUM(\(at(5)):\(at(8)))",
          [table.ledgerBalance, table.openStatement, table.errors, table.openingDifference]),
        total(
          "Unexplained", table.unexplained, "\(at(4))-\(at(9))",
          [table.adjustedStatement, table.adjustedLedger]),
        [.text("Status"), .text(position.status.rawValue)],
        [],
      ]
    }
  }

  /// The proof of cash of every account's asset, in four footed columns.
  static func writeProofsOfCash(
    _ positions: [AccountAsset], in book: XLSXReportBook
  ) throws(XLSXReportError) -> [XLSXReportPlan] {
    let columns = [""] + ProofOfCash.columns + ["Closing (exact)"]
    return try XLSXReportBlocks(
      name: "Proof of cash", widths: [30, 22, 22, 22, 22, 22, 44], book: book
    ).write(positions) { position, first in
      let proof = position.tables.proofOfCash
      let rows = [("Per statement", proof.statement), ("Per ledger", proof.ledger)]
      let sides = rows.enumerated().map { place, row -> [XLSXReportCell] in
        let number = first + 2 + place
        let parts = [row.1.opening, row.1.receipts, row.1.disbursements, row.1.unfooted]
        return [.text(row.0)] + parts.map { .amount($0) }
          + [sum("SUM(B\(number):E\(number))", row.1.closing, parts), exact(row.1.closing)]
      }
      let gap = proof.difference
      let differences = [
        gap.opening, gap.receipts, gap.disbursements, gap.unfooted, gap.closing,
      ]
      let both = zip(
        [
          proof.statement.opening, proof.statement.receipts, proof.statement.disbursements,
          proof.statement.unfooted, proof.statement.closing,
        ],
        [
          proof.ledger.opening, proof.ledger.receipts, proof.ledger.disbursements,
          proof.ledger.unfooted, proof.ledger.closing,
        ])
      let last = zip("BCDEF", zip(differences, both)).map { letter, values in
        sum("\(letter)\(first + 2)-\(letter)\(first + 3)", values.0, [values.1.0, values.1.1])
      }
      return heading(position, "Proof of cash", columns: columns) + sides
        + [[.text("Difference")] + last + [exact(gap.closing)], []]
    }
  }

  /// Both sides' roll-forwards of every account's asset, by kind of entry.
  static func writeRollForwards(
    _ positions: [AccountAsset], in book: XLSXReportBook
  ) throws(XLSXReportError) -> [XLSXReportPlan] {
    try XLSXReportBlocks(name: "Roll-forward", widths: [34, 24, 44], book: book).write(positions) {
      position, first in
      var rows: [[XLSXReportCell]] = []
      for (side, table) in [
        ("statement", position.tables.statementRollForward),
        ("ledger", position.tables.ledgerRollForward),
      ] {
        rows += heading(position, "Roll-forward of the \(side)", columns: ["", "Amount", "Exact"])
        let start = first + rows.count
        let lines = table.lines.filter { !$0.isTotal }
        rows += lines.map { line($0.label, $0.amounts[0]) }
        rows += [
          total(
            "Closing", table.closing, "SUM(B\(start):B\(start + lines.count - 1))",
            lines.map { $0.amounts[0] }), [],
        ]
      }
      return rows
    }
  }

  private static func heading(
    _ position: AccountAsset, _ title: String, columns: [String]
  ) -> [[XLSXReportCell]] {
    [
      [.title("\(title): \(position.account), \(position.asset)")],
      columns.map { .heading($0) },
    ]
  }

  private static func line(_ label: String, _ amount: Amount) -> [XLSXReportCell] {
    [.text(label)] + XLSXReportCell.pair(amount)
  }

  private static func total(
    _ label: String, _ amount: Amount, _ formula: String, _ parts: [Amount]
  ) -> [XLSXReportCell] {
    [.heading(label), sum(formula, amount, parts), exact(amount)]
  }

  private static func exact(_ amount: Amount) -> XLSXReportCell { .text(amount.description) }

  /// A formula over cells that all hold numbers, rounded at the last decimal any of them has; the
  /// amount alone where one of them does not.
  private static func sum(
    _ formula: String, _ amount: Amount, _ parts: [Amount]
  ) -> XLSXReportCell {
    let all = (parts + [amount]).map(\.reduced)
    guard all.allSatisfy({ XLSXReportNumber.exact(reduced: $0) != nil }) else {
      return .amount(amount)
    }
    let scale = all.map { Int($0.scale) }.max() ?? 0
    // A double holds fifteen digits: a sum of more is not told by a spreadsheet.
    guard
      all.allSatisfy({ value in
        value.units.magnitude < 1_000_000_000_000_000
          && Int(value.scale) <= 15 && scale <= 15
          && value.digitsBeforePoint + scale <= 15
      })
    else { return .amount(amount) }
    return .formula("=ROUND(\(formula),\(scale))", amount)
  }
}

extension Amount {
  /// The digits before the decimal point, at least one.
  fileprivate var digitsBeforePoint: Int {
    max(1, String(units.magnitude).utf8.count - Int(scale))
  }
}

/// Blocks of rows one below the other, each on a page of paper of its own, on further sheets where
/// one is full.
struct XLSXReportBlocks {
  let name: String
  let widths: [Int]
  let book: XLSXReportBook

  /// - Parameter block: an item's rows; the number of the first is given, from 1.
  func write<Item>(
    _ items: [Item], block: (Item, Int) -> [[XLSXReportCell]]
  ) throws(XLSXReportError) -> [XLSXReportPlan] {
    var plans: [XLSXReportPlan] = []
    var next = 0
    repeat {
      let title = plans.isEmpty ? name : "\(name) (\(plans.count + 1))"
      var sheet = try XLSXReportSheet(title, widths: widths, in: book)
      var starts: [Int] = []
      while next < items.count {
        let rows = block(items[next], sheet.nextNumber)
        if sheet.nextNumber > 1, sheet.nextNumber + rows.count > book.rowLimit { break }
        starts.append(sheet.nextNumber - 1)
        for row in rows { try sheet.append(row) }
        next += 1
      }
      try sheet.breakPages(before: starts)
      plans.append(XLSXReportPlan(head: sheet.count))
    } while next < items.count
    return plans
  }
}
