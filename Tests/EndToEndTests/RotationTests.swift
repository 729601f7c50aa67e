import Foundation
import TestSupport
import Testing

/// `tieout keys rotate`, and the first run under a new key.
@Suite struct RotationTests {
  private func withBook(_ body: (Desk, BookOfDays) throws -> Void) throws {
    try Desk.with { desk in
      #expect(try desk.tieout(["keys", "generate", "--key", "safe/a.pem"]).status == 0)
      let book = BookOfDays(desk: desk)
      let first = try book.run(0, ["--key", "safe/a.pem"])
      #expect(desk.sealed().count == 1, "\(first.errors)")
      try body(desk, book)
    }
  }

  private func keyID(_ desk: Desk, _ key: String) throws -> String {
    let outcome = try desk.tieout(["keys", "show", "--json", "--key", key])
    let value = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    return try #require((value as? [String: Any])?["key_id"] as? String)
  }

  private func coSigners(_ book: BookOfDays, _ number: Int) throws -> [String]? {
    (try book.manifest(number)["signing"] as? [String: Any])?["co_signers"] as? [String]
  }

  private func verify(
    _ desk: Desk, _ number: Int, _ options: [String] = []
  ) throws -> Tool.Outcome {
    let runs = desk.sealed()
    try #require(runs.count >= number)
    return try desk.tieout(["verify", runs[number - 1].url.path] + options)
  }

  @Test func `the first run under the new key says so and is signed by both, the next by one`()
    throws
  {
    try withBook { desk, book in
      let rotated = try desk.tieout([
        "keys", "rotate", "safe/a.pem", "safe/b.pem", "--reason", "yearly",
      ])
      #expect(rotated.status == 0, "\(rotated.errors)")
      let (old, new) = (try keyID(desk, "safe/a.pem"), try keyID(desk, "safe/b.pem"))
      #expect(rotated.output.contains("\(old)  superseded"))
      #expect(rotated.output.contains("\(new)  active  run"))
      for day in 1...2 {
        let outcome = try book.run(day, ["--key", "safe/b.pem"])
        #expect(desk.sealed().count == day + 1, "\(outcome.errors)")
      }
      let change = try book.manifest(2)["chain"] as? [String: Any]
      #expect(
        change?["key_change"] as? [String: String] == ["from": old, "to": new, "reason": "yearly"])
      #expect(try coSigners(book, 2) == [old])
      #expect((try book.manifest(3)["chain"] as? [String: Any])?["key_change"] == nil)
      #expect(try coSigners(book, 3) == [])
      for number in 1...3 {
        let verdict = try verify(desk, number)
        #expect(verdict.status == 0, "\(number): \(verdict.output)")
      }
      let whole = try desk.tieout(["verify", book.folder.path])
      #expect(whole.status == 0, "\(whole.output)")
      // A verifier with the new key only cannot tell who handed over to it.
      #expect(try verify(desk, 2, ["--trust", "safe/b.pub"]).output.contains("key-untrusted"))
      // The old key signs nothing more.
      let late = try book.run(3, ["--key", "safe/a.pem"])
      #expect(late.status == 5)
      #expect(late.errors.contains("error[key-refused]: "), "\(late.errors)")
      #expect(desk.sealed().count == 3)
    }
  }

  @Test func `a key that nobody said follows is refused before anything is done`() throws {
    try withBook { desk, book in
      #expect(try desk.tieout(["keys", "generate", "--key", "safe/c.pem"]).status == 0)
      let trusted = try desk.tieout([
        "keys", "trust", "safe/a.pub", "--role", "run", "--name", "a",
      ])
      #expect(trusted.status == 0, "\(trusted.errors)")
      let outcome = try book.run(1, ["--key", "safe/c.pem"])
      #expect(outcome.status == 5)
      #expect(outcome.errors.contains("error[key-change-undeclared]: "), "\(outcome.errors)")
      #expect(desk.sealed().count == 1)
      #expect(SealedFolder.leftovers(in: desk.out).isEmpty)
      let named = try book.run(1, ["--key", "safe/c.pem", "--old-key", "safe/a.pem"])
      #expect(desk.sealed().count == 2, "\(named.errors)")
      let store = ["--trust", "config/tieout/trust.json"]
      #expect(try verify(desk, 2, store).output.contains("key-untrusted"))
      let added = try desk.tieout(["keys", "trust", "safe/c.pub", "--role", "run", "--name", "c"])
      #expect(added.status == 0)
      #expect(try verify(desk, 2, store).status == 0)
    }
  }

  @Test func `a stolen key's successor is whom the store names`() throws {
    try withBook { desk, book in
      #expect(try desk.tieout(["keys", "generate", "--key", "safe/c.pem"]).status == 0)
      for (key, name) in [("safe/a.pub", "a"), ("safe/c.pub", "c")] {
        _ = try desk.tieout(["keys", "trust", key, "--role", "run", "--name", name])
      }
      let (old, new) = (try keyID(desk, "safe/a.pem"), try keyID(desk, "safe/c.pem"))
      let revoked = try desk.tieout([
        "keys", "revoke", old, "--compromised-at", "2200-01-01", "--reason", "stolen",
        "--successor", new,
      ])
      #expect(revoked.status == 0, "\(revoked.errors)")
      #expect(try verify(desk, 1).status == 4)
      // What the stolen key signed is in doubt: nothing is brought forward from it.
      let doubted = try book.run(1, ["--key", "safe/c.pem"])
      #expect(doubted.errors.contains("error[prior-run-unusable]: "), "\(doubted.errors)")
      let fresh = try book.run(1, ["--key", "safe/c.pem", "--without-prior"])
      #expect(desk.sealed().count == 2, "\(fresh.errors)")
      #expect(try coSigners(book, 2) == [])
      #expect(try verify(desk, 2).status == 0)
      // The run after it, by another key and before that time, shows that it is older.
      let whole = try desk.tieout(["verify", book.folder.path])
      #expect(whole.status == 0, "\(whole.output)")
      // Another verifier's store does not know who follows.
      _ = try desk.tieout(
        ["keys", "trust", "safe/a.pub", "--role", "run", "--name", "a", "--store", "other.json"])
      _ = try desk.tieout(
        ["keys", "trust", "safe/c.pub", "--role", "run", "--name", "c", "--store", "other.json"])
      let other = try verify(desk, 2, ["--trust", "other.json"])
      #expect(other.output.contains(": key-change-unproved: "), "\(other.output)")
    }
  }

  @Test func `a checkpoint that was put away before shows that runs are older than a theft`() throws
  {
    try withBook { desk, book in
      let note = try desk.tieout(["checkpoint", book.folder.path, "--export"])
      try desk.write("checkpoint.note", note.output)
      _ = try desk.tieout(["keys", "trust", "safe/a.pub", "--role", "run", "--name", "a"])
      let revoked = try desk.tieout([
        "keys", "revoke", try keyID(desk, "safe/a.pem"), "--compromised-at", "2200-01-01",
        "--reason", "stolen",
      ])
      #expect(revoked.status == 0, "\(revoked.errors)")
      let pinned = ["--pinned", "checkpoint.note"]
      for (options, status) in [
        ([], Int32(4)), (pinned, 4), (pinned + ["--pinned-at", "2199-12-31"], 0),
        (pinned + ["--pinned-at", "2200-01-02"], 4), (pinned + ["--pinned-at", "then"], 2),
        (["--pinned-at", "2199-12-31"], 2),
      ] {
        let verdict = try desk.tieout(["verify", book.folder.path] + options)
        #expect(verdict.status == status, "\(options): \(verdict.output)\(verdict.errors)")
      }
    }
  }
}
