import Accounting
package import Seal

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
    let policy = value["policy"]
    self.init(
      keys: keys, book: value["book"]?.text,
      policy: TrustPolicy(
        runSignatures: policy?["run_signatures"]?.number ?? 1,
        reviewSignatures: policy?["review_signatures"]?.number ?? 1,
        reviewerMayBeRunner: policy?["reviewer_may_be_runner"] == .bool(true)))
  }

  /// `trust.json`, schema `tieout.trust/1`; `canonical` gives its one form.
  package var json: JSONValue {
    var members: [(name: String, value: JSONValue)] = [
      ("schema", "tieout.trust/1"),
      (
        "policy",
        [
          "review_signatures": .integer(policy.reviewSignatures),
          "reviewer_may_be_runner": .bool(policy.reviewerMayBeRunner),
          "run_signatures": .integer(policy.runSignatures),
        ]
      ),
      ("keys", .array(keys.map(Self.json))),
    ]
    if let book { members.append(("book", .string(book))) }
    return JSONValue(members: members)
  }

  private static func json(_ key: TrustedKey) -> JSONValue {
    func stamp(_ instant: Instant?) -> JSONValue {
      instant.map { .string(Stamp.exact($0)) } ?? .null
    }
    var members: [(name: String, value: JSONValue)] = [
      ("algorithm", .string(key.application == nil ? "ed25519" : SSHKey.securityKeyType)),
      ("keyid", .string(key.keyID)), ("name", .string(key.name)),
      ("public", .string(Base64.text(key.publicKey.raw))),
      ("roles", .array(key.roles.map(\.rawValue).sorted().map { .string($0) })),
      ("status", .string(key.status.rawValue)), ("valid_from", stamp(key.validFrom)),
      ("valid_to", stamp(key.validTo)),
    ]
    if let name = key.application { members.append(("application", .string(name))) }
    if key.revokedAt != nil { members.append(("revoked_at", stamp(key.revokedAt))) }
    if !key.reason.isEmpty { members.append(("reason", .string(key.reason))) }
    if let id = key.introducedBy { members.append(("introduced_by", .string(id))) }
    if let id = key.successor { members.append(("successor", .string(id))) }
    return JSONValue(members: members)
  }

  private static func key(_ item: JSONValue) throws(TrustFault) -> TrustedKey {
    let name = item["name"]?.text ?? ""
    let publicKey: PublicKey
    do {
      publicKey = try PublicKey(raw: Base64.bytes((item["public"]?.text ?? "").utf8) ?? [])
    } catch {
      throw TrustFault(1, "key '\(name)': \(error)")
    }
    let roles = (item["roles"]?.items ?? []).compactMap { $0.text.flatMap(TrustedKey.Role.init) }
    let application = item["application"]?.text
    if item["algorithm"] == .string(SSHKey.securityKeyType) {
      guard let application, SSHKey.application(Array(application.utf8)) != nil,
        Set(roles) == [.review]
      else { throw TrustFault(1, "key '\(name)': not application ssh:… and role review") }
    } else if application != nil {
      throw TrustFault(1, "key '\(name)': a plain key has no application")
    }
    let status = item["status"]?.text.flatMap(TrustedKey.Status.init) ?? .compromised
    let key = TrustedKey(
      publicKey: publicKey, name: name, roles: Set(roles),
      validFrom: item["valid_from"]?.text.flatMap(Stamp.instant),
      validTo: item["valid_to"]?.text.flatMap(Stamp.instant), status: status,
      revokedAt: item["revoked_at"]?.text.flatMap(Stamp.instant),
      reason: item["reason"]?.text ?? "", introducedBy: item["introduced_by"]?.text,
      successor: item["successor"]?.text, application: application)
    guard item["keyid"]?.text == key.keyID else {
      throw TrustFault(1, "key '\(name)': keyid is not that of the key")
    }
    return key
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
          .must("algorithm", .oneOf(["ed25519", SSHKey.securityKeyType])), .must("keyid", .digest),
          .must("name", .text),
          .must("public", .text),
          .must("roles", .list(.oneOf(TrustedKey.Role.allCases.map(\.rawValue)))),
          .must("status", .oneOf(TrustedKey.Status.allCases.map(\.rawValue))),
          .must("valid_from", .orNull(.stamp)), .must("valid_to", .orNull(.stamp)),
          .may("revoked_at", .orNull(.stamp)), .may("reason", .text),
          .may("application", .text), .may("introduced_by", .digest), .may("successor", .digest),
        ]))),
  ])
}
