import Accounting
import ArgumentParser
import Foundation
import Seal
import Verify

extension KeysCommand {
  struct Trust: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "trust", abstract: "Puts a public key into the trust store.",
      discussion: """
        Get the key, or its id, from its owner by another way than a run folder. Weak keys are \
        refused: signatures under them prove nothing.

        Example:
          tieout keys trust amy.pub --role review --name amy@acme-eu --valid-from 2026-01-01
        """)

    @Argument(help: "The public key: PEM, or an OpenSSH line, of a FIDO key too.")
    var key: String

    @Option(help: ArgumentHelp("What it may sign: run, review or trust.", valueName: "role"))
    var role: [String]

    @Option(help: "Whose key it is.")
    var name: String

    @Option(help: ArgumentHelp("From when on, by the run clock.", valueName: "time"))
    var validFrom: String?

    @Option(help: ArgumentHelp("Until when, not included.", valueName: "time"))
    var validTo: String?

    @Option(help: ArgumentHelp("The id of the key that vouches for it.", valueName: "key id"))
    var introducedBy: String?

    @OptionGroup var place: StoreOptions

    func validate() throws {
      guard !role.isEmpty, role.allSatisfy({ TrustedKey.Role(rawValue: $0) != nil }) else {
        throw ValidationError("--role takes run, review or trust")
      }
      if let introducedBy, !Hex.isDigest(introducedBy) {
        throw ValidationError("--introduced-by takes a key id of 64 digits")
      }
    }

    func run() throws {
      let given = try PublicKeyFile(path: key).trusted()
      let trusted = TrustedKey(
        publicKey: given.publicKey, name: name, roles: Set(role.compactMap(TrustedKey.Role.init)),
        validFrom: try validFrom.map(TimeOption("--valid-from").instant),
        validTo: try validTo.map(TimeOption("--valid-to").instant), introducedBy: introducedBy,
        application: given.application)
      try place.store.change { store throws(TrustFault) in try store.adding(trusted) }
      Console.print(StoreText.line(trusted))
    }
  }

  struct Revoke: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "revoke", abstract: "Says from when on a trusted key is not to be believed.",
      discussion: """
        A key that was replaced stays good for what it signed before. A key that was stolen leaves \
        every run of before in doubt that nothing else shows to be that old.

        Examples:
          tieout keys revoke 62df0be9d4f466c3 --superseded --reason "new machine"
          tieout keys revoke 62df0be9d4f466c3 --compromised-at 2026-11-19T08:00:00Z \
        --reason "laptop lost"
        """)

    @Argument(help: ArgumentHelp("Its id, or the first digits of it.", valueName: "key id"))
    var keyID: String

    @Flag(help: "It was replaced, and signs nothing from now on.")
    var superseded = false

    @Option(help: ArgumentHelp("Others may have used it from then on.", valueName: "time"))
    var compromisedAt: String?

    @Option(help: "Why.")
    var reason: String

    @Option(help: ArgumentHelp("The key that signs in its place.", valueName: "key id"))
    var successor: String?

    @OptionGroup var place: StoreOptions

    func validate() throws {
      guard superseded != (compromisedAt != nil) else {
        throw ValidationError("give --superseded or --compromised-at")
      }
      if let successor, !Hex.isDigest(successor) {
        throw ValidationError("--successor takes a key id of 64 digits")
      }
    }

    func run() throws {
      let instant = try compromisedAt.map(TimeOption("--compromised-at").instant) ?? Instant.now
      let own = try Signer.ownKeys()
      var ended: TrustedKey?
      try place.store.change { store throws(TrustFault) in
        // A key of the user's own is trusted without being in the store.
        let all = store.joined(with: own)
        guard let known = all.key(fitting: keyID) else { throw .unknown(keyID) }
        let whole = store.key(known.keyID) == nil ? try store.adding(known) : store
        let changed = try whole.revoking(
          known.keyID, as: superseded ? .superseded : .compromised, at: instant, reason: reason,
          successor: successor)
        ended = changed.key(known.keyID)
        return changed
      }
      if let ended { Console.print(StoreText.line(ended)) }
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "Shows the keys that are trusted, the user's own among them.",
      discussion: """
        Example:
          tieout keys list
        """)

    @Flag(help: "As JSON, in the form of a trust store.")
    var json = false

    @OptionGroup var place: StoreOptions

    func run() throws {
      let own = place.path == nil ? try Signer.ownKeys() : []
      let store = (try place.store.load() ?? TrustStore(keys: [])).joined(with: own)
      if json {
        try Console.print(store.json)
      } else {
        store.keys.map(StoreText.line).forEach(Console.print)
      }
    }
  }
}

/// Which trust store a command is about.
struct StoreOptions: ParsableArguments {
  @Option(
    name: .customLong("store"),
    help: ArgumentHelp(
      "The trust store; else the one in the user's configuration folder.", valueName: "file"))
  var path: String?

  var store: TrustPlace { TrustPlace(path) }
}

/// A trusted key as a person reads it.
enum StoreText {
  static func line(_ key: TrustedKey) -> String {
    var parts = [
      key.keyID, key.status.rawValue, key.roles.map(\.rawValue).sorted().joined(separator: "+"),
      Diagnostic.inert(key.name),
    ]
    if let from = key.validFrom { parts.append("from \(Stamp.exact(from))") }
    if let to = key.validTo { parts.append("to \(Stamp.exact(to))") }
    if let at = key.revokedAt { parts.append("since \(Stamp.exact(at))") }
    if !key.reason.isEmpty { parts.append("(\(Diagnostic.inert(key.reason)))") }
    return parts.joined(separator: "  ")
  }
}

/// A time as a command takes it: a day in UTC or a stamp with `Z`.
struct TimeOption {
  let name: String

  init(_ name: String) { self.name = name }

  func instant(_ text: String) throws(SettingsFault) -> Instant {
    let stamp = Stamp.isDay(text) ? text + "T00:00:00Z" : text
    guard let instant = Stamp.instant(stamp) else {
      throw SettingsFault(
        "option-value-invalid", Place(file: name), "\(Diagnostic.quoted(text)) is no time in UTC",
        hint: "it takes 2026-11-19 or 2026-11-19T08:30:00Z")
    }
    return instant
  }
}

/// A file with one public key.
struct PublicKeyFile {
  let path: String

  /// A plain key.
  ///
  /// - Throws: `public-key-refused`.
  func key() throws(SettingsFault) -> PublicKey {
    let key = try trusted()
    guard key.application == nil else { throw refused("a security key signs reviews only") }
    return key.publicKey
  }

  /// The key, a security key too.
  func trusted() throws(SettingsFault) -> TrustedKey {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw refused("the file cannot be read")
    }
    guard data.range(of: Data("PRIVATE KEY".utf8)) == nil else {
      throw refused("it is a private key, which nobody but its owner may have")
    }
    let keys: [TrustedKey]
    do {
      keys = try TrustStore(parsing: [UInt8](data)).keys
    } catch {
      throw refused(error.description)
    }
    guard keys.count == 1, data.first != UInt8(ascii: "{") else {
      throw refused("it holds not one key but \(keys.count)")
    }
    return keys[0]
  }

  private func refused(_ reason: String) -> SettingsFault {
    SettingsFault(
      "public-key-refused", Place(file: path), reason,
      hint: "a public key is an Ed25519 key as PEM or an OpenSSH line: see `tieout keys show`")
  }
}
