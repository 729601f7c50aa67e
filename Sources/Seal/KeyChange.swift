/// A run under another key than the run before it: declared, else the chain is broken.
package struct KeyChange: Hashable, Sendable {
  /// Ids of the keys.
  package let from: String
  package let to: String
  package let reason: String

  package init(from: String, to: String, reason: String) {
    self.from = from
    self.to = to
    self.reason = reason
  }

  var json: JSONValue {
    ["from": .string(from), "reason": .string(reason), "to": .string(to)]
  }
}

/// Who seals a run: the key, and what is needed if the run before has another.
package struct RunSigner: Sendable {
  package let key: any SigningKey
  /// The key of the runs before; it signs beside `key`. Nil if it is lost or was stolen: then only
  /// the verifier's trust store can say that `key` takes its place.
  package let oldKey: (any SigningKey)?
  /// The ids of keys that `key` takes the place of, and why.
  package let replaces: [String: String]
  /// Whether `key` was made by this very run.
  package let isSelfIssued: Bool

  package init(
    key: any SigningKey, oldKey: (any SigningKey)? = nil, replaces: [String: String] = [:],
    isSelfIssued: Bool = false
  ) {
    self.key = key
    self.oldKey = oldKey
    self.replaces = replaces
    self.isSelfIssued = isSelfIssued
  }

  /// What a run after one by `previous` declares; nil if the key is the same or nobody is known
  /// to have signed before.
  ///
  /// - Throws: `.keyChangeUndeclared` if nobody said that this key takes that one's place.
  package func change(after previous: String?) throws(SealError) -> KeyChange? {
    let keyID = key.publicKey.keyID
    guard let previous, previous != keyID else { return nil }
    guard let reason = replaces[previous] else {
      throw .keyChangeUndeclared(from: previous, to: keyID)
    }
    return KeyChange(from: previous, to: keyID, reason: reason)
  }

  /// Who signs beside the key.
  func coSigners(_ change: KeyChange?) -> [any SigningKey] {
    guard let change, let oldKey, oldKey.publicKey.keyID == change.from else {
      return []
    }
    return [oldKey]
  }
}
