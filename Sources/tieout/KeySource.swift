import Foundation
import Seal

/// Where the signing key is.
enum KeySource {
  /// Nil: the user's own, made on first use.
  case file(String?)
  case descriptor(Int32)
  case command(String, publicKey: String)

  /// The public half, if it can be had without making or using up anything.
  var publicKey: PublicKey? {
    switch self {
    case .file(let path): path.flatMap(Signer.publicKey)
    case .descriptor: nil
    case .command(_, let path): try? PublicKeyFile(path: path).key()
    }
  }
}

/// What `tieout keys rotate` writes beside the new key, for the first run of each book under it.
struct RotationNote {
  let oldKey: String
  let reason: String

  init(oldKey: String, reason: String) {
    self.oldKey = oldKey
    self.reason = reason
  }

  /// The note beside a key; nil without one.
  init?(besides path: String) throws(SealError) {
    guard let bytes = try SmallFile.bytes(ifThere: Self.path(path)),
      let value = try? JSONParser.value(of: bytes), let oldKey = value["old_key"]?.text
    else { return nil }
    self.init(oldKey: oldKey, reason: value["reason"]?.text ?? "rotated")
  }

  static func path(_ key: String) -> String { KeyFile.stem(key) + ".rotation.json" }

  func write(besides key: String) throws {
    let value: JSONValue = ["old_key": .string(oldKey), "reason": .string(reason)]
    try OwnFile.change(Self.path(key)) { _ in try value.canonical() }
  }
}
