import Accounting

/// Refuses what a settings file has no use for and an attacker has: anchors, aliases and tags
/// (a few lines of them can stand for gigabytes), and files beyond the size limit.
enum YAMLGuard {
  static func check(_ text: String, file: String) throws(SettingsFault) {
    guard text.utf8.count <= SettingsReader.sizeLimit else {
      throw SettingsFault(
        "settings-too-large", Place(file: file),
        "the settings file has \(text.utf8.count) bytes, more than \(SettingsReader.sizeLimit)",
        hint: "name files by patterns instead of one by one")
    }
    var scanner = Scanner()
    for byte in text.utf8 {
      if let mark = scanner.take(byte) {
        throw SettingsFault(
          "settings-alias", Place(file: file, line: scanner.line, column: scanner.column),
          "'\(mark)' begins an anchor, alias or tag",
          hint: "write the value out; a text that begins with '\(mark)' takes double quotes")
      }
    }
  }

  /// Follows quotes and comments; sees `&`, `*` and `!` where a value may begin.
  private struct Scanner {
    var line = 1
    var column = 0
    private var quote: UInt8?
    private var inComment = false
    private var atStart = true
    private var escaped = false

    mutating func take(_ byte: UInt8) -> Unicode.Scalar? {
      column += 1
      if byte == UInt8(ascii: "\n") {
        line += 1
        column = 0
        inComment = false
        atStart = quote == nil
        return nil
      }
      if inComment { return nil }
      if let open = quote {
        follow(byte, in: open)
        return nil
      }
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        if atStart { quote = byte }
        atStart = false
      case UInt8(ascii: "#"):
        if atStart { inComment = true }
      case UInt8(ascii: "&"), UInt8(ascii: "*"), UInt8(ascii: "!"):
        if atStart { return Unicode.Scalar(byte) }
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "["), UInt8(ascii: "{"),
        UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "-"), UInt8(ascii: "?"):
        atStart = true
      default: atStart = false
      }
      return nil
    }

    private mutating func follow(_ byte: UInt8, in open: UInt8) {
      if escaped {
        escaped = false
      } else if open == UInt8(ascii: "\""), byte == UInt8(ascii: "\\") {
        escaped = true
      } else if byte == open {
        quote = nil
        atStart = false
      }
    }
  }
}
