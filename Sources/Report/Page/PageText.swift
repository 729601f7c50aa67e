/// Foreign text in the page: nothing in it is markup, and what does not show is written `\u{…}`.
///
/// Every `{{value}}` of the template goes through here, scalar by scalar. The library's own escape
/// looks at whole characters: `<` after U+0D4E or before an accent is another one and stays as it
/// is, which is markup to a browser.
package enum PageText {
  /// The text as markup, for content and for attributes in quotes.
  package static func markup(_ text: String) -> String {
    var text = text
    let isPlain = text.withUTF8 { $0.allSatisfy(PageText.isPlain) }
    if isPlain { return text }
    var markup = String.UnicodeScalarView()
    for scalar in PageText.shown(text).unicodeScalars {
      switch scalar {
      case "<": markup.append(contentsOf: "&lt;".unicodeScalars)
      case ">": markup.append(contentsOf: "&gt;".unicodeScalars)
      case "&": markup.append(contentsOf: "&amp;".unicodeScalars)
      case "\"": markup.append(contentsOf: "&quot;".unicodeScalars)
      case "'": markup.append(contentsOf: "&#39;".unicodeScalars)
      default: markup.append(scalar)
      }
    }
    return String(markup)
  }

  /// Text without controls, bidirectional or other marks that do not show: each is written
  /// `\u{…}`, and so is a backslash that stands before `u{` in the text itself. So the text can be
  /// had back: replace every `\u{…}` once, from the left.
  ///
  /// Accents stand on a letter, number or one another, three at most; others are written out too.
  package static func shown(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    var shown = String.UnicodeScalarView()
    // Accents that may still follow.
    var accents = 0
    for (index, scalar) in scalars.enumerated() {
      switch kind(of: scalar) {
      case .base: accents = 3
      case .accent where accents > 0: accents -= 1
      case .other where !startsEscape(scalars[index...]): accents = 0
      case .accent, .other, .hidden:
        accents = 0
        let number = String(scalar.value, radix: 16)
        shown.append(contentsOf: "\\u{\(number)}".unicodeScalars)
        continue
      }
      shown.append(scalar)
    }
    return String(shown)
  }

  private enum Kind { case base, accent, other, hidden }

  private static func kind(of scalar: Unicode.Scalar) -> Kind {
    if scalar.isASCII {
      switch scalar.value {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: return .base
      case 0x20..<0x7F: return .other
      default: return .hidden
      }
    }
    // Blank, but no blank: BRAILLE PATTERN BLANK.
    if scalar.value == 0x2800 || scalar.properties.isDefaultIgnorableCodePoint { return .hidden }
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator, .spaceSeparator:
      return .hidden
    case .nonspacingMark, .spacingMark, .enclosingMark: return .accent
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .letterNumber, .otherNumber:
      return .base
    default: return .other
    }
  }

  /// Whether the text itself has `\u{` here.
  private static func startsEscape(_ rest: ArraySlice<Unicode.Scalar>) -> Bool {
    rest.prefix(3).elementsEqual(["\\", "u", "{"])
  }

  /// Printable ASCII that is the same in markup.
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"), UInt8(ascii: "\""),
      UInt8(ascii: "'"), UInt8(ascii: "\\"):
      false
    default: byte >= 0x20 && byte < 0x7F
    }
  }
}
