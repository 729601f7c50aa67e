package import Accounting
package import Seal

/// A key the verifier knows, and what for.
package struct TrustedKey: Hashable, Sendable {
  package let publicKey: PublicKey
  package let name: String
  package let roles: Set<Role>
  /// Compared with the run clock; nil: without limit. The end is not included.
  package let validFrom: Instant?
  package let validTo: Instant?
  package let status: Status
  /// From when on the key is not to be believed; nil unless compromised or revoked.
  package let revokedAt: Instant?

  package enum Role: String, Hashable, Sendable, CaseIterable {
    case run, review, trust
  }

  package enum Status: String, Hashable, Sendable, CaseIterable {
    case active, retired, superseded, compromised
  }

  package init(
    publicKey: PublicKey, name: String, roles: Set<Role> = [.run], validFrom: Instant? = nil,
    validTo: Instant? = nil, status: Status = .active, revokedAt: Instant? = nil
  ) {
    self.publicKey = publicKey
    self.name = name
    self.roles = roles
    self.validFrom = validFrom
    self.validTo = validTo
    self.status = status
    self.revokedAt = revokedAt
  }

  /// What stands against a run signed by this key at that time of the run clock.
  func objections(at clock: Instant) -> [Finding] {
    let place = "\(Layout.manifest)#/predicate/signing"
    var findings: [Finding] = []
    if !roles.contains(.run) {
      findings.append(
        Finding(
          .keyRole, place, expected: "run",
          actual: roles.map(\.rawValue).sorted().joined(separator: " ")))
    }
    let now = Stamp.milliseconds(clock)
    if let validFrom, clock < validFrom {
      findings.append(
        Finding(
          .keyNotInDate, place, expected: "from \(Stamp.exact(validFrom))", actual: now))
    }
    if let validTo, clock >= validTo {
      findings.append(
        Finding(.keyNotInDate, place, expected: "before \(Stamp.exact(validTo))", actual: now))
    }
    guard status == .compromised else { return findings }
    // The holder of a stolen key writes any clock: without proof of time nothing is known.
    if let revokedAt, clock < revokedAt {
      findings.append(
        Finding(
          .keyCompromised, place, expected: "proof that the run is older than the compromise",
          actual: "compromised at \(Stamp.exact(revokedAt))"))
    } else {
      findings.append(Finding(.keyRevoked, place, actual: now))
    }
    return findings
  }
}
