import Accounting
import Report
import Seal
import Trail

/// Breaks over all days as a person and as a program reads them.
struct BreaksText {
  let lives: [BreakLife]

  /// Two lines a break: the table's, and below it what it is of and what became of it.
  var lines: [String] {
    guard !lives.isEmpty else { return [] }
    let table = TextTable(
      header: ["break", "kind", "first seen", "last seen", "age", "days"],
      isNumeric: [false, false, false, false, true, true],
      rows: lives.map { life in
        [
          life.item.id, life.item.kind, life.item.firstSeen, life.lastSeen,
          life.item.ageDays.map { "\($0)" } ?? "-", "\(life.daysOpen)",
        ].map(Diagnostic.inert)
      }
    ).lines(width: 80, shrinking: 1)
    return [table[0]] + zip(table.dropFirst(), lives).flatMap { [$0] + Self.below($1) }
  }

  private static func below(_ life: BreakLife) -> [String] {
    let item = life.item
    var parts = [item.account]
    if let amount = item.amount { parts.append("\(amount) \(item.asset)") }
    if item.amount == nil, !item.asset.isEmpty { parts.append(item.asset) }
    let state =
      switch life.state {
      case .open: item.isMaterial ? "open, material" : "open"
      case .cleared: "cleared \(life.clearedOn ?? "")"
      case .dropped: "not followed any more"
      }
    parts.append(state)
    if let decided = life.disposition {
      let reason = decided.reason.isEmpty ? "" : ": \(decided.reason)"
      parts.append("\(decided.disposition) by \(decided.reviewer)\(reason)")
    }
    return TextTable.wrapped(Diagnostic.inert(parts.joined(separator: " · ")), to: 78)
      .map { "  \($0)" }
  }

  var json: JSONValue {
    [
      "breaks": .array(lives.map(Self.json)), "format": "tieout-breaks-over-days",
      "format_version": 1,
    ]
  }

  private static func json(_ life: BreakLife) -> JSONValue {
    [
      "account": .string(life.item.account),
      "age_days": life.item.ageDays.map(JSONValue.integer)
        ?? .null,
      "amount": .optional(life.item.amount), "asset": .string(life.item.asset),
      "book": .string(life.bookName), "break_id": .string(life.item.id),
      "cleared_on": .optional(life.clearedOn), "days_open": .integer(life.daysOpen),
      "disposition": life.disposition.map { decided in
        [
          "disposition": .string(decided.disposition), "reason": .string(decided.reason),
          "reviewed_at": .string(decided.reviewedAt), "reviewer": .string(decided.reviewer),
        ]
      } ?? .null,
      "first_seen": .string(life.item.firstSeen), "kind": .string(life.item.kind),
      "last_seen": .string(life.lastSeen), "material": .bool(life.item.isMaterial),
      "severity": .optional(life.item.severity), "state": .string(life.state.rawValue),
      "value_usd": .optional(life.item.valueUSD),
    ]
  }
}
