import Accounting
import Seal

/// A run whose key was compromised later than the run's own clock says it was made. It is good if
/// something that the key's thief could not make shows that it is older.
struct Doubt {
  /// The keys that are compromised.
  let keyIDs: Set<String>
  /// The earliest time from which one of them may have been used by others.
  let since: Instant

  /// Nil if no key of a run leaves it in doubt.
  init?(_ signers: [String], _ trust: TrustStore, clock: Instant) {
    let keys = Set(signers).compactMap { trust.key($0) }.filter {
      $0.status == .compromised && $0.revokedAt.map { clock < $0 } ?? false
    }
    guard let since = keys.compactMap(\.revokedAt).min() else { return nil }
    self.since = since
    keyIDs = Set(keys.map(\.keyID))
  }

  /// Whether a statement of another key settles it.
  func isSettled(by keyID: String, at time: Instant) -> Bool {
    !keyIDs.contains(keyID) && time <= since
  }
}

/// The runs of a chain that are in doubt until a later one, or the pinned history, vouches for
/// them.
struct DoubtfulRuns {
  private struct Run {
    let sequence: Int
    let doubt: Doubt
    let findings: [Finding]
  }

  /// What a later run may still settle, and what none can: the chain is broken behind it.
  private var open: [Run] = []
  private var cut: [Run] = []

  mutating func add(_ name: RunName, _ doubt: Doubt, _ findings: [Finding]) {
    open.append(Run(sequence: name.sequence, doubt: doubt, findings: findings))
  }

  /// A run without any finding says of all before it that they were there.
  mutating func settle(by link: ChainLink) {
    guard let time = link.finishedAt else { return }
    open.removeAll { $0.doubt.isSettled(by: link.keyID, at: time) }
  }

  /// The chain does not hold here: what comes later vouches for nothing before.
  mutating func cutOff() {
    cut += open
    open = []
  }

  /// What stays in doubt, the pinned history of so many runs put away at that time.
  func findings(pinned size: Int, at time: Instant?) -> [Finding] {
    (cut + open).sorted { $0.sequence < $1.sequence }.filter { run in
      guard let time, run.sequence <= size else { return true }
      return time > run.doubt.since
    }.flatMap(\.findings)
  }
}
