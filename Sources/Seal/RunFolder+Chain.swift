package import Accounting

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

// The runs that stand before this one in the book's chain.

extension RunFolder {
  /// The sequence number in a run folder's name; nil if it is no such name.
  package static func sequence(of name: String) -> Int? {
    let bytes = Array(name.utf8)
    guard bytes.count == 17, bytes[10] == UInt8(ascii: "_"),
      Stamp.isDay(String(decoding: bytes[0..<10], as: UTF8.self)),
      bytes[11...].allSatisfy({ $0 &- 0x30 < 10 })
    else { return nil }
    return Int(String(decoding: bytes[11...], as: UTF8.self))
  }

  /// The bytes of the manifest of one of the book's runs.
  package func manifest(of run: RunName) throws(SealError) -> [UInt8] {
    try Self.manifest(of: run, in: bookFolder)
  }

  /// The place of a run of the book.
  package func path(of run: RunName) -> String { "\(bookPath)/\(run.runID)" }

  /// The tree over the manifests of all runs of the book and, at last, this one's.
  ///
  /// - Throws: `.chainBroken` if a run is not there: nothing is built on a chain with a gap.
  func tree(with sha256: String) throws(SealError) -> MerkleTree {
    var tree = MerkleTree()
    for run in runs {
      guard run.sequence == tree.size + 1 else { break }
      let digest =
        run.runID == previous?.runID
        ? previous?.sha256 : try Self.digest(of: run, in: bookFolder)
      tree.append(Hex.bytes(digest ?? ""))
    }
    guard tree.size + 1 == sequence else {
      throw .chainBroken(bookPath, sequence: tree.size + 1)
    }
    tree.append(Hex.bytes(sha256))
    return tree
  }

  private static func digest(
    of name: RunName, in folder: borrowing Folder
  ) throws(SealError) -> String {
    let run = try folder.open(name.runID)
    let name = "run-manifest.json"
    let file = try FileReader(name, in: run.descriptor, path: "\(run.path)/\(name)")
    var hash = StreamedDigest()
    while case let chunk = try file.next(), !chunk.isEmpty { hash.append(chunk) }
    return hash.hex
  }

  /// The id of the key that signed the last run of a book; nil if there is none.
  package static func lastKeyID(archive: String, book: String) throws(SealError) -> String? {
    let path = "\(trimmed(archive))/\(SafeName.slug(of: book))"
    let folder: Folder
    do throws(SealError) {
      folder = try Folder(path, path: path)
    } catch .system(_, _, ENOENT), .system(_, _, ENOTDIR), .system(_, _, ELOOP) {
      // What cannot be there is said when it is written.
      return nil
    }
    return try latest(of: RunName.all(folder.names()), in: folder)?.keyID
  }

  static func latest(
    of runs: [RunName], in folder: borrowing Folder
  ) throws(SealError) -> PreviousRun? {
    guard let latest = runs.last else { return nil }
    if let other = runs.dropLast().last, other.sequence == latest.sequence {
      throw .chainForked("\(folder.path)/\(latest.runID)")
    }
    let bytes = try manifest(of: latest, in: folder)
    let predicate = (try? JSONParser.value(of: bytes))?["predicate"]
    let clock = predicate?["clock"]?["finished_at"]
    return PreviousRun(
      runID: latest.runID, sequence: latest.sequence, sha256: Digest.hex(of: bytes),
      finishedAt: clock?.text.flatMap(Stamp.instant),
      keyID: predicate?["signing"]?["keyid"]?.text)
  }

  private static func manifest(
    of name: RunName, in folder: borrowing Folder
  ) throws(SealError) -> [UInt8] {
    let run = try folder.open(name.runID)
    let name = "run-manifest.json"
    let file = try FileReader(name, in: run.descriptor, path: "\(run.path)/\(name)")
    guard file.state.size <= JSONParser.sizeLimit else {
      throw .json(JSONFault(.tooLarge(limit: JSONParser.sizeLimit)))
    }
    var bytes: [UInt8] = []
    while case let chunk = try file.next(), !chunk.isEmpty { bytes += chunk }
    return bytes
  }
}

/// The name of a run folder: `2026-11-19_000001`.
package struct RunName: Hashable, Sendable {
  package let runID: String
  package let sequence: Int

  /// Nil if the text is no such name.
  package init?(_ name: String) {
    guard let sequence = RunFolder.sequence(of: name) else { return nil }
    self.runID = name
    self.sequence = sequence
  }

  /// The business date, or the day of the run clock for a run that has none.
  package var day: String { String(runID.prefix(10)) }

  /// Those of some names that are names of runs, in order of sequence number and name.
  package static func all(_ names: [String]) -> [RunName] {
    names.compactMap(RunName.init).sorted {
      ($0.sequence, $0.runID) < ($1.sequence, $1.runID)
    }
  }
}

/// The run before in a book's chain.
package struct PreviousRun: Hashable, Sendable {
  package let runID: String
  package let sequence: Int
  /// SHA-256 of its `run-manifest.json`.
  package let sha256: String
  /// When its clock said it ended; nil if its manifest does not say.
  package let finishedAt: Instant?
  /// Of the key that signed it; nil if its manifest does not say.
  package let keyID: String?
}
