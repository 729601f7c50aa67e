import Accounting
import Foundation
import Seal
import TestSupport
import Verify

/// A published run to tamper with, and the tools of someone who does.
struct Forge {
  let folder: URL
  let scratch: URL

  static func key(_ number: UInt8) -> PrivateKey {
    guard let key = try? PrivateKey(seed: Array(repeating: number, count: 32)) else {
      preconditionFailure("the test key is a key")
    }
    return key
  }

  /// The genuine runner, a reviewer, and somebody else.
  static let runner = key(1)
  static let reviewer = key(2)
  static let stranger = key(3)

  static let trust = TrustStore(keys: [
    TrustedKey(publicKey: runner.publicKey, name: "runner"),
    TrustedKey(publicKey: reviewer.publicKey, name: "amy", roles: [.review]),
  ])

  static func amount(_ text: String) -> Amount {
    guard let amount = try? Amount(parsing: text) else { preconditionFailure("no amount: \(text)") }
    return amount
  }

  static let settings: JSONValue = ["book": "acme-eu"]

  static func manifest(coSigned: Bool = false) -> RunManifest {
    RunManifest(
      run: .init(businessDate: "2026-11-19", window: nil, operatorID: "svc"),
      clock: .init(
        startedAt: Instant(nanoseconds: 1_795_140_000_000_000_000),
        finishedAt: Instant(nanoseconds: 1_795_140_001_250_000_000)),
      tool: .init(
        version: "0.1.0", semantics: 1, compiler: "swift-6.3", target: "x86_64-unknown-linux-gnu",
        executableSHA256: String(repeating: "0", count: 64), dependencies: [:]),
      effectiveConfig: settings,
      inputs: [
        .init(
          path: "data/inputs/a.csv", originalName: "a.csv", role: "statement", source: "coinbase",
          parser: "p", encoding: "utf-8", hasByteOrderMark: false, newline: "lf", delimiter: ",",
          isCompressed: false, rows: .init(read: 1, accepted: 1),
          controlTotals: [.init(currency: "BTC", rows: 1, credits: amount("1"), debits: .zero)])
      ],
      outputs: [.init(path: "data/reports/breaks.csv")],
      results: .init(
        status: "UNPROVED", matched: 0, breaks: 1, byKind: ["MISSING_LEDGER": 1],
        byCurrency: [
          .init(
            account: "a", currency: "BTC", statementNet: amount("1"), ledgerNet: .zero,
            difference: amount("1"), explainedByBreaks: amount("1"), unexplained: .zero)
        ]),
      isSelfIssued: false)
  }

  static func make(
    runs: Int = 1, coSigners: [PrivateKey] = [], key: PrivateKey = runner
  ) throws -> Forge {
    let signer = RunSigner(key: key)
    return try make(signers: Array(repeating: signer, count: runs), coSigners: coSigners)
  }

  /// One run for each signer; the folder is that of the last.
  static func make(signers: [RunSigner], coSigners: [PrivateKey] = []) throws -> Forge {
    let scratch = try Places.scratch()
    var path = ""
    for signer in signers {
      var run = try RunFolder.begin(
        archive: scratch.appending(path: "runs").path, book: "acme-eu", date: "2026-11-19")
      try run.add(path: "data/inputs/a.csv", bytes: Array("x,1\n".utf8))
      try run.add(path: "data/reports/breaks.csv", bytes: Array("id\nb\n".utf8))
      try run.addEffectiveConfig(settings)
      path =
        coSigners.isEmpty
        ? try run.publish(manifest(), signer: signer)
        : try run.publish(manifest(), key: signer.key, coSigners: coSigners)
    }
    return Forge(folder: URL(filePath: path), scratch: scratch)
  }

  func remove() { try? FileManager.default.removeItem(at: scratch) }

  func url(_ path: String) -> URL { folder.appending(path: path) }

  func read(_ path: String) throws -> [UInt8] { Array(try Data(contentsOf: url(path))) }

  func write(_ path: String, _ bytes: [UInt8]) throws { try Data(bytes).write(to: url(path)) }

  func write(_ path: String, _ text: String) throws { try write(path, Array(text.utf8)) }

  func edit(_ path: String, _ old: String, _ new: String) throws {
    let text = String(decoding: try read(path), as: UTF8.self)
    precondition(text.contains(old), "\(path) has no '\(old)'")
    try write(path, text.replacing(old, with: new))
  }

  func delete(_ path: String) throws { try FileManager.default.removeItem(at: url(path)) }

  func digest(_ path: String) throws -> String { Digest.hex(of: try read(path)) }

  /// Plain files below `data/`.
  var payload: [String] {
    let all = FileManager.default.enumerator(atPath: folder.path)?.allObjects as? [String] ?? []
    return all.filter {
      var isFolder: ObjCBool = false
      return $0.hasPrefix("data/")
        && FileManager.default.fileExists(atPath: url($0).path, isDirectory: &isFolder)
        && !isFolder.boolValue
    }.sorted()
  }

  func relist(_ more: [String] = []) throws {
    let lines = try payload.map { "\(try digest($0))  \($0)\n" } + more
    try write("manifest-sha256.txt", lines.joined())
  }

  func retag() throws {
    let names = [
      "VERIFY.txt", "bag-info.txt", "bagit.txt", "manifest-sha256.txt", "run-manifest.json",
    ]
    try write(
      "tagmanifest-sha256.txt", try names.map { "\(try digest($0))  \($0)\n" }.joined())
  }

  /// Brings every digest in the manifest up to the files, edits it, and writes it. Not signed.
  func remanifest(_ edit: (inout Node) -> Void = { _ in }) throws {
    var node = Node(try JSONParser.value(of: try read("run-manifest.json")))
    func fresh(_ item: Node) throws -> Node {
      guard let name = item["name"].text, FileManager.default.fileExists(atPath: url(name).path)
      else { return item }
      var item = item
      item["digest"]["sha256"] = .leaf(.string(try digest(name)))
      if item["size"] != .leaf(.null) { item["size"] = .leaf(.integer(try read(name).count)) }
      return item
    }
    node["subject"] = .list(try node["subject"].items.map(fresh))
    var predicate = node["predicate"]
    for list in ["inputs", "outputs"] {
      predicate[list] = .list(try predicate[list].items.map(fresh))
    }
    predicate["config"]["files"] = .list(try predicate["config"]["files"].items.map(fresh))
    for (name, path) in [
      ("bagit_txt_sha256", "bagit.txt"), ("bag_info_sha256", "bag-info.txt"),
      ("verify_txt_sha256", "VERIFY.txt"),
    ] { predicate["archive"][name] = .leaf(.string(try digest(path))) }
    node["predicate"] = predicate
    edit(&node)
    let value = node["predicate"].json
    let evidence: JSONValue = [
      "book": value["run"]?["book"] ?? .null,
      "business_date": value["run"]?["business_date"] ?? .null,
      "window": value["run"]?["window"] ?? .null,
      "semantics": value["tool"]?["semantics"] ?? .null,
      "config": value["config"]?["effective_sha256"] ?? .null,
      "inputs": value["inputs"] ?? .null, "outputs": value["outputs"] ?? .null,
      "results": value["results"] ?? .null,
    ]
    node["predicate"]["replay"]["sha256"] = .leaf(.string(try evidence.fingerprint()))
    try write("run-manifest.json", try node.json.canonical())
  }

  /// Signs whatever the manifest's file holds.
  func sign(_ key: PrivateKey = runner, coSigners: [PrivateKey] = []) throws {
    let bytes = try read("run-manifest.json")
    try write(
      "run-manifest.dsse.json",
      try Envelope(signing: bytes, keys: [key] + coSigners).encoded())
    let signature = try SSHSignature(of: bytes, namespace: "tieout-run-v1", key: key)
    try write("run-manifest.json.sig", signature.armoured)
    try checkpoint(key)
  }

  /// The checkpoint over the manifests that stand in the book's folder up to this run's.
  func checkpoint(_ key: PrivateKey = runner) throws {
    let book = folder.deletingLastPathComponent()
    let names = RunName.all(try FileManager.default.contentsOfDirectory(atPath: book.path))
    var tree = MerkleTree()
    for name in names where name.sequence <= RunFolder.sequence(of: folder.lastPathComponent) ?? 0 {
      let file = book.appending(path: "\(name.runID)/run-manifest.json")
      tree.append(Hex.bytes(Digest.hex(of: Array(try Data(contentsOf: file)))))
    }
    let note = try CheckpointNote(signing: Checkpoint(book: "acme-eu", tree: tree), key: key)
    try write("checkpoint.note", note.bytes)
  }

  /// Everything a thief of the key can do: all lists, digests and signatures anew.
  func reseal(
    _ key: PrivateKey = runner, list more: [String] = [], _ edit: (inout Node) -> Void = { _ in }
  ) throws {
    try relist(more)
    try remanifest(edit)
    try retag()
    try sign(key)
  }

  func verdict(_ trust: TrustStore? = Forge.trust) -> Verdict {
    Verifier.verify(folder: folder.path, trust: trust)
  }

  func codes(_ trust: TrustStore? = Forge.trust) -> Set<FindingCode> {
    Set(verdict(trust).findings.map(\.code))
  }
}
