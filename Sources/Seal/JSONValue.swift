/// A JSON value as a manifest may hold it: no number but a whole one.
///
/// Amounts are strings. Two values are equal if their canonical bytes are.
package enum JSONValue: Sendable {
  case object(JSONObject)
  case array([JSONValue])
  case string(String)
  /// Within ±(2⁵³ − 1), so that every reader of JSON sees the same number.
  case integer(Int)
  case bool(Bool)
  case null

  /// The greatest distance from zero a whole number may have.
  package static let integerLimit = 9_007_199_254_740_991

  /// The member of an object; nil if this is no object or has none of that name.
  package subscript(name: String) -> JSONValue? {
    guard case .object(let object) = self else { return nil }
    return object[name]
  }

  package var text: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  package var number: Int? {
    guard case .integer(let number) = self else { return nil }
    return number
  }

  package var members: [(name: String, value: JSONValue)]? {
    guard case .object(let object) = self else { return nil }
    return object.members
  }

  package var items: [JSONValue]? {
    guard case .array(let items) = self else { return nil }
    return items
  }
}

/// The members of an object, in byte order of their names; no name twice.
package struct JSONObject: Sendable {
  package let members: [(name: String, value: JSONValue)]

  /// An object of distinct members in any order; nil if a name occurs twice.
  package init?(distinct members: [(name: String, value: JSONValue)]) {
    let sorted = members.sorted { ByteOrder.isLess($0.name, $1.name) }
    for index in sorted.indices.dropFirst()
    where ByteOrder.isEqual(sorted[index - 1].name, sorted[index].name) { return nil }
    self.members = sorted
  }

  package subscript(name: String) -> JSONValue? {
    members.first { ByteOrder.isEqual($0.name, name) }?.value
  }
}

extension JSONValue: Equatable {
  package static func == (left: JSONValue, right: JSONValue) -> Bool {
    switch (left, right) {
    case (.object(let one), .object(let other)):
      one.members.elementsEqual(other.members) {
        ByteOrder.isEqual($0.name, $1.name) && $0.value == $1.value
      }
    case (.array(let one), .array(let other)): one == other
    case (.string(let one), .string(let other)): ByteOrder.isEqual(one, other)
    case (.integer(let one), .integer(let other)): one == other
    case (.bool(let one), .bool(let other)): one == other
    case (.null, .null): true
    case (.object, _), (.array, _), (.string, _), (.integer, _), (.bool, _), (.null, _): false
    }
  }
}

extension JSONValue: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral,
  ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByNilLiteral
{
  /// - Precondition: no name stands twice in the literal.
  package init(dictionaryLiteral elements: (String, JSONValue)...) {
    self.init(members: elements.map { (name: $0.0, value: $0.1) })
  }

  package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  package init(stringLiteral value: String) { self = .string(value) }
  package init(integerLiteral value: Int) { self = .integer(value) }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(nilLiteral: ()) { self = .null }

  /// An object of members whose names our own code chose.
  ///
  /// - Precondition: no name occurs twice.
  package init(members: [(name: String, value: JSONValue)]) {
    guard let object = JSONObject(distinct: members) else {
      preconditionFailure("a member's name was given twice")
    }
    self = .object(object)
  }
}

/// Order and equality of texts by their UTF-8 bytes: `String` compares by canonical equivalence,
/// which takes two different names for one.
package enum ByteOrder {
  package static func isLess(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
  }

  package static func isEqual(_ left: String, _ right: String) -> Bool {
    left.utf8.elementsEqual(right.utf8)
  }
}
