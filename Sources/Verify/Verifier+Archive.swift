import Accounting
package import Seal

/// What a path is to the verifier.
package enum FolderKind: Hashable, Sendable {
  case run, book, archive
  /// Nothing that shows what it was: perhaps an archive that was emptied.
  case other
}

extension Verifier {
  /// A folder of run folders is a book, a folder of books an archive.
  package static func kind(of path: String) -> FolderKind {
    let names = Listing(path).entries.map(\.name)
    if names.contains(Layout.manifest) || names.contains(Layout.bagit) { return .run }
    if names.contains(where: { RunFolder.sequence(of: $0) != nil }) { return .book }
    let isArchive = names.contains { name in
      Listing("\(path)/\(name)").entries.contains { RunFolder.sequence(of: $0.name) != nil }
    }
    return isArchive ? .archive : .other
  }

  /// The checkpoint over the runs that stand in a book's folder, and the note of the last of them.
  ///
  /// - Throws: the first finding, if the chain is not whole.
  package static func checkpoint(
    book path: String
  ) throws(ChainFault) -> (computed: Checkpoint, note: CheckpointNote) {
    let listing = Listing(path)
    if let fault = listing.fault { throw ChainFault(finding: fault) }
    let names = RunName.all(listing.entries.filter { $0.kind == .folder }.map(\.name))
    var tree = MerkleTree()
    var note: CheckpointNote?
    for name in names {
      guard name.sequence == tree.size + 1 else {
        throw ChainFault(
          finding: Finding(.runMissing, name.runID, expected: "run \(tree.size + 1)"))
      }
      let place = "\(path)/\(name.runID)"
      guard let digest = try? StreamedDigest.ofFile(at: "\(place)/\(Layout.manifest)") else {
        throw ChainFault(finding: Finding(.fileUnreadable, "\(name.runID)/\(Layout.manifest)"))
      }
      tree.append(Hex.bytes(digest))
      guard name == names.last else { continue }
      note = (try? WholeFile.bytes(of: "\(place)/\(Layout.checkpoint)", limit: 64 << 10))
        .flatMap(CheckpointNote.init)
    }
    guard let note else {
      throw ChainFault(
        finding: Finding(.checkpointNotParsed, names.last?.runID ?? ".", expected: "a checkpoint"))
    }
    let computed = Checkpoint(
      origin: note.checkpoint.origin, size: tree.size, root: tree.root)
    return (computed, note)
  }

  /// Verifies every run of a book and its chain.
  ///
  /// - Parameter report: gets each finding as it is found; its path starts with the run folder.
  package static func verify(
    book path: String, terms: ChainTerms, report: (Finding) -> Void
  ) -> BookSummary {
    let listing = Listing(path)
    let entries = listing.entries
    if let fault = listing.fault { report(fault) }
    var check = ChainCheck(terms)
    let names = entries.filter { RunName($0.name) != nil && $0.kind == .folder }.map(\.name)
    for entry in entries where !isOwn(entry) { report(stray(entry)) }
    if names.isEmpty { report(Finding(.runsMissing, ".", expected: "a run folder")) }
    for name in RunName.all(names) {
      let run = inspect(
        folder: "\(path)/\(name.runID)", trust: terms.trust, reviews: terms.reviews)
      for finding in run.verdict.findings + run.reviewFindings {
        report(finding.inside(name.runID))
      }
      check.add(name, run)
      check.takeFindings().forEach(report)
    }
    check.finish()
    check.takeFindings().forEach(report)
    return BookSummary(
      book: check.book ?? "", runs: check.count, lastRunID: check.lastRunID,
      root: Base64.text(check.tree.root))
  }

  /// Verifies every book of an archive; the paths of findings start with the book's folder.
  package static func verify(
    archive path: String, terms: ChainTerms, report: (Finding) -> Void
  ) -> [BookSummary] {
    var books: [BookSummary] = []
    let listing = Listing(path)
    if let fault = listing.fault { report(fault) }
    for entry in listing.entries {
      guard entry.kind == .folder else {
        report(stray(entry))
        continue
      }
      // A pinned checkpoint is of one book.
      let isPinned = terms.pinned?.checkpoint.origin == "tieout/\(entry.name)"
      let own = ChainTerms(
        trust: terms.trust, pinned: isPinned ? terms.pinned : nil, pinnedAt: terms.pinnedAt,
        calendar: terms.calendar, reviews: terms.reviews)
      let summary = verify(book: "\(path)/\(entry.name)", terms: own) {
        report($0.inside(entry.name))
      }
      if summary.runs > 0, SafeName.slug(of: summary.book) != entry.name {
        report(Finding(.bookDiffers, entry.name, expected: entry.name, actual: summary.book))
      }
      books.append(summary)
    }
    if books.isEmpty { report(Finding(.runsMissing, ".", expected: "a book")) }
    if let pinned = terms.pinned?.checkpoint,
      !books.contains(where: { Checkpoint.origin(ofBook: $0.book) == pinned.origin })
    {
      report(
        Finding(
          .pinnedTruncated, ".", expected: "the chain \(pinned.origin)", actual: "no such book"))
    }
    return books
  }

  /// What stands against the pinned note itself.
  package static func findings(ofPinned note: CheckpointNote, trust: TrustStore?) -> [Finding] {
    let signed = (trust?.keys ?? []).compactMap { note.isSigned(by: $0.publicKey) }
    guard signed.contains(false) else { return [] }
    return [Finding(.pinnedSignatureInvalid, note.checkpoint.origin)]
  }

  /// The lock, and what a run that is under way or was killed has not published.
  private static func isOwn(_ entry: Listing.Entry) -> Bool {
    switch entry.kind {
    case .folder:
      RunName(entry.name) != nil
        || entry.name.utf8.first == UInt8(ascii: ".") && entry.name.contains(".tmp-")
    case .file: entry.name == ".lock"
    case .link, .other: false
    }
  }

  private static func stray(_ entry: Listing.Entry) -> Finding {
    switch entry.kind {
    case .folder: Finding(.folderUnlisted, entry.name, expected: "run folders only")
    case .file: Finding(.fileUnlisted, entry.name, expected: "run folders only")
    case .link: Finding(.symbolicLink, entry.name)
    case .other: Finding(.notPlainFile, entry.name)
    }
  }
}

/// Why no checkpoint is given.
package struct ChainFault: Error, Hashable, Sendable {
  package let finding: Finding
}

/// What a chain came to.
package struct BookSummary: Hashable, Sendable {
  /// Empty if no manifest names it.
  package let book: String
  package let runs: Int
  package let lastRunID: String
  /// The Merkle root over all runs, base64; of no meaning where a run is missing.
  package let root: String

  package var json: JSONValue {
    [
      "book": .string(book), "last_run": .string(lastRunID), "root": .string(root),
      "runs": .integer(runs),
    ]
  }
}
