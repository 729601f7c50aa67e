// Numbers and times as text: plain arithmetic, nothing of the product's own.

extension EventMaker {
  static func power(_ exponent: Int) -> Int128 {
    (0..<exponent).reduce(Int128(1)) { value, _ in value * 10 }
  }

  /// All decimals.
  static func text(_ units: Int128, _ decimals: Int) -> String {
    let digits = String(units.magnitude)
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    let sign = units < 0 ? "-" : ""
    return sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
  }

  static func withoutZeros(_ text: String) -> String {
    var bytes = Array(text.utf8)
    while bytes.last == UInt8(ascii: "0") { bytes.removeLast() }
    if bytes.last == UInt8(ascii: ".") { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// `2026-11-19T08:00:00.000001`, of the generator's two days.
  static func time(_ microseconds: Int) -> String {
    let since = microseconds - GeneratedBook.dayStartMicroseconds
    let day = since / 86_400_000_000
    let rest = since % 86_400_000_000
    let seconds = rest / 1_000_000
    return "2026-11-\(19 + day)T\(pair(seconds / 3_600)):\(pair(seconds / 60 % 60)):"
      + "\(pair(seconds % 60)).\(String(String(1_000_000 + rest % 1_000_000).dropFirst()))"
  }

  private static func pair(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
