import Accounting
import Seal

/// What a run was asked for and what it found, as `data/config/run-plan.json` keeps it: with the
/// settings and the inputs beside it, the run can be made again from its folder alone.
struct PlanRecord {
  static let path = "data/config/run-plan.json"
  static let format = "tieout-run-plan"

  /// As asked for; nil: the date of the statement's last line.
  var businessDate: String?
  /// Bytes from which on files were read in chunks.
  var streamFrom: Int
  var takesOver: Bool
  var comparison: BroughtForward.Comparison
  /// The settings file; nil for a run of files only.
  var settings: NamedFile?
  var prices: Prices?
  var overrides: [NamedFile] = []
  var patterns: [Pattern]
  /// Every file that was found, those that could not be opened too.
  var files: [File]

  /// A file of the run folder, and what it was called.
  struct NamedFile {
    var name: String
    var path: String
  }

  struct Prices {
    var name: String
    /// Nil if nothing of it is kept.
    var path: String?
    var fault: Diagnostic?
  }

  struct Pattern {
    var side: Side
    var text: String
    /// Places in `files`.
    var files: [Int]
  }

  struct File {
    var side: Side
    var name: String
    /// Nil if it could not be opened.
    var path: String?
    var fault: Diagnostic?
  }
}

extension PlanRecord {
  /// - Parameter inputs: where the copies of the sources lie, in their order.
  init(_ archived: ArchivedInputs, inputs: [String], configuration: [String]) {
    let plan = archived.plan
    businessDate = plan.businessDate?.text
    streamFrom = plan.reading.streamFrom
    takesOver = plan.takesOver
    comparison = archived.brought?.comparison ?? .none
    let named = zip(plan.configuration, configuration).map {
      NamedFile(name: $0.name, path: $1)
    }
    let pricePath = plan.prices?.isKept == true ? named.last?.path : nil
    settings = plan.accounts.isEmpty ? nil : named.first
    overrides = Array(named.dropFirst(settings == nil ? 0 : 1).prefix(plan.overrides))
    prices = plan.prices.map { Prices(name: $0.name, path: pricePath, fault: $0.fault) }
    var places: [String: Int] = [:]
    files = []
    for (planned, path) in zip(archived.planned, inputs) {
      places["\(planned.side.rawValue) \(planned.path)"] = files.count
      files.append(File(side: planned.side, name: planned.name, path: path))
    }
    for fault in archived.unopened {
      places["\(fault.planned.side.rawValue) \(fault.planned.path)"] = files.count
      files.append(
        File(
          side: fault.planned.side, name: fault.planned.name, fault: fault.diagnostic))
    }
    patterns = plan.patterns.map { pattern in
      Pattern(
        side: pattern.side, text: pattern.text,
        files: pattern.paths.compactMap { places["\(pattern.side.rawValue) \($0)"] })
    }
  }

  var json: JSONValue {
    [
      "business_date": .optional(businessDate), "comparison": .string(comparison.rawValue),
      "files": .array(
        files.map { file in
          [
            "fault": file.fault?.record ?? .null, "name": .string(file.name),
            "path": .optional(file.path), "side": .string(file.side.rawValue),
          ]
        }),
      "format": .string(Self.format), "format_version": 1,
      "overrides": .array(
        overrides.map { ["name": .string($0.name), "path": .string($0.path)] }),
      "patterns": .array(
        patterns.map { pattern in
          [
            "files": .array(pattern.files.map { .integer($0) }),
            "side": .string(pattern.side.rawValue), "text": .string(pattern.text),
          ]
        }),
      "prices": prices.map { prices in
        [
          "fault": prices.fault?.record ?? .null, "name": .string(prices.name),
          "path": .optional(prices.path),
        ]
      } ?? .null,
      "settings": settings.map { ["name": .string($0.name), "path": .string($0.path)] } ?? .null,
      "stream_from": .integer(min(streamFrom, JSONValue.integerLimit)),
      "takes_over": .bool(takesOver),
    ]
  }
}

extension Diagnostic {
  /// Everything it says, to be shown again.
  fileprivate var record: JSONValue {
    [
      "code": .string(code), "column": place.column.map(JSONValue.integer) ?? .null,
      "file": .string(place.file), "hint": .string(hint),
      "line": place.line.map(JSONValue.integer) ?? .null, "message": .string(message),
      "offset": place.offset.map(JSONValue.integer) ?? .null,
      "severity": .string(severity.rawValue),
    ]
  }

  /// - Parameter record: what `record` wrote; nil if it is something else.
  init?(record: JSONValue) {
    guard let name = record["code"]?.text, let file = record["file"]?.text,
      let message = record["message"]?.text, let hint = record["hint"]?.text,
      let severity = record["severity"]?.text.flatMap(Severity.init(rawValue:))
    else { return nil }
    let place = Place(
      file: file, line: record["line"]?.number, column: record["column"]?.number,
      offset: record["offset"]?.number)
    self.init(code: name, severity: severity, place: place, message: message, hint: hint)
  }
}
