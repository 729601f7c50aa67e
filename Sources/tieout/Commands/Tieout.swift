import ArgumentParser

@main
struct Tieout: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tieout",
    abstract: "Ties crypto statements out against the ledger, exactly, and seals the proof.",
    discussion: """
      Reads exchange statement exports and local ledger dumps, matches them entry by entry, \
      proves every balance difference, and leaves one sealed folder of reports and evidence.

      Example:
        tieout run tieout.yaml --business-date 2026-11-19
      """,
    version: Version.tool,
    subcommands: [
      RunCommand.self, InspectCommand.self, FormatsCommand.self, VerifyCommand.self,
      ReplayCommand.self, CheckpointCommand.self, ExplainCommand.self, ReviewCommand.self,
      HistoryCommand.self, BreaksCommand.self, TrailCommand.self, KeysCommand.self,
    ])

  /// Runs the command line; whatever is thrown ends with a documented exit code.
  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      Exit.leave(after: error)
    }
  }
}

/// What the tool says of itself; the manifest records it.
enum Version {
  static let tool = "0.1.0"
  /// Raised whenever the same input could give other report bytes.
  static let semantics = 5
}
