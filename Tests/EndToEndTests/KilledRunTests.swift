import Foundation
import TestSupport
import Testing

/// A run that is killed leaves no rows behind.
@Suite struct KilledRunTests {
  @Test func `a killed run leaves no file with a name`() throws {
    try Desk.with { desk in
      var lines = ["id,reference,time,asset,amount"]
      for number in 0..<60_000 {
        lines.append("i-\(number),R\(number),2026-11-19T10:00:00Z,USD,1.5")
      }
      let table = lines.joined(separator: "\n") + "\n"
      try desk.write("statement.csv", table)
      try desk.write("ledger.csv", table)
      let columns = "reference: reference, booked_at: time, asset: asset, amount: amount"
      let settings = try desk.write(
        "tieout.yaml",
        """
        book: killed
        accounts:
          - account: ex/a
            statement: [ "statement.csv" ]
            format: { kind: csv, columns: { id: id, \(columns) } }
        ledger:
          - files: [ "ledger.csv" ]
            format: { kind: csv, columns: { \(columns) } }
        """)
      let rows = desk.folder.appending(path: "rows")
      try FileManager.default.createDirectory(at: rows, withIntermediateDirectories: true)
      let command =
        [desk.program.path, "run", settings.path, "--unsealed", "reports"]
        + TwoWays.streamed(chunk: 4_096, memory: 0)
      // Killed as soon as rows are on disk: an unlinked file that is still open shows in /proc,
      // where a program that has ended has no open file. The shell's `wait` hangs under a test.
      let script = """
        "$@" >out 2>&1 & pid=$!
        seen=no
        for turn in $(seq 3000); do
          open=$(ls -l /proc/$pid/fd 2>/dev/null)
          case "$open" in
            *"/rows/"*deleted*) seen=yes; kill -9 $pid;;
            "" | "total 0") break;;
          esac
        done
        echo "$seen"; cat out >&2
        """
      let outcome = try Tool(path: "/bin/sh").run(
        ["-c", script, "sh"] + command, in: desk.folder, environment: ["TMPDIR": rows.path])
      #if os(Linux)
        #expect(outcome.output == "yes\n", "\(outcome.errors)")
      #endif
      #expect(SampleCase.names(in: rows) == [])
      let common = SampleCase.names(in: URL(filePath: "/var/tmp"))
      #expect(!common.contains { $0.contains("tieout-rows") })
    }
  }
}
