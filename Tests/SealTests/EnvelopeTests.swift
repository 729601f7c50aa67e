import Foundation
import Seal
import TestSupport
import Testing

@Suite struct EnvelopeTests {
  static let vector = Places.shared("suites/dsse/vector.json")

  @Test(.enabled(if: vector != nil, "suite dsse is not on this machine"))
  func `what is signed is the pre-authentication encoding of the published vector`() throws {
    struct Vector: Decodable {
      struct Envelope: Decodable { let payload: String }
      let payload_utf8: String
      let payloadType: String
      let pae: String
      let envelope: Envelope
    }
    let data = try Data(contentsOf: try #require(Self.vector))
    let vector = try JSONDecoder().decode(Vector.self, from: data)
    let payload = Array(vector.payload_utf8.utf8)
    let signed = Envelope.signedData(payload, payloadType: vector.payloadType)
    #expect(String(decoding: signed, as: UTF8.self) == vector.pae)
    #expect(Base64.text(payload) == vector.envelope.payload)
  }

  @Test func `an envelope is read back as it was and holds for each signer`() throws {
    let keys = [try PrivateKey(seed: Array(1...32)), try PrivateKey(seed: Array(2...33))]
    let envelope = try Envelope(signing: Array("payload".utf8), keys: keys)
    let bytes = try envelope.encoded()
    let again = try Envelope(parsing: bytes)
    #expect(again == envelope)
    let message = Envelope.signedData(again.payload, payloadType: again.payloadType)
    for key in keys {
      let own = try #require(again.signatures.first { $0.keyID == key.publicKey.keyID })
      #expect(key.publicKey.isValid(signature: own.bytes, for: message))
    }
    #expect(again.signatures.map(\.keyID) == again.signatures.map(\.keyID).sorted())
  }

  @Test(arguments: [
    "{}", "[]", "{\"payload\":\"\",\"payloadType\":\"\",\"signatures\":[],\"x\":1}",
    "{\"payload\":\"a\",\"payloadType\":\"\",\"signatures\":[]}",
    "{\"payload\":\"YQ=\",\"payloadType\":\"\",\"signatures\":[]}",
    "{\"payload\":\"\",\"payloadType\":\"\",\"signatures\":[{\"sig\":\"\"}]}",
    "{\"payload\":\"\",\"payloadType\":\"\",\"signatures\":[{\"sig\":\"-_\",\"keyid\":\"\"}]}",
  ])
  func `anything else is no envelope`(text: String) {
    #expect(throws: SealError.self) { try Envelope(parsing: Array(text.utf8)) }
  }

  @Test func `base64 has one form a value`() {
    let seed: UInt64 = 0xba5e_6400
    var generator = SeededGenerator(seed: seed)
    for length in 0..<70 {
      let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
      let text = Base64.text(bytes)
      #expect(text == Data(bytes).base64EncodedString(), "seed \(seed)")
      #expect(Base64.bytes(text.utf8) == bytes, "seed \(seed)")
    }
    for bad in ["A", "AA", "AAA", "AB==", "AAB=", "A===", "====", "AA==AA==", "AA\n=", "-_-_"] {
      #expect(Base64.bytes(bad.utf8) == nil, "\(bad)")
    }
  }
}
