import Accounting
import Yams

/// A YAML mapping that is being read key by key: what is not asked for is a fault.
struct SettingsMap {
  let file: String
  let path: String
  private let mapping: Node.Mapping
  private var asked: [String] = []

  init(_ node: Node, file: String, path: String) throws(SettingsFault) {
    guard let mapping = node.mapping else {
      throw SettingsFault(
        "settings-not-a-map", node.place(in: file),
        "\(path.isEmpty ? "the settings file" : "'\(path)'") is not a map of keys and values",
        hint: "write `key: value` lines, see README.md")
    }
    self.mapping = mapping
    self.file = file
    self.path = path
  }

  /// The value of a key; nil if it is absent or empty.
  mutating func take(_ key: String) -> Node? {
    asked.append(key)
    guard let value = mapping[key] else { return nil }
    if value.scalar?.style == .plain, ["", "~", "null"].contains(value.scalar?.string) {
      return nil
    }
    return value
  }

  mutating func text(_ key: String) throws(SettingsFault) -> String? {
    guard let node = take(key) else { return nil }
    guard let text = node.scalar?.string else { throw wrong(node, key, "a text") }
    return text
  }

  mutating func texts(_ key: String) throws(SettingsFault) -> [String]? {
    guard let node = take(key) else { return nil }
    if let text = node.scalar?.string { return [text] }
    var texts: [String] = []
    for item in try sequence(node, key) {
      guard let text = item.scalar?.string else { throw wrong(item, key, "a list of texts") }
      texts.append(text)
    }
    return texts
  }

  mutating func amount(_ key: String) throws(SettingsFault) -> Amount? {
    guard let node = take(key) else { return nil }
    guard let text = node.scalar?.string, let amount = try? Amount(parsing: text) else {
      throw wrong(node, key, "a decimal number with a point")
    }
    return amount
  }

  mutating func count(_ key: String) throws(SettingsFault) -> Int? {
    guard let node = take(key) else { return nil }
    guard let text = node.scalar?.string, let count = Int(text), count >= 0 else {
      throw wrong(node, key, "a whole number, not negative")
    }
    return count
  }

  mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ key: String, _ type: Choice.Type
  ) throws(SettingsFault) -> Choice? {
    guard let node = take(key) else { return nil }
    guard let text = node.scalar?.string, let choice = Choice(rawValue: text) else {
      let words = Choice.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
      throw wrong(node, key, "one of \(words)")
    }
    return choice
  }

  mutating func flag(_ key: String) throws(SettingsFault) -> Bool? {
    guard let node = take(key) else { return nil }
    switch node.scalar?.string {
    case "true": return true
    case "false": return false
    default: throw wrong(node, key, "true or false")
    }
  }

  mutating func map(_ key: String) throws(SettingsFault) -> SettingsMap? {
    guard let node = take(key) else { return nil }
    return try SettingsMap(node, file: file, path: below(key))
  }

  mutating func maps(_ key: String) throws(SettingsFault) -> [SettingsMap] {
    guard let node = take(key) else { return [] }
    var maps: [SettingsMap] = []
    for (index, item) in try sequence(node, key).enumerated() {
      maps.append(try SettingsMap(item, file: file, path: "\(below(key))[\(index)]"))
    }
    return maps
  }

  /// Every pair of a map of texts, in byte order of the keys.
  mutating func textPairs(_ key: String) throws(SettingsFault) -> [(key: String, value: String)] {
    guard let node = take(key) else { return [] }
    guard let mapping = node.mapping else { throw wrong(node, key, "a map of texts") }
    var pairs: [(key: String, value: String)] = []
    for (name, value) in mapping {
      guard let name = name.scalar?.string, let text = value.scalar?.string else {
        throw wrong(value, key, "a map of texts")
      }
      pairs.append((name, text))
    }
    return pairs.sorted { $0.key < $1.key }
  }

  /// Refuses the first key nobody asked for.
  func finish() throws(SettingsFault) {
    for (key, _) in mapping {
      let name = key.scalar?.string ?? ""
      guard !asked.contains(name) else { continue }
      let nearest = asked.min { name.distance(to: $0) < name.distance(to: $1) } ?? ""
      throw SettingsFault(
        "settings-key-unknown", key.place(in: file),
        "\(Diagnostic.quoted(name)) is not a key\(path.isEmpty ? "" : " of '\(path)'")",
        hint:
          "the nearest key is '\(nearest)'; known here: \(asked.sorted().joined(separator: ", "))"
      )
    }
  }

  func place(of key: String) -> Place {
    mapping[key]?.place(in: file) ?? mapping.mark.map { Place(file: file, line: $0.line) }
      ?? Place(file: file)
  }

  func fault(_ key: String, _ message: String, hint: String) -> SettingsFault {
    SettingsFault("settings-value-invalid", place(of: key), message, hint: hint)
  }

  private func below(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

  private func sequence(_ node: Node, _ key: String) throws(SettingsFault) -> Node.Sequence {
    guard let sequence = node.sequence else { throw wrong(node, key, "a list") }
    return sequence
  }

  private func wrong(_ node: Node, _ key: String, _ expected: String) -> SettingsFault {
    let found = node.scalar.map { Diagnostic.quoted($0.string) } ?? "no single value"
    return SettingsFault(
      "settings-value-invalid", node.place(in: file), "'\(below(key))' is \(found)",
      hint: "it takes \(expected)")
  }
}

extension Node {
  func place(in file: String) -> Place {
    Place(file: file, line: mark?.line, column: mark?.column)
  }
}

extension String {
  /// How many letters must change to make the other word (Levenshtein).
  func distance(to other: String) -> Int {
    let target = Array(other.utf8)
    var row = Array(0...target.count)
    for (index, letter) in utf8.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for column in target.indices {
        let change = diagonal + (letter == target[column] ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = Swift.min(change, row[column] + 1, row[column + 1] + 1)
      }
    }
    return row[target.count]
  }
}
