import Foundation
import TestSupport
import Testing

/// `tieout keys` and `tieout explain`.
@Suite struct KeysAndExplainTests {
  @Test func `a key is made once, for its owner only, and never written over`() throws {
    try Desk.with { desk in
      let made = try desk.tieout(["keys", "generate", "--comment", "runner@acme"])
      #expect(made.status == 0, "\(made.errors)")
      let file = desk.keys.appending(path: "run-key.pem")
      let before = try Data(contentsOf: file)
      let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
      #expect(attributes[.posixPermissions] as? Int == 0o600)
      #expect(made.output.contains("ssh-ed25519 AAAA"))
      #expect(!made.output.contains("PRIVATE"))
      let again = try desk.tieout(["keys", "generate"])
      #expect(again.status == 6)
      #expect(again.errors.contains("File exists"), "\(again.errors)")
      #expect(try Data(contentsOf: file) == before)
      let shown = try desk.tieout(["keys", "show", "--json"])
      let value = try JSONSerialization.jsonObject(with: Data(shown.output.utf8))
      let id = try #require((value as? [String: Any])?["key_id"] as? String)
      #expect(made.output.contains(id))
      // A key made on purpose is not self-issued.
      let settings = try SmallBook().lay(on: desk)
      let outcome = try desk.run([settings])
      #expect(!outcome.errors.contains("made a signing key"))
      let manifest = try String(
        contentsOf: try #require(desk.sealed().first).url.appending(path: "run-manifest.json"),
        encoding: .utf8)
      #expect(manifest.contains(id))
    }
  }

  @Test func `the first run makes a key, says so, and the second uses it`() throws {
    try Desk.with { desk in
      let settings = try SmallBook().lay(on: desk)
      let first = try desk.run([settings])
      let second = try desk.run([settings])
      #expect(first.errors.contains("made a signing key, self-issued: "))
      #expect(!second.errors.contains("made a signing key"))
      for folder in desk.sealed() {
        let manifest = try String(
          contentsOf: folder.url.appending(path: "run-manifest.json"), encoding: .utf8)
        #expect(manifest.contains("self_issued\": true") || manifest.contains("self-issued"))
      }
    }
  }

  @Test func `a key that others may read is not used, and nothing is sealed`() throws {
    try Desk.with { desk in
      let settings = try SmallBook().lay(on: desk)
      #expect(try desk.tieout(["keys", "generate"]).status == 0)
      let file = desk.keys.appending(path: "run-key.pem").path
      try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file)
      let outcome = try desk.run([settings])
      #expect(outcome.status == 5)
      #expect(outcome.errors.contains("error[key-refused]: "), "\(outcome.errors)")
      #expect(desk.sealed().isEmpty)
    }
  }

  @Test func `every break and its entries lead home to file, line and raw text`() throws {
    try Desk.with { desk in
      _ = try desk.run([SampleCase(name: "end-of-day").inputs.path])
      let folder = try #require(desk.sealed().first)
      let entries = try folder.work("entries.jsonl")
      for item in try folder.breaks() {
        let id = try #require(item["break_id"] as? String)
        let outcome = try desk.tieout(["explain", id, "--folder", folder.url.path])
        #expect(outcome.status == 0)
        #expect(outcome.output.hasPrefix("\(id)  \(item["kind"] as? String ?? "?")\n"))
        #expect(!outcome.output.hasPrefix("\(id)  \(item["kind"] as? String ?? "?")\n  \n"))
        for entry in item["entries"] as? [String] ?? [] where entry.hasPrefix("ent_") {
          let place = try #require(entries.first { $0["id"] as? String == entry })
          let source = try #require(place["source"] as? String)
          let line = try #require(place["line"] as? Int)
          #expect(outcome.output.contains("\(source):\(line) (bytes "), "\(outcome.output)")
          let input = SampleCase(name: "end-of-day").inputs.appending(path: source)
          let text = try String(contentsOf: input, encoding: .utf8)
          let raw = text.split(separator: "\n", omittingEmptySubsequences: false)[line - 1]
          if source.hasSuffix(".csv") {
            #expect(outcome.output.contains("    | \(raw)\n"), "\(outcome.output)")
          }
        }
      }
    }
  }

  @Test func `a matched entry tells its rule and its other side`() throws {
    try Desk.with { desk in
      let settings = try SmallBook().lay(on: desk)
      _ = try desk.run([settings])
      let folder = try #require(desk.sealed().first)
      let ids = try folder.work("entries.jsonl").compactMap { $0["id"] as? String }
      #expect(ids.count == 2)
      for id in ids {
        let outcome = try desk.tieout(["explain", id, "--folder", desk.out.path])
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("matched by exact-reference, residual 0\n"))
        #expect(outcome.output.contains("statement statement.csv:2 (bytes "))
        #expect(outcome.output.contains("ledger ledger.csv:2 (bytes "))
        let json = try desk.tieout(["explain", id, "--folder", folder.url.path, "--json"])
        let value = try JSONSerialization.jsonObject(with: Data(json.output.utf8))
        let places = (value as? [String: Any])?["places"] as? [[String: Any]]
        #expect(places?.count == 2)
      }
    }
  }

  @Test func `an id of nobody is said, with exit code 1`() throws {
    try Desk.with { desk in
      let settings = try SmallBook().lay(on: desk)
      _ = try desk.run([settings])
      let outcome = try desk.tieout(["explain", "brk_0000000000000000", "--folder", desk.out.path])
      #expect(outcome.status == 1)
      #expect(outcome.output == "")
      #expect(outcome.errors.hasPrefix("'brk_0000000000000000' is no break or entry of "))
    }
  }
}
