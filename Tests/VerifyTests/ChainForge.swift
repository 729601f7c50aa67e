import Accounting
import Foundation
import Seal
import TestSupport
import Verify

/// A book's chain to tamper with.
struct ChainForge {
  let scratch: URL

  var archive: URL { scratch.appending(path: "runs") }
  var book: URL { archive.appending(path: "acme-eu") }

  static let dates = ["2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19"]

  /// A chain of one run a date.
  static func make(_ dates: [String] = dates, book: String = "acme-eu") throws -> ChainForge {
    let forge = ChainForge(scratch: try Places.scratch())
    for date in dates { try forge.run(date, book: book) }
    return forge
  }

  func remove() { try? FileManager.default.removeItem(at: scratch) }

  /// One more run, an hour after the one before.
  @discardableResult
  func run(
    _ date: String, book: String = "acme-eu", matched: Int = 0,
    signer: RunSigner = RunSigner(key: Forge.runner), _ edit: (inout RunManifest) -> Void = { _ in }
  ) throws -> Forge {
    var run = try RunFolder.begin(archive: archive.path, book: book, date: date)
    try run.add(path: "data/inputs/a.csv", bytes: Array("x,1\n".utf8))
    try run.add(path: "data/reports/breaks.csv", bytes: Array("id\nb\n".utf8))
    try run.addEffectiveConfig(Forge.settings)
    var manifest = Forge.manifest()
    manifest.run.businessDate = date
    manifest.results.matched = matched
    let hour: Int64 = 3_600_000_000_000
    let end = manifest.clock.finishedAt.nanoseconds + Int64(run.sequence) * hour
    manifest.clock.finishedAt = Instant(nanoseconds: end)
    edit(&manifest)
    let path = try run.publish(manifest, signer: signer)
    return Forge(folder: URL(filePath: path), scratch: scratch)
  }

  /// The run of a sequence number.
  func run(_ sequence: Int) -> Forge {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: book.path)) ?? []
    let name = RunName.all(names).first { $0.sequence == sequence }?.runID ?? "none"
    return Forge(folder: book.appending(path: name), scratch: scratch)
  }

  func move(_ from: String, _ to: String) throws {
    try FileManager.default.moveItem(
      at: book.appending(path: from), to: book.appending(path: to))
  }

  func copy(_ from: URL, as name: String) throws {
    try FileManager.default.copyItem(at: from, to: book.appending(path: name))
  }

  /// Names the run before anew, after that was changed, and signs.
  func relink(_ sequence: Int, key: PrivateKey = Forge.runner) throws {
    let before = run(sequence - 1)
    let digest = try before.digest("run-manifest.json")
    let note = try before.digest("checkpoint.note")
    try run(sequence).reseal(key) {
      $0["predicate"]["chain"]["previous"]["run_id"] = .leaf(
        .string(before.folder.lastPathComponent))
      $0["predicate"]["chain"]["previous"]["sha256"] = .leaf(.string(digest))
      $0["predicate"]["chain"]["previous"]["sidecars"]["checkpoint.note"] = .leaf(.string(note))
    }
  }

  /// The last run's checkpoint, as it would be kept elsewhere.
  func pin() throws -> CheckpointNote {
    let names = try FileManager.default.contentsOfDirectory(atPath: book.path)
    let bytes = try run(RunName.all(names).last?.sequence ?? 0).read("checkpoint.note")
    guard let note = CheckpointNote(bytes) else { throw SealError.fileMissing("checkpoint.note") }
    return note
  }

  struct Found {
    var findings: [Finding] = []
    var codes: Set<FindingCode> { Set(findings.map(\.code)) }
    var outcome: Outcome { Verdict(findings: findings).outcome }
  }

  func verify(
    pinned: CheckpointNote? = nil, pinnedAt: Instant? = nil, calendar: [String] = [],
    reviews: ReviewTerms = .checked, trust: TrustStore? = Forge.trust
  ) -> Found {
    var found = Found()
    let terms = ChainTerms(
      trust: trust, pinned: pinned, pinnedAt: pinnedAt, calendar: calendar,
      reviews: reviews)
    _ = Verifier.verify(book: book.path, terms: terms) { found.findings.append($0) }
    return found
  }

  func verifyArchive(pinned: CheckpointNote? = nil) -> Found {
    var found = Found()
    let terms = ChainTerms(trust: Forge.trust, pinned: pinned)
    _ = Verifier.verify(archive: archive.path, terms: terms) { found.findings.append($0) }
    return found
  }
}
