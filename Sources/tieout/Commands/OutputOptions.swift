import ArgumentParser
import Foundation

/// Options that every command with a report to a person has.
struct OutputOptions: ParsableArguments {
  @Flag(help: "Data and diagnostics only.")
  var quiet = false

  @Flag(help: "JSON on standard output; from `run`, one event a line.")
  var json = false

  var console: Console {
    Console(isQuiet: quiet, environment: ProcessInfo.processInfo.environment)
  }
}

/// Options that say what a file does not.
struct ReadingOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Take this format instead of recognising one.", valueName: "name"))
  var format: String?

  @Option(help: ArgumentHelp("The currency of a file whose lines name none.", valueName: "code"))
  var currency: String?

  @Option(
    help: ArgumentHelp("The zone of times that name none: UTC, +01:00.", valueName: "zone"))
  var zone: String?

  @Option(
    help: ArgumentHelp("The order in dates that do not tell: ymd, dmy, mdy.", valueName: "order"))
  var dateOrder: String?
}
