import Foundation
import Seal
import TestSupport
import Testing

@Suite struct PublicKeyTests {
  static let wycheproof = Places.shared(
    "suites/wycheproof-ed25519/testvectors_v1/ed25519_test.json")

  static func bytes(hex: String) -> [UInt8] {
    let digits = hex.utf8.map { UInt8(String(decoding: [$0], as: UTF8.self), radix: 16)! }
    return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }

  @Test(.enabled(if: wycheproof != nil, "suite wycheproof-ed25519 is not on this machine"))
  func `every Wycheproof vector is judged as it says`() throws {
    struct File: Decodable {
      struct Group: Decodable {
        struct Key: Decodable { let pk: String }
        struct Vector: Decodable {
          let tcId: Int
          let comment: String
          let msg: String
          let sig: String
          let result: String
        }
        let publicKey: Key
        let tests: [Vector]
      }
      let numberOfTests: Int
      let testGroups: [Group]
    }
    let data = try Data(contentsOf: try #require(Self.wycheproof))
    let file = try JSONDecoder().decode(File.self, from: data)
    var count = 0
    for group in file.testGroups {
      let key = try? PublicKey(raw: Self.bytes(hex: group.publicKey.pk))
      for vector in group.tests {
        let isValid =
          key?.isValid(
            signature: Self.bytes(hex: vector.sig), for: Self.bytes(hex: vector.msg)) ?? false
        #expect(
          isValid == (vector.result == "valid"), "vector \(vector.tcId) \(vector.comment)")
        count += 1
      }
    }
    #expect(count == file.numberOfTests)
    #expect(count >= 150)
  }

  /// The encodings of points of small order, canonical or not (Cremers and Jackson, "Prime,
  /// Order Please!", 2019, table of Ed25519).
  static let smallOrder = [
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  ]

  @Test(arguments: smallOrder, [UInt8(0), 0x80])
  func `a point of small order is no key, whatever its sign`(hex: String, sign: UInt8) {
    var raw = Self.bytes(hex: hex)
    raw[31] |= sign
    do {
      _ = try PublicKey(raw: raw)
      Issue.record("accepted \(hex)")
    } catch {
      guard case .keyWeak = error else {
        Issue.record("\(error)")
        return
      }
    }
  }

  @Test func `an encoding of a coordinate not below the prime is no key`() {
    for low in UInt8(0xed)...0xff {
      for high: UInt8 in [0x7f, 0xff] {
        let raw = [low] + [UInt8](repeating: 0xff, count: 30) + [high]
        #expect(throws: SealError.keyWeak("the encoding is not canonical")) {
          try PublicKey(raw: raw)
        }
      }
    }
  }

  @Test func `keys read back from every form they are written in`() throws {
    let key = try PrivateKey(seed: Array(0..<32))
    let publicKey = key.publicKey
    #expect(try PrivateKey(pem: key.pem).publicKey == publicKey)
    #expect(try PublicKey(pem: publicKey.pem) == publicKey)
    let field = publicKey.openSSHLine(comment: "x y").split(separator: " ")[1]
    #expect(try PublicKey(openSSHField: String(field)) == publicKey)
  }

  @Test func `a PEM text in any other form is refused`() throws {
    let pem = try PrivateKey(seed: Array(0..<32)).publicKey.pem
    let others = [
      pem + "\n", " " + pem, String(pem.dropLast()), pem.replacing("\n", with: "\r\n"),
      pem.replacing("PUBLIC", with: "PRIVATE"), pem.replacing("MCow", with: "MCox"), "",
    ]
    for other in others {
      #expect(throws: SealError.self) { try PublicKey(pem: other) }
    }
  }

  @Test(.enabled(if: Tool.find("openssl") != nil, "needs openssl"))
  func `openssl and ssh-keygen read our keys and name them as we do`() throws {
    let openssl = try #require(Tool.find("openssl"))
    let folder = try Places.scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    let key = try PrivateKey.generate()
    let file = folder.appending(path: "key.pem")
    try Data(key.pem.utf8).write(to: file)
    let pub = try openssl.run(["pkey", "-in", file.path, "-pubout"])
    #expect(pub.output == key.publicKey.pem)
    let again = try openssl.run(["pkey", "-in", file.path])
    #expect(again.output == key.pem)
    let line = folder.appending(path: "key.pub")
    try Data((key.publicKey.openSSHLine(comment: "c") + "\n").utf8).write(to: line)
    if let keygen = Tool.find("ssh-keygen") {
      let shown = try keygen.run(["-l", "-f", line.path])
      #expect(shown.status == 0)
      #expect(shown.output.contains("256 SHA256:") && shown.output.contains("(ED25519)"))
    }
  }
}
