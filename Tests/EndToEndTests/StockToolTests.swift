import Foundation
import TestSupport
import Testing

/// The sealed folder of the day's end in the hands of programs that know nothing of tieout.
@Suite struct StockToolTests {
  static let tools = ["sh", "sha256sum", "jq", "ssh-keygen", "openssl", "cmp", "base64"]
  static let hasTools = tools.allSatisfy { Tool.find($0) != nil }

  private func withRun(_ body: (SealedFolder) throws -> Void) throws {
    try Desk.with { desk in
      let sample = SampleCase(name: "end-of-day")
      let outcome = try desk.run([sample.inputs.path])
      try body(try #require(desk.sealed().first, "\(outcome.errors)"))
    }
  }

  /// The commands of VERIFY.txt, as a person copies them: lines after the head that four blanks
  /// begin.
  private func commands(_ folder: SealedFolder) throws -> [String] {
    let file = folder.url.appending(path: "VERIFY.txt")
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    return lines.drop { !$0.hasPrefix("0. ") }.filter { $0.hasPrefix("    ") }.map(String.init)
  }

  private func shell(_ lines: [String], in folder: SealedFolder) throws -> Tool.Outcome {
    let script = (["set -e"] + lines).joined(separator: "\n") + "\n"
    return try #require(Tool.find("sh")).run([], input: Data(script.utf8), in: folder.url)
  }

  @Test(.enabled(if: hasTools, "needs \(tools)"))
  func `every command of VERIFY.txt succeeds`() throws {
    try withRun { run in
      let outcome = try shell(try commands(run), in: run)
      #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
      #expect(outcome.output.contains("data/reports/breaks.csv: OK"))
      #expect(outcome.output.contains("Good \"tieout-run-v1\" signature for tieout"))
      #expect(outcome.output.contains("Signature Verified Successfully"))
    }
  }

  @Test(
    .enabled(if: hasTools, "needs \(tools)"),
    arguments: [
      "sha256sum --strict -c manifest-sha256.txt", "jq -r '.subject[]", "jq -S . run-manifest.json",
      "ssh-keygen -Y verify", "jq -r .payload run-manifest.dsse.json", "-in \"$T/pae.bin\"",
      "-in \"$T/checkpoint.txt\"",
    ])
  func `the folder's page has this step, and it alone sees one changed byte`(step: String) throws {
    try withRun { run in try expectFailure(of: step, in: run) }
  }

  /// Changes one byte and lets one step of the page run, on what it needs.
  private func expectFailure(of step: String, in run: SealedFolder) throws {
    let lines = try commands(run)
    let chosen = lines.filter { $0.contains(step) }
    #expect(chosen.count == 1)
    let isReport = step.hasPrefix("sha256sum") || step.contains(".subject[]")
    let isCheckpoint = step.contains("checkpoint")
    let name =
      isReport
      ? "data/reports/summary.json" : isCheckpoint ? "checkpoint.note" : "run-manifest.json"
    let file = run.url.appending(path: name)
    var bytes = try Data(contentsOf: file)
    if step.hasPrefix("jq -S") {
      // It reads any letter: a blank too many is what it exists to see.
      bytes.append(UInt8(ascii: " "))
    } else {
      bytes[isCheckpoint ? 0 : bytes.count / 2] ^= 1
    }
    let needed = lines.filter(Self.isSetUp)
    #expect(try shell(needed + chosen, in: run).status == 0)
    try bytes.write(to: file)
    #expect(try shell(needed + chosen, in: run).status != 0)
  }

  private static func isSetUp(_ line: String) -> Bool {
    for mark in ["T=$(", "printf '%s\\n'", "DSSEv1", "KID=", "--arg k", "head -n 3", "tail -n 1"]
    where line.contains(mark) {
      return true
    }
    return false
  }

  static let python = Tool.find("python3")

  static func has(_ module: String) -> Bool {
    (try? python?.run(["-c", "import \(module)"]))?.status == 0
  }

  static let hasBagit = has("bagit")
  static let hasOpenpyxl = has("openpyxl")

  @Test(.enabled(if: hasBagit, "needs bagit for python3"))
  func `bagit takes the folder for a valid bag`() throws {
    try withRun { run in
      let script = "import bagit, sys; bagit.Bag(sys.argv[1]).validate()"
      let outcome = try #require(Self.python).run(["-c", script, run.url.path])
      #expect(outcome.status == 0, "\(outcome.errors)")
    }
  }

  @Test(.enabled(if: hasOpenpyxl, "needs openpyxl for python3"))
  func `openpyxl opens the workbook, and its Open items are those of breaks csv`() throws {
    try withRun { run in
      let script = """
        import csv, sys, openpyxl
        folder = sys.argv[1] + "/data/reports/"
        book = openpyxl.load_workbook(folder + "breaks.xlsx")
        assert book.sheetnames[:1] == ["Summary"], book.sheetnames
        cells = list(book["Open items"].iter_rows(values_only=True))
        rows = [dict(zip(cells[0], row)) for row in cells[1:]]
        records = list(csv.DictReader(open(folder + "breaks.csv", encoding="utf-8", newline="")))
        assert len(rows) == len(records) > 0, (len(rows), len(records))
        plain = {"Break": "break_id", "Kind": "kind", "Account": "account", "Asset": "asset",
          "Amount (exact)": "amount", "Statement amount (exact)": "statement_amount",
          "Ledger amount (exact)": "ledger_amount", "Value USD (exact)": "value_usd",
          "Reference": "reference", "Rule": "rule", "Detail": "detail", "Entries": "entries"}
        for row, record in zip(rows, records):
          for title, column in plain.items():
            text = record[column]
            if text.startswith("'"): text = text[1:]
            assert (row[title] or "") == text, (title, row[title], text)
        ours = ["Statement", "Proof of cash", "Roll-forward"]
        for sheet in book:
          for line in sheet.iter_rows():
            for cell in line:
              assert cell.data_type != "f" or sheet.title in ours, sheet.title
        """
      let outcome = try #require(Self.python).run(["-c", script, run.url.path])
      #expect(outcome.status == 0, "\(outcome.errors)")
    }
  }
}
