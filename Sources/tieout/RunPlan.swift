import Accounting
import Normalise
import Seal
import struct Verify.TrustStore

/// What a run is to read and to hold it to: settings, environment and options resolved.
struct RunPlan {
  var book: String
  /// As asked for; nil: the date of the statement's last line.
  var businessDate: CivilDate?
  var cutOff: Settings.CutOff
  /// The folder that holds the book's run folders.
  var archive: String
  var sources: [PlannedSource]
  /// Places where a source should be and no file is.
  var missing: [MissingSource]
  /// The accounts of the settings; empty without settings.
  var accounts: [String]
  var policy: Policy
  var retry: Settings.Retry
  var configuration: [ConfigurationFile]
  var effective: JSONValue
  var threads: Int
  var reading = ReadingPlan()
  /// Whether a run folder is made.
  var isSealed = true
  /// Whether a run whose source is late is made again later instead of sealed.
  var mayWait = false
  /// Called before the rename that makes the run visible.
  var willReveal: @Sendable () -> Void = {}
  /// How many of the configuration's files are overrides; they stand behind the settings file.
  var overrides = 0
  /// The keys that earlier runs may be signed by.
  var trust: TrustStore?
  /// Whether all accounts of the settings are run.
  var isWhole = true
  /// Whether open items are brought forward from the last sealed run.
  var takesOver = true
  /// What was looked for, and what was found.
  var patterns: [PatternFiles] = []
  var prices: UsedPrices?
  /// Whether a new run is sealed even if its evidence is that of a run that is there.
  var isAgain = false
  /// Why a date is run again.
  var reason: String?

  /// Whether the run is going to be made again: it is not sealed then, and keeps nobody out.
  func waits(for diagnostics: [Diagnostic]) -> Bool {
    mayWait && diagnostics.contains(where: \.isOfLateSource)
  }
}

/// What fits a pattern of the settings, in the order they are gone through.
struct PatternFiles {
  var side: Side
  var text: String
  var paths: [String]
}

/// The price file of a run.
struct UsedPrices {
  /// As the settings or the option name it.
  var name: String
  /// Whether its bytes are kept in the run folder.
  var isKept: Bool
  /// Why it could not be opened.
  var fault: Diagnostic?
}

/// A file the run is to read.
struct PlannedSource {
  /// As the system opens it.
  var path: String
  /// As reports show it.
  var name: String
  var side: Side
  var format: VenueFormat?
  var encoding: TextEncoding?
  var terms: SourceTerms
  /// Why it cannot be opened, if that is known from a run that is made again.
  var fault: Diagnostic?
}

/// A pattern that no file fits.
struct MissingSource {
  var side: Side
  /// The account whose statement it is; nil for a ledger, which every account needs.
  var account: String?
  var pattern: String
}

/// A settings or price file as it was read, kept in the run folder.
struct ConfigurationFile {
  var name: String
  var content: [UInt8]
}
