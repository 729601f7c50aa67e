extension RunManifest {
  /// What `replay.sha256` leaves out.
  static let replayExcludes: JSONValue = [
    "clock", "chain", "run.id", "run.kind", "run.status", "run.supersedes", "run.operator",
    "tool build fields", "config.files", "signing",
  ]

  /// The in-toto statement of the folder.
  ///
  /// - Throws: `.totalsDoNotTie`: no manifest without totals that tie. `.fileMissing` if inputs,
  ///   outputs and effective settings are not exactly the files of their rooms.
  package func json(in digests: FolderDigests) throws(SealError) -> JSONValue {
    try results.checkTies()
    try check(inputs.map(\.path), are: "inputs", in: digests)
    try check(outputs.map(\.path), are: "reports", in: digests)
    let effective = try digests.file(RunFolder.effectiveConfigPath)
    guard
      effective.sha256
        == Digest.hex(
          of: try SealError.wrapping { () throws(JSONFault) in
            try effectiveConfig.canonical()
          })
    else { throw .effectiveConfigDiffers }
    let outputs = try outputsJSON(digests.payload)
    var subject: [JSONValue] = [Self.subject(digests.payloadManifest)]
    for output in digests.files(in: "reports") { subject.append(Self.subject(output)) }
    let inputs = try inputsJSON(digests.payload)
    let results = resultsJSON
    let effectiveHash = try effectiveConfigSHA256()
    let replayHash = try replaySHA256(book: digests.book, payload: digests.payload)
    let predicate: JSONValue = [
      "schema": .string(Self.schema), "run": runJSON(digests), "clock": clockJSON,
      "chain": Self.chain(digests), "tool": toolJSON,
      "config": [
        "effective_sha256": .string(effectiveHash),
        "files": .array(digests.files(in: "config").map { .object(Self.fields($0)) }),
      ],
      "inputs": inputs, "outputs": outputs, "results": results,
      "replay": [
        "canonicalization": "RFC 8785", "excludes": Self.replayExcludes,
        "sha256": .string(replayHash),
      ],
      "archive": Self.archive(digests), "signing": signing(digests),
    ]
    return [
      "_type": .string(Self.statementType), "predicateType": .string(Self.predicateType),
      "subject": .array(subject), "predicate": predicate,
    ]
  }

  /// The fingerprint of everything that must be equal for equal evidence, on any machine.
  func replaySHA256(book: String, payload: [FileDigest]) throws(SealError) -> String {
    let replay: JSONValue = [
      "book": .string(book), "business_date": businessDateJSON, "window": windowJSON,
      "semantics": .integer(tool.semantics), "config": .string(try effectiveConfigSHA256()),
      "inputs": try inputsJSON(payload), "outputs": try outputsJSON(payload),
      "results": resultsJSON,
    ]
    return try SealError.wrapping { () throws(JSONFault) in try replay.fingerprint() }
  }

  /// SHA-256 of the RFC 8785 form of the effective settings.
  package func effectiveConfigSHA256() throws(SealError) -> String {
    try SealError.wrapping { () throws(JSONFault) in try effectiveConfig.fingerprint() }
  }

  /// The evidence id, given the files already in the folder.
  func evidenceID(of files: [FileDigest]) throws(SealError) -> String {
    let paths = Set(inputs.map(\.path))
    return try EvidenceID.text(
      inputs: files.filter { paths.contains($0.path) }, effectiveConfig,
      semantics: tool.semantics)
  }

  private func check(
    _ paths: [String], are room: String, in digests: FolderDigests
  ) throws(SealError) {
    let held = digests.files(in: room).map(\.path)
    if let odd = Set(paths).symmetricDifference(held).min() { throw .fileMissing(odd) }
    guard paths.count == held.count else { throw .nameTwice("data/\(room)") }
  }

  private static func subject(_ file: FileDigest) -> JSONValue {
    ["name": .string(file.path), "digest": ["sha256": .string(file.sha256)]]
  }

  private static func fields(
    _ file: FileDigest, _ more: [(name: String, value: JSONValue)] = []
  ) -> JSONObject {
    let value = JSONValue(
      members: [
        ("name", .string(file.path)), ("digest", ["sha256": .string(file.sha256)]),
        ("size", .integer(file.size)),
      ] + more)
    guard case .object(let object) = value else { preconditionFailure("members give an object") }
    return object
  }

  private static func chain(_ digests: FolderDigests) -> JSONValue {
    let previous: JSONValue =
      digests.previous.map {
        [
          "run_id": .string($0.runID), "sha256": .string($0.sha256),
          "sidecars": JSONValue(members: digests.sidecars.map { ($0.key, .string($0.value)) }),
        ]
      } ?? .null
    var members: [(name: String, value: JSONValue)] = [
      ("id", .string(digests.book)), ("sequence", .integer(digests.sequence)),
      ("previous", previous),
    ]
    if let change = digests.keyChange { members.append(("key_change", change.json)) }
    return JSONValue(members: members)
  }

  private static func archive(_ digests: FolderDigests) -> JSONValue {
    [
      "layout": "BagIt 1.0", "payload_manifest": .string(digests.payloadManifest.path),
      "bagit_txt_sha256": .string(digests.bagit.sha256),
      "bag_info_sha256": .string(digests.bagInfo.sha256),
      "verify_txt_sha256": .string(digests.verifyText.sha256),
    ]
  }

  private func signing(_ digests: FolderDigests) -> JSONValue {
    [
      "algorithm": "ed25519", "keyid": .string(digests.keyID),
      "co_signers": .array(digests.coSigners.map { .string($0) }),
      "envelopes": ["DSSE 1.0.2", .string("SSHSIG \(SSHSignature.runNamespace)")],
      "self_issued": .bool(isSelfIssued),
    ]
  }

  private func inputsJSON(_ payload: [FileDigest]) throws(SealError) -> JSONValue {
    var list: [JSONValue] = []
    for input in inputs.sorted(by: { ByteOrder.isLess($0.path, $1.path) }) {
      guard input.rows.isBalanced else { throw .totalsDoNotTie("rows of \(input.path)") }
      let file = try payload.file(input.path)
      list.append(.object(Self.fields(file, try input.members())))
    }
    return .array(list)
  }

  private func outputsJSON(_ payload: [FileDigest]) throws(SealError) -> JSONValue {
    var list: [JSONValue] = []
    for output in outputs.sorted(by: { ByteOrder.isLess($0.path, $1.path) }) {
      var more: [(name: String, value: JSONValue)] = []
      if let rows = output.rows { more.append(("rows", .integer(rows))) }
      if let rule = output.escapeRule { more.append(("escape_rule", .string(rule))) }
      list.append(.object(Self.fields(try payload.file(output.path), more)))
    }
    return .array(list)
  }
}
