import Accounting

/// What a JSON report says: no floats, amounts are strings.
enum JSONValue {
  case text(String)
  case count(Int)
  case flag(Bool)
  case null
  /// May be lazy: it is walked once, while it is written.
  case list(any Sequence<JSONValue>)
  /// Distinct names, in any order: they are sorted when written.
  case object([(name: String, value: JSONValue)])

  static func amount(_ amount: Amount) -> JSONValue { .text(amount.description) }

  static func instant(_ instant: Instant) -> JSONValue { .text(instant.description) }

  static func optional(_ text: String?) -> JSONValue { text.map { .text($0) } ?? .null }

  // Not by `map`: Swift 6.3.1 without optimisation crashes in it when the payload is 128 bits wide.
  static func optional(_ value: Amount?) -> JSONValue {
    guard let value else { return .null }
    return amount(value)
  }

  static func optional(_ value: Instant?) -> JSONValue { value.map { instant($0) } ?? .null }

  /// An object of counts by name.
  static func counts(_ counts: [String: Int]) -> JSONValue {
    .object(counts.map { ($0.key, .count($0.value)) })
  }
}
