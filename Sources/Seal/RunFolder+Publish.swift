extension RunFolder {
  /// Seals the folder with a manifest and its signatures and makes it visible by one rename.
  ///
  /// - Returns: the path of the run folder.
  /// - Throws: `.totalsDoNotTie`, `.fileMissing` …; then the staging folder is gone and the
  ///   archive is as it was.
  package mutating func publish(
    _ manifest: RunManifest, key: any SigningKey, coSigners: [any SigningKey] = [],
    change: KeyChange? = nil
  ) throws(SealError) -> String {
    let terms = SealTerms(
      finishedAt: manifest.clock.finishedAt,
      agent: "\(manifest.tool.name) \(manifest.tool.version)",
      evidenceID: try manifest.evidenceID(of: files), key: key, coSigners: coSigners,
      keyChange: change)
    return try publish(terms) { digests throws(SealError) in try manifest.json(in: digests) }
  }

  /// Seals the folder in the name of a signer, who says so if the run before has another key.
  ///
  /// - Throws: `.keyChangeUndeclared` too.
  package mutating func publish(
    _ manifest: RunManifest, signer: RunSigner
  ) throws(SealError) -> String {
    let change = try signer.change(after: previous?.keyID)
    return try publish(
      manifest, key: signer.key, coSigners: signer.coSigners(change), change: change)
  }

  /// The fingerprint of the evidence as the manifest will state it in `replay.sha256`.
  package func evidence(_ manifest: RunManifest) throws(SealError) -> String {
    try manifest.replaySHA256(book: book, payload: files)
  }

  /// Seals the folder with the manifest that the closure makes of the digests.
  package mutating func publish(
    _ terms: SealTerms, manifest: (FolderDigests) throws(SealError) -> JSONValue
  ) throws(SealError) -> String {
    guard isOpen else { throw .closed(runID) }
    if let before = previous?.finishedAt, terms.finishedAt < before {
      throw .clockBehind(Stamp.milliseconds(terms.finishedAt), before: Stamp.milliseconds(before))
    }
    do {
      try seal(terms, manifest: manifest)
      try syncFolders()
      try reveal()
    } catch {
      try? discard()
      throw error
    }
    isOpen = false
    lock = nil
    return "\(bookPath)/\(runID)"
  }

  /// Writes everything beside `data/`.
  private mutating func seal(
    _ terms: SealTerms, manifest: (FolderDigests) throws(SealError) -> JSONValue
  ) throws(SealError) {
    files.sort { ByteOrder.isLess($0.path, $1.path) }
    let digests = FolderDigests(
      runID: runID, book: book, sequence: sequence, previous: previous, payload: files,
      payloadManifest: try tag("manifest-sha256.txt", BagText.list(files)),
      bagit: try tag("bagit.txt", BagText.bagit),
      bagInfo: try tag("bag-info.txt", BagText.info(runID: runID, payload: files, terms: terms)),
      verifyText: try tag("VERIFY.txt", VerifyText.text(runID: runID, terms: terms)),
      keyID: terms.key.publicKey.keyID,
      coSigners: terms.coSigners.map(\.publicKey.keyID).sorted(),
      finishedAt: terms.finishedAt, sidecars: try sidecars(), keyChange: terms.keyChange)
    let statement = try manifest(digests)
    let payload = try SealError.wrapping { () throws(JSONFault) in try statement.canonical() }
    guard payload.count <= JSONParser.sizeLimit else {
      throw .json(JSONFault(.tooLarge(limit: JSONParser.sizeLimit)))
    }
    let envelope = try Envelope(signing: payload, keys: [terms.key] + terms.coSigners)
    let envelopeBytes = try SealError.wrapping { () throws(JSONFault) in try envelope.encoded() }
    let signature = try SSHSignature(
      of: payload, namespace: SSHSignature.runNamespace, key: terms.key)
    let runManifest = try tag("run-manifest.json", payload)
    _ = try tag("run-manifest.dsse.json", envelopeBytes)
    _ = try tag("run-manifest.json.sig", Array(signature.armoured.utf8))
    let checkpoint = Checkpoint(book: book, tree: try tree(with: runManifest.sha256))
    let note = try CheckpointNote(signing: checkpoint, key: terms.key)
    _ = try tag("checkpoint.note", note.bytes)
    let tags = [
      digests.verifyText, digests.bagInfo, digests.bagit, digests.payloadManifest, runManifest,
    ]
    _ = try tag("tagmanifest-sha256.txt", BagText.list(tags))
  }

  private func sidecars() throws(SealError) -> [String: String] {
    guard let previous else { return [:] }
    return try Sidecars.digests(in: bookFolder.open(previous.runID))
  }

  private func tag(_ name: String, _ bytes: [UInt8]) throws(SealError) -> FileDigest {
    var file = try staging.create(name)
    try file.append(bytes)
    return try file.finish(as: name)
  }

  private func syncFolders() throws(SealError) {
    if try staging.has("data") {
      let data = try staging.open("data")
      for room in try data.names() { try data.open(room).sync() }
      try data.sync()
    }
    try staging.sync()
  }

  /// The rename. A folder that stood empty at the place would be replaced: it is looked for first,
  /// under the lock.
  private func reveal() throws(SealError) {
    guard try !bookFolder.has(runID) else { throw .targetExists("\(bookPath)/\(runID)") }
    willReveal()
    try bookFolder.rename(stagingName, to: runID)
    do {
      try bookFolder.sync()
    } catch {
      try bookFolder.rename(runID, to: stagingName)
      throw error
    }
  }
}
