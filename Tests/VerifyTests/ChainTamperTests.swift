import Accounting
import Foundation
import Seal
import TestSupport
import Testing
import Verify

/// The cases of tamper-matrix.csv that concern a whole chain, made anew on our own folders.
@Suite struct ChainTamperTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let code: FindingCode
    /// Whether it takes the pinned checkpoint or the calendar to see it: without, all is good.
    var needsAnchor = false
    let tamper: @Sendable (ChainForge) throws -> Void
    var testDescription: String { name }
  }

  @Test(arguments: cases)
  func `a tampered chain is found out`(item: Case) throws {
    let forge = try ChainForge.make()
    defer { forge.remove() }
    let pin = try forge.pin()
    let untouched = forge.verify(pinned: pin, calendar: ChainForge.dates)
    #expect(untouched.findings.isEmpty, "\(untouched.findings)")
    try item.tamper(forge)
    let alone = forge.verify()
    if item.needsAnchor { #expect(alone.findings.isEmpty, "\(item.name): \(alone.findings)") }
    let found =
      item.needsAnchor ? forge.verify(pinned: pin, calendar: ChainForge.dates) : alone
    #expect(found.codes.contains(item.code), "\(item.name): \(found.findings)")
    #expect(found.outcome == .tampered, "\(item.name)")
    #expect(forge.verify(pinned: pin, calendar: ChainForge.dates).outcome == .tampered)
  }

  static let cases: [Case] = folders + links + history

  static let folders = [
    Case(name: "T17 middle run dropped", code: .runMissing) {
      try FileManager.default.removeItem(at: $0.run(2).folder)
    },
    Case(name: "T17 first run dropped", code: .runMissing) {
      try FileManager.default.removeItem(at: $0.run(1).folder)
    },
    Case(name: "T18 last run dropped", code: .pinnedTruncated, needsAnchor: true) {
      try FileManager.default.removeItem(at: $0.run(4).folder)
    },
    Case(name: "T18 last run dropped, by the calendar", code: .dateMissing, needsAnchor: true) {
      try FileManager.default.removeItem(at: $0.run(4).folder)
    },
    Case(name: "T19 folder names of two runs swapped", code: .runIDDiffers) {
      try $0.move("2026-11-17_000002", "x")
      try $0.move("2026-11-18_000003", "2026-11-17_000002")
      try $0.move("x", "2026-11-18_000003")
    },
    Case(name: "T21 earlier run replayed as a new one", code: .runIDDiffers) {
      try $0.copy($0.run(2).folder, as: "2026-11-20_000005")
    },
    Case(name: "a run moved to another name", code: .folderUnlisted) {
      try $0.move("2026-11-18_000003", "2026-11-18_000003.old")
    },
    Case(name: "a run moved to another name leaves a gap", code: .runMissing) {
      try $0.move("2026-11-18_000003", "2026-11-18_000003.old")
    },
    Case(name: "a run moved away and linked to", code: .symbolicLink) {
      let away = $0.scratch.appending(path: "away")
      try FileManager.default.moveItem(at: $0.run(3).folder, to: away)
      try FileManager.default.createSymbolicLink(
        at: $0.book.appending(path: "2026-11-18_000003"), withDestinationURL: away)
    },
    Case(name: "a note beside the runs", code: .fileUnlisted) {
      try Data("x".utf8).write(to: $0.book.appending(path: "corrections.csv"))
    },
    Case(name: "a run without its manifest", code: .fileMissing) {
      try $0.run(2).delete("run-manifest.json")
    },
    Case(name: "T50 empty manifest in the middle", code: .manifestNotParsed) {
      try $0.run(2).write("run-manifest.json", "")
    },
    Case(name: "one byte of an input in the middle", code: .digestDiffers) {
      try $0.run(2).write("data/inputs/a.csv", "x,2\n")
    },
  ]

  static let links = [
    Case(name: "T32 fork, genuine key", code: .sequenceTwice) { forge in
      let other = forge.scratch.appending(path: "other")
      try FileManager.default.moveItem(at: forge.run(4).folder, to: other)
      try forge.run("2026-11-20")
      try forge.copy(other, as: "2026-11-19_000004")
    },
    Case(name: "T33 clock earlier than the run before, genuine key", code: .clockDecreased) {
      try $0.run(4).reseal {
        for name in ["started_at", "finished_at"] {
          $0["predicate"]["clock"][name] = .leaf("2026-11-20T02:00:00.000Z")
        }
      }
      // bag-info bears the same day, so nothing else is wrong.
    },
    Case(name: "T22 previous digest edited, genuine key", code: .previousDiffers) {
      try $0.run(3).reseal {
        $0["predicate"]["chain"]["previous"]["sha256"] =
          .leaf(.string(String(repeating: "0", count: 64)))
      }
    },
    Case(name: "T40 checkpoint root altered", code: .checkpointSignatureInvalid) {
      let text = String(decoding: try $0.run(3).read("checkpoint.note"), as: UTF8.self)
      let root = text.split(separator: "\n")[2]
      try $0.run(3).edit(
        "checkpoint.note", String(root), Base64.text(Array(repeating: 1, count: 32)))
    },
    Case(name: "T40 checkpoint root altered, genuine key", code: .checkpointDiffers) {
      let root = [UInt8](repeating: 1, count: 32)
      let checkpoint = Checkpoint(origin: "tieout/acme-eu", size: 3, root: root)
      let note = try CheckpointNote(signing: checkpoint, key: Forge.runner)
      try $0.run(3).write("checkpoint.note", note.bytes)
    },
    Case(name: "T40 checkpoint of another size, genuine key", code: .checkpointDiffers) {
      try $0.run(3).write("checkpoint.note", try $0.run(2).read("checkpoint.note"))
    },
    Case(name: "T40 checkpoint of a stranger", code: .checkpointSignatureInvalid) {
      try $0.run(3).checkpoint(Forge.stranger)
    },
    Case(name: "T40 checkpoint that is none", code: .checkpointNotParsed) {
      try $0.run(3).write("checkpoint.note", "x\n")
    },
    Case(name: "T45 run of another book", code: .bookDiffers) { forge in
      let other = try ChainForge.make(ChainForge.dates + ["2026-11-20"], book: "other")
      defer { other.remove() }
      let run = other.archive.appending(path: "other/2026-11-20_000005")
      try forge.copy(run, as: "2026-11-20_000005")
    },
    Case(name: "a date run twice, no word which counts, genuine key", code: .dateTwice) {
      try $0.run("2026-11-19")
    },
    Case(name: "a rerun of a run that never was, genuine key", code: .supersedesDiffers) {
      try $0.run("2026-11-19") {
        $0.run.kind = .rerun
        $0.run.supersedes = .init(
          runID: "2026-11-19_000004", sha256: String(repeating: "0", count: 64), reason: "x")
      }
    },
  ]

  static let history = [
    Case(
      name: "T46 insider rewrites history from run 2 on", code: .pinnedDiffers, needsAnchor: true
    ) { forge in
      try forge.run(2).write("data/reports/breaks.csv", "id\nc\n")
      try forge.run(2).reseal()
      for sequence in 3...4 { try forge.relink(sequence) }
    },
    Case(
      name: "T47 insider drops the last run and signs a new head", code: .pinnedTruncated,
      needsAnchor: true
    ) {
      try FileManager.default.removeItem(at: $0.run(4).folder)
      try $0.run(3).checkpoint()
    },
    Case(
      name: "T47 insider drops the last run and makes another", code: .pinnedDiffers,
      needsAnchor: true
    ) {
      try FileManager.default.removeItem(at: $0.run(4).folder)
      try $0.run("2026-11-19", matched: 1)
    },
  ]

  static let matrix = Places.shared("manifest-example/tamper-matrix.csv")
  /// What the cases of the matrix that no case here is named for are left to.
  static let elsewhere = [
    "T31": "TrustTests: a key out of its dates", "T35": "PublicKeyTests: small-order keys",
    "T38": "reviews", "T39": "reviews", "T44": "declared key changes",
  ]

  @Test(.enabled(if: matrix != nil, "manifest-example is not on this machine"))
  func `every case of the matrix has a test of its name`() throws {
    let text = try String(contentsOf: try #require(Self.matrix), encoding: .utf8)
    let ids = text.split(separator: "\n").dropFirst().map { String($0.prefix(3)) }
    #expect(ids.count == 51)
    let names = TamperTests.cases.map(\.name) + Self.cases.map(\.name)
    for id in ids.dropFirst() where Self.elsewhere[id] == nil {
      #expect(names.contains { $0.hasPrefix(id) }, "\(id)")
    }
  }
}
