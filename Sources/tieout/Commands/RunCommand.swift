import Accounting
import ArgumentParser
import Foundation
import Normalise
import Seal

struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Reconciles one book for one date and seals the result.",
    discussion: """
      With a settings file, or with statement and ledger files only: formats are then recognised \
      and the account is taken from the format.

      Examples:
        tieout run tieout.yaml --business-date 2026-11-19
        tieout run --statement coinbase.csv --ledger ledger.csv

      Exit codes: 0 all proved · 1 open items within policy · 2 breaks · 3 unproved · 4 input \
      fault · 5 settings fault · 6 internal · 7 busy.
      """)

  @Argument(help: ArgumentHelp("The book's settings file.", valueName: "tieout.yaml"))
  var settings: String?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Statement files, instead of a settings file.", valueName: "file"))
  var statement: [String] = []

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Ledger files, instead of a settings file.", valueName: "file"))
  var ledger: [String] = []

  @Option(
    help: ArgumentHelp(
      "The day to reconcile; else that of the statement's last line.", valueName: "YYYY-MM-DD"))
  var businessDate: String?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Only these accounts of the settings.", valueName: "account"))
  var only: [String] = []

  @Option(help: ArgumentHelp("Where run folders go.", valueName: "folder"))
  var out: String?

  @Option(help: ArgumentHelp("The price file, instead of the settings'.", valueName: "file"))
  var prices: String?

  @Option(help: ArgumentHelp("Breaks of less value are within policy.", valueName: "USD"))
  var thresholdUsd: String?

  @Option(help: "Threads for opening and hashing files.")
  var threads = min(8, ProcessInfo.processInfo.activeProcessorCount)

  @Flag(help: "Reconcile and report to the terminal; leave no folder.")
  var dryRun = false

  @Option(
    help: ArgumentHelp(
      "Write the reports into this folder, unsealed, instead of a run folder.",
      valueName: "folder"))
  var unsealed: String?

  @Flag(help: "Bring no open items forward from the last sealed run of the book.")
  var withoutPrior = false

  @Option(
    help: ArgumentHelp(
      "Write the run's metrics to this file, for Prometheus' node_exporter.",
      valueName: "file.prom"))
  var prom: String?

  @Flag(help: "Seal a new run even if the date has one with the very same evidence.")
  var again = false

  @Option(help: ArgumentHelp("Why a date is run again; the manifest keeps it.", valueName: "text"))
  var reason: String?

  @Flag(help: "Make no digests of the inputs; with --unsealed or --dry-run.")
  var noDigest = false

  @Option(
    help: ArgumentHelp(
      "Memory for rows while both sides are joined; more go to an unlinked file.",
      valueName: "MiB"))
  var memory = 16

  @Option(help: ArgumentHelp("Files of this size are read in chunks.", visibility: .hidden))
  var streamFrom: Int?

  @Option(help: ArgumentHelp("Bytes of a chunk.", visibility: .hidden))
  var chunk: Int?

  @Option(
    help: ArgumentHelp(
      "The key of the runs before, to sign the first run under a new key beside it.",
      valueName: "file"))
  var oldKey: String?

  @OptionGroup var signing: SigningOptions
  @OptionGroup var reading: ReadingOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if settings == nil, statement.isEmpty || ledger.isEmpty {
      throw ValidationError("give a settings file, or both --statement and --ledger files")
    }
    if settings != nil, !(statement.isEmpty && ledger.isEmpty) {
      throw ValidationError("give a settings file or --statement and --ledger, not both")
    }
    if threads < 1 { throw ValidationError("--threads takes 1 or more") }
    if memory < 0 || memory > 1 << 20 { throw ValidationError("--memory takes 0 or more") }
    if let chunk, !(64...1 << 26).contains(chunk) { throw ValidationError("--chunk: too small") }
    if noDigest, unsealed == nil, !dryRun {
      throw ValidationError("--no-digest needs --unsealed or --dry-run: a seal is over digests")
    }
    if let reason, reason.isEmpty { throw ValidationError("--reason takes a text") }
    if unsealed != nil, dryRun { throw ValidationError("give --unsealed or --dry-run, not both") }
    if let prom {
      if !isSealed { throw ValidationError("--prom is for sealed runs") }
      if !prom.hasSuffix(RunMetrics.suffix) { throw ValidationError("--prom takes a *.prom file") }
    }
  }

  private var isSealed: Bool { !dryRun && unsealed == nil }

  func run() throws {
    var console = output.console
    console.events = output.json ? EventLog() : nil
    console.events?.started()
    var metrics = prom.map { RunMetrics(path: $0, console: console) }
    let ending: RunEnding?
    do {
      ending = try reconcile(console, &metrics)
    } catch {
      metrics?.writeFailure(Exit.code(after: error))
      console.events?.failed(error)
      throw error
    }
    guard let ending else {
      console.events?.ended(RunExit.proved.rawValue, status: "DISABLED")
      return
    }
    if ending.result != nil {
      metrics?.write(ending)
    } else {
      metrics?.writeFailure(ending.exit.rawValue)
    }
    if let events = console.events { events.ended(ending) } else { Console.print(ending.line) }
    if let sealed = ending.sealed, sealed.isNew {
      TrailUpkeep(place: TrailPlace(run: sealed.path), console: console).note(run: sealed.path)
    }
    throw ending.exit.code
  }

  /// - Parameter metrics: as the option says; as the settings say if it does not.
  /// - Returns: nil if the settings disable the run.
  private func reconcile(_ console: Console, _ metrics: inout RunMetrics?) throws -> RunEnding? {
    let environment = ProcessInfo.processInfo.environment
    var settings = try effectiveSettings()
    if isSealed, metrics == nil, let name = settings.settings.prom {
      let isPlain = name.hasPrefix("/") || settings.folder == "."
      metrics = RunMetrics(path: isPlain ? name : "\(settings.folder)/\(name)", console: console)
    }
    metrics?.book = settings.settings.book
    try settings.settings.overrule(by: environment)
    if let text = thresholdUsd {
      guard let amount = try? Amount(parsing: text), !amount.isNegative else {
        throw SettingsFault(
          "option-value-invalid", Place(file: "--threshold-usd"),
          "\(Diagnostic.quoted(text)) is no amount", hint: "it takes US dollars, 0 or more")
      }
      settings.settings.thresholdUSD = amount
    }
    if let prices { settings.settings.prices = absolute(prices) }
    guard settings.settings.isEnabled else {
      console.say("\(settings.settings.book): disabled by settings, nothing was run")
      return nil
    }
    let job = RunJob(
      settings: settings.settings, folder: settings.folder, configuration: settings.files,
      businessDate: try date() ?? settings.settings.businessDate, only: only, archive: out,
      signing: signing, oldKey: oldKey, isDryRun: dryRun, unsealed: unsealed,
      takesOver: !withoutPrior,
      isAgain: again, reason: reason, reading: readingPlan, threads: threads, metrics: metrics,
      console: console)
    return try job.run()
  }

  private var readingPlan: ReadingPlan {
    var plan = ReadingPlan()
    plan.memory = memory << 20
    plan.hasDigests = !noDigest
    plan.streamFrom = streamFrom ?? plan.streamFrom
    plan.chunkBytes = chunk ?? plan.chunkBytes
    plan.folder = ProcessInfo.processInfo.environment["TMPDIR"] ?? plan.folder
    return plan
  }

  private func date() throws(SettingsFault) -> CivilDate? {
    guard let businessDate else { return nil }
    guard let date = CivilDate(businessDate) else {
      throw SettingsFault(
        "option-value-invalid", Place(file: "--business-date"),
        "\(Diagnostic.quoted(businessDate)) is no date", hint: "it takes YYYY-MM-DD")
    }
    return date
  }

  private func absolute(_ path: String) -> String {
    path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
  }

  private struct Effective {
    var settings: Settings
    var folder: String
    var files: [ConfigurationFile]
  }

  private func effectiveSettings() throws(SettingsFault) -> Effective {
    let formats = VenueFormat.all
    guard let path = settings else {
      return Effective(settings: try settingsOfFiles(formats), folder: ".", files: [])
    }
    var file = path
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
      file = path + "/tieout.yaml"
    }
    let data: [UInt8]
    do throws(SealError) {
      data = try SmallFile.bytes(file)
    } catch {
      throw SettingsFault(
        "settings-missing", Place(file: file),
        "the settings file cannot be read: \(error.cause)",
        hint: "check the path; it is one YAML file a book")
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw SettingsFault(
        "settings-not-yaml", Place(file: file), "the settings file is not UTF-8",
        hint: "save it as UTF-8")
    }
    let settings = try SettingsReader(file: file, formats: formats).read(text)
    let name = file.split(separator: "/").last.map(String.init) ?? "tieout.yaml"
    let folder = file.contains("/") ? String(file[..<file.lastIndex(of: "/")!]) : "."
    return Effective(
      settings: settings, folder: folder.isEmpty ? "/" : folder,
      files: [ConfigurationFile(name: name, content: data)])
  }

  /// A run of files only: every statement file, every ledger file, no account named.
  private func settingsOfFiles(_ formats: [VenueFormat]) throws(SettingsFault) -> Settings {
    var settings = Settings()
    var read = ReadingSettings()
    read.currency = reading.currency
    if let name = reading.zone {
      read.zoneName = name
      read.zone = Zone(name: name)
      guard read.zone != nil else {
        throw SettingsFault(
          "option-value-invalid", Place(file: "--zone"),
          "\(Diagnostic.quoted(name)) is no time zone",
          hint: "it takes UTC, +01:00 or a name such as Europe/Berlin")
      }
    }
    if let text = reading.dateOrder {
      read.dateOrder = DateOrder(rawValue: text)
      guard read.dateOrder != nil else {
        throw SettingsFault(
          "option-value-invalid", Place(file: "--date-order"),
          "\(Diagnostic.quoted(text)) is no order", hint: "it takes ymd, dmy or mdy")
      }
    }
    if let name = reading.format {
      guard let format = formats.first(where: { $0.format.name == name }) else {
        throw SettingsFault(
          "option-value-invalid", Place(file: "--format"),
          "no format is called \(Diagnostic.quoted(name))", hint: "see `tieout formats`")
      }
      read.format = .named(format)
    }
    settings.filesOnly = FilesOnly(statement: statement, ledger: ledger, reading: read)
    return settings
  }
}
