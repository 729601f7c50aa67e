package import Accounting
package import Seal

// What the owner of a store does with it. Nothing is ever taken out: old runs need old keys.

extension TrustStore {
  /// The key of an id or of its first digits, at least eight; nil if none or several fit.
  package func key(fitting text: String) -> TrustedKey? {
    guard text.utf8.count >= 8 else { return nil }
    let fitting = keys.filter { $0.keyID.utf8.starts(with: text.utf8) }
    return fitting.count == 1 ? fitting[0] : nil
  }

  /// The store with one more key.
  ///
  /// - Throws: a fault if it is in the store already, or ends before it begins.
  package func adding(_ key: TrustedKey) throws(TrustFault) -> TrustStore {
    if let known = self.key(key.keyID) {
      throw TrustFault(0, "key \(known.keyID) is in the store already, as '\(known.name)'")
    }
    if key.application != nil, key.roles != [.review] {
      throw TrustFault(0, "a security key signs reviews only: its role is review")
    }
    if let from = key.validFrom, let to = key.validTo, from >= to {
      throw TrustFault(0, "the key would be valid at no time")
    }
    return TrustStore(keys: keys + [key], book: book, policy: policy)
  }

  /// The store with a key that is not active any more.
  ///
  /// - Throws: a fault if the store has no such key, or it is compromised already: that cannot be
  ///   taken back, only be dated earlier.
  package func revoking(
    _ keyID: String, as status: TrustedKey.Status, at instant: Instant, reason: String,
    successor: String? = nil
  ) throws(TrustFault) -> TrustStore {
    guard let known = key(keyID) else { throw TrustFault(0, "no key \(keyID) is in the store") }
    if known.status == .compromised {
      let isEarlier = known.revokedAt.map { instant < $0 } ?? false
      guard status == .compromised, isEarlier else {
        throw TrustFault(0, "key \(known.keyID) is compromised already")
      }
    }
    let ended = TrustedKey(
      publicKey: known.publicKey, name: known.name, roles: known.roles,
      validFrom: known.validFrom, validTo: known.validTo, status: status, revokedAt: instant,
      reason: reason, introducedBy: known.introducedBy, successor: successor ?? known.successor,
      application: known.application)
    return TrustStore(
      keys: keys.map { $0.keyID == known.keyID ? ended : $0 }, book: book, policy: policy)
  }

  /// The store and the user's own keys that are not in it; those sign runs.
  package func joined(with own: [PublicKey]) -> TrustStore {
    let more = own.filter { key($0.keyID) == nil }
    return TrustStore(keys: keys + TrustStore(own: more).keys, book: book, policy: policy)
  }
}
