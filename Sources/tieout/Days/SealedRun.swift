import Accounting
import Foundation
import Seal

/// What a verified run folder says, or what is kept of it among the inputs of a later run.
struct SealedRun {
  /// For messages.
  let path: String
  let businessDate: String
  /// The start of the day it covers.
  let windowStart: Instant?
  /// The formats of its inputs by their names.
  let formats: [String: String]
  /// Whether its inputs did not let it reconcile, so that it hands nothing on.
  let hasFailed: Bool
  /// Where its files are, by their own paths.
  let place: @Sendable (String) -> String

  /// A run folder.
  init(path: String, name: String) throws(SettingsFault) {
    let manifest = "\(path)/run-manifest.json"
    guard let bytes = try SealedRun.bytes(manifest), let value = try? JSONParser.value(of: bytes),
      let predicate = value["predicate"]
    else { throw SealedRun.unreadable(manifest) }
    self.path = path
    businessDate = predicate["run"]?["business_date"]?.text ?? String(name.prefix(10))
    hasFailed = predicate["run"]?["kind"]?.text == RunManifest.Kind.failed.rawValue
    windowStart = predicate["run"]?["window"]?["from"]?.text.flatMap(Instant.init(stamp:))
    var formats: [String: String] = [:]
    for input in predicate["inputs"]?.items ?? [] {
      guard let name = input["original_name"]?.text else { continue }
      formats[name] = input["parser"]?["id"]?.text ?? ""
    }
    self.formats = formats
    place = { "\(path)/\($0)" }
  }

  /// What a later run kept of a run.
  ///
  /// - Parameter folder: that of the later run.
  init(keptIn folder: String, of date: String) throws(SettingsFault) {
    let kept = { @Sendable (file: String) in
      let name = file.split(separator: "/").last.map(String.init) ?? file
      return "\(folder)/data/inputs/\(SealedRun.keptName(date, name))"
    }
    path = kept(SealedRun.summaryName)
    guard let bytes = try SealedRun.bytes(path), let value = try? JSONParser.value(of: bytes),
      let inputs = value["inputs"]?.items
    else { throw SealedRun.unreadable(path) }
    businessDate = date
    hasFailed = false
    windowStart = value["window_from"]?.text.flatMap(Instant.init(stamp:))
    var formats: [String: String] = [:]
    for input in inputs {
      guard let name = input["name"]?.text, let format = input["format"]?.text else { continue }
      formats[name] = format
    }
    self.formats = formats
    place = kept
  }

  /// What a later run needs to know beside the files: no clock, so that it is the same for the same
  /// evidence.
  var summary: [UInt8] {
    get throws(SettingsFault) {
      let value: JSONValue = [
        "business_date": .string(businessDate),
        "inputs": .array(
          formats.sorted { ByteOrder.isLess($0.key, $1.key) }.map {
            ["format": .string($0.value), "name": .string($0.key)]
          }),
        "window_from": windowStart.map { .string(Stamp.exact($0)) } ?? .null,
      ]
      guard let bytes = try? value.canonical() else { throw SealedRun.unreadable(path) }
      return bytes
    }
  }

  static let summaryName = "run.json"

  /// The name under which a file of a run is kept among the inputs of a later one.
  static func keptName(_ date: String, _ file: String) -> String {
    "brought-forward-\(date)-\(file)"
  }

  /// The date of a run, if the name is that of its summary among the inputs.
  static func date(ofKept name: String) -> String? {
    let (prefix, suffix) = ("brought-forward-", "-\(summaryName)")
    guard name.hasPrefix(prefix), name.hasSuffix(suffix) else { return nil }
    let date = String(name.dropFirst(prefix.count).dropLast(suffix.count))
    return Stamp.isDay(date) ? date : nil
  }

  /// The bytes of a file; nil if the run has none of that name.
  ///
  /// - Throws: `prior-run-unusable` if it has one that cannot be read.
  func content(_ file: String) throws(SettingsFault) -> [UInt8]? {
    try SealedRun.bytes(place(file))
  }

  /// - Throws: `prior-run-unusable` if the run has none of that name.
  func wanted(_ file: String) throws(SettingsFault) -> [UInt8] {
    guard let bytes = try content(file) else { throw SealedRun.unreadable(place(file)) }
    return bytes
  }

  private static func bytes(_ path: String) throws(SettingsFault) -> [UInt8]? {
    do throws(SealError) {
      return try SmallFile.bytes(ifThere: path)
    } catch {
      throw SettingsFault(
        "prior-run-unusable", Place(file: path),
        "the run to bring items forward from cannot be read: \(error.cause)",
        hint: "nothing was run; see that this user may read the archive")
    }
  }

  static func unreadable(_ path: String) -> SettingsFault {
    SettingsFault(
      "prior-run-unusable", Place(file: path),
      "the run to bring items forward from has no such file, or it is not understood",
      hint: "an older version may have made it; start afresh with --without-prior")
  }
}
