import Accounting
import Foundation
import Seal
import Verify

/// The run folders of one book, for what the next run takes over.
struct Archive {
  /// The book's folder.
  let folder: String
  let trust: TrustStore?

  init(archive: String, book: String, trust: TrustStore?) {
    folder = "\(archive)/\(SafeName.slug(of: book))"
    self.trust = trust
  }

  /// The latest run of every earlier business date, latest first: its name.
  func runs(before date: CivilDate) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    var latest: [String: (sequence: Int, name: String)] = [:]
    for name in names {
      guard let sequence = RunFolder.sequence(of: name) else { continue }
      let day = String(name.prefix(10))
      guard day < date.text else { continue }
      if let known = latest[day], known.sequence > sequence { continue }
      latest[day] = (sequence, name)
    }
    return latest.sorted { $0.key > $1.key }.map(\.value.name)
  }

  /// A run that is as it was sealed.
  ///
  /// - Throws: `prior-run-unusable`, with the first finding.
  func verified(_ name: String) throws(SettingsFault) -> SealedRun {
    let path = "\(folder)/\(name)"
    let verdict = Verifier.verify(folder: path, trust: trust)
    guard verdict.outcome == .good else {
      let finding = verdict.findings.first?.description ?? ""
      throw SettingsFault(
        "prior-run-unusable", Place(file: path),
        "the run to bring items forward from is \(verdict.outcome.rawValue): \(finding)",
        hint: "nothing was run; see `tieout verify`, or start afresh with --without-prior")
    }
    return try SealedRun(path: path, name: name)
  }
}

/// What a verified run folder says.
struct SealedRun {
  let path: String
  let name: String
  let manifest: JSONValue

  init(path: String, name: String) throws(SettingsFault) {
    self.path = path
    self.name = name
    guard let bytes = SealedRun.content("\(path)/run-manifest.json"),
      let value = try? JSONParser.value(of: bytes), let predicate = value["predicate"]
    else { throw SealedRun.unreadable("\(path)/run-manifest.json") }
    manifest = predicate
  }

  var businessDate: String { manifest["run"]?["business_date"]?.text ?? String(name.prefix(10)) }

  /// The start of the day it covers.
  var windowStart: Instant? {
    manifest["run"]?["window"]?["from"]?.text.flatMap(Instant.init(stamp:))
  }

  /// The formats of its inputs by their names.
  var formats: [String: String] {
    var formats: [String: String] = [:]
    for input in manifest["inputs"]?.items ?? [] {
      guard let name = input["original_name"]?.text else { continue }
      formats[name] = input["parser"]?["id"]?.text ?? ""
    }
    return formats
  }

  /// The bytes of a file; nil if the run has none of that name.
  func content(_ file: String) -> [UInt8]? { SealedRun.content("\(path)/\(file)") }

  /// - Throws: `prior-run-unusable` if the run has none of that name.
  func wanted(_ file: String) throws(SettingsFault) -> [UInt8] {
    guard let bytes = content(file) else { throw SealedRun.unreadable("\(path)/\(file)") }
    return bytes
  }

  private static func content(_ path: String) -> [UInt8]? {
    FileManager.default.contents(atPath: path).map { [UInt8]($0) }
  }

  static func unreadable(_ path: String) -> SettingsFault {
    SettingsFault(
      "prior-run-unusable", Place(file: path),
      "the run to bring items forward from has no such file, or it is not understood",
      hint: "an older version may have made it; start afresh with --without-prior")
  }
}

extension Instant {
  /// As reports and manifests write it.
  init?(stamp text: String) {
    guard let instant = try? Instant(parsing: text, form: .rfc3339, zone: nil) else { return nil }
    self = instant
  }
}
