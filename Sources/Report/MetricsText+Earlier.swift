package import Accounting

// What a run takes over from the metrics of the one before it: when one last succeeded.

extension MetricsText {
  /// What the metrics of an earlier run say that the next ones say too.
  package struct Earlier: Hashable, Sendable {
    package var book: String
    package var lastSuccess: Instant?
    package var lastProved: Instant?
  }

  /// Reads metrics that `bytes(of:_:)` wrote; nil if they are none.
  package static func earlier(in bytes: [UInt8]) -> Earlier? {
    let lines = bytes.split(separator: UInt8(ascii: "\n"))
    guard let success = sample(of: "tieout_run_last_success_timestamp_seconds", in: lines),
      let proved = sample(of: "tieout_run_last_proved_timestamp_seconds", in: lines),
      success.book == proved.book
    else { return nil }
    return Earlier(
      book: success.book, lastSuccess: success.instant, lastProved: proved.instant)
  }

  private static func sample(
    of family: String, in lines: [ArraySlice<UInt8>]
  ) -> (book: String, instant: Instant?)? {
    let (front, back) = (Array("\(family){book=\"".utf8), Array("\"}".utf8))
    guard let line = lines.first(where: { $0.starts(with: front) }),
      let blank = line.lastIndex(of: UInt8(ascii: " ")),
      blank - line.startIndex >= front.count + back.count,
      line[..<blank].suffix(back.count).elementsEqual(back),
      let label = String(
        validating: line[(line.startIndex + front.count)..<(blank - back.count)], as: UTF8.self)
    else { return nil }
    return (unescaped(label), instant(line[(blank + 1)...]))
  }

  /// Nil for 0, and for what is no time this tool wrote.
  private static func instant(_ text: ArraySlice<UInt8>) -> Instant? {
    let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 2, (1...10).contains(parts[0].count), parts[1].count == 3,
      parts.joined().allSatisfy({ $0 &- 0x30 < 10 })
    else { return nil }
    let milliseconds = parts.joined().reduce(Int64(0)) { $0 * 10 + Int64($1 - 0x30) }
    guard milliseconds < 9_000_000_000_000 else { return nil }
    return Instant(nanoseconds: milliseconds * 1_000_000)
  }

  /// A label's value as the text format wants it: backslash, quote and line feed escaped.
  static func escaped(_ value: String) -> String {
    var shown = String.UnicodeScalarView()
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\\": shown.append(contentsOf: "\\\\".unicodeScalars)
      case "\"": shown.append(contentsOf: "\\\"".unicodeScalars)
      case "\n": shown.append(contentsOf: "\\n".unicodeScalars)
      default: shown.append(scalar)
      }
    }
    return String(shown)
  }

  private static func unescaped(_ label: String) -> String {
    var value = String.UnicodeScalarView()
    var isEscaped = false
    for scalar in label.unicodeScalars {
      if isEscaped {
        value.append(scalar == "n" ? "\n" : scalar)
        isEscaped = false
      } else if scalar == "\\" {
        isEscaped = true
      } else {
        value.append(scalar)
      }
    }
    return String(value)
  }
}
