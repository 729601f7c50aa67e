import Accounting
import Normalise
import Yams

/// Reads a settings file: text in, `Settings` out; the first fault is thrown with its place.
struct SettingsReader {
  let file: String
  let formats: [VenueFormat]

  /// A settings file is small; more is a mistake or an attack.
  static let sizeLimit = 1 << 20

  func read(_ text: String) throws(SettingsFault) -> Settings {
    try YAMLGuard.check(text, file: file)
    let node: Node?
    do {
      node = try compose(yaml: text)
    } catch {
      throw yamlFault(error)
    }
    guard let node else {
      throw SettingsFault(
        "settings-empty", Place(file: file), "the settings file is empty",
        hint: "name at least `accounts` and `ledger`, see README.md")
    }
    var map = try SettingsMap(node, file: file, path: "")
    var settings = Settings()
    settings.book = try map.text("book") ?? settings.book
    settings.isEnabled = try map.flag("enabled") ?? true
    settings.archive = try map.text("archive") ?? settings.archive
    settings.prom = try map.text("prom")
    guard settings.prom?.hasSuffix(RunMetrics.suffix) ?? true else {
      throw map.fault(
        "prom", "\(Diagnostic.quoted(settings.prom ?? "")) does not end in .prom",
        hint: "the node_exporter reads files of that ending only: write `prom: tieout.prom`")
    }
    settings.prices = try map.text("prices")
    settings.overrides = try map.texts("overrides") ?? []
    settings.cutOff = try cutOff(&map)
    if let text = try map.text("business_date") {
      settings.businessDate = CivilDate(text)
      guard settings.businessDate != nil else {
        throw map.fault(
          "business_date", "\(Diagnostic.quoted(text)) is no date", hint: "it takes YYYY-MM-DD")
      }
    }
    settings.accounts = try accounts(&map)
    settings.ledger = try ledger(&map)
    try ToleranceReader.read(&map, into: &settings)
    try matching(&map, into: &settings)
    if var materiality = try map.map("materiality") {
      settings.thresholdUSD = try materiality.amount("threshold_usd")
      try materiality.finish()
      if let threshold = settings.thresholdUSD, threshold.isNegative {
        throw materiality.fault(
          "threshold_usd", "the threshold is negative", hint: "it takes 0 or more US dollars")
      }
    }
    try SeverityReader.read(&map, into: &settings)
    settings.retry = try retry(&map)
    try workbook(&map, into: &settings)
    try map.finish()
    guard !settings.accounts.isEmpty else {
      throw map.fault(
        "accounts", "the settings name no account",
        hint: "write `accounts:` and below it `- account: coinbase/main`")
    }
    return settings
  }

  private func yamlFault(_ error: any Error) -> SettingsFault {
    var place = Place(file: file)
    var message = "\(error)"
    if let error = error as? YamlError {
      switch error {
      case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
        .composer(_, let problem, let mark, _):
        place = Place(file: file, line: mark.line, column: mark.column)
        message = problem
      case .duplicatedKeysInMapping(let keys, let context):
        let key = keys.first?.description ?? ""
        place = Place(file: file, line: context.mark.line, column: context.mark.column)
        message = "the key \(Diagnostic.quoted(key)) stands twice"
      default: break
      }
    }
    return SettingsFault(
      "settings-not-yaml", place, "not readable as YAML: \(Diagnostic.inert(message))",
      hint: "check indentation, quotes and repeated keys at this place")
  }

  private func cutOff(_ map: inout SettingsMap) throws(SettingsFault) -> Settings.CutOff {
    var cutOff = Settings.CutOff()
    guard var inner = try map.map("cut_off") else { return cutOff }
    cutOff.zoneName = try inner.text("zone") ?? cutOff.zoneName
    cutOff.time = try inner.text("time") ?? cutOff.time
    try inner.finish()
    guard let zone = Zone(name: cutOff.zoneName) else {
      throw inner.fault(
        "zone", "\(Diagnostic.quoted(cutOff.zoneName)) is no time zone",
        hint: "it takes UTC, an offset such as +01:00, or a name such as Europe/Berlin")
    }
    cutOff.zone = zone
    guard (try? Instant.startOfDay("2026-01-15", time: cutOff.time, zone: zone)) != nil else {
      throw inner.fault(
        "time", "\(Diagnostic.quoted(cutOff.time)) is no time of day",
        hint: "it takes hours and minutes in quotes: \"00:00\"")
    }
    return cutOff
  }

  private func accounts(_ map: inout SettingsMap) throws(SettingsFault) -> [AccountSettings] {
    var accounts: [AccountSettings] = []
    for var item in try map.maps("accounts") {
      var account = AccountSettings()
      guard let name = try item.text("account"), !name.isEmpty else {
        throw item.fault(
          "account", "an account without a name", hint: "write `account: coinbase/main`")
      }
      account.account = name
      guard !accounts.contains(where: { $0.account == name }) else {
        throw item.fault(
          "account", "the account \(Diagnostic.quoted(name)) stands twice",
          hint: "one item an account, with all its statement files in a list")
      }
      account.statement = try item.texts("statement") ?? []
      account.ledgerAccount = try item.text("ledger_account")
      account.mayOwe = try item.texts("may_owe") ?? []
      account.reading = try reading(&item)
      try item.finish()
      guard !account.statement.isEmpty else {
        throw item.fault(
          "statement", "an account without statement files",
          hint: "write `statement: [ \"statements/coinbase-*.csv\" ]`")
      }
      accounts.append(account)
    }
    return accounts
  }

  private func ledger(_ map: inout SettingsMap) throws(SettingsFault) -> [LedgerSettings] {
    var ledgers: [LedgerSettings] = []
    for var item in try map.maps("ledger") {
      var ledger = LedgerSettings()
      ledger.files = try item.texts("files") ?? []
      guard !ledger.files.isEmpty else {
        throw item.fault(
          "files", "a ledger without files", hint: "write `files: [ \"ledger/*.csv\" ]`")
      }
      let account = try item.text("account")
      ledger.reading = try reading(&item)
      ledger.reading.account = account
      try item.finish()
      ledgers.append(ledger)
    }
    return ledgers
  }

  private func reading(_ map: inout SettingsMap) throws(SettingsFault) -> ReadingSettings {
    var reading = ReadingSettings()
    reading.currency = try map.text("currency")
    reading.dateOrder = try map.choice("date_order", DateOrder.self)
    reading.encoding = try map.choice("encoding", TextEncoding.self)
    reading.zoneName = try map.text("zone")
    if let name = reading.zoneName {
      reading.zone = Zone(name: name)
      guard reading.zone != nil else {
        throw map.fault(
          "zone", "\(Diagnostic.quoted(name)) is no time zone",
          hint: "it takes UTC, an offset such as +01:00, or a name such as Europe/Berlin")
      }
    }
    for (code, asset) in try map.textPairs("aliases") { reading.aliases[code] = asset }
    if let node = map.take("format") {
      reading.format = try FormatReader(file: file, formats: formats).read(node, of: map)
    }
    return reading
  }

  private func matching(
    _ map: inout SettingsMap, into settings: inout Settings
  ) throws(SettingsFault) {
    if var matching = try map.map("matching") {
      settings.windowSeconds = try matching.count("window_seconds") ?? settings.windowSeconds
      settings.fee = try matching.choice("fee", FeeConvention.self) ?? settings.fee
      settings.coveringNodes = try matching.count("covering_nodes") ?? settings.coveringNodes
      if var transfer = try matching.map("transfer") {
        settings.transfer = try self.transfer(&transfer)
      }
      try matching.finish()
    }
    for var item in try map.maps("openings") {
      guard let account = try item.text("account"), let asset = try item.text("asset"),
        let amount = try item.amount("amount")
      else {
        throw item.fault(
          "account", "an opening balance needs account, asset and amount",
          hint: "write `{ side: ledger, account: coinbase/main, asset: BTC, amount: \"0.5\" }`")
      }
      let side = try item.choice("side", Side.self)
      try item.finish()
      for one in side.map({ [$0] }) ?? Side.allCases {
        settings.openings.append(
          Opening(side: one, account: account, asset: asset, amount: amount))
      }
    }
  }

  private func transfer(_ map: inout SettingsMap) throws(SettingsFault) -> TransferTerms {
    var terms = TransferTerms.usual
    terms.beforeSeconds = try map.count("before_seconds") ?? terms.beforeSeconds
    terms.afterSeconds = try map.count("after_seconds") ?? terms.afterSeconds
    terms.feeShare = try map.amount("fee_share") ?? terms.feeShare
    try map.finish()
    guard !terms.feeShare.isNegative, terms.feeShare < Amount(units: 1, scale: 0) else {
      throw map.fault(
        "fee_share", "\(Diagnostic.quoted(terms.feeShare.description)) is no share of an amount",
        hint: "it takes 0 or more and less than 1: \"0.01\" is a hundredth")
    }
    return terms
  }

  private func workbook(
    _ map: inout SettingsMap, into settings: inout Settings
  ) throws(SettingsFault) {
    guard var inner = try map.map("workbook") else { return }
    settings.listedMatches =
      try inner.choice("matched", MatchExtent.self) ?? settings.listedMatches
    try inner.finish()
  }

  private func retry(_ map: inout SettingsMap) throws(SettingsFault) -> Settings.Retry {
    var retry = Settings.Retry()
    guard var inner = try map.map("retry") else { return retry }
    retry.count = try inner.count("count") ?? retry.count
    retry.intervalSeconds = try inner.count("interval_seconds") ?? retry.intervalSeconds
    retry.timeoutSeconds = try inner.count("timeout_seconds") ?? retry.timeoutSeconds
    try inner.finish()
    return retry
  }
}
