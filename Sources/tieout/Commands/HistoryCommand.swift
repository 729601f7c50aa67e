import ArgumentParser
import Foundation
import Seal
import Trail

struct HistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: "Lists the runs of a book or an archive, newest last.",
    discussion: """
      One line a run: business date, number, kind (nothing for a scheduled run), status, accounts \
      proved of all (ok), breaks (open, + new, - cleared), how many are material, and what the \
      latest review says. It is told from the trail, an index over the sealed folders that is \
      brought up to date first and made again where it is missing or damaged; it is no evidence.

      Examples:
        tieout history
        tieout history reports/runs/acme-eu --json
      """)

  @Argument(
    help: ArgumentHelp("An archive or a book's folder; else reports/runs.", valueName: "folder"))
  var folder: String?

  @OptionGroup var output: OutputOptions

  func run() throws {
    let scope = try TrailScope(folder)
    let text = HistoryText(
      days: try scope.upkeep(output.console).current().history(book: scope.book))
    if output.json {
      try Console.print(text.json)
    } else {
      text.lines.forEach(Console.print)
    }
  }
}
