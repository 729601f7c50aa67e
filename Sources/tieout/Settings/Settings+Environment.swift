import Accounting

extension Settings {
  /// Lets the environment overrule the file, by the names of the original plan.
  ///
  /// `RECONCILIATION_ENABLED` true or false · `_THRESHOLD_USD` materiality · `_RETRY_COUNT` how
  /// often a missing or growing file is looked for again · `_INTERVAL_SECONDS` how far apart ·
  /// `_TIMEOUT_SECONDS` for the whole run. An empty value is as none.
  mutating func overrule(by environment: [String: String]) throws(SettingsFault) {
    func value(_ name: String) -> String? {
      environment["RECONCILIATION_\(name)"].flatMap { $0.isEmpty ? nil : $0 }
    }
    func fault(_ name: String, _ text: String, _ expected: String) -> SettingsFault {
      SettingsFault(
        "environment-value-invalid", Place(file: "RECONCILIATION_\(name)"),
        "the environment value is \(Diagnostic.quoted(text))", hint: "it takes \(expected)")
    }
    if let text = value("ENABLED") {
      switch text.lowercased() {
      case "true", "1", "yes", "on": isEnabled = true
      case "false", "0", "no", "off": isEnabled = false
      default: throw fault("ENABLED", text, "true or false")
      }
    }
    if let text = value("THRESHOLD_USD") {
      guard let amount = try? Amount(parsing: text), !amount.isNegative else {
        throw fault("THRESHOLD_USD", text, "a decimal number, 0 or more")
      }
      thresholdUSD = amount
    }
    let counts: [(String, WritableKeyPath<Settings, Int>)] = [
      ("RETRY_COUNT", \.retry.count), ("INTERVAL_SECONDS", \.retry.intervalSeconds),
      ("TIMEOUT_SECONDS", \.retry.timeoutSeconds),
    ]
    for (name, path) in counts {
      guard let text = value(name) else { continue }
      guard let count = Int(text), count >= 0 else {
        throw fault(name, text, "a whole number, not negative")
      }
      self[keyPath: path] = count
    }
  }
}
