import Accounting

/// Keeps text from becoming a formula when a spreadsheet opens a CSV file.
///
/// A text that could start a formula, or that starts with `'`, gets exactly one `'` in front. So
/// a reader gets the text back by taking one leading `'` away where there is one.
package enum FormulaGuard {
  /// The rule's name in the manifest.
  package static let ruleName = "leading-apostrophe"

  /// Whether a text, as UTF-8, gets a `'` in front in a CSV text column.
  static func isGuarded(_ text: Bytes) -> Bool {
    guard let first = text.first else { return false }
    // Nearly every text starts so: a printed ASCII character that starts no formula.
    switch first {
    case UInt8(ascii: "'"): return true
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"): return true
    case 0x21...0x7E: return false
    default: return couldStartFormula(String(decoding: text, as: UTF8.self))
    }
  }

  /// Whether a spreadsheet might take the text for a formula: after any blanks and invisible
  /// characters it has a tabulator, a line end or a sign that starts one.
  static func couldStartFormula(_ text: String) -> Bool {
    for scalar in text.unicodeScalars {
      if triggers.contains(scalar) { return true }
      if !isSkipped(scalar) { return false }
    }
    return false
  }

  /// TAB, LF, CR, `= + - @`, the latter's full-width and small forms, and the dash and minus that
  /// programs take for `-`. Sources: OWASP "CSV Injection" and PayloadsAllTheThings "CSV
  /// Injection", read 2026-11-20.
  private static let triggers: Set<Unicode.Scalar> = [
    "\t", "\n", "\r", "=", "+", "-", "@", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}",
    "\u{FE66}", "\u{FE62}", "\u{FE63}", "\u{FE6B}", "\u{2212}", "\u{2013}",
  ]

  private static func isSkipped(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }
}
