package import Seal

/// The keys a verifier holds. It comes from outside the run folder.
package struct TrustStore: Sendable {
  package let keys: [TrustedKey]
  /// The one book the store is for; nil: any.
  package let book: String?
  package let policy: TrustPolicy

  package init(keys: [TrustedKey], book: String? = nil, policy: TrustPolicy = TrustPolicy()) {
    self.keys = keys
    self.book = book
    self.policy = policy
  }

  /// The user's own keys, for their own runs.
  package init(own keys: [PublicKey]) {
    self.init(keys: keys.map { TrustedKey(publicKey: $0, name: "own") })
  }

  package func key(_ keyID: String) -> TrustedKey? {
    keys.first { $0.keyID == keyID }
  }

  /// Reads `trust.json`, PEM public keys, or lines in the form of OpenSSH's `allowed_signers` or
  /// `*.pub`.
  ///
  /// - Throws: a fault with its line, counted from 1; a weak key is a fault.
  package init(parsing bytes: [UInt8]) throws(TrustFault) {
    guard bytes.count <= 1 << 20 else { throw TrustFault(1, "larger than 1 MiB") }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw TrustFault(1, "invalid UTF-8")
    }
    let first = bytes.first { $0 != 0x20 && $0 != 0x0a && $0 != 0x0d && $0 != 0x09 }
    if first == UInt8(ascii: "{") {
      self = try TrustStore(json: bytes)
    } else if text.utf8.starts(with: "-----BEGIN".utf8) {
      self = try TrustStore(pem: bytes)
    } else {
      self = try TrustStore(lines: bytes)
    }
    guard !keys.isEmpty else { throw TrustFault(1, "no Ed25519 key") }
    guard Set(keys.map(\.publicKey)).count == keys.count else {
      throw TrustFault(1, "a key stands twice")
    }
  }

  private init(pem bytes: [UInt8]) throws(TrustFault) {
    var keys: [TrustedKey] = []
    var block = ""
    for (index, line) in Self.lines(bytes) {
      if line.isEmpty, block.isEmpty { continue }
      block += line + "\n"
      guard line == "-----END PUBLIC KEY-----" else { continue }
      do {
        keys.append(TrustedKey(publicKey: try PublicKey(pem: block), name: "line \(index)"))
      } catch {
        throw TrustFault(index, error.description)
      }
      block = ""
    }
    guard block.isEmpty else { throw TrustFault(1, "an unfinished PEM block") }
    self.init(keys: keys)
  }

  private init(lines bytes: [UInt8]) throws(TrustFault) {
    var keys: [TrustedKey] = []
    for (index, line) in Self.lines(bytes) {
      let blank = line.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 }
      if blank || line.utf8.first == UInt8(ascii: "#") { continue }
      if let key = try AllowedSigner.key(line, at: index) { keys.append(key) }
    }
    self.init(keys: keys)
  }

  private static func lines(_ bytes: [UInt8]) -> [(Int, String)] {
    bytes.split(separator: 0x0a, omittingEmptySubsequences: false).enumerated().map {
      let line = $1.last == 0x0d ? $1.dropLast() : $1
      return ($0 + 1, String(decoding: Array(line), as: UTF8.self))
    }
  }
}

/// What a store asks of a run beside good keys.
package struct TrustPolicy: Hashable, Sendable {
  /// How many keys must have signed a run, and how many a reviewed run's reviews.
  package let runSignatures: Int
  package let reviewSignatures: Int
  package let reviewerMayBeRunner: Bool

  package init(
    runSignatures: Int = 1, reviewSignatures: Int = 1, reviewerMayBeRunner: Bool = false
  ) {
    self.runSignatures = runSignatures
    self.reviewSignatures = reviewSignatures
    self.reviewerMayBeRunner = reviewerMayBeRunner
  }
}

/// Why a trust store is not usable.
package struct TrustFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// From 1; 0 where the fault is in no line.
  package let line: Int
  package let reason: String

  init(_ line: Int, _ reason: String) {
    self.line = line
    self.reason = Shown.text(reason)
  }

  package static func unknown(_ keyID: String) -> TrustFault {
    TrustFault(0, "the store has no key, or several, whose id begins with '\(keyID)'")
  }

  package var description: String { line == 0 ? reason : "line \(line): \(reason)" }
}
