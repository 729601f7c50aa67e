import Accounting
import Foundation
import Normalise
import Seal

/// Makes a run again from its folder alone and holds what comes out against the folder.
///
/// Neither the archive nor the places the inputs came from are looked at. Whether the folder is as
/// it was sealed is `tieout verify`'s to say.
struct Replay {
  let folder: String
  /// An empty folder for the run that is made again.
  let scratch: String
  let threads: Int

  /// Makes the run again in a scratch folder, which is cleared away.
  static func verdict(of folder: String, threads: Int) throws -> ReplayVerdict {
    let base = ProcessInfo.processInfo.environment["TMPDIR"] ?? "/tmp"
    let scratch = "\(base)/tieout-replay-\(UUID().uuidString)"
    do {
      try FileManager.default.createDirectory(
        atPath: scratch, withIntermediateDirectories: false,
        attributes: [.posixPermissions: 0o700])
    } catch {
      throw SealError.system(call: "make folder", path: scratch, code: errno)
    }
    defer { try? FileManager.default.removeItem(atPath: scratch) }
    return try Replay(folder: folder, scratch: scratch, threads: threads).verdict()
  }

  func verdict() throws -> ReplayVerdict {
    do {
      try checkPlain()
      let manifest = try json(FolderPart.manifest)
      guard manifest["predicate"]?["schema"]?.text == RunManifest.schema,
        let semantics = manifest["predicate"]?["tool"]?["semantics"]?.number
      else { throw Incomplete(FolderPart.manifest, "is no manifest of a run") }
      guard semantics == Version.semantics else {
        let version = manifest["predicate"]?["tool"]?["version"]?.text ?? ""
        return .semanticsChanged(needed: semantics, version: version)
      }
      let again = try make()
      return try FolderComparison(folder: folder, again: again).verdict(manifest)
    } catch let error as Incomplete {
      return .incomplete(error.reason)
    } catch let error as SettingsFault {
      let fault = error.diagnostic
      return .incomplete("\(fault.place.text): \(fault.message) [\(fault.code)]")
    }
  }

  /// - Returns: the folder of the run that was made again.
  private func make() throws -> String {
    let value = try json(PlanRecord.path)
    guard let record = PlanRecord(value) else {
      throw Incomplete(PlanRecord.path, "is no record of a run's plan")
    }
    let effective = try json(RunFolder.effectiveConfigPath)
    var builder = PlanBuilder(
      settings: try settings(record, effective), folder: folder, archive: scratch,
      threads: threads, configuration: try configuration(record))
    builder.businessDate = record.businessDate.flatMap(CivilDate.init)
    builder.only = (effective["only"]?.items ?? []).compactMap(\.text)
    builder.record = record.files(in: folder)
    var built = try builder.build()
    built.plan.reading.streamFrom = record.streamFrom
    built.plan.takesOver = record.takesOver
    let pipeline = Pipeline(
      formats: VenueFormat.all, console: Console(isQuiet: true, environment: [:]))
    let signer = RunSigner(key: try PrivateKey.generate(), isSelfIssued: true)
    let attempt = try pipeline.run(
      built.plan, also: built.diagnostics,
      prior: KeptRuns(folder: folder, comparison: record.comparison))
    switch attempt {
    case .done(let result):
      return try Sealing(result: result, signer: signer, started: Instant.now).seal().path
    case .failed(let failed): return try failed.seal(signer, started: Instant.now).path
    }
  }

  /// The settings as they were in force: those of the file, overruled as they were then.
  private func settings(_ record: PlanRecord, _ effective: JSONValue) throws -> Settings {
    var settings = Settings()
    if let file = record.settings {
      let bytes = try content(file.path)
      guard let text = String(validating: bytes, as: UTF8.self) else {
        throw Incomplete(file.path, "is not UTF-8")
      }
      settings = try SettingsReader(file: file.path, formats: VenueFormat.all).read(text)
    } else {
      var files = FilesOnly(
        statement: [], ledger: [], reading: try reading(effective["files_only"]?["reading"]))
      for pattern in record.patterns {
        switch pattern.side {
        case .statement: files.statement.append(pattern.text)
        case .ledger: files.ledger.append(pattern.text)
        }
      }
      settings.filesOnly = files
    }
    settings.prices = record.prices?.name
    settings.thresholdUSD = effective["materiality"]?["threshold_usd"]?.text
      .flatMap { try? Amount(parsing: $0) }
    let retry = effective["retry"]
    settings.retry = Settings.Retry(
      count: retry?["count"]?.number ?? 0,
      intervalSeconds: retry?["interval_seconds"]?.number ?? 0,
      timeoutSeconds: retry?["timeout_seconds"]?.number ?? 0)
    return settings
  }

  /// What the options of a run of files only said of the files.
  private func reading(_ value: JSONValue?) throws -> ReadingSettings {
    var reading = ReadingSettings()
    reading.currency = value?["currency"]?.text
    reading.dateOrder = value?["date_order"]?.text.flatMap(DateOrder.init(rawValue:))
    reading.zoneName = value?["zone"]?.text
    reading.zone = reading.zoneName.flatMap(Zone.init(name:))
    guard let name = value?["format"]?.text, name != "recognised" else { return reading }
    guard let format = VenueFormat.all.first(where: { $0.format.name == name }) else {
      throw Incomplete(
        RunFolder.effectiveConfigPath, "names \(Diagnostic.quoted(name)), which is no format")
    }
    reading.format = .named(format)
    return reading
  }

  /// The settings file; the price file comes with the plan.
  private func configuration(_ record: PlanRecord) throws -> [ConfigurationFile] {
    guard let file = record.settings else { return [] }
    return [ConfigurationFile(name: file.name, content: try content(file.path))]
  }

  private func json(_ path: String) throws -> JSONValue {
    do {
      return try JSONParser.value(of: try content(path))
    } catch let fault as JSONFault {
      throw Incomplete(path, "is not read: \(fault)")
    }
  }

  private func content(_ path: String) throws -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: "\(folder)/\(path)") else {
      throw Incomplete(path, "cannot be read")
    }
    return [UInt8](data)
  }

  /// Every file of the folder is a plain one in a room of the layout: no link is followed out of
  /// it, no pipe waited for.
  private func checkPlain() throws {
    for path in [FolderPart.manifest, "data"] + FolderPart.rooms {
      var status = stat()
      guard lstat("\(folder)/\(path)", &status) == 0 else {
        // A run without a room's files has no such room.
        if FolderPart.rooms.contains(path) { continue }
        throw Incomplete(path, "cannot be read")
      }
      let kind = path == FolderPart.manifest ? S_IFREG : S_IFDIR
      guard status.st_mode & S_IFMT == kind else {
        throw Incomplete(path, "is a link or of another kind")
      }
    }
    for path in try FolderPart.files(of: folder) {
      var status = stat()
      guard lstat("\(folder)/\(path)", &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
        throw Incomplete(path, "is no plain file")
      }
    }
  }
}

/// Why a folder is not enough to make its run again.
struct Incomplete: Error {
  let reason: String

  init(_ path: String, _ reason: String) {
    self.reason = "\(Diagnostic.inert(path)) \(reason)"
  }
}

/// The parts of a run folder that a replay reads.
enum FolderPart {
  static let manifest = "run-manifest.json"
  /// What is compared first stands first: a reader looks for the report.
  static let rooms = ["data/reports", "data/work", "data/config", "data/inputs"]

  /// The files of the rooms, room by room, in byte order.
  static func files(of folder: String) throws -> [String] {
    var files: [String] = []
    for room in rooms {
      let path = "\(folder)/\(room)"
      guard FileManager.default.fileExists(atPath: path) else { continue }
      let names = try FileManager.default.contentsOfDirectory(atPath: path)
      files += names.sorted(by: ByteOrder.isLess).map { "\(room)/\($0)" }
    }
    return files
  }
}
