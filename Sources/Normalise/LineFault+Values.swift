package import Accounting

// The faults of single values. Each code has a case in `samples/rejected/`.

extension LineFault {
  package static func amountMissing(_ column: String, field: Int?) -> LineFault {
    LineFault(
      code: "amount-missing", field: field, message: "\(place(column)) holds no amount",
      hint: "a line of this type needs it; the export may be cut short or of another format")
  }

  package static func amountNotDecimal(
    _ text: String, column: String, field: Int?
  ) -> LineFault {
    LineFault(
      code: "amount-not-decimal", field: field,
      message: "\(place(column)) holds \(Diagnostic.quoted(text)), which is not a decimal number",
      hint: "this format has a point as decimal mark; another format may fit this export")
  }

  package static func amountTooLong(_ text: String, column: String, field: Int?) -> LineFault {
    LineFault(
      code: "amount-too-long", field: field,
      message: "\(place(column)) holds \(Diagnostic.quoted(text)), "
        + "which needs more than 38 digits or decimals",
      hint: "an amount has at most 38 significant digits and 38 decimals and is never rounded")
  }

  /// A figure worked out of the line's own figures that does not fit.
  package static func resultTooLong(_ what: String, field: Int?) -> LineFault {
    LineFault(
      code: "amount-too-long", field: field,
      message: "\(what) needs more than 38 digits or decimals",
      hint: "an amount has at most 38 significant digits and 38 decimals and is never rounded")
  }

  package static func timeUnreadable(
    _ text: String, column: String, field: Int?, _ error: InstantError
  ) -> LineFault {
    let quoted = Diagnostic.quoted(text)
    let holds = "\(place(column)) holds \(quoted)"
    return switch error {
    case .notInstant where isSlashedDate(text):
      LineFault(
        code: "date-ambiguous", field: field,
        message: "\(holds): day and month, or the century, cannot be told apart",
        hint: "a spreadsheet may have saved the export anew; get the original from the venue")
    case .notInstant:
      LineFault(
        code: "time-unreadable", field: field,
        message: "\(holds), which is not a time in this format's form",
        hint: "the line may be damaged, or the export of another format")
    case .zoneMissing:
      LineFault(
        code: "zone-missing", field: field,
        message: "\(holds), which names no time zone",
        hint: "declare the zone of this source in the settings")
    case .notUnique:
      LineFault(
        code: "time-not-unique", field: field,
        message: "\(holds), which the zone has twice or never",
        hint: "clocks change there; an export in UTC tells such hours apart")
    case .outOfRange:
      LineFault(
        code: "time-out-of-range", field: field,
        message: "\(holds), which is beyond 1677 to 2262 or finer than a nanosecond",
        hint: "the line may be damaged, or its unit of time another than the format's")
    }
  }

  package static func typeUnknown(_ text: String, field: Int?) -> LineFault {
    LineFault(
      code: "type-unknown", field: field,
      message: "\(Diagnostic.quoted(text)) is no transaction type this format is known to have",
      hint: "the line is in no entry and its account not proved: a type's sign is not guessed")
  }

  package static func assetUnknown(_ code: String, field: Int?) -> LineFault {
    LineFault(
      code: "asset-unknown", field: field,
      message: "\(Diagnostic.quoted(code)) is not an asset code",
      hint: "an asset code has 1 to 80 letters, digits or . - _ : / $ marks and no blank")
  }

  /// `5/6/07 1:12` and the like: three numbers with slashes, points or dashes between them. A
  /// year in front leaves no doubt.
  private static func isSlashedDate(_ text: String) -> Bool {
    var numbers = 0
    var digits = 0
    for byte in text.utf8 {
      if byte &- 0x30 < 10 {
        digits += 1
        guard digits <= 4 else { return false }
        if digits == 1 { numbers += 1 }
      } else {
        if numbers == 3 { return true }
        guard digits > 0, "/.-".utf8.contains(byte), numbers > 1 || digits < 4 else {
          return false
        }
        digits = 0
      }
    }
    return numbers == 3
  }

  private static func place(_ column: String) -> String {
    column.isEmpty ? "the line" : "column '\(Diagnostic.inert(column))'"
  }
}
