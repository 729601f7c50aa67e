import Accounting

/// A list's path, taken apart: `subaccount.assetPositions[]`, `[].tpostings[].pamount[]`.
struct JSONPath: Sendable {
  /// From the document to the container of the first `[]`.
  let container: [JSONKey]
  /// From an element of one `[]` to the container of the next.
  let levels: [[JSONKey]]
  /// The first key, as text; empty if the document itself is the container.
  let name: String

  private let prefixes: [[String]]

  init(_ path: String) {
    var container: [String]?
    var levels: [[String]] = []
    var pending: [String] = []
    for step in path.split(separator: ".", omittingEmptySubsequences: false) {
      let isEach = step.hasSuffix("[]")
      let key = isEach ? step.dropLast(2) : step
      if !key.isEmpty { pending.append(String(key)) }
      guard isEach else { continue }
      if container == nil { container = pending } else { levels.append(pending) }
      pending = []
    }
    self.container = (container ?? pending).map { JSONKey($0) }
    self.levels = levels.map { $0.map { JSONKey($0) } }
    name = (container ?? pending).first ?? ""
    var prefix: [String] = []
    var prefixes = [prefix]
    for level in levels {
      prefix += level
      prefixes.append(prefix)
    }
    self.prefixes = prefixes
  }

  /// Where a format's field is: below which element, and by which keys.
  func field(_ path: String) -> JSONFieldPath {
    if path.hasPrefix("/") {
      return JSONFieldPath(level: nil, keys: Self.steps(path.dropFirst()).map { JSONKey($0) })
    }
    let steps = Self.steps(path[...])
    var level = 0
    for (index, prefix) in prefixes.enumerated()
    where prefix.count < steps.count && steps.starts(with: prefix) {
      level = index
    }
    return JSONFieldPath(
      level: level, keys: steps.dropFirst(prefixes[level].count).map { JSONKey($0) })
  }

  private static func steps(_ path: Substring) -> [String] {
    path.split(separator: ".").map(String.init)
  }
}

/// Where a field's value is: keys below the document (level nil) or below the element of the
/// list's first, second … `[]`.
struct JSONFieldPath: Sendable {
  let level: Int?
  let keys: [JSONKey]
}
