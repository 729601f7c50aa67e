import Foundation
import TestSupport
import Testing

/// `tieout review`, and what `verify` and the next run make of it.
@Suite struct ReviewCommandTests {
  /// A run with a break, and a reviewer whose key is trusted.
  private func withRun(_ body: (Desk, BookOfDays, SealedFolder) throws -> Void) throws {
    try Desk.with { desk in
      let book = BookOfDays(desk: desk, shortfall: 3)
      let outcome = try book.run(0)
      let run = try #require(desk.sealed().first, "\(outcome.errors)")
      #expect(try run.breaks().count == 1)
      #expect(try desk.tieout(["keys", "generate", "--key", "amy/amy.pem"]).status == 0)
      let trusted = try desk.tieout([
        "keys", "trust", "amy/amy.pub", "--role", "review", "--name", "amy@acme-eu",
      ])
      #expect(trusted.status == 0, "\(trusted.errors)")
      try body(desk, book, run)
    }
  }

  private func review(
    _ desk: Desk, _ run: SealedFolder, _ options: [String] = []
  ) throws -> Tool.Outcome {
    try desk.tieout(
      [
        "review", run.url.path, "--key", "amy/amy.pem", "--reviewer", "amy@acme-eu", "--decision",
        "approved-with-exceptions",
      ] + options)
  }

  private func breakID(_ run: SealedFolder) throws -> String {
    try #require(try run.breaks().first?["break_id"] as? String)
  }

  private func statement(_ run: SealedFolder, _ path: String) throws -> [String: Any] {
    let data = try Data(contentsOf: run.url.appending(path: path))
    let value = try JSONSerialization.jsonObject(with: data) as? [String: Any]
    return value?["predicate"] as? [String: Any] ?? [:]
  }

  @Test func `a review is signed beside the run, whose sealed files stay as they are`() throws {
    try withRun { desk, _, run in
      func sealed() throws -> [String: Data] {
        let names = try FileManager.default.subpathsOfDirectory(atPath: run.url.path)
        return names.filter { !$0.hasPrefix("reviews") }.reduce(into: [:]) {
          $0[$1] = try? Data(contentsOf: run.url.appending(path: $1))
        }
      }
      let before = try sealed()
      let missing = try desk.tieout(["verify", run.url.path, "--require-review"])
      #expect(missing.status == 3)
      #expect(missing.output.contains("reviews: review-missing: "))
      let id = try breakID(run)
      let outcome = try review(desk, run, ["--disposition", "\(id)=carried:booked on Monday"])
      #expect(outcome.status == 0, "\(outcome.errors)")
      let path = try #require(outcome.output.split(separator: ":").first.map(String.init))
      #expect(path.hasPrefix("reviews/01-amy-acme-eu-") && path.hasSuffix(".json"))
      #expect(outcome.output.hasSuffix("by amy@acme-eu · 1 of 1 breaks decided\n"))
      let said = try statement(run, path)
      #expect(said["decision"] as? String == "approved-with-exceptions")
      #expect(
        said["dispositions"] as? [[String: String]] == [
          ["break_id": id, "disposition": "carried", "reason": "booked on Monday"]
        ])
      for options in [[], ["--require-review"]] {
        let verdict = try desk.tieout(["verify", run.url.path] + options)
        #expect(verdict.status == 0, "\(verdict.output)")
        #expect(verdict.output.contains("\(path): approved-with-exceptions by amy@acme-eu at "))
      }
      let json = try desk.tieout(["verify", run.url.path, "--json"]).output
      #expect(json.contains("\"decision\": \"approved-with-exceptions\""))
      #expect(try sealed() == before)
      let again = try review(desk, run)
      #expect(again.output.hasPrefix("reviews/02-amy-"))
    }
  }

  @Test func `dispositions come from the workbook's sheet, saved as CSV`() throws {
    try withRun { desk, _, run in
      let id = try breakID(run)
      for (number, text) in [
        "Severity,Break,Kind,Disposition,Comment,Reviewer\r\nlow,\(id),X,accepted,"
          + "\"seen, \"\"really\"\"\",amy@acme-eu\r\n",
        "\u{feff}break_id;disposition;comment;reviewer\n"
          + "\(id);to-correct;\"two\nlines\";amy@acme-eu",
        "break_id\tdisposition\tcomment\treviewer\n"
          + "\(id)\tcarried\tlater\tamy@acme-eu\nbrk_x\t\t\t\n",
      ].enumerated() {
        try desk.write("items.csv", text)
        let outcome = try desk.tieout([
          "review", run.url.path, "--key", "amy/amy.pem", "--decision", "approved", "--from",
          "items.csv",
        ])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let path = String(outcome.output.prefix { $0 != ":" })
        let made = try statement(run, path)["dispositions"] as? [[String: String]]
        let wanted = [
          ("accepted", "seen, \"really\""), ("to-correct", "two\nlines"), ("carried", "later"),
        ]
        #expect(
          made == [
            ["break_id": id, "disposition": wanted[number].0, "reason": wanted[number].1]
          ])
      }
      #expect(try desk.tieout(["verify", run.url.path]).status == 0)
    }
  }

  @Test(.enabled(if: StockToolTests.hasOpenpyxl, "needs openpyxl for python3"))
  func `dispositions come from the workbook as it was filled in and saved`() throws {
    try withRun { desk, _, run in
      let script = """
        import sys, openpyxl
        book = openpyxl.load_workbook(sys.argv[1])
        sheet = book["Open items"]
        place = {cell.value: cell.column for cell in sheet[1]}
        for title, text in [("Disposition", "carried"), ("Comment", "seen & <noted>"),
            ("Reviewer", "amy@acme-eu")]:
          sheet.cell(row=2, column=place[title], value=text)
        book.save(sys.argv[2])
        """
      let filled = desk.folder.appending(path: "filled.xlsx").path
      let python = try #require(Tool.find("python3"))
      let workbook = run.url.appending(path: "data/reports/breaks.xlsx").path
      let saved = try python.run(["-c", script, workbook, filled])
      try #require(saved.status == 0, "\(saved.errors)")
      let outcome = try desk.tieout([
        "review", run.url.path, "--key", "amy/amy.pem", "--decision", "approved", "--from", filled,
      ])
      #expect(outcome.status == 0, "\(outcome.errors)")
      let path = String(outcome.output.prefix { $0 != ":" })
      #expect(
        try statement(run, path)["dispositions"] as? [[String: String]] == [
          ["break_id": try breakID(run), "disposition": "carried", "reason": "seen & <noted>"]
        ])
      #expect(try desk.tieout(["verify", run.url.path]).status == 0)
    }
  }

  @Test func `what is no review is refused, and nothing is written`() throws {
    try withRun { desk, _, run in
      let id = try breakID(run)
      try desk.write("two.csv", "break_id,disposition,reviewer\n\(id),accepted,bob\n")
      try desk.write("open.csv", "break_id,disposition\n\"\(id),accepted\n")
      try desk.write("other.csv", "id,what\n1,2\n")
      try desk.write("half.xlsx", "PK\u{3}\u{4}")
      let key = desk.keys.appending(path: "run-key.pem").path
      for (options, message) in [
        (
          ["--disposition", "brk_0000000000000000=accepted"], "has no break 'brk_0000000000000000'"
        ),
        (["--disposition", "\(id)=perhaps"], "'perhaps' is no disposition"),
        (["--disposition", "\(id)"], "is no BREAK_ID=disposition"),
        (["--disposition", "\(id)=carried"], "is carried without a reason"),
        (["--disposition", "\(id)=accepted", "\(id)=accepted"], "is decided twice"),
        (["--from", "two.csv"], "a line was decided by 'bob'"),
        (["--from", "open.csv"], "open.csv:2: error[review-refused]: a quote is never closed"),
        (["--from", "other.csv"], "no columns break_id and disposition"),
        (["--from", "nowhere.csv"], "cannot be read"),
        (["--from", "half.xlsx"], "the workbook cannot be read: save it as .xlsx without"),
      ] {
        let outcome = try review(desk, run, options)
        #expect(outcome.status == 5, "\(options)")
        #expect(outcome.errors.contains("error[review-refused]: "), "\(outcome.errors)")
        #expect(outcome.errors.contains(message), "\(options): \(outcome.errors)")
      }
      let own = try desk.tieout([
        "review", run.url.path, "--key", key, "--reviewer", "me", "--decision", "approved",
      ])
      #expect(own.status == 5)
      #expect(own.errors.contains("review-by-runner"), "\(own.errors)")
      let bare = try desk.tieout([
        "review", run.url.path, "--reviewer", "me", "--decision", "approved",
      ])
      #expect(bare.status == 5 && bare.errors.contains("give a key to sign with, or --print"))
      let missing = try desk.tieout([
        "review", run.url.path, "--reviewer", "me", "--decision", "approved", "--key", "no.pem",
      ])
      #expect(missing.status == 5)
      #expect(!FileManager.default.fileExists(atPath: desk.folder.appending(path: "no.pem").path))
      #expect(!FileManager.default.fileExists(atPath: run.url.appending(path: "reviews").path))
      let report = run.url.appending(path: "data/reports/breaks.csv")
      try Data("x".utf8).write(to: report)
      let tampered = try review(desk, run)
      #expect(tampered.errors.contains("the run is not as it was sealed"), "\(tampered.errors)")
      #expect(!FileManager.default.fileExists(atPath: run.url.appending(path: "reviews").path))
    }
  }

  @Test func `the next run goes on from a reviewed one, and seals the review`() throws {
    try withRun { desk, book, run in
      #expect(try review(desk, run).status == 0)
      let next = try book.run(1)
      #expect(desk.sealed().count == 2, "\(next.errors)")
      let previous = (try book.manifest(2)["chain"] as? [String: Any])?["previous"]
      let sidecars = (previous as? [String: Any])?["sidecars"] as? [String: String] ?? [:]
      #expect(sidecars.count == 4)
      #expect(sidecars.keys.filter { $0.hasPrefix("reviews/01-amy-") }.count == 3)
      let good = try desk.tieout(["verify", book.folder.path])
      #expect(good.status == 0, "\(good.output)")
      // A second review may come later.
      #expect(try review(desk, run).status == 0)
      #expect(try desk.tieout(["verify", book.folder.path]).status == 0)
      let folder = run.url.appending(path: "reviews")
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      let aside = desk.folder.appending(path: "aside")
      // T38: the second is there by itself, and then none.
      for name in names where name.hasPrefix("01-") {
        try FileManager.default.removeItem(at: folder.appending(path: name))
      }
      let first = try desk.tieout(["verify", book.folder.path])
      #expect(first.status == 1)
      #expect(first.output.contains(": review-out-of-order: "), "\(first.output)")
      #expect(first.output.contains(": sidecar-missing: "), "\(first.output)")
      try FileManager.default.moveItem(at: folder, to: aside)
      let none = try desk.tieout(["verify", book.folder.path])
      #expect(none.status == 1)
      #expect(none.output.contains(": sidecar-missing: "), "\(none.output)")
      #expect(try desk.tieout(["verify", run.url.path]).status == 0)
      // Another review in its place is good by itself, but not what was sealed.
      #expect(try review(desk, run).status == 0)
      let other = try desk.tieout(["verify", book.folder.path])
      #expect(other.status == 1)
      #expect(other.output.contains(": sidecar-differs: "), "\(other.output)")
      #expect(try desk.tieout(["verify", run.url.path, "--require-review"]).status == 0)
    }
  }

  static let hasKeygen = Tool.find("ssh-keygen") != nil

  @Test(.enabled(if: hasKeygen, "needs ssh-keygen"))
  func `a statement that ssh-keygen signed is taken, and ssh-keygen verifies ours`() throws {
    try withRun { desk, _, run in
      let keygen = try #require(Tool.find("ssh-keygen"))
      let made = try keygen.run(
        ["-q", "-t", "ed25519", "-N", "", "-C", "bob@acme-eu", "-f", "bob"], in: desk.folder)
      #expect(made.status == 0, "\(made.errors)")
      let trusted = try desk.tieout([
        "keys", "trust", "bob.pub", "--role", "review", "--name", "bob@acme-eu",
      ])
      #expect(trusted.status == 0, "\(trusted.errors)")
      let printed = try desk.tieout([
        "review", run.url.path, "--print", "--reviewer", "bob@acme-eu", "--decision", "approved",
      ])
      #expect(printed.status == 0, "\(printed.errors)")
      #expect(!FileManager.default.fileExists(atPath: run.url.appending(path: "reviews").path))
      try desk.write("review.json", printed.output)
      let signed = try keygen.run(
        ["-Y", "sign", "-n", "tieout-review-v1", "-f", "bob", "review.json"], in: desk.folder)
      #expect(signed.status == 0, "\(signed.errors)")
      let add = ["review", run.url.path, "--add", "review.json", "--signature"]
      let added = try desk.tieout(add + ["review.json.sig"])
      #expect(added.status == 0, "\(added.errors)")
      #expect(added.output.hasPrefix("reviews/01-bob-acme-eu-"))
      let verdict = try desk.tieout(["verify", run.url.path, "--require-review"])
      #expect(verdict.status == 0, "\(verdict.output)")
      // A signature for another purpose, and one of another statement, are refused.
      for namespace in ["file", "tieout-run-v1"] {
        try desk.write("review2.json", printed.output)
        _ = try keygen.run(
          ["-Y", "sign", "-n", namespace, "-f", "bob", "review2.json"], in: desk.folder)
        let other = try desk.tieout(add + ["review2.json.sig"])
        #expect(other.status == 5)
        #expect(other.errors.contains("review-namespace-differs"), "\(other.errors)")
        try FileManager.default.removeItem(at: desk.folder.appending(path: "review2.json.sig"))
      }
      try desk.write("review.json", printed.output.replacing("approved", with: "rejected"))
      let changed = try desk.tieout(add + ["review.json.sig"])
      #expect(changed.status == 5)
      #expect(changed.errors.contains("review-signature-invalid"), "\(changed.errors)")
      // Ours, in the hands of ssh-keygen.
      let ours = try review(desk, run)
      let path = String(ours.output.prefix { $0 != ":" })
      let publicKey = try String(
        contentsOf: desk.folder.appending(path: "amy/amy.pub"), encoding: .utf8)
      try desk.write("allowed", "amy namespaces=\"tieout-review-v1\" \(publicKey)")
      try expectPageHolds(run, path, publicKey)
      for (text, status) in [("", Int32(0)), ("x", 255)] {
        let bytes = try Data(contentsOf: run.url.appending(path: path))
        let checked = try keygen.run(
          [
            "-Y", "verify", "-f", "allowed", "-I", "amy", "-n", "tieout-review-v1", "-s",
            run.url.appending(path: path + ".sig").path,
          ], input: bytes + Data(text.utf8), in: desk.folder)
        #expect(checked.status == status, "\(checked.output)\(checked.errors)")
      }
    }
  }

  /// The two commands that VERIFY.txt has for a review, its names filled in.
  private func expectPageHolds(_ run: SealedFolder, _ path: String, _ key: String) throws {
    let page = try String(contentsOf: run.url.appending(path: "VERIFY.txt"), encoding: .utf8)
    let lines = page.split(separator: "\n").filter { $0.contains("REVIEW.json") }
    #expect(lines.count == 2)
    let names = try Places.scratch().appending(path: "names")
    defer { try? FileManager.default.removeItem(at: names.deletingLastPathComponent()) }
    try Data("amy namespaces=\"tieout-review-v1\" \(key)".utf8).write(to: names)
    for line in lines {
      let command = line.replacing("REVIEWERS", with: names.path).replacing("NAME", with: "amy")
        .replacing("REVIEW.json", with: path)
      let outcome = try Tool(path: "/bin/sh").run(["-c", String(command)], in: run.url)
      #expect(outcome.status == 0, "\(command): \(outcome.output)\(outcome.errors)")
    }
  }

  @Test func `a review that was killed in the middle is finished by the next`() throws {
    try withRun { desk, _, run in
      #expect(try review(desk, run).status == 0)
      let folder = run.url.appending(path: "reviews")
      let name = try #require(
        try FileManager.default.contentsOfDirectory(atPath: folder.path).first {
          $0.hasSuffix(".json") && !$0.hasSuffix(".dsse.json")
        })
      try FileManager.default.moveItem(
        at: folder.appending(path: name), to: folder.appending(path: ".\(name).tmp"))
      let begun = try desk.tieout(["verify", run.url.path])
      #expect(begun.output.contains(": review-unfinished: "), "\(begun.output)")
      #expect(try review(desk, run).output.hasPrefix("reviews/02-"))
      #expect(try desk.tieout(["verify", run.url.path, "--require-review"]).status == 0)
    }
  }
}
