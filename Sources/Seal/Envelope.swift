/// A DSSE envelope (DSSE 1.0.2): a payload and who signed it, in our one form: canonical JSON,
/// standard base64 with padding, signatures in order of their key id.
package struct Envelope: Hashable, Sendable {
  package let payload: [UInt8]
  package let payloadType: String
  package let signatures: [Signature]

  package struct Signature: Hashable, Sendable {
    package let keyID: String
    /// 64 bytes in a good envelope; what stands there in any other.
    package let bytes: [UInt8]

    package init(keyID: String, bytes: [UInt8]) {
      self.keyID = keyID
      self.bytes = bytes
    }
  }

  package static let statementType = "application/vnd.in-toto+json"
  /// The payload's limit in base64, and some room.
  package static let sizeLimit = JSONParser.sizeLimit / 3 * 4 + 65_536

  package init(payload: [UInt8], payloadType: String, signatures: [Signature]) {
    self.payload = payload
    self.payloadType = payloadType
    self.signatures = signatures.sorted { $0.keyID < $1.keyID }
  }

  /// Signs a payload with each key.
  package init(
    signing payload: [UInt8], keys: [any SigningKey],
    payloadType: String = Envelope.statementType
  ) throws(SealError) {
    let message = Self.signedData(payload, payloadType: payloadType)
    var signatures: [Signature] = []
    for key in keys {
      signatures.append(
        Signature(keyID: key.publicKey.keyID, bytes: try key.signature(for: message)))
    }
    self.init(payload: payload, payloadType: payloadType, signatures: signatures)
  }

  /// What each signature signs: the pre-authentication encoding of DSSE.
  package static func signedData(_ payload: [UInt8], payloadType: String) -> [UInt8] {
    let head = "DSSEv1 \(payloadType.utf8.count) \(payloadType) \(payload.count) "
    return Array(head.utf8) + payload
  }

  package func encoded() throws(JSONFault) -> [UInt8] {
    let list = signatures.map { signature -> JSONValue in
      ["keyid": .string(signature.keyID), "sig": .string(Base64.text(signature.bytes))]
    }
    let value: JSONValue = [
      "payload": .string(Base64.text(payload)), "payloadType": .string(payloadType),
      "signatures": .array(list),
    ]
    return try value.canonical()
  }

  /// Reads an envelope; fields other than DSSE's own are refused. Whether the bytes were in our
  /// one form shows when `encoded` is compared with them.
  ///
  /// - Throws: `.envelopeNotParsed`.
  package init(parsing bytes: [UInt8]) throws(SealError) {
    let value: JSONValue
    do {
      value = try JSONParser.value(of: bytes, sizeLimit: Self.sizeLimit)
    } catch {
      throw .envelopeNotParsed(error.description)
    }
    guard case .object(let object) = value, object.members.count == 3,
      let payload = value["payload"]?.text.flatMap({ Base64.bytes($0.utf8) }),
      let type = value["payloadType"]?.text, let list = value["signatures"]?.items
    else { throw .envelopeNotParsed("not payload, payloadType and signatures") }
    var signatures: [Signature] = []
    for item in list {
      guard case .object(let fields) = item, fields.members.count == 2,
        let keyID = item["keyid"]?.text,
        let bytes = item["sig"]?.text.flatMap({ Base64.bytes($0.utf8) })
      else { throw .envelopeNotParsed("a signature is not keyid and sig") }
      signatures.append(Signature(keyID: keyID, bytes: bytes))
    }
    self.init(payload: payload, payloadType: type, signatures: signatures)
  }
}
