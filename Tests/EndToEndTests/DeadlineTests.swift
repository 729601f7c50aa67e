import Foundation
import TestSupport
import Testing

/// The end of a run's time does not contradict what is in the archive.
@Suite struct DeadlineTests {
  static let strace = Tool.find("strace")

  @Test(.enabled(if: strace != nil, "strace is not installed"))
  func `a time that is over while the run is published does not deny it`() throws {
    let strace = try #require(Self.strace)
    try Desk.with { desk in
      let settings = try SmallBook().lay(on: desk)
      let first = try desk.run([settings])
      try #require(first.status != 5, "\(first.errors)")
      // The rename is done at once and comes back after the time is over.
      let outcome = try strace.run(
        [
          "-f", "--seccomp-bpf", "-o", "/dev/null", "-e", "trace=renameat",
          "-e", "inject=renameat:delay_exit=6000000", desk.program.path, "run", settings,
          "--again", "--out", desk.out.path,
        ],
        in: desk.folder,
        environment: [
          "XDG_CONFIG_HOME": desk.folder.appending(path: "config").path,
          "XDG_STATE_HOME": desk.state.path, "RECONCILIATION_TIMEOUT_SECONDS": "4",
        ])
      let isDenied = outcome.errors.contains("run-timed-out")
      // On a machine so busy that the time is over before, nothing is there.
      #expect(desk.sealed().count == (isDenied ? 1 : 2), "\(outcome.errors)")
      if !isDenied { #expect(outcome.status == first.status, "\(outcome.errors)") }
    }
  }
}
