import Foundation
import TestSupport
import Testing

/// The run folders of `samples/golden-archive`, sealed by this and earlier versions: each must
/// verify and, where the semantics are today's, come out again byte for byte.
@Suite struct GoldenArchiveTests {
  static let folder = SampleCase.samples.appending(path: "golden-archive")
  static let trust = folder.appending(path: "trust.pub")

  /// The SHA-256 of "PUBLIC TEST KEY golden archive of tieout" is its seed.
  static let privateKey = """
    -----BEGIN PRIVATE KEY-----
    MC4CAQAwBQYDK2VwBCIEIFA99TAfVD6HInWacGUftRZt0Z2PIxPPKq5aHoU06PP5
    -----END PRIVATE KEY-----

    """

  /// `semantics-3` and its like.
  static var archives: [URL] {
    SampleCase.names(in: folder)
      .filter { $0.hasPrefix("semantics-") && !$0.hasSuffix(".note") }
      .map { folder.appending(path: $0) }
  }

  static func note(of archive: URL) -> URL {
    folder.appending(path: archive.lastPathComponent + ".note")
  }

  private func number(_ archive: URL) -> Int? {
    Int(archive.lastPathComponent.dropFirst("semantics-".count))
  }

  @Test func `the archive of today's semantics is there`() throws {
    try Desk.with { desk in
      try desk.write("keys/golden.pem", Self.privateKey)
      let key = desk.folder.appending(path: "keys/golden.pem").path
      for (path, mode) in [(key, 0o600), (desk.folder.appending(path: "keys").path, 0o700)] {
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
      }
      let made = try make(on: desk, key: key)
      let today = try #require(try number(of: made))
      let place = Self.folder.appending(path: "semantics-\(today)")
      let isThere = FileManager.default.fileExists(atPath: place.path)
      #expect(
        isThere || SampleCase.isRecording,
        "samples/golden-archive/semantics-\(today) is missing: record it with RECORD=1")
      guard SampleCase.isRecording, !isThere else { return }
      let book = made.deletingLastPathComponent()
      try FileManager.default.removeItem(at: book.appending(path: ".lock"))
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      try FileManager.default.copyItem(at: book, to: place.appending(path: "golden"))
      let note = try desk.tieout(["checkpoint", book.path, "--export"])
      try Data(note.output.utf8).write(to: Self.note(of: place))
      let shown = try desk.tieout(["keys", "show", "--key", key])
      let start = try #require(shown.output.range(of: "ssh-ed25519 "), "\(shown.errors)").lowerBound
      let line = shown.output[start...].prefix { $0 != "\n" }
      try Data("\(line)\n".utf8).write(to: Self.trust)
    }
  }

  /// - Returns: the last run.
  private func make(on desk: Desk, key: String) throws -> URL {
    let book = DayBook(days: 2, perDay: 5, seed: 11)
    let settings = try book.lay(on: desk)
    let text = DayBook.settings.replacing("book: days", with: "book: golden")
    try desk.write("book/tieout.yaml", text)
    func run(_ day: Int, _ more: [String] = []) throws {
      let outcome = try desk.run(
        [settings, "--business-date", DayBook.date(day), "--key", key] + more)
      try #require([0, 2].contains(outcome.status), "\(outcome.errors)")
    }
    try run(0)
    try run(1)
    for side in ["statement", "ledger"] {
      let days = try (0...1).map { day in
        let name = "book/\(side)/\(DayBook.date(day)).csv"
        return try String(contentsOf: desk.folder.appending(path: name), encoding: .utf8)
      }
      let tail = days[1].drop { $0 != "\n" }.dropFirst()
      try desk.write("book/\(side)/\(DayBook.date(1)).csv", days[0] + tail)
    }
    try run(1, ["--reason", "cumulative files"])
    let runs = desk.sealed()
    try #require(runs.count == 3)
    return runs[2].url
  }

  /// The semantics a run was made with.
  private func number(of run: URL) throws -> Int? {
    try SealedFolder(url: run).manifest("tool")["semantics"] as? Int
  }

  @Test(arguments: archives)
  func `every archive verifies, up to the checkpoint kept beside it`(archive: URL) throws {
    try Desk.with { desk in
      let outcome = try desk.tieout([
        "verify", archive.path, "--trust", Self.trust.path, "--pinned",
        Self.note(of: archive).path,
      ])
      #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
      #expect(outcome.output.hasPrefix("golden: 3 runs up to "))
    }
  }

  @Test(arguments: archives)
  func `every run comes out again, or it is said which semantics it needs`(archive: URL) throws {
    let runs = SealedFolder.all(in: archive)
    #expect(runs.count == 3)
    try Desk.with { desk in
      for run in runs {
        let made = try #require(try number(of: run.url))
        #expect(made == number(archive))
        let outcome = try desk.tieout(["replay", run.url.path, "--json"])
        let value = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
        let object = try #require(value as? [String: Any])
        let today = try #require(object["semantics"] as? Int)
        if today == made {
          #expect(object["verdict"] as? String == "identical", "\(outcome.output)")
          #expect(outcome.status == 0)
        } else {
          #expect(object["verdict"] as? String == "semantics changed", "\(outcome.output)")
          #expect(object["needed"] as? Int == made && outcome.status == 3)
        }
      }
    }
  }
}
