import Accounting
import Foundation
import Seal
import Verify

/// The file a user keeps the keys in that they trust: outside every archive.
struct TrustPlace {
  let path: String

  /// `trust.json` in the user's configuration folder, unless another is named.
  init(_ path: String? = nil) {
    self.path = path ?? Signer.folder + "/trust.json"
  }

  /// What the store holds; nil if there is none.
  ///
  /// - Throws: `trust-store-unusable`: a store that is not understood is never passed over.
  func load() throws(SettingsFault) -> TrustStore? {
    let bytes: [UInt8]?
    do throws(SealError) {
      bytes = try SmallFile.bytes(ifThere: path)
    } catch {
      throw unusable("it cannot be read: \(error.cause)")
    }
    return try bytes.map(parsed)
  }

  /// Puts what the closure makes of the store in its place.
  func change(_ body: (TrustStore) throws(TrustFault) -> TrustStore) throws {
    try OwnFile.change(path) { bytes in
      let store = try bytes.map(parsed) ?? TrustStore(keys: [])
      do {
        return try body(store).json.canonical()
      } catch let fault as TrustFault {
        throw SettingsFault(
          "trust-not-changed", Place(file: path), fault.description,
          hint: "the store is as it was; `tieout keys list` shows what it holds")
      }
    }
  }

  private func parsed(_ bytes: [UInt8]) throws(SettingsFault) -> TrustStore {
    do {
      return try TrustStore(parsing: bytes)
    } catch {
      throw unusable(error.description)
    }
  }

  private func unusable(_ reason: String) -> SettingsFault {
    SettingsFault(
      "trust-store-unusable", Place(file: path), "the trust store is refused: \(reason)",
      hint: "it is JSON of schema tieout.trust/1; `tieout keys trust` writes it")
  }

  /// The user's store and the public halves of their own keys; nil if there are neither.
  ///
  /// - Parameter more: keys that are theirs too, wherever they lie.
  static func own(and more: [PublicKey] = []) throws(SettingsFault) -> TrustStore? {
    let keys = try more + Signer.ownKeys().filter { !more.contains($0) }
    if let store = try TrustPlace().load() { return store.joined(with: keys) }
    return keys.isEmpty ? nil : TrustStore(own: keys)
  }
}
