import Accounting
import Normalise
import Seal

extension Settings {
  /// The settings after environment and options, as the manifest records them.
  func effective(only: [String]) -> JSONValue {
    [
      "accounts": .array(accounts.map(\.effective)),
      "book": .string(book),
      "calendar": [
        "holidays": .array(holidays.sorted().map { .string($0.text) }),
        "weekend": .array(calendar.weekend.map(\.rawValue).sorted().map(JSONValue.string)),
      ],
      "cut_off": ["time": .string(cutOff.time), "zone": .string(cutOff.zoneName)],
      "files_only": filesOnly?.effective ?? .null,
      "inputs": "copies",
      "ledger": .array(ledger.map(\.effective)),
      "matching": [
        "covering_nodes": .integer(coveringNodes), "fee": .string(fee.rawValue),
        "transfer": [
          "after_seconds": .integer(transfer.afterSeconds),
          "before_seconds": .integer(transfer.beforeSeconds),
          "fee_share": .string(transfer.feeShare.description),
        ],
        "window_seconds": .integer(windowSeconds),
      ],
      "materiality": ["threshold_usd": .optional(thresholdUSD?.description)],
      "only": .array(only.sorted().map(JSONValue.string)),
      "openings": .array(
        openings.map { opening in
          [
            "account": .string(opening.account), "amount": .string(opening.amount.description),
            "asset": .string(opening.asset), "side": .string(opening.side.rawValue),
          ]
        }),
      "overrides": .bool(!overrides.isEmpty),
      "prices": .bool(prices != nil),
      "retry": [
        "count": .integer(retry.count), "interval_seconds": .integer(retry.intervalSeconds),
        "timeout_seconds": .integer(retry.timeoutSeconds),
      ],
      "severity": ["bands_usd": .array(severity.bandsUSD.map { .string($0.description) })],
      "tolerance_budget": .array(toleranceBudgets.map(\.effective)),
      "tolerances": .array(tolerances.map(\.effective)),
      "workbook": ["matched": .string(listedMatches.rawValue)],
    ]
  }
}

extension Tolerance {
  fileprivate var effective: JSONValue {
    [
      "absolute": .optional(amounts?.absolute?.description), "account": .string(account),
      "after_seconds": .optional(afterSeconds), "asset": .string(asset),
      "before_seconds": .optional(beforeSeconds), "per": .string(scope.rawValue),
      "relative": .optional(amounts?.relative?.description), "rule": .optional(rule),
    ]
  }
}

extension ToleranceBudget {
  fileprivate var effective: JSONValue {
    [
      "absolute": .string(absolute.description), "account": .string(account),
      "asset": .string(asset),
    ]
  }
}

extension AccountSettings {
  fileprivate var effective: JSONValue {
    [
      "account": .string(account), "ledger_account": .string(ledgerAccount ?? account),
      "may_owe": .array(mayOwe.map(JSONValue.string)), "reading": reading.effective,
      "statement": .array(statement.map(JSONValue.string)),
    ]
  }
}

extension LedgerSettings {
  fileprivate var effective: JSONValue {
    ["files": .array(files.map(JSONValue.string)), "reading": reading.effective]
  }
}

extension FilesOnly {
  fileprivate var effective: JSONValue { ["reading": reading.effective] }
}

extension ReadingSettings {
  fileprivate var effective: JSONValue {
    let aliasValues = aliases.map { (name: $0, value: JSONValue.string($1)) }
    return [
      "account": .optional(account),
      "aliases": .array(
        aliasValues.sorted { $0.name < $1.name }.map { [.string($0.name), $0.value] }),
      "currency": .optional(currency), "date_order": .optional(dateOrder?.rawValue),
      "encoding": .optional(encoding?.rawValue),
      "format": formatValue, "zone": .optional(zoneName),
    ]
  }

  private var formatValue: JSONValue {
    switch format {
    case nil: "recognised"
    case .named(let format): .string(format.format.name)
    case .declared(_, let value): value
    }
  }
}

extension JSONValue {
  /// A text, or null.
  static func optional(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }

  /// A whole number, or null.
  static func optional(_ count: Int?) -> JSONValue {
    count.map(JSONValue.integer) ?? .null
  }
}
