import Accounting
import Foundation
import Seal
import Verify

/// The key that signs runs, and whether it vouches for itself only.
struct Signer {
  let key: any SigningKey
  /// Made by `run` on first use; nobody else introduced it.
  let isSelfIssued: Bool
  /// As messages name it.
  let name: String
  /// Where its rotation is noted; nil for a key without a file.
  private let path: String?

  private static let selfIssuedMark = "tieout-self-issued"

  /// The user's configuration folder.
  static var folder: String {
    let environment = ProcessInfo.processInfo.environment
    if let base = environment["XDG_CONFIG_HOME"], base.hasPrefix("/") { return base + "/tieout" }
    let home = environment["HOME"] ?? NSHomeDirectory()
    return home + "/.config/tieout"
  }

  static var defaultPath: String { folder + "/run-key.pem" }

  static func load(_ source: KeySource, console: Console) throws -> Signer {
    switch source {
    case .file(let path): return try load(path ?? defaultPath, console: console)
    case .descriptor(let number):
      return Signer(
        key: try KeyFile.load(descriptor: number), isSelfIssued: false,
        name: "descriptor \(number)", path: nil)
    case .command(let command, let publicKey):
      let key = SignerCommand(command: command, publicKey: try PublicKeyFile(path: publicKey).key())
      return Signer(key: key, isSelfIssued: false, name: publicKey, path: nil)
    }
  }

  /// Loads the key; without one, makes it and says so.
  private static func load(_ path: String, console: Console) throws -> Signer {
    if isFree(path) {
      do throws(SealError) {
        let key = try KeyFile.generate(at: path, comment: selfIssuedMark)
        console.say("made a signing key, self-issued: \(Diagnostic.inert(path))")
        console.say("  key id \(key.publicKey.keyID)")
      } catch {
        // If it is there now, another run made it a moment ago.
        if isFree(path) { throw error }
      }
    }
    let key = try KeyFile.load(path)
    let line = try SmallFile.bytes(ifThere: KeyFile.publicPath(path)) ?? []
    let isMarked = String(decoding: line, as: UTF8.self).contains(selfIssuedMark)
    return Signer(key: key, isSelfIssued: isMarked, name: path, path: path)
  }

  private static func isFree(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) != 0 && errno == ENOENT
  }

  /// The signer with what is known of the keys it takes the place of.
  ///
  /// - Parameter oldPath: the file of the key before; nil: as `tieout keys rotate` noted.
  /// - Throws: `key-refused` if the user's own trust store does not let the key sign.
  func forRuns(_ trust: TrustStore?, oldPath: String?) throws -> RunSigner {
    let keyID = key.publicKey.keyID
    if let known = trust?.key(keyID), known.status != .active || !known.roles.contains(.run) {
      throw SettingsFault(
        "key-refused", Place(file: name),
        "by the user's trust store it signs no runs: \(StoreText.line(known))",
        hint: "sign with an active key of role run: see `tieout keys list`")
    }
    var replaces: [String: String] = [:]
    // A stolen key's signature would prove nothing: the store alone can name its successor.
    for old in trust?.keys ?? [] where old.status == .compromised && old.successor == keyID {
      replaces[old.keyID] = old.reason
    }
    let note = try path.flatMap { try RotationNote(besides: $0) }
    let noted = (note?.oldKey).flatMap { FileManager.default.fileExists(atPath: $0) ? $0 : nil }
    guard let old = oldPath ?? noted else {
      return RunSigner(key: key, replaces: replaces, isSelfIssued: isSelfIssued)
    }
    let oldKey = try KeyFile.load(old)
    let known = trust?.key(oldKey.publicKey.keyID)
    let told = known.flatMap { $0.reason.isEmpty ? nil : $0.reason }
    if known?.status != .compromised {
      replaces[oldKey.publicKey.keyID] = note?.reason ?? told ?? "rotated"
    }
    return RunSigner(
      key: key, oldKey: oldKey, replaces: replaces, isSelfIssued: isSelfIssued)
  }

  /// The public halves of the keys in this user's own configuration folder.
  ///
  /// - Throws: `key-refused` if there is such a folder and it cannot be listed.
  static func ownKeys() throws(SettingsFault) -> [PublicKey] {
    let names: [String]
    do throws(SealError) {
      names = try FolderList.names(of: folder)
    } catch {
      if error.isNotThere { return [] }
      throw SettingsFault(
        "key-refused", Place(file: folder), "the folder of keys cannot be read: \(error.cause)",
        hint: "it is the user's own; 'tieout keys generate' makes it with mode 0700")
    }
    var keys: [PublicKey] = []
    for name in names where name.hasSuffix(".pem") {
      guard let key = publicKey("\(folder)/\(name)"), !keys.contains(key) else { continue }
      keys.append(key)
    }
    return keys
  }

  /// The public half of a key's file; nil if that cannot be used.
  static func publicKey(_ path: String) -> PublicKey? { try? KeyFile.load(path).publicKey }
}
