import Foundation
import Seal
import TestSupport
import Testing
import Verify

/// The cases of tamper-matrix.csv that concern one folder, made anew on our own folder. A case
/// must give the finding it is named for and the exit code of tampering.
@Suite struct TamperTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let code: FindingCode
    var runs = 1
    let tamper: @Sendable (Forge) throws -> Void
    var testDescription: String { name }
  }

  @Test(arguments: cases)
  func `a tampered folder is found out`(item: Case) throws {
    let forge = try Forge.make(runs: item.runs)
    defer { forge.remove() }
    #expect(forge.verdict().findings.isEmpty)
    try item.tamper(forge)
    let verdict = forge.verdict()
    #expect(verdict.outcome == .tampered, "\(item.name): \(verdict.findings)")
    #expect(
      verdict.findings.contains { $0.code == item.code }, "\(item.name): \(verdict.findings)")
  }

  @Test func `an untouched folder is good, with every number of signers`() throws {
    for signers in [[], [Forge.reviewer], [Forge.reviewer, Forge.stranger]] {
      let forge = try Forge.make(coSigners: signers)
      defer { forge.remove() }
      let trust = TrustStore(own: ([Forge.runner] + signers).map(\.publicKey))
      #expect(forge.verdict(trust).findings.isEmpty)
      #expect(forge.verdict(trust).outcome.exitCode == 0)
    }
  }

  static let input = "data/inputs/a.csv"
  static let report = "data/reports/breaks.csv"
  static let manifest = "run-manifest.json"
  static let signature = "run-manifest.json.sig"
  static let envelope = "run-manifest.dsse.json"

  static let cases: [Case] = files + lists + signatures + forms

  static let files = [
    Case(name: "T01 input changed", code: .digestDiffers) { try $0.write(input, "x,2\n") },
    Case(name: "T02 report changed", code: .digestDiffers) { try $0.write(report, "id\nc\n") },
    Case(name: "T06 unlisted file in data", code: .fileUnlisted) {
      try $0.write("data/reports/addendum.csv", "x")
    },
    Case(name: "T06 unlisted file right in data", code: .fileUnlisted) {
      try $0.write("data/addendum.csv", "x")
    },
    Case(name: "T06 unlisted folder", code: .folderUnlisted) {
      try FileManager.default.createDirectory(
        at: $0.url("data/more"), withIntermediateDirectories: true)
    },
    Case(name: "T06 empty room", code: .folderUnlisted) {
      try FileManager.default.createDirectory(
        at: $0.url("data/work"), withIntermediateDirectories: true)
    },
    Case(name: "T07 unlisted file beside the manifest", code: .fileUnlisted) {
      try $0.write("breaks-corrected.csv", "x")
    },
    Case(name: "T08 listed file deleted", code: .fileMissing) { try $0.delete(input) },
    Case(name: "T09 file and its line deleted", code: .inputDiffers) {
      try $0.delete(input)
      try $0.relist()
    },
    Case(name: "T10 input is a link to the same bytes", code: .symbolicLink) { forge in
      let outside = forge.scratch.appending(path: "outside")
      try FileManager.default.moveItem(at: forge.url(input), to: outside)
      try FileManager.default.createSymbolicLink(
        at: forge.url(input), withDestinationURL: outside)
    },
    Case(name: "T11 data is a link", code: .symbolicLink) { forge in
      let outside = forge.scratch.appending(path: "outside")
      try FileManager.default.moveItem(at: forge.url("data"), to: outside)
      try FileManager.default.createSymbolicLink(
        at: forge.url("data"), withDestinationURL: outside)
    },
    Case(name: "T12 input is a hard link", code: .hardLink) { forge in
      try FileManager.default.linkItem(
        at: forge.url(input), to: forge.scratch.appending(path: "outside"))
    },
    Case(name: "a pipe in the folder", code: .notPlainFile) { forge in
      _ = try Tool.find("mkfifo")?.run([forge.url("data/reports/pipe").path])
    },
    Case(name: "T41 trust store shipped inside", code: .fileUnlisted) {
      try $0.write("trust.json", "{}")
      try $0.reseal(Forge.stranger) {
        $0["predicate"]["signing"]["keyid"] = .leaf(.string(Forge.stranger.publicKey.keyID))
      }
    },
    Case(name: "T24 MD5 list in place of SHA-256", code: .fileMissing) {
      try $0.write("manifest-md5.txt", "x")
      try $0.delete("manifest-sha256.txt")
    },
    Case(name: "T49 bag-info edited, tag list recomputed", code: .archiveDigestDiffers) {
      try $0.edit("bag-info.txt", "Bagging-Date: 2026", "Bagging-Date: 2025")
      try $0.retag()
    },
    Case(name: "T49 bag-info edited, all signed", code: .bagInfoDiffers) {
      try $0.edit("bag-info.txt", "Bagging-Date: 2026", "Bagging-Date: 2025")
      try $0.reseal()
    },
    Case(name: "bagit.txt of another form, all signed", code: .bagitDiffers) {
      try $0.edit("bagit.txt", "1.0", "0.97")
      try $0.reseal()
    },
    Case(name: "VERIFY.txt edited", code: .archiveDigestDiffers) {
      try $0.edit("VERIFY.txt", "jq", "yq")
      try $0.retag()
    },
  ]
}
