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
  /// What an earlier run found, to make it again; nil: the files are looked for on the disk.
  var record: PlanRecord.Files?

  struct Built {
    var plan: RunPlan
    var diagnostics: [Diagnostic]
  }

  func build() throws -> Built {
    let accounts = try chosenAccounts()
    try checkDate()
    var found = FoundFiles(date: businessDate, folder: folder, record: record)
    for account in accounts {
      let terms = account.reading.terms(account: account.account)
      for pattern in account.statement {
        try found.add(pattern, .statement, account.reading, terms)
      }
    }
    let rules = accounts.flatMap(Self.rules)
    for ledger in settings.ledger {
      var terms = ledger.reading.terms(account: ledger.reading.account)
      terms.accountRules = rules
      for pattern in ledger.files {
        try found.add(pattern, .ledger, ledger.reading, terms)
      }
    }
    if let files = settings.filesOnly { try found.add(files) }
    var policy = Policy(
      windowSeconds: settings.windowSeconds, tolerances: settings.tolerances,
      thresholdUSD: settings.thresholdUSD, openings: settings.openings)
    (policy.fee, policy.coveringNodes) = (settings.fee, settings.coveringNodes)
    for account in accounts where !account.mayOwe.isEmpty {
      policy.owing[account.account] = account.mayOwe.map(Pattern.init)
    }
    policy.transfer = settings.transfer
    policy.toleranceBudgets = settings.toleranceBudgets
    policy.listedMatches = settings.listedMatches
    (policy.calendar, policy.severity) = (settings.calendar, settings.severity)
    var diagnostics: [Diagnostic] = []
    var configuration = configuration
    let overrides = try overrides(for: &policy)
    configuration += overrides
    var usedPrices: UsedPrices?
    if let name = settings.prices {
      let prices = record?.prices ?? PriceFile.read(path: inFolder(name), name: name)
      policy.prices = prices.prices
      diagnostics += prices.diagnostics
      usedPrices = UsedPrices(name: name, isKept: !prices.content.isEmpty, fault: prices.fault)
      if !prices.content.isEmpty {
        configuration.append(ConfigurationFile(name: name, content: prices.content))
      }
    }
    var plan = RunPlan(
      book: settings.book, businessDate: businessDate, cutOff: settings.cutOff,
      archive: archive ?? inFolder(settings.archive), sources: found.sources,
      missing: found.missing, accounts: accounts.map(\.account), policy: policy,
      retry: settings.retry,
      configuration: configuration, effective: settings.effective(only: only), threads: threads)
    plan.isWhole = only.isEmpty
    plan.patterns = found.patterns
    plan.prices = usedPrices
    plan.overrides = overrides.count
    return Built(plan: plan, diagnostics: diagnostics)
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
  private func overrides(
    for policy: inout Policy
  ) throws -> [ConfigurationFile] {
    if let kept = record?.overrides {
      for file in kept {
        policy.overrides += try OverrideReader(file: file.name, folder: nil).read(file.content)
      }
      return kept
    }
    var files: [ConfigurationFile] = []
    for pattern in settings.overrides {
      for file in try FilePattern(text: pattern, folder: folder).files() {
        let data: [UInt8]
        do throws(SealError) {
          data = try SmallFile.bytes(file.path)
        } catch {
          throw SettingsFault(
            "settings-missing", Place(file: file.name),
            "the override file cannot be read: \(error.cause)",
            hint: "check the path; `overrides:` takes files or patterns")
        }
        let place = file.path.lastIndex(of: "/").map { String(file.path[..<$0]) } ?? "."
        for item in try OverrideReader(file: file.name, folder: place).read(data) {
          if let other = policy.overrides.first(where: { $0.id == item.id }) {
            throw SettingsFault(
              "override-twice", Place(file: file.name),
              "the override \(Diagnostic.quoted(item.id)) stands in "
                + "\(Diagnostic.quoted(other.file)) too", hint: "each decision has its own id")
          }
          policy.overrides.append(item)
        }
        files.append(ConfigurationFile(name: file.name, content: data))
      }
    }
    return files
  }

  /// - Throws: `business-date-needed` if a pattern is by date and no date is asked for.
  private func checkDate() throws(SettingsFault) {
    guard businessDate == nil else { return }
    let patterns =
      settings.accounts.flatMap(\.statement) + settings.ledger.flatMap(\.files)
    guard let pattern = patterns.first(where: { $0.contains(FoundFiles.dateMark) }) else { return }
    throw SettingsFault(
      "business-date-needed", Place(file: pattern), "the pattern is by date",
      hint: "name the day: --business-date 2026-11-19")
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
  func terms(account: String?) -> SourceTerms {
    SourceTerms(
      account: account, currency: currency, zone: zone, dateOrder: dateOrder, aliases: aliases)
  }
}
