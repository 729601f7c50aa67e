package import Accounting
package import Seal

/// A key the verifier knows, and what for.
package struct TrustedKey: Hashable, Sendable {
  package let publicKey: PublicKey
  /// Of a security key, which signs reviews only; nil for a plain key.
  package let application: String?
  package let name: String
  package let roles: Set<Role>
  /// Compared with the run clock; nil: without limit. The end is not included.
  package let validFrom: Instant?
  package let validTo: Instant?
  package let status: Status
  /// From when on the key is not to be believed; nil for a key that is active.
  package let revokedAt: Instant?
  /// Why it is not active any more; empty if nobody said.
  package let reason: String
  /// The id of the key whose owner vouched for it; nil if nobody did.
  package let introducedBy: String?
  /// The id of the key that signs in its place; nil without one.
  package let successor: String?

  package enum Role: String, Hashable, Sendable, CaseIterable {
    case run, review, trust
  }

  package enum Status: String, Hashable, Sendable, CaseIterable {
    case active, retired, superseded, compromised
  }

  package init(
    publicKey: PublicKey, name: String, roles: Set<Role> = [.run], validFrom: Instant? = nil,
    validTo: Instant? = nil, status: Status = .active, revokedAt: Instant? = nil,
    reason: String = "", introducedBy: String? = nil, successor: String? = nil,
    application: String? = nil
  ) {
    self.application = application
    self.publicKey = publicKey
    self.name = name
    self.roles = roles
    self.validFrom = validFrom
    self.validTo = validTo
    self.status = status
    self.revokedAt = revokedAt
    self.reason = reason
    self.introducedBy = introducedBy
    self.successor = successor
  }

  package var sshKey: SSHKey {
    application.map { .securityKey(publicKey, application: $0) } ?? .plain(publicKey)
  }

  package var keyID: String { sshKey.keyID }

  /// What stands against a run signed by this key at that time of the run clock.
  func objections(at clock: Instant) -> [Finding] {
    let place = "\(Layout.manifest)#/predicate/signing"
    return roleObjections
      + objections(
        at: clock, place,
        Codes(notInDate: .keyNotInDate, revoked: .keyRevoked, compromised: .keyCompromised))
  }

  /// What stands against a review signed by this key at that time of its own clock.
  func objections(toReviewAt clock: Instant, _ place: String) -> [Finding] {
    objections(to: .review, .reviewKeyRole, place)
      + objections(
        at: clock, place,
        Codes(
          notInDate: .reviewKeyNotInDate, revoked: .reviewKeyRevoked,
          compromised: .reviewKeyCompromised))
  }

  /// What stands against a run signed by this key at any time.
  var roleObjections: [Finding] {
    objections(to: .run, .keyRole, "\(Layout.manifest)#/predicate/signing")
  }

  private func objections(to role: Role, _ code: FindingCode, _ place: String) -> [Finding] {
    if roles.contains(role) { return [] }
    return [
      Finding(
        code, place, expected: role.rawValue,
        actual: roles.map(\.rawValue).sorted().joined(separator: " "))
    ]
  }

  private struct Codes {
    let notInDate: FindingCode
    let revoked: FindingCode
    let compromised: FindingCode
  }

  private func objections(at clock: Instant, _ place: String, _ codes: Codes) -> [Finding] {
    let now = Stamp.milliseconds(clock)
    var findings: [Finding] = []
    if let validFrom, clock < validFrom {
      findings.append(
        Finding(codes.notInDate, place, expected: "from \(Stamp.exact(validFrom))", actual: now))
    }
    if let validTo, clock >= validTo {
      findings.append(
        Finding(codes.notInDate, place, expected: "before \(Stamp.exact(validTo))", actual: now))
    }
    return findings + revocation(at: clock, place, codes)
  }

  /// A key that was replaced stays good for what it signed before.
  private func revocation(at clock: Instant, _ place: String, _ codes: Codes) -> [Finding] {
    let revoked = Finding(codes.revoked, place, actual: Stamp.milliseconds(clock))
    switch status {
    case .active: return []
    case .retired, .superseded:
      guard let revokedAt, clock >= revokedAt else { return [] }
      return [revoked]
    case .compromised:
      // The holder of a stolen key writes any clock: without proof of time nothing is known.
      guard let revokedAt, clock < revokedAt else { return [revoked] }
      return [
        Finding(
          codes.compromised, place, expected: "proof that it is older than the compromise",
          actual: "compromised at \(Stamp.exact(revokedAt))")
      ]
    }
  }
}
