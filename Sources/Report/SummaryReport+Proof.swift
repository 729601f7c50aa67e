import Accounting

// The tables of a proof, as objects: statement of reconciliation, proof of cash, roll-forward.

extension SummaryReport {
  static func cause(_ cause: ProofCause) -> JSONValue {
    .object([
      ("amount", .amount(cause.amount)), ("cause", .text(cause.kind.rawValue)),
      ("detail", .text(cause.detail)), ("side", .optional(cause.side?.rawValue)),
    ])
  }

  static func adjusted(_ table: StatementOfReconciliation) -> JSONValue {
    .object([
      ("adjusted_ledger", .amount(table.adjustedLedger)),
      ("adjusted_statement", .amount(table.adjustedStatement)),
      ("errors", .amount(table.errors)),
      ("ledger_balance", .amount(table.ledgerBalance)),
      ("open_ledger", .amount(table.openLedger)),
      ("open_statement", .amount(table.openStatement)),
      ("opening_difference", .amount(table.openingDifference)),
      ("statement_balance", .amount(table.statementBalance)),
      ("unexplained", .amount(table.unexplained)),
    ])
  }

  static func proofOfCash(_ table: ProofOfCash) -> JSONValue {
    .object([
      ("difference", row(table.difference)), ("ledger", row(table.ledger)),
      ("statement", row(table.statement)),
    ])
  }

  private static func row(_ row: ProofOfCash.Row) -> JSONValue {
    .object([
      ("closing", .amount(row.closing)), ("disbursements", .amount(row.disbursements)),
      ("opening", .amount(row.opening)), ("receipts", .amount(row.receipts)),
      ("unfooted", .amount(row.unfooted)),
    ])
  }

  static func rollForward(_ tables: ProofTables) -> JSONValue {
    .object([
      ("ledger", side(tables.ledgerRollForward)), ("statement", side(tables.statementRollForward)),
    ])
  }

  private static func side(_ table: RollForward) -> JSONValue {
    .object([
      ("by_kind", .list(table.kinds.map(kind))),
      ("closing", .amount(table.closing)),
      ("opening", .amount(table.opening)),
      ("opening_from", .text(table.openingFrom.rawValue)),
      ("unfooted", .amount(table.unfooted)),
    ])
  }

  private static func kind(_ sum: KindSum) -> JSONValue {
    .object([
      ("amount", .amount(sum.amount)), ("entries", .count(sum.entries)),
      ("kind", .optional(sum.kind?.name)),
    ])
  }
}
