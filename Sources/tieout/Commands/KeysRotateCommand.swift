import Accounting
import ArgumentParser
import Foundation
import Seal
import Verify

extension KeysCommand {
  struct Rotate: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "rotate", abstract: "Puts a new signing key in the place of an old one.",
      discussion: """
        The new key is made if it is not there. The trust store gets both: the old one superseded, \
        good for what it signed before, the new one introduced by it. The first run of each book \
        under the new key says so in its manifest and is signed by the old key too; keep that \
        until every book has run.

        Example:
          tieout keys rotate keys/runner-2026.pem keys/runner-2027.pem --reason "yearly"
        """)

    @Argument(help: ArgumentHelp("The private key that signs now.", valueName: "old.pem"))
    var old: String

    @Argument(help: ArgumentHelp("The one that is to sign from now on.", valueName: "new.pem"))
    var new: String

    @Option(help: "Why.")
    var reason = "rotated"

    @Option(help: "Whose key the new one is.")
    var name: String?

    @OptionGroup var place: StoreOptions

    func run() throws {
      let oldKey = try KeyFile.load(old).publicKey
      let newKey = try newPublicKey()
      let now = Instant.now
      var lines: [String] = []
      try place.store.change { store throws(TrustFault) in
        let known = store.key(oldKey.keyID)
        let old = known ?? TrustedKey(publicKey: oldKey, name: name ?? "own")
        let whole = known == nil ? try store.adding(old) : store
        let new = TrustedKey(
          publicKey: newKey, name: name ?? old.name, roles: old.roles, introducedBy: oldKey.keyID)
        var changed = try whole.revoking(
          oldKey.keyID, as: .superseded, at: now, reason: reason, successor: newKey.keyID)
        if changed.key(newKey.keyID)?.status != .active { changed = try changed.adding(new) }
        lines = [oldKey.keyID, newKey.keyID].compactMap { changed.key($0) }.map(StoreText.line)
        return changed
      }
      let path = URL(filePath: old).standardizedFileURL.path
      try RotationNote(oldKey: path, reason: reason).write(besides: new)
      lines.forEach(Console.print)
    }

    private func newPublicKey() throws -> PublicKey {
      var status = stat()
      if lstat(new, &status) != 0, errno == ENOENT {
        return try KeyFile.generate(at: new, comment: "tieout").publicKey
      }
      return try KeyFile.load(new).publicKey
    }
  }
}
