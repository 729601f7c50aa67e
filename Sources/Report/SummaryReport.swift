import Accounting

/// `summary.json`: every figure of a run for programs, by `summary.schema.json`.
enum SummaryReport {
  /// Canonical JSON.
  static func json(_ reconciliation: Reconciliation, sourceNames: [String]) -> [UInt8] {
    let figures = RunFigures(reconciliation)
    return JSONText.document(
      .object([
        ("accounts", .list(figures.accounts.map(account))),
        ("aliases", .list(reconciliation.aliases.map(alias))),
        ("balances", .list(reconciliation.positions.lazy.map(balance))),
        ("book", .text(reconciliation.book)),
        ("break_roll_forward", .list(reconciliation.rollForward.map(rollForward))),
        ("breaks", breaks(reconciliation, figures)),
        ("brought_forward_from", .optional(reconciliation.broughtForwardFrom)),
        ("business_date", .optional(reconciliation.businessDate)),
        ("cut_off", .optional(reconciliation.cutOff)),
        ("diagnostics", .list(diagnosticsInOrder(reconciliation).map(diagnostic))),
        ("equities", .list(reconciliation.equities.map(equity))),
        ("format", .text("tieout-summary")),
        ("format_version", .count(2)),
        ("matches", matches(figures)),
        ("open_positions", .list(reconciliation.openPositions.map(openPosition))),
        ("positions", .list(reconciliation.bridges.map(bridge))),
        ("refused_lines", refused(reconciliation, sourceNames)),
        ("set_aside", .counts(reconciliation.setAside)),
        ("sources", .list(talliesInOrder(reconciliation, sourceNames).map(source))),
        ("status", .text(reconciliation.status.rawValue)),
        ("threshold_usd", .optional(reconciliation.thresholdUSD)),
      ]))
  }

  /// The diagnostics in the order of their content, not of their places.
  static func diagnosticsInOrder(_ reconciliation: Reconciliation) -> [Diagnostic] {
    reconciliation.diagnostics.sortedInBytes {
      [$0.place.file, $0.severity.rawValue, $0.code, $0.message, $0.hint]
    }
  }

  /// The tallies by their source's name.
  static func talliesInOrder(
    _ reconciliation: Reconciliation, _ sourceNames: [String]
  ) -> [(name: String, tally: SourceTally)] {
    reconciliation.tallies.sorted { $0.source < $1.source }
      .map { (name: sourceNames.name(of: $0.source), tally: $0) }
      .sortedInBytes { [$0.name] }
  }

  private static func account(_ figures: RunFigures.AccountFigures) -> JSONValue {
    .object([
      ("account", .text(figures.account)),
      ("assets", .count(figures.assets)),
      ("breaks", .count(figures.breaks)),
      ("status", .optional(figures.status?.rawValue)),
    ])
  }

  private static func alias(_ use: AliasUse) -> JSONValue {
    .object([
      ("asset", .text(use.asset)), ("code", .text(use.code)), ("count", .count(use.count)),
      ("venue", .text(use.venue)),
    ])
  }

  private static func breaks(_ reconciliation: Reconciliation, _ figures: RunFigures) -> JSONValue {
    .object([
      ("by_kind", .object(figures.kinds.map { ($0.kind.rawValue, .count($0.count)) })),
      ("material", .count(figures.material)),
      ("total", .count(reconciliation.breaks.count)),
    ])
  }

  private static func matches(_ figures: RunFigures) -> JSONValue {
    .object([
      ("by_rule", .object(figures.rules.map { ($0.name, .count($0.count)) })),
      ("total", .count(figures.matched)),
    ])
  }

  private static func diagnostic(_ diagnostic: Diagnostic) -> JSONValue {
    .object([
      ("code", .text(diagnostic.code)), ("file", .text(diagnostic.place.file)),
      ("hint", .text(diagnostic.hint)), ("message", .text(diagnostic.message)),
      ("severity", .text(diagnostic.severity.rawValue)),
    ])
  }

  private static func openPosition(_ position: OpenPosition) -> JSONValue {
    .object([
      ("account", .text(position.account)), ("entry_price", .optional(position.entryPrice)),
      ("market", .text(position.market)), ("side", .text(position.side.rawValue)),
      ("size", .amount(position.size)),
    ])
  }

  private static func refused(
    _ reconciliation: Reconciliation, _ sourceNames: [String]
  ) -> JSONValue {
    let rows = RefusedRow.all(reconciliation, sourceNames: sourceNames)
    return .list(
      rows.lazy.map { row in
        JSONValue.object(RefusedRow.columns.map { ($0.name, $0.json(row)) })
      })
  }

  private static func source(name: String, tally: SourceTally) -> JSONValue {
    let totals = tally.totals.map { asset, total in
      (
        name: asset,
        value: JSONValue.object([
          ("credits", .amount(total.credits)), ("debits", .amount(total.debits)),
          ("entries", .count(total.entries)),
        ])
      )
    }
    return .object([
      ("control_totals", .object(totals)),
      ("duplicates", .count(tally.duplicates)),
      ("first", .optional(tally.first)),
      ("ignored", .counts(tally.ignored)),
      ("last", .optional(tally.last)),
      ("name", .text(name)),
      ("read", .count(tally.read)),
      ("refused", .count(tally.refused)),
      ("understood", .count(tally.understood)),
    ])
  }
}
