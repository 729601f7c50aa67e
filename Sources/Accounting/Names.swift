/// Where a name stands in a `Names` table.
package struct NameID: Hashable, Comparable, Sendable {
  package let index: UInt32
  @inlinable package init(index: UInt32) { self.index = index }
  package static func < (left: NameID, right: NameID) -> Bool { left.index < right.index }
}

/// A table that gives each distinct name (account or asset) a small number.
///
/// Numbers follow the order of first sight, so nothing that is reported may depend on them:
/// reports sort by name. Two spellings that Unicode holds for the same text (é as one scalar or as
/// two) are one name; the spelling whose bytes come first is kept, in whatever order they came.
package struct Names: Sendable {
  package private(set) var all: [String] = []
  private var known: [String: UInt32] = [:]

  package init() {}

  /// The number of the name, new or known.
  package mutating func id(of name: String) -> NameID {
    if let index = known[name] {
      let kept = all[Int(index)].utf8
      if !name.utf8.elementsEqual(kept), name.utf8.lexicographicallyPrecedes(kept) {
        all[Int(index)] = name
      }
      return NameID(index: index)
    }
    let index = UInt32(all.count)
    known[name] = index
    all.append(name)
    return NameID(index: index)
  }

  /// The number of the name, if it is known.
  package func find(_ name: String) -> NameID? { known[name].map(NameID.init(index:)) }

  package subscript(id: NameID) -> String { all[Int(id.index)] }
}
