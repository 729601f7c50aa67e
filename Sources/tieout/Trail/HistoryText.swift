import Accounting
import Report
import Seal
import Trail

/// The runs of books as a person and as a program reads them.
struct HistoryText {
  let days: [TrailDay]

  /// A table a book, newest run last.
  var lines: [String] {
    var lines: [String] = []
    for book in books {
      if !lines.isEmpty { lines.append("") }
      lines.append(Diagnostic.inert(book.name))
      lines += Self.table(book.days).lines(width: 78, shrinking: 3).map { "  \($0)" }
    }
    return lines
  }

  private var books: [(name: String, days: [TrailDay])] {
    var books: [(name: String, days: [TrailDay])] = []
    var folder: String?
    for day in days {
      if day.key.book != folder { books.append((day.bookName, [])) }
      folder = day.key.book
      books[books.count - 1].days.append(day)
    }
    return books
  }

  private static func table(_ days: [TrailDay]) -> TextTable {
    TextTable(
      header: ["date", "run", "kind", "status", "ok", "breaks", "material", "review"],
      isNumeric: [false, true, false, false, true, true, true, false],
      rows: days.map { day in
        [
          Diagnostic.inert(day.businessDate ?? "-"), "\(day.sequence)",
          day.kind == "scheduled" ? "" : Diagnostic.inert(day.kind),
          Diagnostic.inert(day.status), "\(day.proved)/\(day.accounts)",
          "\(day.open) +\(day.new) -\(day.cleared)", "\(day.material)", review(day),
        ]
      })
  }

  /// The reviewer's decision in a word.
  private static func review(_ day: TrailDay) -> String {
    guard let text = day.decision else { return "" }
    switch Review.Decision(rawValue: text) {
    case .approved: return "approved"
    case .approvedWithExceptions: return "excepted"
    case .rejected: return "rejected"
    case nil: return Diagnostic.inert(text)
    }
  }

  var json: JSONValue {
    [
      "format": "tieout-history", "format_version": 1,
      "runs": .array(
        days.map { day in
          [
            "accounts": .integer(day.accounts), "accounts_proved": .integer(day.proved),
            "book": .string(day.bookName), "breaks": .integer(day.open),
            "breaks_cleared": .integer(day.cleared), "breaks_material": .integer(day.material),
            "breaks_new": .integer(day.new), "business_date": .optional(day.businessDate),
            "finished_at": .string(day.finishedAt), "kind": .string(day.kind),
            "review": day.decision.map { decision in
              [
                "decision": .string(decision), "reviewer": .string(day.reviewer ?? ""),
                "reviews": .integer(day.reviews),
              ]
            } ?? .null,
            "run_id": .string(day.key.runID), "sequence": .integer(day.sequence),
            "status": .string(day.status), "supersedes": .optional(day.supersedes),
          ]
        }),
    ]
  }
}
