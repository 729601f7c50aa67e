#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A run folder while it is being made: staged beside its final place, under the book's lock.
///
/// Nothing is visible before `publish`, and nothing stays if the value ends without it.
package struct RunFolder: ~Copyable {
  /// `2026-11-19_000001`; `undated_000001` until the date is known.
  package private(set) var runID: String
  package let book: String
  /// Place in the book's chain, from 1.
  package let sequence: Int
  /// The run before; nil at sequence 1.
  package let previous: PreviousRun?
  /// The runs of the book so far, in order of their sequence numbers.
  package let runs: [RunName]
  /// Names of staging folders that killed runs had left and that are removed now.
  package let cleaned: [String]
  /// The book's folder in the archive.
  package let bookPath: String

  let bookFolder: Folder
  let staging: Folder
  let stagingName: String
  var lock: BookLock?
  var files: [FileDigest] = []
  var foldedPaths: Set<String> = []
  var isOpen = true
  /// Called when all is written and synced, before the rename that makes the run visible.
  package var willReveal: @Sendable () -> Void = {}
  /// Files that are being written by others, by path.
  var descriptors: [String: Int32] = [:]

  /// The rooms of the payload.
  package static let rooms = ["config", "inputs", "reports", "work"]
  package static let effectiveConfigPath = "data/config/effective.json"

  /// Takes the book's lock, removes what killed runs left, and makes the staging folder.
  ///
  /// - Parameters:
  ///   - archive: the folder of all books; made if need be; must not be a link.
  ///   - date: the business date, or the day of the run clock if there is none; `YYYY-MM-DD`.
  ///     Nil: it is told later by `setDate`.
  /// - Throws: `.busy` if another run of the book is under way.
  package static func begin(
    archive: String, book: String, date: String?
  ) throws(SealError) -> RunFolder {
    if let date, !Stamp.isDay(date) { throw .dateNotCivil(date) }
    let slug = SafeName.slug(of: book)
    let root = trimmed(archive)
    try Folder.makeAll("\(root)/\(slug)")
    let archiveFolder = try Folder(root, path: root)
    let bookFolder = try archiveFolder.open(slug)
    let lock = try BookLock(in: bookFolder)
    let names = try bookFolder.names()
    let cleaned = names.filter(isStaging)
    for name in cleaned { try bookFolder.removeTree(name) }
    let runs = RunName.all(names)
    let previous = try latest(of: runs, in: bookFolder)
    let sequence = (previous?.sequence ?? 0) + 1
    guard sequence <= 999_999 else { throw .sequenceExhausted(bookFolder.path) }
    return try RunFolder(
      runID: name(date ?? undated, sequence), book: book, sequence: sequence, previous: previous,
      runs: runs, cleaned: cleaned, bookFolder: bookFolder, lock: lock)
  }

  private init(
    runID: String, book: String, sequence: Int, previous: PreviousRun?, runs: [RunName],
    cleaned: [String], bookFolder: consuming Folder, lock: consuming BookLock
  ) throws(SealError) {
    let stagingName = ".\(runID).tmp-\(getpid())"
    try bookFolder.makeNew(stagingName)
    self.staging = try bookFolder.open(stagingName)
    self.bookPath = bookFolder.path
    self.stagingName = stagingName
    self.runID = runID
    self.book = book
    self.sequence = sequence
    self.previous = previous
    self.runs = runs
    self.cleaned = cleaned
    self.bookFolder = bookFolder
    self.lock = .some(lock)
  }

  deinit {
    for descriptor in descriptors.values { close(descriptor) }
    if isOpen { try? bookFolder.removeTree(stagingName) }
  }

  /// In the place of a date that is not known yet.
  private static let undated = "undated"

  private static func name(_ date: String, _ sequence: Int) -> String {
    "\(date)_" + String(String(1_000_000 + sequence).dropFirst())
  }

  /// Says of which date the run is, if that was not known when it began.
  package mutating func setDate(_ date: String) throws(SealError) {
    guard Stamp.isDay(date) else { throw .dateNotCivil(date) }
    runID = Self.name(date, sequence)
  }

  /// Removes the staging folder and frees the book.
  package mutating func discard() throws(SealError) {
    guard isOpen else { return }
    isOpen = false
    defer { lock = nil }
    try bookFolder.removeTree(stagingName)
  }

  /// The path without slashes at its end, which would let a link through; empty is here.
  static func trimmed(_ path: String) -> String {
    guard !path.isEmpty else { return "." }
    var bytes = Array(path.utf8)
    while bytes.count > 1, bytes.last == UInt8(ascii: "/") { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether a name is that of a staging folder: `.2026-11-19_000001.tmp-4711`. Under the lock
  /// every one of them is dead.
  private static func isStaging(_ name: String) -> Bool {
    let bytes = Array(name.utf8)
    guard bytes.first == UInt8(ascii: "."),
      let mark = bytes.dropFirst().firstIndex(of: UInt8(ascii: ".")), bytes.count > mark + 5,
      bytes[mark..<mark + 5].elementsEqual(".tmp-".utf8),
      bytes[(mark + 5)...].allSatisfy({ $0 &- 0x30 < 10 })
    else { return false }
    let run = String(decoding: bytes[1..<mark], as: UTF8.self)
    if sequence(of: run) != nil { return true }
    let digits = run.utf8.dropFirst(undated.utf8.count + 1)
    return run.hasPrefix(undated + "_") && digits.count == 6
      && digits.allSatisfy { $0 &- 0x30 < 10 }
  }
}
