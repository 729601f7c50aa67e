import Accounting
import Foundation
import Ingest
import Normalise
import TestSupport
import Testing

/// No file is two things: every example and sample has exactly one of all formats.
@Suite struct LedgerRecognitionTests {
  @Test func `format names are unique and say what and whence`() {
    let formats = VenueFormat.all.map(\.format)
    #expect(Set(formats.map(\.name)).count == formats.count)
    for format in formats {
      #expect(!format.summary.isEmpty && !format.source.isEmpty, "\(format.name)")
      #expect(format.fields.allSatisfy { !$0.isEmpty && !$0.contains("`") }, "\(format.name)")
    }
  }

  @Test(.enabled(if: Dump.hasExamples, "no ../shared/formats/examples"))
  func `no export of a venue is taken for a plain table`() throws {
    let folder = try #require(Places.shared("formats/examples"))
    let walk = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    let files = (walk?.allObjects as? [URL] ?? []).filter {
      ["csv", "json"].contains($0.pathExtension) && !$0.path.contains("/ledger/")
    }
    #expect(files.count > 40)
    for file in files.sorted(by: { $0.path < $1.path }) {
      let name = "\(file.deletingLastPathComponent().lastPathComponent)/\(file.lastPathComponent)"
      let format = recognised(file)
      #expect(format.map { !$0.hasPrefix("generic") } ?? true, "\(name)")
      if name.hasPrefix("coinbase/") || name.hasPrefix("dydx/") {
        #expect(format != nil, "\(name)")
      }
    }
  }

  @Test(arguments: [
    #"[{"id":"x","type":"withdraw","created_at":"2022-12-21 00:48:45+00","#
      + #""processed_at":null,"amount":"2","currency":"BTC"}]"#,
    #"[{"tx_hash":"x","type":"withdraw","time":"2022-12-21T00:48:45Z","#
      + #""amount":"2","asset":"BTC"}]"#,
    "transaction_id,time,asset,amount\nx,2022-12-21T00:48:45Z,BTC,2\n",
  ])
  func `a table with an id alone is not one of books`(text: String) throws {
    let scratch = try Places.scratch()
    defer { try? FileManager.default.removeItem(at: scratch) }
    let file = scratch.appending(path: "transfers")
    try Data(text.utf8).write(to: file)
    #expect(recognised(file) == nil)
  }

  /// The one format of a statement; nil if none fits or several do.
  private func recognised(_ file: URL) -> String? {
    let input = InputFile(path: file.path, name: file.lastPathComponent, side: .statement)
    let formats = VenueFormat.all.map(\.format).filter { $0.sides.contains(.statement) }
    guard let source = try? Ingest.open(input),
      let recognition = try? Ingest.recognise(source, among: formats)
    else { return nil }
    return recognition.format.name
  }
}
