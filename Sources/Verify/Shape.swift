import Accounting
import Seal

/// The form a value of the manifest must have.
indirect enum Shape: Sendable {
  case text
  case digest
  /// A whole number from 0.
  case count
  case flag
  /// `2026-08-21T02:00:01.250Z`.
  case stamp
  /// `2026-11-19`.
  case day
  /// Plain decimal text, as `Amount` prints it.
  case amount
  case exactly(JSONValue)
  case oneOf([String])
  case orNull(Shape)
  case list(Shape)
  /// An object of any names.
  case table(Shape)
  case record([Field])

  struct Field: Sendable {
    let name: String
    let shape: Shape
    let isRequired: Bool

    static func must(_ name: String, _ shape: Shape) -> Field {
      Field(name: name, shape: shape, isRequired: true)
    }

    static func may(_ name: String, _ shape: Shape) -> Field {
      Field(name: name, shape: shape, isRequired: false)
    }
  }

  /// What is wrong with a value; depth is bounded by the shape.
  func findings(_ value: JSONValue, at path: String) -> [Finding] {
    switch self {
    case .record(let fields): return Self.record(fields, value, path)
    case .list(let shape):
      guard let items = value.items else { return wrong(path, "a list") }
      return items.enumerated().flatMap { shape.findings($1, at: "\(path)/\($0)") }
    case .table(let shape):
      guard case .object(let object) = value else { return wrong(path, "an object") }
      return object.members.flatMap { shape.findings($0.value, at: "\(path)/\($0.name)") }
    case .orNull(let shape): return value == .null ? [] : shape.findings(value, at: path)
    case .exactly(let expected):
      if value == expected { return [] }
      return wrong(path, expected.text.map { "'\($0)'" } ?? "the one value of the schema")
    case .oneOf(let names):
      return value.text.map(names.contains) == true ? [] : wrong(path, "one of \(names)")
    case .flag:
      if case .bool = value { return [] }
      return wrong(path, "true or false")
    case .count: return (value.number ?? -1) >= 0 ? [] : wrong(path, "a count")
    case .text: return value.text != nil ? [] : wrong(path, "a text")
    case .digest:
      return value.text.map(Hex.isDigest) == true ? [] : wrong(path, "64 hexadecimal digits")
    case .stamp:
      return value.text.flatMap(Stamp.instant) != nil ? [] : wrong(path, "a time in UTC")
    case .day: return value.text.map(Stamp.isDay) == true ? [] : wrong(path, "a date")
    case .amount: return Self.amount(value) != nil ? [] : wrong(path, "a decimal text")
    }
  }

  /// The amount of a text in the one form; nil for anything else.
  static func amount(_ value: JSONValue?) -> Amount? {
    guard let text = value?.text, text.utf8.count <= 80, let amount = try? Amount(parsing: text),
      amount.description == text
    else { return nil }
    return amount
  }

  private static func record(_ fields: [Field], _ value: JSONValue, _ path: String) -> [Finding] {
    guard case .object(let object) = value else {
      return [Finding(.fieldInvalid, path, expected: "an object")]
    }
    var findings: [Finding] = []
    for member in object.members where !fields.contains(where: { $0.name == member.name }) {
      findings.append(Finding(.fieldUnknown, "\(path)/\(member.name)"))
    }
    for field in fields {
      let place = "\(path)/\(field.name)"
      if let held = object[field.name] {
        findings += field.shape.findings(held, at: place)
      } else if field.isRequired {
        findings.append(Finding(.fieldMissing, place))
      }
    }
    return findings
  }

  private func wrong(_ path: String, _ expected: String) -> [Finding] {
    [Finding(.fieldInvalid, path, expected: expected)]
  }
}
