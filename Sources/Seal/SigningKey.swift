/// What can sign: a private key that this program holds, or one that stays elsewhere.
package protocol SigningKey: Sendable {
  var publicKey: PublicKey { get }

  /// The signature of 64 bytes.
  func signature(for message: [UInt8]) throws(SealError) -> [UInt8]
}
