import Accounting
import Foundation
import Seal
import TestSupport
import Testing
import Verify

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Whole books and archives that are in order, or nearly so.
@Suite struct ChainTests {
  private func withForge(
    _ dates: [String] = ChainForge.dates, _ body: (ChainForge) throws -> Void
  ) throws {
    let forge = try ChainForge.make(dates)
    defer { forge.remove() }
    try body(forge)
  }

  @Test func `a run, a book and an archive are told apart`() throws {
    try withForge { forge in
      #expect(Verifier.kind(of: forge.run(1).folder.path) == .run)
      #expect(Verifier.kind(of: forge.book.path) == .book)
      #expect(Verifier.kind(of: forge.archive.path) == .archive)
      #expect(Verifier.kind(of: forge.scratch.path) == .other)
      #expect(Verifier.kind(of: "/nowhere") == .other)
      try forge.run(1).delete("run-manifest.json")
      #expect(Verifier.kind(of: forge.run(1).folder.path) == .run)
    }
  }

  @Test func `backfills, reruns and failed runs are in order`() throws {
    try withForge { forge in
      try forge.run("2026-11-12") { $0.run.kind = .backfill }
      let before = forge.run(4)
      let digest = try before.digest("run-manifest.json")
      try forge.run("2026-11-19") { $0.run.kind = .failed }
      try forge.run("2026-11-19") {
        $0.run.kind = .rerun
        $0.run.supersedes = .init(
          runID: before.folder.lastPathComponent, sha256: digest, reason: "late file")
      }
      try forge.run("2026-11-20") {
        $0.run.kind = .failed
        $0.run.businessDate = nil
      }
      let found = forge.verify(pinned: try forge.pin(), calendar: ChainForge.dates)
      #expect(found.findings.isEmpty, "\(found.findings)")
    }
  }

  @Test func `the lock and what a killed run left are nobody's finding`() throws {
    try withForge { forge in
      let staging = forge.book.appending(path: ".2026-11-20_000005.tmp-4711")
      try FileManager.default.createDirectory(at: staging, withIntermediateDirectories: true)
      #expect(forge.verify().findings.isEmpty)
    }
  }

  @Test func `a day that failed or was never run is named, as incomplete`() throws {
    try withForge(["2026-11-16", "2026-11-19"]) { forge in
      try forge.run("2026-11-18") { $0.run.kind = .failed }
      let found = forge.verify(calendar: ["2026-11-16", "2026-11-17", "2026-11-18"])
      #expect(found.outcome == .incomplete)
      #expect(
        found.findings.map(\.description) == [
          "2026-11-17: date-missing: expected a run of this date, found none",
          "2026-11-18: date-missing: expected a run of this date, found 2026-11-18_000003, "
            + "which failed",
        ])
    }
  }

  @Test func `an older pin proves the history up to it, a pin of another chain nothing`() throws {
    try withForge { forge in
      let pin = try forge.pin()
      for day in 20...27 { try forge.run("2026-11-\(day)") }
      #expect(forge.verify(pinned: pin).findings.isEmpty)
      let bare = try #require(CheckpointNote(Array(pin.checkpoint.text.utf8)))
      #expect(forge.verify(pinned: bare).findings.isEmpty)
      #expect(Verifier.findings(ofPinned: bare, trust: Forge.trust).isEmpty)
      #expect(Verifier.findings(ofPinned: pin, trust: Forge.trust).isEmpty)
      let other = Checkpoint(
        origin: "tieout/other", size: pin.checkpoint.size, root: pin.checkpoint.root)
      let note = try CheckpointNote(signing: other, key: Forge.runner)
      #expect(forge.verify(pinned: note).codes == [.pinnedDiffers])
      #expect(forge.verifyArchive(pinned: note).codes == [.pinnedTruncated])
      #expect(forge.verifyArchive(pinned: pin).findings.isEmpty)
    }
  }

  @Test func `a pinned note that was changed is not believed`() throws {
    try withForge { forge in
      let pin = try forge.pin()
      let text = String(decoding: pin.bytes, as: UTF8.self).replacing("eu\n4\n", with: "eu\n3\n")
      let note = try #require(CheckpointNote(Array(text.utf8)))
      #expect(
        Verifier.findings(ofPinned: note, trust: Forge.trust).map(\.code)
          == [.pinnedSignatureInvalid])
      #expect(forge.verify(pinned: note).codes == [.pinnedDiffers])
    }
  }

  @Test func `an archive holds books only, each under its own name`() throws {
    try withForge { forge in
      try forge.run("2026-11-16", book: "Böse Straße")
      #expect(forge.verifyArchive().findings.isEmpty, "\(forge.verifyArchive().findings)")
      try Data().write(to: forge.archive.appending(path: "notes.txt"))
      #expect(forge.verifyArchive().codes == [.fileUnlisted])
      try FileManager.default.removeItem(at: forge.archive.appending(path: "notes.txt"))
      try FileManager.default.moveItem(
        at: forge.book, to: forge.archive.appending(path: "acme-us"))
      let found = forge.verifyArchive()
      #expect(found.codes == [.bookDiffers])
      #expect(found.findings.map(\.path) == ["acme-us"])
    }
  }

  @Test func `without a key the chain is at best incomplete`() throws {
    try withForge { forge in
      let found = forge.verify(trust: nil)
      #expect(found.codes == [.trustMissing])
      #expect(found.outcome == .incomplete)
    }
  }

  @Test func `an empty book is incomplete`() throws {
    try withForge([]) { forge in
      try FileManager.default.createDirectory(at: forge.book, withIntermediateDirectories: true)
      #expect(forge.verify().codes == [.runsMissing])
      #expect(forge.verify().outcome == .incomplete)
    }
  }

  @Test func `what cannot be listed is not taken for empty`() throws {
    try withForge { forge in
      var findings: [Finding] = []
      let terms = ChainTerms(trust: Forge.trust)
      let file = forge.run(1).url("run-manifest.json").path
      for path in [file, forge.scratch.appending(path: "nowhere").path] {
        _ = Verifier.verify(book: path, terms: terms) { findings.append($0) }
        _ = Verifier.verify(archive: path, terms: terms) { findings.append($0) }
      }
      #expect(findings.filter { $0.code == .folderUnreadable }.count == 4)
      #expect(Verdict(findings: findings).outcome == .incomplete)
    }
  }

  @Test func `names that are no text, pipes and files in the place of runs are findings`() throws {
    try withForge { forge in
      let odd = Array(forge.book.path.utf8) + [0x2f, 0xff, 0x0a]
      #expect(mkdir((odd + [0]).map { CChar(bitPattern: $0) }, 0o700) == 0)
      #expect(mkfifo(forge.book.appending(path: "2026-11-20_000005").path, 0o600) == 0)
      try Data().write(to: forge.book.appending(path: "2026-11-21_000006"))
      let found = forge.verify()
      #expect(found.codes == [.folderUnlisted, .notPlainFile, .fileUnlisted])
      #expect(found.findings.allSatisfy { $0.path.utf8.allSatisfy { (0x20..<0x7f).contains($0) } })
    }
  }

  @Test func `a gap is one finding, however wide`() throws {
    try withForge { forge in
      try forge.copy(forge.run(4).folder, as: "2026-11-19_999999")
      try FileManager.default.removeItem(at: forge.run(4).folder)
      let gaps = forge.verify().findings.filter { $0.code == .runMissing }
      #expect(gaps.map(\.expected) == ["runs 4 to 999998"])
    }
  }

  @Test(arguments: [
    ("2026-11-16\n2026-11-17\n", 2), ("date\r\n2026-11-16\r\n\r\n", 1),
    ("day,business_date\nMon,2026-11-16\nTue,2026-11-17\n", 2), ("\"2026-11-16\"\n", 1),
    ("2026-11-16\n2026-11-16", 1), (" 2026-11-16 ,x\n", 1),
  ])
  func `a calendar is a column of dates`(text: String, count: Int) throws {
    #expect(try RunCalendar.dates(Array(text.utf8)).count == count)
  }

  @Test(arguments: [
    "", "date\n", "2026-11-16\n2026-02-30\n", "a,date\n2026-11-16\n", "2026-11-16\nMonday\n",
  ])
  func `a calendar with anything else is refused`(text: String) {
    #expect(throws: TrustFault.self) { try RunCalendar.dates(Array(text.utf8)) }
  }
}
