import Foundation
import TestSupport
import Testing

/// `tieout verify`, its exit codes and what it says.
@Suite struct VerifyCommandTests {
  private func withRun(_ body: (Desk, SealedFolder) throws -> Void) throws {
    try Desk.with { desk in
      let settings = try SmallBook().lay(on: desk)
      let outcome = try desk.run([settings])
      try body(desk, try #require(desk.sealed().first, "\(outcome.errors)"))
    }
  }

  @Test func `0 for the owner's key, as a file too`() throws {
    try withRun { desk, run in
      let publicKey = desk.keys.appending(path: "run-key.pub").path
      for trust in [[], ["--trust", publicKey]] {
        let outcome = try desk.tieout(["verify", run.url.path] + trust)
        #expect(outcome.status == 0)
        #expect(outcome.output == "\(run.url.path): good\n")
      }
      let json = try desk.tieout(["verify", run.url.path, "--json"])
      let value = try JSONSerialization.jsonObject(with: Data(json.output.utf8))
      let object = try #require(value as? [String: Any])
      #expect(object["outcome"] as? String == "good")
      #expect((object["findings"] as? [Any])?.isEmpty == true)
    }
  }

  @Test func `with --replay every run is made again, of a run, a book and an archive`() throws {
    try Desk.with { desk in
      let settings = try DayBook(days: 2, perDay: 5, seed: 3).lay(on: desk)
      for day in 0..<2 { _ = try desk.run([settings, "--business-date", DayBook.date(day)]) }
      let run = try #require(desk.sealed().last)
      for place in [run.url, desk.out.appending(path: "days"), desk.out] {
        let outcome = try desk.tieout(["verify", place.path, "--replay"])
        #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
      }
      let golden = SampleCase.samples.appending(path: "golden-archive")
      let trust = ["--trust", golden.appending(path: "trust.pub").path]
      let old = golden.appending(path: "semantics-3").path
      #expect(try desk.tieout(["verify", old] + trust).status == 0)
      let outcome = try desk.tieout(["verify", old, "--replay"] + trust)
      #expect(outcome.status == 3, "\(outcome.output)")
      let runs = outcome.output.split(separator: "\n").filter {
        $0.hasPrefix("golden/")
          && $0.contains(": not-replayed: found the run was made with semantics 3")
      }
      #expect(!runs.isEmpty && outcome.output.hasSuffix(": incomplete\n"), "\(outcome.output)")
      // What is tampered with is not read as a run at all.
      try Data("x".utf8).write(to: run.url.appending(path: "data/reports/breaks.csv"))
      let spoiled = try desk.tieout(["verify", run.url.path, "--replay"])
      #expect(spoiled.status == 1 && !spoiled.output.contains("replayed"))
    }
  }

  @Test(
    arguments: [
      "data/reports/breaks.csv", "data/reports/breaks.xlsx", "data/config/effective.json",
      "data/work/entries.jsonl", "manifest-sha256.txt",
      "run-manifest.json", "run-manifest.dsse.json", "run-manifest.json.sig", "bag-info.txt",
      "bagit.txt", "VERIFY.txt",
    ])
  func `1 for one changed byte, and the file is named`(name: String) throws {
    try withRun { desk, run in
      let file = run.url.appending(path: name)
      var bytes = try Data(contentsOf: file)
      bytes[bytes.count / 2] ^= 1
      try bytes.write(to: file)
      let outcome = try desk.tieout(["verify", run.url.path])
      #expect(outcome.status == 1)
      #expect(outcome.output.contains("\(name)"), "\(outcome.output)")
      #expect(outcome.output.hasSuffix("\(run.url.path): tampered\n"))
    }
  }

  @Test func `1 for one changed digest of the tag files, and the file it is of is named`() throws {
    try withRun { desk, run in
      let file = run.url.appending(path: "tagmanifest-sha256.txt")
      var bytes = try Data(contentsOf: file)
      bytes[0] = bytes[0] == UInt8(ascii: "0") ? UInt8(ascii: "1") : UInt8(ascii: "0")
      let name = String(decoding: bytes.prefix { $0 != 0x0A }.dropFirst(66), as: UTF8.self)
      try bytes.write(to: file)
      let outcome = try desk.tieout(["verify", run.url.path])
      #expect(outcome.status == 1)
      #expect(outcome.output.contains("\(name): digest-differs"), "\(outcome.output)")
    }
  }

  @Test(arguments: ["data/extra.csv", "extra.txt", "data/inputs/.hidden"])
  func `1 for a file that nobody listed`(name: String) throws {
    try withRun { desk, run in
      try Data("x".utf8).write(to: run.url.appending(path: name))
      #expect(try desk.tieout(["verify", run.url.path]).status == 1)
    }
  }

  @Test func `2 for a folder or trust file that is not there`() throws {
    try withRun { desk, run in
      let missing = try desk.tieout(["verify", "nowhere"])
      #expect(missing.status == 2)
      #expect(missing.errors == "tieout verify: no such folder: 'nowhere'\n")
      #expect(try desk.tieout(["verify", run.url.path, "--trust", "nowhere"]).status == 2)
      try desk.write("trust.json", "{}")
      #expect(try desk.tieout(["verify", run.url.path, "--trust", "trust.json"]).status == 2)
    }
  }

  @Test func `3 without any key to check against`() throws {
    try withRun { desk, run in
      let nobody = ["XDG_CONFIG_HOME": desk.folder.appending(path: "nobody").path]
      let outcome = try desk.tieout(["verify", run.url.path], environment: nobody)
      #expect(outcome.status == 3)
      #expect(outcome.output.contains("trust-missing"))
      #expect(outcome.output.hasSuffix(": incomplete\n"))
    }
  }

  @Test func `a stranger's key is not good`() throws {
    try withRun { desk, run in
      let stranger = ["XDG_CONFIG_HOME": desk.folder.appending(path: "stranger").path]
      #expect(try desk.tieout(["keys", "generate"], environment: stranger).status == 0)
      let outcome = try desk.tieout(["verify", run.url.path], environment: stranger)
      #expect([1, 3].contains(outcome.status))
      #expect(!outcome.output.contains(": good"))
    }
  }
}
