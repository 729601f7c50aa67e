import Accounting
import Foundation
import Ingest
import Normalise
import Seal

/// Makes the plan of a run from settings and options.
struct PlanBuilder {
  let settings: Settings
  /// The settings file's folder.
  let folder: String
  var businessDate: CivilDate?
  var only: [String] = []
  var archive: String?
  var threads: Int
  var configuration: [ConfigurationFile]

  struct Built {
    var plan: RunPlan
    var diagnostics: [Diagnostic]
  }

  func build() throws(SettingsFault) -> Built {
    let accounts = try chosenAccounts()
    try checkDate()
    var sources: [PlannedSource] = []
    var missing: [MissingSource] = []
    for account in accounts {
      let terms = account.reading.terms(account: account.account)
      for pattern in account.statement {
        add(pattern, .statement, account.reading, terms, &sources, &missing)
      }
    }
    let rules = accounts.flatMap(Self.rules)
    for ledger in settings.ledger {
      var terms = ledger.reading.terms(account: ledger.reading.account)
      terms.accountRules = rules
      for pattern in ledger.files {
        add(pattern, .ledger, ledger.reading, terms, &sources, &missing)
      }
    }
    if let files = settings.filesOnly { sources += Self.sources(of: files) }
    var policy = Policy(
      windowSeconds: settings.windowSeconds, tolerances: settings.tolerances,
      thresholdUSD: settings.thresholdUSD, openings: settings.openings)
    (policy.fee, policy.coveringNodes) = (settings.fee, settings.coveringNodes)
    policy.toleranceBudgets = settings.toleranceBudgets
    (policy.calendar, policy.severity) = (settings.calendar, settings.severity)
    var diagnostics: [Diagnostic] = []
    var configuration = configuration
    if let name = settings.prices {
      let path = name.hasPrefix("/") ? name : (folder == "." ? name : "\(folder)/\(name)")
      let prices = PriceFile.read(path: path, name: name)
      policy.prices = prices.prices
      diagnostics += prices.diagnostics
      if !prices.content.isEmpty {
        configuration.append(ConfigurationFile(name: name, content: prices.content))
      }
    }
    try addOverrides(to: &policy, &configuration)
    var plan = RunPlan(
      book: settings.book, businessDate: businessDate, cutOff: settings.cutOff,
      archive: archive ?? inFolder(settings.archive), sources: sources, missing: missing,
      accounts: accounts.map(\.account), policy: policy, retry: settings.retry,
      configuration: configuration, effective: settings.effective(only: only), threads: threads)
    plan.isWhole = only.isEmpty
    return Built(plan: plan, diagnostics: diagnostics)
  }

  /// The files of the command line, as the shell gave them: one that is not there is a fault of
  /// its own, not a late export.
  private static func sources(of files: FilesOnly) -> [PlannedSource] {
    let reading = files.reading
    let terms = reading.terms(account: nil)
    var sources: [PlannedSource] = []
    for (side, paths) in [(Side.statement, files.statement), (.ledger, files.ledger)] {
      let format = reading.format?.format
      let forced = format.flatMap { $0.format.sides.contains(side) ? $0 : nil }
      for path in paths where !sources.contains(where: { $0.path == path && $0.side == side }) {
        sources.append(
          PlannedSource(
            path: path, name: FilePattern(text: path, folder: ".").name(of: path), side: side,
            format: forced, encoding: reading.encoding, terms: terms))
      }
    }
    return sources
  }

  /// The accounts to run: all, or those of `--only`.
  private func chosenAccounts() throws(SettingsFault) -> [AccountSettings] {
    guard !only.isEmpty else { return settings.accounts }
    for name in only where !settings.accounts.contains(where: { $0.account == name }) {
      let known = settings.accounts.map(\.account).joined(separator: ", ")
      throw SettingsFault(
        "account-unknown", Place(file: "--only"),
        "\(Diagnostic.quoted(name)) is no account of the settings", hint: "known: \(known)")
    }
    return settings.accounts.filter { only.contains($0.account) }
  }

  /// The ledger's names of an account: as the settings say, else its own name.
  private static func rules(_ account: AccountSettings) -> [AccountRule] {
    let pattern = Pattern(account.ledgerAccount ?? account.account)
    return [AccountRule(pattern: pattern, account: account.account, ignoresCase: false)]
  }

  /// Reads the override files, which are kept with the settings. A pattern that no file fits is
  /// fine: nothing has been decided yet.
  private func addOverrides(
    to policy: inout Policy, _ configuration: inout [ConfigurationFile]
  ) throws(SettingsFault) {
    for pattern in settings.overrides {
      for file in FilePattern(text: pattern, folder: folder).files() {
        guard let data = FileManager.default.contents(atPath: file.path) else {
          throw SettingsFault(
            "settings-missing", Place(file: file.name), "the override file cannot be read",
            hint: "check the path; `overrides:` takes files or patterns")
        }
        let place = file.path.lastIndex(of: "/").map { String(file.path[..<$0]) } ?? "."
        let overrides = try OverrideReader(file: file.name, folder: place).read([UInt8](data))
        for item in overrides {
          if let other = policy.overrides.first(where: { $0.id == item.id }) {
            throw SettingsFault(
              "override-twice", Place(file: file.name),
              "the override \(Diagnostic.quoted(item.id)) stands in "
                + "\(Diagnostic.quoted(other.file)) too", hint: "each decision has its own id")
          }
          policy.overrides.append(item)
        }
        configuration.append(ConfigurationFile(name: file.name, content: [UInt8](data)))
      }
    }
  }

  /// The mark in a pattern that stands for the business date.
  private static let dateMark = "{date}"

  /// - Throws: `business-date-needed` if a pattern is by date and no date is asked for.
  private func checkDate() throws(SettingsFault) {
    guard businessDate == nil else { return }
    let patterns =
      settings.accounts.flatMap(\.statement) + settings.ledger.flatMap(\.files)
    guard let pattern = patterns.first(where: { $0.contains(Self.dateMark) }) else { return }
    throw SettingsFault(
      "business-date-needed", Place(file: pattern), "the pattern is by date",
      hint: "name the day: --business-date 2026-11-19")
  }

  private func add(
    _ pattern: String, _ side: Side, _ reading: ReadingSettings, _ terms: SourceTerms,
    _ sources: inout [PlannedSource], _ missing: inout [MissingSource]
  ) {
    let pattern =
      businessDate.map { pattern.replacing(Self.dateMark, with: $0.text) } ?? pattern
    let found = FilePattern(text: pattern, folder: folder).files()
      .filter { !$0.name.hasSuffix("/") }
    let present = found.filter { FileManager.default.fileExists(atPath: $0.path) }
    if present.isEmpty {
      missing.append(MissingSource(side: side, account: terms.account, pattern: pattern))
    }
    for file in present where !sources.contains(where: { $0.path == file.path && $0.side == side })
    {
      sources.append(
        PlannedSource(
          path: file.path, name: file.name, side: side, format: reading.format?.format,
          encoding: reading.encoding, terms: terms))
    }
  }

  private func inFolder(_ path: String) -> String {
    path.hasPrefix("/") || folder == "." ? path : "\(folder)/\(path)"
  }
}

extension FormatChoice {
  var format: VenueFormat {
    switch self {
    case .named(let format), .declared(let format, _): format
    }
  }
}

extension ReadingSettings {
  fileprivate func terms(account: String?) -> SourceTerms {
    SourceTerms(
      account: account, currency: currency, zone: zone, dateOrder: dateOrder, aliases: aliases)
  }
}
