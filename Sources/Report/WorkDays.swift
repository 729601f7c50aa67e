package import Accounting

/// What the next run of the book takes over from `data/work`, beside the breaks of its report.
package enum WorkDays {
  package static let closingName = "closing.json"
  package static let historyName = "history.jsonl"
  package static let earlierMatchesName = "earlier-matches.jsonl"

  /// The name of the rows handed on of a side: `open-statement.jsonl`.
  package static func openName(_ side: Side) -> String { "open-\(side.rawValue).jsonl" }

  /// What every account's asset and position closed with.
  ///
  /// - Parameter isComplete: whether `entries.jsonl` lists every entry of the run.
  package static func closing(_ handedOn: HandedOn, isComplete: Bool) -> [UInt8] {
    JSONText.document(
      .object([
        ("balances", .list(handedOn.closings.map(balance))),
        ("entries_complete", .flag(isComplete)),
        ("format", .text("tieout-closing")),
        ("format_version", .count(1)),
        ("gone", .list(handedOn.gone.map { JSONValue.text(entry($0)) })),
        ("positions", .list(handedOn.positions.map(position))),
      ]))
  }

  /// Matches of earlier runs whose entries were read again: the ids of their entries.
  package static func earlierMatches(_ matches: [[UInt64]]) -> [UInt8] {
    JSONText.lines(
      matches.lazy.map { numbers in
        .object([("entries", .list(numbers.map { JSONValue.text(entry($0)) }))])
      })
  }

  private static func entry(_ number: UInt64) -> String {
    let digits = String(number, radix: 16)
    return "ent_" + String(repeating: "0", count: 16 - digits.count) + digits
  }

  private static func balance(_ closing: PriorClosing) -> JSONValue {
    .object([
      ("account", .text(closing.account)), ("as_of", .optional(closing.asOf)),
      ("asset", .text(closing.asset)), ("ledger", .amount(closing.ledger)),
      ("statement", .amount(closing.statement)), ("unexplained", .amount(closing.unexplained)),
    ])
  }

  private static func position(_ position: PriorPosition) -> JSONValue {
    .object([
      ("account", .text(position.account)), ("as_of", .optional(position.asOf)),
      ("entry_price", .optional(position.entryPrice)), ("market", .text(position.market)),
      ("opened", .optional(position.opened)), ("size", .amount(position.size)),
    ])
  }

  /// Breaks that no report of this run lists: those cleared now or earlier, and those of accounts
  /// that were not run.
  package static func history(_ breaks: some Sequence<StandingBreak>) -> [UInt8] {
    JSONText.lines(
      breaks.lazy.map { item in
        .object([
          ("account", .text(item.account)), ("amount", .optional(item.amount)),
          ("asset", .text(item.asset)), ("break_id", .text(item.id)),
          ("cleared_on", .optional(item.clearedOn)), ("detail", .text(item.detail)),
          ("entries", .list(item.entries.map { JSONValue.text($0) })),
          ("first_seen", .text(item.firstSeen)), ("kind", .text(item.kind.rawValue)),
        ])
      })
  }
}
