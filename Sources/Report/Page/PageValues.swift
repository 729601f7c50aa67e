import Mustache

/// What a part of the template is filled with. Foreign text stands in it as it is: `PageText`
/// makes it inert when it is written. An optional value is a list of one or none.
///
/// A type of its own, for a dictionary's conformance is looked for anew at every name.
struct PageValues: MustacheParent, ExpressibleByDictionaryLiteral {
  private var values: [String: Any]

  init(dictionaryLiteral pairs: (String, Any)...) {
    values = Dictionary(uniqueKeysWithValues: pairs)
  }

  /// All of several parts, none of which names what another does.
  init(_ parts: [PageValues]) {
    values = parts.reduce(into: [:]) { all, part in
      all.merge(part.values) { _, _ in
        preconditionFailure("two parts of the page name the same value")
      }
    }
  }

  subscript(name: String) -> Any? {
    get { values[name] }
    set { values[name] = newValue }
  }

  func child(named name: String) -> Any? { values[name] }
}
