import Accounting
import Foundation
import Seal

// A record that is read comes from a folder of a stranger: a path it names is one of the layout.

extension PlanRecord {
  /// Nil if the value is no record in this form.
  init?(_ value: JSONValue) {
    guard value["format"]?.text == Self.format, value["format_version"]?.number == 1,
      let streamFrom = value["stream_from"]?.number,
      case .bool(let takesOver)? = value["takes_over"],
      let comparison = value["comparison"]?.text.flatMap(BroughtForward.Comparison.init),
      let patterns = value["patterns"]?.items, let files = value["files"]?.items
    else { return nil }
    self.init(
      businessDate: value["business_date"]?.text, streamFrom: streamFrom, takesOver: takesOver,
      comparison: comparison, patterns: [], files: [])
    for item in files {
      guard let file = File(item) else { return nil }
      self.files.append(file)
    }
    for item in patterns {
      guard let pattern = Pattern(item, count: files.count) else { return nil }
      self.patterns.append(pattern)
    }
    if let item = value["settings"], item != .null {
      guard let name = item["name"]?.text, let path = Self.path(item, in: "config") else {
        return nil
      }
      settings = NamedFile(name: name, path: path)
    }
    for item in value["overrides"]?.items ?? [] {
      guard let name = item["name"]?.text, let path = Self.path(item, in: "config") else {
        return nil
      }
      overrides.append(NamedFile(name: name, path: path))
    }
    if let item = value["prices"], item != .null {
      guard let name = item["name"]?.text else { return nil }
      prices = Prices(
        name: name, path: Self.path(item, in: "config"),
        fault: item["fault"].flatMap(Diagnostic.init(record:)))
      guard (item["path"] == .null) == (prices?.path == nil) else { return nil }
    }
  }

  /// The member `path`, if it is that of a file in a room of the payload.
  fileprivate static func path(_ item: JSONValue, in room: String) -> String? {
    guard let path = item["path"]?.text else { return nil }
    let prefix = "data/\(room)/"
    guard path.utf8.starts(with: prefix.utf8),
      SafeName.isSafe(String(decoding: path.utf8.dropFirst(prefix.utf8.count), as: UTF8.self))
    else { return nil }
    return path
  }

  /// What a plan is made of when a run is made again.
  struct Files {
    var patterns: [PatternFiles]
    /// By path.
    var files: [String: KnownFile]
    var prices: PriceFile.Outcome?
    var overrides: [ConfigurationFile]
  }

  /// The files as they lie in the folder.
  func files(in folder: String) -> Files {
    var known: [String: KnownFile] = [:]
    var paths: [String] = []
    for (place, file) in files.enumerated() {
      let path = file.path.map { "\(folder)/\($0)" } ?? "\(folder)/data/inputs/.\(place)"
      known[path] = KnownFile(path: path, name: file.name, fault: file.fault)
      paths.append(path)
    }
    var outcome: PriceFile.Outcome?
    if let prices {
      if let path = prices.path {
        outcome = PriceFile.read(path: "\(folder)/\(path)", name: prices.name)
      } else {
        outcome = PriceFile.Outcome(diagnostics: prices.fault.map { [$0] } ?? [])
        outcome?.fault = prices.fault
      }
    }
    let patterns = patterns.map { pattern in
      PatternFiles(side: pattern.side, text: pattern.text, paths: pattern.files.map { paths[$0] })
    }
    let overrides = overrides.compactMap { file in
      FileManager.default.contents(atPath: "\(folder)/\(file.path)").map {
        ConfigurationFile(name: file.name, content: [UInt8]($0))
      }
    }
    return Files(patterns: patterns, files: known, prices: outcome, overrides: overrides)
  }
}

extension PlanRecord.Pattern {
  fileprivate init?(_ item: JSONValue, count: Int) {
    guard let side = item["side"]?.text.flatMap(Side.init(rawValue:)),
      let text = item["text"]?.text, let files = item["files"]?.items
    else { return nil }
    self.init(side: side, text: text, files: files.compactMap(\.number))
    guard self.files.count == files.count, self.files.allSatisfy({ 0..<count ~= $0 }) else {
      return nil
    }
  }
}

extension PlanRecord.File {
  fileprivate init?(_ item: JSONValue) {
    guard let side = item["side"]?.text.flatMap(Side.init(rawValue:)),
      let name = item["name"]?.text
    else { return nil }
    self.init(
      side: side, name: name, path: PlanRecord.path(item, in: "inputs"),
      fault: item["fault"].flatMap(Diagnostic.init(record:)))
    // Either it was kept, or it is said why it could not be.
    guard (path == nil) == (fault != nil) else { return nil }
  }
}
