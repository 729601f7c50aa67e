import Accounting
import ArgumentParser
import Foundation
import Seal
import Trail

struct BreaksCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "breaks", abstract: "Lists the breaks of a book over all its days.",
    discussion: """
      Each break once: when it was first and last seen, its age in business days as last reported, \
      the calendar days it was or is open, and what the latest review decides about it. A break is \
      open if the book's last run has it, cleared if a run says so; one that no later run took \
      over (--without-prior, a day that was run late) is not followed any more.

      Examples:
        tieout breaks reports/runs/acme-eu --open --older-than 5
        tieout breaks --account 'coinbase/*' --kind MISSING_LEDGER --json
      """)

  @Argument(
    help: ArgumentHelp("A book's folder or an archive; else reports/runs.", valueName: "folder"))
  var folder: String?

  @Flag(help: "Only those the last run has.")
  var open = false

  @Flag(help: "Only those a run cleared.")
  var cleared = false

  @Option(help: "Only of this account; * stands for any text.")
  var account: String?

  @Option(help: "Only of this kind.")
  var kind: String?

  @Option(help: ArgumentHelp("Only those open for more days.", valueName: "days"))
  var olderThan: Int?

  @OptionGroup var output: OutputOptions

  func validate() throws {
    if let kind, BreakKind(rawValue: kind) == nil {
      throw ValidationError("--kind takes one of the kinds in breaks.csv, such as MISSING_LEDGER")
    }
    if let olderThan, olderThan < 0 { throw ValidationError("--older-than takes 0 or more") }
  }

  func run() throws {
    let scope = try TrailScope(folder)
    let lives = try scope.upkeep(output.console).current().breaks(book: scope.book)
    let text = BreaksText(lives: lives.filter(isWanted))
    if output.json {
      try Console.print(text.json)
      return
    }
    text.lines.forEach(Console.print)
    output.console.say("\(text.lives.count) of \(lives.count) breaks")
  }

  /// Both flags together: either of them.
  private func isWanted(_ life: BreakLife) -> Bool {
    let states: [BreakLife.State] = (open ? [.open] : []) + (cleared ? [.cleared] : [])
    return (states.isEmpty || states.contains(life.state))
      && (account.map { Pattern($0).matches(life.item.account) } ?? true)
      && (kind.map { $0 == life.item.kind } ?? true)
      && (olderThan.map { life.daysOpen > $0 } ?? true)
  }
}
