package import Accounting

/// A refused line as `data/work/refused.jsonl` shows it: the fault, the place and the raw text.
package struct WorkRefusedLine: Hashable, Sendable {
  /// As the break of the line names it: `lin_` and 16 hexadecimal digits.
  package var id: String
  package var side: Side
  package var place: WorkPlace
  /// The account it would have belonged to, where that is known.
  package var account: String?
  package var diagnostic: Diagnostic
  /// The line as it stands in the source, decoded.
  package var rawText: String

  package init(
    id: String, side: Side, place: WorkPlace, account: String?, diagnostic: Diagnostic,
    rawText: String
  ) {
    self.id = id
    self.side = side
    self.place = place
    self.account = account
    self.diagnostic = diagnostic
    self.rawText = rawText
  }

  var json: JSONValue {
    .object(
      place.members + [
        ("account", .optional(account)), ("code", .text(diagnostic.code)),
        ("column", diagnostic.place.column.map { .count($0) } ?? .null),
        ("hint", .text(diagnostic.hint)), ("id", .text(id)), ("message", .text(diagnostic.message)),
        ("raw_text", .text(rawText)), ("side", .text(side.rawValue)),
      ])
  }
}
