import Accounting
import ArgumentParser
import Foundation
import Seal
import Trail

struct TrailCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trail", abstract: "Looks after the index that `history` and `breaks` read.",
    discussion: """
      Example:
        tieout trail rebuild reports/runs
      """,
    subcommands: [Rebuild.self])

  struct Rebuild: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "rebuild", abstract: "Makes the trail again from the run folders alone.",
      discussion: """
        Every folder is verified first; one that is not as it was sealed is named and left out. \
        What the trail was before does not matter: the same archive gives the same rows.

        Example:
          tieout trail rebuild reports/runs

        Exit codes: 0 every run is in it · 3 some were left out · 5 there are no runs, or the \
        trail cannot be written.
        """)

    @Argument(help: ArgumentHelp("The archive; else reports/runs.", valueName: "archive"))
    var archive: String?

    @OptionGroup var output: OutputOptions

    func run() throws {
      let scope = try TrailScope(archive)
      let upkeep = TrailUpkeep(place: scope.place, console: output.console)
      let outcome: TrailUpkeep.Outcome
      do throws(TrailFault) {
        outcome = try upkeep.rebuild()
      } catch {
        throw SettingsFault(
          "trail-not-rebuilt", Place(file: scope.place.path),
          "the trail cannot be written: \(Diagnostic.quoted(error.reason))",
          hint: "it lies in the user's state folder: see XDG_STATE_HOME; no run is touched")
      }
      let added = outcome.runs - outcome.leftOut
      if output.json {
        let value: JSONValue = [
          "left_out": .integer(outcome.leftOut), "runs": .integer(added),
          "trail": .string(scope.place.path),
        ]
        try Console.print(value)
      } else {
        let left = outcome.leftOut == 0 ? "" : ", \(outcome.leftOut) left out"
        Console.print(
          "\(Diagnostic.inert(scope.place.path)): \(added) run\(added == 1 ? "" : "s")\(left)")
      }
      if outcome.leftOut > 0 { throw ExitCode(3) }
    }
  }
}
