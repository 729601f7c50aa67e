import Accounting
import Foundation
import Normalise

/// The files of a plan, pattern by pattern in the order of the settings.
///
/// Where the run is one that is made again, they are those the first run found, kept in its folder.
struct FoundFiles {
  let date: CivilDate?
  /// The settings file's folder.
  let folder: String
  let record: PlanRecord.Files?
  private(set) var sources: [PlannedSource] = []
  private(set) var missing: [MissingSource] = []
  private(set) var patterns: [PatternFiles] = []

  /// The mark in a pattern that stands for the business date.
  static let dateMark = "{date}"

  init(date: CivilDate?, folder: String, record: PlanRecord.Files?) {
    self.date = date
    self.folder = folder
    self.record = record
  }

  /// Adds the files of a pattern of the settings; one that fits nothing is missing.
  mutating func add(
    _ pattern: String, _ side: Side, _ reading: ReadingSettings, _ terms: SourceTerms
  ) throws {
    let pattern = date.map { pattern.replacing(Self.dateMark, with: $0.text) } ?? pattern
    let place = FilePattern(text: pattern, folder: folder)
    let present = try files(pattern, side) {
      try place.files().filter {
        !$0.name.hasSuffix("/") && FileManager.default.fileExists(atPath: $0.path)
      }
      .map { KnownFile(path: $0.path, name: $0.name) }
    }
    if present.isEmpty {
      missing.append(MissingSource(side: side, account: terms.account, pattern: pattern))
    }
    for file in present {
      add(file, side, reading.format?.format, reading.encoding, terms)
    }
  }

  /// Adds the files of the command line, as the shell gave them: one that is not there is a fault
  /// of its own, not a late export.
  mutating func add(_ files: FilesOnly) throws {
    let reading = files.reading
    let terms = reading.terms(account: nil)
    for (side, paths) in [(Side.statement, files.statement), (.ledger, files.ledger)] {
      let format = reading.format?.format
      let forced = format.flatMap { $0.format.sides.contains(side) ? $0 : nil }
      for path in paths {
        let name = FilePattern(text: path, folder: ".").name(of: path)
        for file in try self.files(name, side, { [KnownFile(path: path, name: name)] }) {
          add(file, side, forced, reading.encoding, terms)
        }
      }
    }
  }

  private mutating func add(
    _ file: KnownFile, _ side: Side, _ format: VenueFormat?, _ encoding: TextEncoding?,
    _ terms: SourceTerms
  ) {
    guard !sources.contains(where: { $0.path == file.path && $0.side == side }) else { return }
    sources.append(
      PlannedSource(
        path: file.path, name: file.name, side: side, format: format, encoding: encoding,
        terms: terms, fault: file.fault))
  }

  /// The files of a pattern: of the record if there is one, else what the closure finds.
  private mutating func files(
    _ pattern: String, _ side: Side, _ look: () throws -> [KnownFile]
  ) throws -> [KnownFile] {
    let files: [KnownFile]
    if let record {
      guard patterns.count < record.patterns.count else { throw Self.misfit(pattern) }
      let known = record.patterns[patterns.count]
      guard known.side == side, known.text == pattern else { throw Self.misfit(pattern) }
      files = known.paths.compactMap { record.files[$0] }
    } else {
      files = try look()
    }
    patterns.append(PatternFiles(side: side, text: pattern, paths: files.map(\.path)))
    return files
  }

  private static func misfit(_ pattern: String) -> SettingsFault {
    SettingsFault(
      "run-folder-unreadable", Place(file: PlanRecord.path),
      "the book has the pattern \(Diagnostic.quoted(pattern)), the record of its run another",
      hint: "is this a whole run folder? `tieout verify` says what is wrong with it")
  }
}

/// A file that a pattern fits.
struct KnownFile {
  /// As the system opens it.
  var path: String
  /// As reports show it.
  var name: String
  /// Why the first run could not open it; its bytes are not kept then.
  var fault: Diagnostic?
}
