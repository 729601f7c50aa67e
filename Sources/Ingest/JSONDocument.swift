import Accounting

/// A JSON text that was read, seen as a venue's answer: maybe wrapped, maybe a page.
struct JSONDocument {
  let bytes: Bytes
  let tape: JSONTape
  /// Where the answer may start: the text itself, then what stands inside an envelope.
  let roots: [Int]

  /// Where a list was found.
  struct Found {
    var document: Int
    var container: Int
    /// Whether the document itself is the list, and no key names it.
    var isBare: Bool
  }

  /// Keys that wrap a whole answer, and how deep they may stand in each other.
  private static let wrappers = ["result", "data", "body", "response", "contents"].map {
    JSONKey($0)
  }
  private static let wrapperDepth = 2

  init(bytes: Bytes, tape: JSONTape) {
    self.bytes = bytes
    self.tape = tape
    var roots = [0]
    var level = [0]
    for _ in 0..<Self.wrapperDepth {
      level = level.flatMap { root in
        Self.wrappers.compactMap { tape.value(of: $0, in: root, bytes) }
          .filter { tape.isContainer($0) }
      }
      roots += level
    }
    self.roots = roots
  }

  /// The list's container: below its keys, or the bare array.
  func place(of path: JSONPath, bare: Bool) -> Found? {
    if !path.container.isEmpty {
      for root in roots {
        if let found = tape.value(at: path.container, from: root, bytes), tape.isContainer(found) {
          return Found(document: root, container: found, isBare: false)
        }
      }
    }
    guard bare || path.container.isEmpty, let root = roots.first(where: { tape[$0].kind == .array })
    else { return nil }
    return Found(document: root, container: root, isBare: true)
  }

  /// Whether the container's first element has the list's keys.
  func fits(_ list: JSONList, _ path: JSONPath, in container: Int) -> Bool {
    guard let first = tape.firstElement(of: container) else { return false }
    return fits(list, path, element: first)
  }

  /// Whether an element of the list's first `[]`, or the first element below it, has the keys.
  func fits(_ list: JSONList, _ path: JSONPath, element: Int) -> Bool {
    guard tape[element].kind == .object else { return false }
    var elements = [element]
    for level in path.levels {
      guard let container = tape.value(at: level, from: elements[elements.count - 1], bytes),
        let next = tape.firstElement(of: container)
      else { break }
      elements.append(next)
    }
    func has(_ name: String) -> Bool {
      let field = path.field(name)
      if let level = field.level, level < elements.count,
        tape.value(at: field.keys, from: elements[level], bytes) != nil
      {
        return true
      }
      let keys = name.split(separator: ".").map { JSONKey($0) }
      return tape.value(at: keys, from: elements[elements.count - 1], bytes) != nil
    }
    func hasOne(of alternatives: String) -> Bool {
      alternatives.split(separator: "|").contains { has(String($0)) }
    }
    return list.keys.allSatisfy(hasOne) && !list.without.contains(where: hasOne)
  }

  /// Whether what should be a list is itself its one element, as websocket messages have it.
  func isSingle(_ list: JSONList, _ path: JSONPath, _ found: Found) -> Bool {
    !found.isBare && !list.keys.isEmpty && path.levels.isEmpty
      && tape[found.container].kind == .object && fits(list, path, element: found.container)
  }

  // MARK: Pages and other lists

  /// How many results a page says there are in all.
  struct Total {
    var token: Int
    /// Decimal digits.
    var text: String

    func isMore(than count: Int) -> Bool {
      let digits = text.drop { $0 == "0" }
      let listed = String(count)
      return digits.utf8.count > listed.utf8.count
        || (digits.utf8.count == listed.utf8.count && digits > listed)
    }
  }

  private static let totalResults = JSONKey("totalResults")

  /// The page's `totalResults`, if the list stands in the document as a page's list.
  func total(beside container: Int, in document: Int) -> Total? {
    guard container != document,
      let token = tape.value(of: Self.totalResults, in: document, bytes)
    else { return nil }
    let raw = bytes[Int(tape[token].start)..<Int(tape[token].end)]
    guard tape[token].kind == .number || tape[token].kind == .string,
      !raw.isEmpty, raw.allSatisfy({ $0 &- 0x30 < 10 })
    else { return nil }
    return Total(token: token, text: String(decoding: raw, as: UTF8.self))
  }

  /// The members of an object that are arrays of objects.
  func lists(in document: Int) -> [(key: String, value: Int)] {
    tape.members(of: document, bytes).filter { member in
      guard tape[member.value].kind == .array, let first = tape.firstElement(of: member.value)
      else { return false }
      return tape[first].kind == .object
    }
  }

  // MARK: For whoever sees it refused

  /// What the document is, in words.
  var summary: String {
    switch tape[0].kind {
    case .object: "the keys \(Diagnostic.quoted(keys(of: 0).joined(separator: ",")))"
    case .array:
      if let first = tape.firstElement(of: 0), tape[first].kind == .object {
        "a list of objects with the keys "
          + Diagnostic.quoted(keys(of: first).joined(separator: ","))
      } else {
        tape.firstElement(of: 0) == nil ? "an empty list" : "a list of other things than objects"
      }
    case .string, .number, .boolean, .null, .key: "a single value"
    }
  }

  /// Up to three formats that share a list's name or keys, the nearest first.
  func nearest(among formats: [Format]) -> [String] {
    formats.map { (name: $0.name, shared: shared($0)) }
      .filter { $0.shared > 0 }
      .sorted { ($1.shared, $0.name) < ($0.shared, $1.name) }
      .prefix(3).map(\.name)
  }

  private func shared(_ format: Format) -> Int {
    guard case .json(let shape) = format.shape else { return 0 }
    return shape.lists.map { list in
      guard let found = place(of: JSONPath(list.path), bare: list.bare) else { return 0 }
      let present = tape.firstElement(of: found.container).map { keys(of: $0) } ?? []
      return (found.isBare ? 0 : 1) + list.keys.count { present.contains($0) }
    }.max() ?? 0
  }

  private func keys(of object: Int) -> [String] { tape.members(of: object, bytes).map(\.key) }
}

extension JSONTape {
  /// Whether a token is another or stands inside it.
  func isInside(_ inner: Int, _ outer: Int) -> Bool { inner >= outer && inner < after(outer) }
}
