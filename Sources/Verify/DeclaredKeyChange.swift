import Seal

/// What a manifest says of a key that signs in the place of the one before it.
struct DeclaredKeyChange {
  /// Ids of the keys.
  let from: String
  let to: String
  private let isCoSigned: Bool

  private static let place = "\(Layout.manifest)#/predicate/chain/key_change"

  /// Nil if the manifest declares none.
  init?(_ predicate: JSONValue) {
    guard let change = predicate["chain"]?["key_change"], let from = change["from"]?.text,
      let to = change["to"]?.text
    else { return nil }
    self.from = from
    self.to = to
    let coSigners = predicate["signing"]?["co_signers"]?.items ?? []
    isCoSigned = coSigners.contains(.string(from))
  }

  /// Whether it fits the rest of its manifest.
  func findings(_ predicate: JSONValue) -> [Finding] {
    let keyID = predicate["signing"]?["keyid"]?.text ?? ""
    var findings: [Finding] = []
    if to != keyID {
      findings.append(Finding(.keyChangeInvalid, Self.place, expected: keyID, actual: to))
    }
    if from == to {
      findings.append(Finding(.keyChangeInvalid, Self.place, expected: "two keys", actual: from))
    }
    if predicate["chain"]?["previous"] == .null {
      findings.append(
        Finding(.keyChangeInvalid, Self.place, expected: "none in the first run of a book"))
    }
    return findings
  }

  /// The old key's signature shows the change; where that key was stolen, only the store can.
  func trustFindings(_ trust: TrustStore) -> [Finding] {
    guard let old = trust.key(from) else {
      return [Finding(.keyUntrusted, Self.place, expected: "a trusted key", actual: from)]
    }
    if old.status == .compromised {
      if old.successor == to { return [] }
      return [
        Finding(
          .keyChangeUnproved, Self.place,
          expected: "the new key as successor of the compromised one in the trust store",
          actual: old.successor ?? "none")
      ]
    }
    if isCoSigned { return [] }
    return [
      Finding(
        .keyChangeUnproved, Self.place, expected: "a signature by the old key", actual: "none")
    ]
  }
}
