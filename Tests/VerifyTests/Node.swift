import Seal

/// A JSON value that can be edited in place.
indirect enum Node: Equatable {
  case leaf(JSONValue)
  case list([Node])
  case table([String: Node])

  init(_ value: JSONValue) {
    switch value {
    case .object(let object):
      self = .table(
        Dictionary(object.members.map { ($0.name, Node($0.value)) }, uniquingKeysWith: { $1 }))
    case .array(let items): self = .list(items.map(Node.init))
    case .string, .integer, .bool, .null: self = .leaf(value)
    }
  }

  var json: JSONValue {
    switch self {
    case .leaf(let value): value
    case .list(let items): .array(items.map(\.json))
    case .table(let members): JSONValue(members: members.map { ($0.key, $0.value.json) })
    }
  }

  /// A member; null if there is none. Setting null to a missing member adds it.
  subscript(name: String) -> Node {
    get {
      guard case .table(let members) = self else { return .leaf(.null) }
      return members[name] ?? .leaf(.null)
    }
    set {
      guard case .table(var members) = self else { return }
      members[name] = newValue
      self = .table(members)
    }
  }

  subscript(index: Int) -> Node {
    get { items[index] }
    set {
      var items = items
      items[index] = newValue
      self = .list(items)
    }
  }

  var items: [Node] {
    guard case .list(let items) = self else { return [] }
    return items
  }

  var text: String? {
    guard case .leaf(let value) = self else { return nil }
    return value.text
  }

  mutating func remove(_ name: String) {
    guard case .table(var members) = self else { return }
    members[name] = nil
    self = .table(members)
  }
}
