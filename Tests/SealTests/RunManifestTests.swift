import Accounting
import Foundation
import Seal
import TestSupport
import Testing

@Suite struct RunManifestTests {
  private func publishError(_ manifest: RunManifest) throws -> SealError? {
    let scratch = try Places.scratch()
    defer { try? FileManager.default.removeItem(at: scratch) }
    var folder = try RunFolder.begin(archive: scratch.path, book: "acme-eu", date: "2026-11-19")
    try SampleRun.fill(&folder)
    do {
      _ = try folder.publish(manifest, key: SampleRun.key)
      return nil
    } catch {
      let names = try FileManager.default.contentsOfDirectory(
        atPath: scratch.appending(path: "acme-eu").path)
      #expect(names == [".lock"])
      return error
    }
  }

  @Test func `totals that do not tie leave no manifest and no folder`() throws {
    #expect(try publishError(SampleRun.manifest()) == nil)
    #expect(
      try publishError(SampleRun.manifest(unexplained: "0.00000001"))
        == .totalsDoNotTie("coinbase/main BTC"))
    var wrong = SampleRun.manifest()
    wrong.results.byCurrency[0].ledgerNet = SampleRun.amount("-0.2")
    #expect(try publishError(wrong) == .totalsDoNotTie("coinbase/main BTC"))
    wrong = SampleRun.manifest()
    wrong.results.byCurrency.append(wrong.results.byCurrency[0])
    #expect(try publishError(wrong) == .totalsDoNotTie("coinbase/main BTC stands twice"))
    wrong = SampleRun.manifest()
    wrong.results.breaks = 2
    #expect(try publishError(wrong) == .totalsDoNotTie("breaks by kind do not sum to 2"))
  }

  @Test func `rows that do not sum leave no manifest`() throws {
    #expect(
      try publishError(SampleRun.manifest(rejected: 0))
        == .totalsDoNotTie("rows of data/inputs/statement.csv"))
  }

  @Test func `inputs and outputs are exactly the files of their rooms`() throws {
    #expect(
      try publishError(SampleRun.manifest(outputs: []))
        == .fileMissing("data/reports/breaks.csv"))
    #expect(
      try publishError(SampleRun.manifest(outputs: ["breaks.csv", "more.csv"]))
        == .fileMissing("data/reports/more.csv"))
    var other = SampleRun.manifest()
    other.effectiveConfig = [:]
    #expect(try publishError(other) == .effectiveConfigDiffers)
  }

  @Test func `a proof becomes a row that ties`() throws {
    let amount = SampleRun.amount
    let side = { (balance: String) in
      SideFigures(
        isKnown: true, opening: nil, entries: 1, movement: amount(balance), stated: nil,
        balance: amount(balance), openEntries: 0, openAmount: .zero)
    }
    let proof = Proof(
      difference: amount("6"), openingDifference: amount("1"), residuals: amount("2"),
      openStatement: amount("5"), openLedger: amount("3"), unexplained: amount("1"))
    let position = AccountAsset(
      account: "a", asset: "BTC", statement: side("10"), ledger: side("4"), proof: proof,
      matched: 0, tolerance: .zero, toleranceUsed: .zero, status: .unproved,
      tables: try ProofTables(statement: side("10"), ledger: side("4"), proof: proof))
    let row = try RunManifest.CurrencyResult(position)
    #expect(row.explainedByBreaks == amount("5"))
    let results = RunManifest.Results(
      status: "UNPROVED", matched: 0, breaks: 0, byKind: [:], byCurrency: [row])
    try results.checkTies()
  }

  @Test func `the replay fingerprint does not know clock, run, operator or build`() throws {
    let scratch = try Places.scratch()
    defer { try? FileManager.default.removeItem(at: scratch) }
    func replay(_ date: String, _ edit: (inout RunManifest) -> Void) throws -> String? {
      var manifest = SampleRun.manifest()
      edit(&manifest)
      var folder = try RunFolder.begin(archive: scratch.path, book: "acme-eu", date: date)
      try SampleRun.fill(&folder)
      let run = URL(filePath: try folder.publish(manifest, key: SampleRun.key))
      let bytes = Array(try Data(contentsOf: run.appending(path: "run-manifest.json")))
      return try JSONParser.value(of: bytes)["predicate"]?["replay"]?["sha256"]?.text
    }
    let first = try replay("2026-11-19") { _ in }
    let same = try replay("2026-11-19") {
      $0.clock.finishedAt = Instant(nanoseconds: 1_795_150_000_000_000_000)
      $0.run.operatorID = "other"
      $0.run.kind = .rerun
      $0.tool.compiler = "swift-6.4"
    }
    let other = try replay("2026-11-19") {
      $0.tool.semantics = 2
      $0.clock.finishedAt = Instant(nanoseconds: 1_795_150_000_000_000_000)
    }
    #expect(first != nil && first == same && first != other)
  }

  @Test func `the evidence id is sixteen digits and depends on inputs, settings and semantics`()
    throws
  {
    let base = try EvidenceID.text(
      inputs: [("b", "1"), ("a", "2")], effectiveConfigSHA256: "c", semantics: 1)
    #expect(base.utf8.count == 16)
    let form =
      "{\"effective_config_sha256\":\"c\",\"inputs\":[{\"name\":\"a\",\"sha256\":\"2\"},"
      + "{\"name\":\"b\",\"sha256\":\"1\"}],\"semantics\":1}"
    #expect(base == String(Digest.hex(of: Array(form.utf8)).prefix(16)))
  }
}
