import Accounting
import Foundation
import Seal

/// The key that signs runs, and whether it vouches for itself only.
struct Signer {
  let key: PrivateKey
  /// Made by `run` on first use; nobody else introduced it.
  let isSelfIssued: Bool

  private static let selfIssuedMark = "tieout-self-issued"

  /// The user's configuration folder.
  static var folder: String {
    let environment = ProcessInfo.processInfo.environment
    if let base = environment["XDG_CONFIG_HOME"], base.hasPrefix("/") { return base + "/tieout" }
    let home = environment["HOME"] ?? NSHomeDirectory()
    return home + "/.config/tieout"
  }

  static var defaultPath: String { folder + "/run-key.pem" }

  /// Loads the key; without one, makes it and says so.
  static func load(_ path: String?, console: Console) throws -> Signer {
    let path = path ?? defaultPath
    var status = stat()
    if lstat(path, &status) != 0, errno == ENOENT {
      let key = try KeyFile.generate(at: path)
      try KeyFile.writePublic(key.publicKey, comment: selfIssuedMark, at: publicPath(path))
      console.say("made a signing key, self-issued: \(Diagnostic.inert(path))")
      console.say("  key id \(key.publicKey.keyID)")
      return Signer(key: key, isSelfIssued: true)
    }
    let key = try KeyFile.load(path)
    let line = FileManager.default.contents(atPath: publicPath(path)) ?? Data()
    let isMarked = String(decoding: line, as: UTF8.self).contains(selfIssuedMark)
    return Signer(key: key, isSelfIssued: isMarked)
  }

  /// Makes a key on purpose: `tieout keys generate`.
  static func generate(at path: String, comment: String) throws -> PrivateKey {
    let key = try KeyFile.generate(at: path)
    try KeyFile.writePublic(key.publicKey, comment: comment, at: publicPath(path))
    return key
  }

  /// The public halves of the keys in this user's own configuration folder.
  static func ownKeys() -> [PublicKey] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    var keys: [PublicKey] = []
    for name in names.sorted() where name.hasSuffix(".pem") {
      guard let key = publicKey("\(folder)/\(name)"), !keys.contains(key) else { continue }
      keys.append(key)
    }
    return keys
  }

  /// The public half of a key's file; nil if that cannot be used.
  static func publicKey(_ path: String) -> PublicKey? { try? KeyFile.load(path).publicKey }

  static func publicPath(_ path: String) -> String {
    (path.hasSuffix(".pem") ? String(path.dropLast(4)) : path) + ".pub"
  }
}
