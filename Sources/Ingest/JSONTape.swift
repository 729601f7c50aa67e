package import Accounting

/// A JSON text's tokens in order. An object's tokens are its keys, each followed by its value.
///
/// Numbers stay text; nothing is copied out of the source.
package struct JSONTape: Sendable {
  private(set) var tokens: [JSONToken]

  /// Reads a range of checked UTF-8 that must hold exactly one JSON text: RFC 8259, strictly, and
  /// no key twice in one object.
  package init(
    _ bytes: Bytes, from start: Int, to end: Int, limits: InputLimits = .standard
  ) throws(JSONFault) {
    var reader = JSONReader(bytes, from: start, to: end, limits: limits)
    try reader.read()
    tokens = reader.tokens
  }

  init(tokens: [JSONToken]) { self.tokens = tokens }

  /// Values in the text, keys not counted.
  package var valueCount: Int { tokens.count { $0.kind != .key } }

  subscript(index: Int) -> JSONToken { tokens[index] }

  /// The token after a value and all it holds.
  func after(_ index: Int) -> Int { Int(tokens[index].next) }

  /// The value of a key of the object at an index; nil if that is no object or has no such key.
  func value(of key: JSONKey, in object: Int, _ bytes: Bytes) -> Int? {
    guard tokens[object].kind == .object else { return nil }
    let end = after(object)
    var index = object + 1
    while index < end {
      let token = tokens[index]
      if token.next == key.hash, key.isText(of: token, bytes) { return index + 1 }
      index = after(index + 1)
    }
    return nil
  }

  /// The value that a path of keys leads to.
  func value(at path: [JSONKey], from index: Int, _ bytes: Bytes) -> Int? {
    var index = index
    for step in path.indices {
      guard let next = value(of: path[step], in: index, bytes) else { return nil }
      index = next
    }
    return index
  }

  /// The first value an array or object holds; nil if it is empty or anything else.
  func firstElement(of index: Int) -> Int? {
    let first = tokens[index].kind == .object ? index + 2 : index + 1
    return isContainer(index) && first < after(index) ? first : nil
  }

  /// The value that follows another in an array or object.
  func element(after element: Int, in index: Int) -> Int? {
    let next = after(element)
    guard next < after(index) else { return nil }
    return tokens[index].kind == .object ? next + 1 : next
  }

  /// How many values an array or object holds.
  func elementCount(of index: Int) -> Int {
    var count = 0
    var element = firstElement(of: index)
    while let value = element {
      count += 1
      element = self.element(after: value, in: index)
    }
    return count
  }

  func isContainer(_ index: Int) -> Bool {
    tokens[index].kind == .array || tokens[index].kind == .object
  }

  /// An object's keys as text, each with its value's token.
  func members(of object: Int, _ bytes: Bytes) -> [(key: String, value: Int)] {
    guard tokens[object].kind == .object else { return [] }
    var members: [(key: String, value: Int)] = []
    var element = firstElement(of: object)
    while let value = element {
      let key = tokens[value - 1]
      let raw = bytes[Int(key.start)..<Int(key.end)]
      let text = FieldText.decoded(raw, encoding: .utf8, escape: .json)
      members.append((key: String(decoding: text, as: UTF8.self), value: value))
      element = self.element(after: value, in: object)
    }
    return members
  }
}
