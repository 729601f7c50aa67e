import Accounting
import Seal

extension TrustStore {
  /// `trust.json`, schema `tieout.trust/1`.
  init(json bytes: [UInt8]) throws(TrustFault) {
    let value: JSONValue
    do {
      value = try JSONParser.value(of: bytes, sizeLimit: 1 << 20)
    } catch {
      throw TrustFault(1, error.description)
    }
    let findings = Self.shape.findings(value, at: "trust.json#")
    if let first = findings.first { throw TrustFault(1, first.description) }
    var keys: [TrustedKey] = []
    for item in value["keys"]?.items ?? [] { keys.append(try Self.key(item)) }
    self.init(keys: keys, book: value["book"]?.text)
  }

  private static func key(_ item: JSONValue) throws(TrustFault) -> TrustedKey {
    let name = item["name"]?.text ?? ""
    let publicKey: PublicKey
    do {
      publicKey = try PublicKey(raw: Base64.bytes((item["public"]?.text ?? "").utf8) ?? [])
    } catch {
      throw TrustFault(1, "key '\(name)': \(error)")
    }
    guard item["keyid"]?.text == publicKey.keyID else {
      throw TrustFault(1, "key '\(name)': keyid is not that of the key")
    }
    let roles = (item["roles"]?.items ?? []).compactMap { $0.text.flatMap(TrustedKey.Role.init) }
    let status = item["status"]?.text.flatMap(TrustedKey.Status.init) ?? .compromised
    return TrustedKey(
      publicKey: publicKey, name: name, roles: Set(roles),
      validFrom: item["valid_from"]?.text.flatMap(Stamp.instant),
      validTo: item["valid_to"]?.text.flatMap(Stamp.instant), status: status,
      revokedAt: item["revoked_at"]?.text.flatMap(Stamp.instant))
  }

  private static let shape: Shape = .record([
    .must("schema", .exactly("tieout.trust/1")), .may("book", .text),
    .may("algorithms_allowed", .exactly(["ed25519"])),
    .may("digests_allowed", .exactly(["sha256"])),
    .may(
      "policy",
      .record([
        .may("review_signatures", .count), .may("reviewer_may_be_runner", .flag),
        .may("run_signatures", .count),
      ])),
    .must(
      "keys",
      .list(
        .record([
          .must("algorithm", .exactly("ed25519")), .must("keyid", .digest), .must("name", .text),
          .must("public", .text),
          .must("roles", .list(.oneOf(TrustedKey.Role.allCases.map(\.rawValue)))),
          .must("status", .oneOf(TrustedKey.Status.allCases.map(\.rawValue))),
          .must("valid_from", .stamp), .must("valid_to", .orNull(.stamp)),
          .may("revoked_at", .orNull(.stamp)), .may("reason", .text),
          .may("introduced_by", .digest), .may("successor", .digest),
        ]))),
  ])
}
