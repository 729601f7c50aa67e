import Accounting
import ArgumentParser
import Foundation
import Normalise
import Reconcile
import Seal

struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect", abstract: "Says what a file is and what it holds.",
    discussion: """
      Format, encoding, lines, time span, control totals per asset, running-balance check and \
      every refused line; nothing is written.

      Examples:
        tieout inspect coinbase.csv
        tieout inspect ledger.json --currency USD
      """)

  @Argument(help: "Files to look at.")
  var files: [String]

  @Option(help: ArgumentHelp("Read as: statement or ledger.", valueName: "side"))
  var side: String?

  @OptionGroup var reading: ReadingOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if let side, Side(rawValue: side) == nil {
      throw ValidationError("--side takes statement or ledger")
    }
    if let name = reading.format, !VenueFormat.all.contains(where: { $0.format.name == name }) {
      throw ValidationError("no format is called \(Diagnostic.quoted(name)); see `tieout formats`")
    }
    if files.isEmpty { throw ValidationError("name a file") }
  }

  func run() throws {
    let console = output.console
    var terms = SourceTerms(currency: reading.currency)
    if let name = reading.zone {
      guard let zone = Zone(name: name) else {
        throw ValidationError("\(Diagnostic.quoted(name)) is no time zone")
      }
      terms.zone = zone
    }
    if let text = reading.dateOrder {
      terms.dateOrder = DateOrder(rawValue: text)
      guard terms.dateOrder != nil else {
        throw ValidationError("--date-order takes ymd, dmy or mdy")
      }
    }
    terms.accountRules = [AccountRule(pattern: Pattern("*"), account: "ledger")]
    var isFaulty = false
    var pages: [JSONValue] = []
    for file in files {
      let inspection = Inspection(
        path: file, side: side.flatMap(Side.init(rawValue:)), format: reading.format,
        terms: terms)
      let found = try inspection.look()
      found.diagnostics.forEach(console.show)
      isFaulty = isFaulty || found.isFaulty
      if output.json {
        pages.append(found.json)
      } else {
        found.lines.forEach(Console.print)
      }
    }
    if output.json {
      try Console.print(JSONValue.array(pages))
    }
    if isFaulty { throw RunExit.inputFault.code }
  }
}
