import Accounting

extension Diagnostic {
  static func sourceMissing(_ pattern: String) -> Diagnostic {
    Diagnostic(
      code: "source-missing", place: Place(file: pattern),
      message: "no file fits \(quoted(pattern))",
      hint: "the export may be late: run again when it is there, or see `retry` in the settings")
  }

  static func statementEmpty(_ account: String) -> Diagnostic {
    Diagnostic(
      code: "statement-empty", severity: .warning, place: Place(file: account),
      message: "the statement files of the account hold no line",
      hint: "a day without events is fine; an export that was cut short is not")
  }

  /// Of files that are read in chunks.
  static func laterNotKept(_ count: Int, book: String) -> Diagnostic {
    Diagnostic(
      code: "later-not-kept", severity: .warning, place: Place(file: book),
      message: "\(count) entries of after the cut-off are counted and not handed on",
      hint: "the next run must find them in its own files; give each day files of that day")
  }

  static func venueDiffers(_ file: String, format: Format, venue: String) -> Diagnostic {
    Diagnostic(
      code: "venue-differs", place: Place(file: file),
      message:
        "format \(format.name) is an export of \(format.venue), the account is one of \(venue)",
      hint: "give the file to its own account, or force it with `format:` in the settings")
  }

  static func sameEventsTwice(_ file: String, format: String, other: String) -> Diagnostic {
    Diagnostic(
      code: "same-events-twice", place: Place(file: file),
      message: "format \(format) tells of the same events as \(other), which was read already",
      hint: "give one of the two exports for an account, not both")
  }
}

extension Diagnostic {
  /// Whether the source may be there, or whole, a while later.
  var isOfLateSource: Bool {
    ["source-missing", "file-missing", "file-changed", "file-empty"].contains(code)
  }
}
