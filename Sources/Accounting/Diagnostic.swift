/// A fault of an input or a setting: collected, never thrown away; other lines go on.
package struct Diagnostic: Hashable, Sendable {
  package enum Severity: String, Hashable, Sendable {
    /// Something was refused.
    case error
    /// Everything was read, but the reader should know.
    case warning
  }

  /// Kebab case; a promise to readers. Each has a case in `samples/rejected/<code>/`.
  package let code: String
  package let severity: Severity
  package let place: Place
  /// Lower case, no full stop; values quoted by `quoted`.
  package let message: String
  /// What to do; never to edit a source file.
  package let hint: String

  package init(
    code: String, severity: Severity = .error, place: Place, message: String, hint: String
  ) {
    self.code = code
    self.severity = severity
    self.place = place
    self.message = message
    self.hint = hint
  }

  /// `file:line:column: error[code]: message`, then the hint on its own line.
  package var text: String {
    "\(place.text): \(severity.rawValue)[\(code)]: \(message)\n  hint: \(hint)"
  }

  /// A source's text inside a message: in single quotes, cut at 80 characters, with every
  /// control, bidirectional and zero-width character shown as `\u{..}`.
  package static func quoted(_ text: String) -> String {
    var shown = "'"
    for (count, scalar) in text.unicodeScalars.enumerated() {
      if count == 80 {
        shown += "…"
        break
      }
      shown += scalar.isInert ? String(scalar) : "\\u{\(String(scalar.value, radix: 16))}"
    }
    return shown + "'"
  }

  /// A whole line of foreign text for a terminal or log: as `quoted`, without quotes or cut.
  package static func inert(_ text: String) -> String {
    var shown = ""
    for scalar in text.unicodeScalars {
      shown += scalar.isInert ? String(scalar) : "\\u{\(String(scalar.value, radix: 16))}"
    }
    return shown
  }
}

extension Unicode.Scalar {
  /// Neither a control nor a format character (bidirectional, zero width, soft hyphen …).
  fileprivate var isInert: Bool {
    if isASCII { return value >= 0x20 && value < 0x7F }
    switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator:
      return false
    default: return true
    }
  }
}

/// Where in a file: as a person counts and as a program does.
package struct Place: Hashable, Comparable, Sendable {
  /// The file's name as given.
  package var file: String
  /// From 1; nil if the fault is of the whole file.
  package var line: Int?
  /// Byte in the line, from 1; nil if the fault is of the whole line.
  package var column: Int?
  /// Byte in the content, from 0.
  package var offset: Int?

  package init(file: String, line: Int? = nil, column: Int? = nil, offset: Int? = nil) {
    self.file = file
    self.line = line
    self.column = column
    self.offset = offset
  }

  package var text: String {
    var text = Diagnostic.inert(file)
    if let line { text += ":\(line)" }
    if let line, line > 0, let column { text += ":\(column)" }
    return text
  }

  package static func < (one: Place, other: Place) -> Bool {
    (one.file, one.line ?? 0, one.column ?? 0, one.offset ?? 0)
      < (other.file, other.line ?? 0, other.column ?? 0, other.offset ?? 0)
  }
}
