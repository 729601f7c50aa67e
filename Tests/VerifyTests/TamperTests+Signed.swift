import Foundation
import Seal
import TestSupport
import Testing
import Verify

extension TamperTests {
  static let lists = [
    Case(name: "T03 report changed, list recomputed", code: .subjectDiffers) {
      try $0.write(report, "id\nc\n")
      try $0.relist()
    },
    Case(name: "T03 the same, output", code: .outputDiffers) {
      try $0.write(report, "id\nc\n")
      try $0.relist()
    },
    Case(name: "T04 report and all lists recomputed, not signed", code: .payloadDiffers) {
      try $0.write(report, "id\nc\n")
      try $0.relist()
      try $0.remanifest()
      try $0.retag()
    },
    Case(name: "T05 everything signed anew by a stranger", code: .keyUntrusted) {
      try $0.write(report, "id\nc\n")
      try $0.reseal(Forge.stranger) {
        $0["predicate"]["signing"]["keyid"] = .leaf(.string(Forge.stranger.publicKey.keyID))
      }
    },
    Case(name: "T13 traversal line in the list", code: .nameUnsafe) {
      try $0.relist([line("data/../../../etc/passwd")])
    },
    Case(name: "T14 traversal line, signed", code: .nameUnsafe) {
      try $0.reseal(list: [line("data/../../../etc/passwd")])
    },
    Case(name: "T15 names that differ in case, signed", code: .nameCollision) {
      try $0.write("data/reports/Breaks.csv", "x")
      try $0.reseal { node in addOutput("data/reports/Breaks.csv", "x", to: &node) }
    },
    Case(name: "T16 NFC and NFD twins, signed", code: .nameUnsafe) {
      try $0.write("data/reports/\u{e9}.csv", "x")
      try $0.write("data/reports/e\u{301}.csv", "x")
      try $0.reseal()
    },
    Case(name: "list in another order, signed", code: .listNotCanonical) {
      let lines = String(decoding: try $0.read("manifest-sha256.txt"), as: UTF8.self)
        .split(separator: "\n").reversed().map { $0 + "\n" }
      try $0.write("manifest-sha256.txt", lines.joined())
      try $0.remanifest()
      try $0.retag()
      try $0.sign()
    },
    Case(name: "list with a doubled line, signed", code: .nameCollision) {
      try $0.reseal(list: [line(input)])
    },
    Case(name: "T20 manifest and signatures of another run", code: .runIDDiffers, runs: 2) {
      let other = $0.folder.deletingLastPathComponent().appending(path: "2026-11-19_000001")
      for name in [manifest, envelope, signature] {
        try $0.write(name, Array(try Data(contentsOf: other.appending(path: name))))
      }
      try $0.retag()
    },
    Case(name: "T22 previous digest edited, not signed", code: .payloadDiffers, runs: 2) {
      try $0.remanifest {
        $0["predicate"]["chain"]["previous"]["sha256"] =
          .leaf(.string(String(repeating: "0", count: 64)))
      }
      try $0.retag()
    },
    Case(name: "sequence edited, signed", code: .chainInvalid, runs: 2) {
      try $0.reseal { $0["predicate"]["chain"]["sequence"] = .leaf(.integer(3)) }
    },
    Case(name: "previous dropped, signed", code: .chainInvalid, runs: 2) {
      try $0.reseal { $0["predicate"]["chain"]["previous"] = .leaf(.null) }
    },
    Case(name: "T42 totals do not tie, signed", code: .totalsDoNotTie) {
      try $0.reseal {
        $0["predicate"]["results"]["by_currency"][0]["unexplained"] = .leaf("0.00000001")
      }
    },
    Case(name: "T42 net is not credits and debits, signed", code: .totalsDoNotTie) {
      try $0.reseal {
        $0["predicate"]["inputs"][0]["control_totals"][0]["net"] = .leaf("2")
      }
    },
    Case(name: "kinds do not sum to breaks, signed", code: .totalsDoNotTie) {
      try $0.reseal { $0["predicate"]["results"]["breaks"] = .leaf(2) }
    },
    Case(name: "rows do not sum, signed", code: .rowsDoNotSum) {
      try $0.reseal { $0["predicate"]["inputs"][0]["rows"]["rejected"] = .leaf(1) }
    },
    Case(name: "replay fingerprint of something else, signed", code: .replayDiffers) {
      try $0.edit(manifest, "\"semantics\": 1", "\"semantics\": 2")
      try $0.retag()
      try $0.sign()
    },
    Case(name: "other effective settings, signed", code: .effectiveConfigDiffers) {
      try $0.write("data/config/effective.json", "{\n  \"book\": \"other\"\n}\n")
      try $0.reseal()
    },
    Case(name: "input not in the manifest, signed", code: .inputDiffers) {
      try $0.write("data/inputs/b.csv", "x")
      try $0.reseal()
    },
  ]

  static func line(_ path: String) -> String { String(repeating: "0", count: 64) + "  \(path)\n" }

  static func addOutput(_ path: String, _ content: String, to node: inout Node) {
    let digest = Node(["sha256": .string(Digest.hex(of: Array(content.utf8)))])
    var item = Node.table(["name": .leaf(.string(path)), "digest": digest])
    node["subject"] = .list([node["subject"][0], item] + node["subject"].items.dropFirst())
    item["size"] = .leaf(.integer(content.utf8.count))
    node["predicate"]["outputs"] = .list([item] + node["predicate"]["outputs"].items)
  }

  /// The signature with S replaced by S + L.
  static func malleated(_ signature: [UInt8]) -> [UInt8] {
    let order: [UInt8] =
      [
        0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde,
        0x14,
      ] + [UInt8](repeating: 0, count: 15) + [0x10]
    var result = signature
    var carry = 0
    for index in 0..<32 {
      let sum = Int(signature[32 + index]) + Int(order[index]) + carry
      result[32 + index] = UInt8(truncatingIfNeeded: sum)
      carry = sum >> 8
    }
    return result
  }

  static func resign(_ forge: Forge, _ edit: (Envelope) -> Envelope) throws {
    let envelope = try Envelope(parsing: try forge.read(Self.envelope))
    try forge.write(Self.envelope, try edit(envelope).encoded())
  }

  static let signatures = [
    Case(name: "T23 payload type downgraded", code: .payloadTypeDiffers) {
      try resign($0) {
        Envelope(payload: $0.payload, payloadType: "application/json", signatures: $0.signatures)
      }
    },
    Case(name: "T25 signatures removed", code: .fileMissing) {
      try $0.delete(signature)
      try $0.delete(envelope)
    },
    Case(name: "T26 signatures emptied", code: .signersDiffer) {
      try resign($0) {
        Envelope(payload: $0.payload, payloadType: $0.payloadType, signatures: [])
      }
    },
    Case(name: "an unknown further signature", code: .signersDiffer) {
      let bytes = try $0.read(manifest)
      try $0.write(
        envelope, try Envelope(signing: bytes, keys: [Forge.runner, Forge.stranger]).encoded())
    },
    Case(name: "the same signature twice", code: .signersDiffer) {
      try resign($0) {
        Envelope(
          payload: $0.payload, payloadType: $0.payloadType,
          signatures: $0.signatures + $0.signatures)
      }
    },
    Case(name: "T27 envelope of another run", code: .payloadDiffers, runs: 2) {
      let other = $0.folder.deletingLastPathComponent().appending(path: "2026-11-19_000001")
      try $0.write(envelope, Array(try Data(contentsOf: other.appending(path: envelope))))
    },
    Case(name: "T30 signed with the reviewer's key", code: .keyRole) {
      try $0.reseal(Forge.reviewer) {
        $0["predicate"]["signing"]["keyid"] = .leaf(.string(Forge.reviewer.publicKey.keyID))
      }
    },
    Case(name: "T30 signed with the reviewer's key, key id kept", code: .sshKeyDiffers) {
      try $0.reseal(Forge.reviewer)
    },
    Case(name: "T34 malleated DSSE signature", code: .signatureMalleable) {
      try resign($0) {
        Envelope(
          payload: $0.payload, payloadType: $0.payloadType,
          signatures: $0.signatures.map {
            .init(keyID: $0.keyID, bytes: malleated($0.bytes))
          })
      }
    },
    Case(name: "T34 malleated SSH signature", code: .signatureMalleable) {
      let good = try SSHSignature(armoured: try $0.read(signature))
      let bad = SSHSignature(
        publicKey: good.publicKey, namespace: good.namespace,
        signature: malleated(good.signature))
      try $0.write(signature, bad.armoured)
    },
    Case(name: "SSH signature for another purpose", code: .sshNamespaceDiffers) {
      let other = try SSHSignature(
        of: try $0.read(manifest), namespace: "file", key: Forge.runner)
      try $0.write(signature, other.armoured)
    },
    Case(name: "T43 truncated signature", code: .sshSignatureNotParsed) {
      try $0.write(signature, Array(try $0.read(signature).dropLast(40)))
    },
    Case(name: "SSH signature of other bytes", code: .sshSignatureInvalid) {
      let other = try SSHSignature(of: [1], namespace: "tieout-run-v1", key: Forge.runner)
      try $0.write(signature, other.armoured)
    },
  ]

  /// The manifest's text replaced and everything signed over it.
  static func retext(_ forge: Forge, _ old: String, _ new: String) throws {
    try forge.edit(manifest, old, new)
    try forge.retag()
    try forge.sign()
  }

  static let forms = [
    Case(name: "T28 duplicate key, signed", code: .manifestNotParsed) {
      try retext($0, "  \"predicateType\"", "  \"_type\": \"x\",\n  \"predicateType\"")
    },
    Case(name: "T29 white space, signed", code: .manifestNotCanonical) {
      try retext($0, "{\n  \"_type\"", "{\n   \"_type\"")
    },
    Case(name: "T36 byte order mark, signed", code: .manifestNotParsed) {
      try $0.write(manifest, [0xef, 0xbb, 0xbf] + (try $0.read(manifest)))
      try $0.retag()
      try $0.sign()
    },
    Case(name: "T37 CRLF everywhere", code: .manifestNotCanonical) {
      for path in [manifest, "manifest-sha256.txt", "bagit.txt", "bag-info.txt", report] {
        try $0.edit(path, "\n", "\r\n")
      }
    },
    Case(name: "T48 float, signed", code: .manifestNotParsed) {
      try retext($0, "\"matched\": 0", "\"matched\": 0.0")
    },
    Case(name: "T50 empty manifest", code: .manifestNotParsed) { try $0.write(manifest, "") },
    Case(name: "unknown field, signed", code: .fieldUnknown) {
      try $0.reseal { $0["predicate"]["note"] = .leaf("x") }
    },
    Case(name: "unknown top-level field, signed", code: .fieldUnknown) {
      try $0.reseal { $0["note"] = .leaf("x") }
    },
    Case(name: "missing field, signed", code: .fieldMissing) {
      try $0.reseal { $0["predicate"].remove("chain") }
    },
    Case(name: "amount not in its one form, signed", code: .fieldInvalid) {
      try $0.reseal {
        $0["predicate"]["results"]["by_currency"][0]["difference"] = .leaf("1.0")
      }
    },
    Case(name: "null where none may be, signed", code: .fieldInvalid) {
      try $0.reseal { $0["predicate"]["results"]["status"] = .leaf(.null) }
    },
    Case(name: "another predicate type, signed", code: .fieldInvalid) {
      try $0.reseal { $0["predicateType"] = .leaf("urn:tieout:run:2") }
    },
    Case(name: "clock that runs backwards, signed", code: .clockInvalid) {
      try $0.reseal {
        $0["predicate"]["clock"]["started_at"] = .leaf("2030-01-01T00:00:00.000Z")
      }
    },
    Case(name: "envelope in another form", code: .envelopeNotCanonical) {
      try $0.edit(envelope, "\n", "\n ")
    },
    Case(name: "envelope that is none", code: .envelopeNotParsed) { try $0.write(envelope, "{}") },
  ]
}
