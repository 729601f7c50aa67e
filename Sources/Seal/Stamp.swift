package import Accounting

/// Instants as the manifest writes them: RFC 3339, UTC, `Z`.
package enum Stamp {
  /// `2026-08-21T02:00:01.250Z`: always milliseconds, cut, not rounded.
  package static func milliseconds(_ instant: Instant) -> String {
    var bytes = Array(exact(instant).utf8.dropLast())
    if bytes.count == 19 { bytes.append(UInt8(ascii: ".")) }
    bytes = Array(bytes.prefix(23))
    while bytes.count < 23 { bytes.append(UInt8(ascii: "0")) }
    return String(decoding: bytes, as: UTF8.self) + "Z"
  }

  /// As many decimals as the instant has: `2026-08-20T08:30:00Z`, `…00.000001Z`.
  package static func exact(_ instant: Instant) -> String { instant.description }

  /// The day in UTC: `2026-08-21`.
  package static func day(_ instant: Instant) -> String { instant.dateText }

  /// Reads what `milliseconds` and `exact` write; nil for anything else.
  package static func instant(_ text: String) -> Instant? {
    let bytes = Array(text.utf8)
    guard bytes.count == 20 || (22...30).contains(bytes.count), bytes.last == UInt8(ascii: "Z"),
      bytes[10] == UInt8(ascii: "T"), bytes[17] < UInt8(ascii: "6"),
      bytes.count == 20
        || (bytes[19] == UInt8(ascii: ".")
          && bytes[20..<bytes.count - 1].allSatisfy { $0 &- 0x30 < 10 })
    else { return nil }
    return try? Instant(parsing: text, form: .rfc3339, zone: nil)
  }

  /// Whether the text is a day that exists, `2026-11-19`.
  package static func isDay(_ text: String) -> Bool { CivilDate(text) != nil }
}
