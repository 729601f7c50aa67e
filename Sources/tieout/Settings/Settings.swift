import Accounting
import Normalise
import Seal

/// What one book's settings file says, defaults filled in.
struct Settings {
  var book = "book"
  var isEnabled = true
  var cutOff = CutOff()
  /// The day to reconcile unless `--business-date` names another.
  var businessDate: CivilDate?
  /// Where run folders go, relative to the settings file's folder.
  var archive = "reports/runs"
  /// Where a run's metrics go, relative to the settings file's folder; nil: nowhere.
  var prom: String?
  var accounts: [AccountSettings] = []
  var ledger: [LedgerSettings] = []
  /// A file `asset,price,currency`: valuation only, never decides a match.
  var prices: String?
  /// Files of what persons decided about breaks.
  var overrides: [String] = []
  var tolerances: [Tolerance] = []
  var toleranceBudgets: [ToleranceBudget] = []
  var windowSeconds = 120
  /// When and for how much less a transfer between our own accounts may arrive.
  var transfer = TransferTerms.usual
  /// How our ledger books fees.
  var fee = FeeConvention.any
  /// Sums that a search for covering sets may look at, per account and asset.
  var coveringNodes = 4_000_000
  /// Which matches the workbook lists.
  var listedMatches = MatchExtent.judged
  var thresholdUSD: Amount?
  var openings: [Opening] = []
  /// By which breaks age.
  var calendar = BusinessCalendar.usual
  /// The days off that the settings name, for the manifest.
  var holidays: [CivilDate] = []
  var severity = SeverityPolicy.usual
  var retry = Retry()
  /// Set instead of accounts and ledger by a run without a settings file.
  var filesOnly: FilesOnly?

  /// Business date D covers the day that begins at `time` of D in `zone`.
  struct CutOff {
    var zoneName = "UTC"
    var zone = Zone.utc
    var time = "00:00"
  }

  /// Late or growing files are waited for.
  struct Retry {
    var count = 0
    var intervalSeconds = 60
    /// For the whole run; 0: no limit.
    var timeoutSeconds = 0
  }
}

/// One account of the book and where its statement comes from.
struct AccountSettings {
  var account = ""
  var statement: [String] = []
  var ledgerAccount: String?
  /// Assets whose balances may be below zero; `*` stands for any text.
  var mayOwe: [String] = []
  var reading = ReadingSettings()
}

/// Files of our own ledger.
struct LedgerSettings {
  var files: [String] = []
  var reading = ReadingSettings()
}

/// How files are to be read where they do not say themselves.
struct ReadingSettings {
  var format: FormatChoice?
  var currency: String?
  var zoneName: String?
  var zone: Zone?
  /// The order of day, month and year of dates that do not tell.
  var dateOrder: DateOrder?
  var encoding: TextEncoding?
  var aliases: [String: String] = [:]
  /// The account of a ledger whose lines name none.
  var account: String?
}

enum FormatChoice {
  /// One of `tieout formats`.
  case named(VenueFormat)
  /// A declaration in the settings; the text is its canonical form, for the manifest.
  case declared(VenueFormat, JSONValue)
}

/// A settings fault: named with its place.
struct SettingsFault: Error {
  let diagnostic: Diagnostic

  init(_ code: String, _ place: Place, _ message: String, hint: String) {
    diagnostic = Diagnostic(code: code, place: place, message: message, hint: hint)
  }
}

/// The files of a run without a settings file.
struct FilesOnly {
  var statement: [String]
  var ledger: [String]
  /// The format counts for the files of a side it can be.
  var reading: ReadingSettings
}
