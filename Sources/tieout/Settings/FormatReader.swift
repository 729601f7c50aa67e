import Accounting
import Normalise
import Seal
import Yams

/// Reads `format:` of the settings: the name of a format, or the declaration of one.
struct FormatReader {
  let file: String
  let formats: [VenueFormat]

  func read(_ node: Node, of map: SettingsMap) throws(SettingsFault) -> FormatChoice {
    if let name = node.scalar?.string {
      if let format = formats.first(where: { $0.format.name == name }) { return .named(format) }
      let nearest = formats.min {
        name.distance(to: $0.format.name) < name.distance(to: $1.format.name)
      }
      throw map.fault(
        "format", "no format is called \(Diagnostic.quoted(name))",
        hint: "the nearest is '\(nearest?.format.name ?? "")'; see `tieout formats`")
    }
    var declaration = try SettingsMap(node, file: file, path: "format")
    let declared = try read(&declaration)
    try declaration.finish()
    do throws(DeclarationFault) {
      return .declared(try declared.makeFormat(name: "declared"), declared.effective)
    } catch {
      throw declaration.fault(
        "columns", error.message, hint: "see 'Your own columns' in README.md")
    }
  }

  private func read(_ map: inout SettingsMap) throws(SettingsFault) -> DeclaredFormat {
    let kind = try map.choice("kind", DeclaredFormat.Kind.self) ?? .csv
    guard var columns = try map.map("columns") else {
      throw map.fault(
        "columns", "a declared format without columns",
        hint: "write `columns: { booked_at: …, asset: …, amount: … }`")
    }
    var declared = DeclaredFormat(kind: kind, columns: try read(columns: &columns))
    try columns.finish()
    declared.sign = try sign(&map)
    declared.minorUnits = try minorUnits(&map)
    declared.fee = try map.choice("fee", FeeRule.self) ?? .cost
    declared.time = try time(&map)
    if let name = try map.text("zone") {
      declared.zone = Zone(name: name)
      guard declared.zone != nil else {
        throw map.fault(
          "zone", "\(Diagnostic.quoted(name)) is no time zone",
          hint: "it takes UTC, an offset such as +01:00, or a name such as Europe/Berlin")
      }
    }
    declared.decimalMark = try map.choice("decimal_mark", DecimalMark.self) ?? .point
    declared.thousands = try map.choice("thousands", GroupMark.self)
    declared.delimiter = try delimiter(&map)
    declared.escape = try map.choice("quotes", QuoteRule.self)?.escape ?? .doubledQuote
    declared.preamble = try map.flag("preamble") ?? false
    declared.list = try map.text("list") ?? declared.list
    declared.asset = try map.text("asset")
    if var filter = try map.map("filter") {
      let column = try filter.text("column") ?? ""
      declared.filter = RowFilter(column: column, equals: try filter.texts("equals") ?? [])
      try filter.finish()
    }
    return declared
  }

  private func read(columns map: inout SettingsMap) throws(SettingsFault) -> DeclaredColumns {
    var columns = DeclaredColumns()
    for (key, path) in DeclaredColumns.keys { columns[keyPath: path] = try map.text(key) }
    return columns
  }

  private enum PlainSign: String, CaseIterable {
    case asIs = "as-is"
    case negate
  }

  private func sign(_ map: inout SettingsMap) throws(SettingsFault) -> SignRule {
    guard let node = map.take("sign") else { return .asIs }
    if node.scalar != nil {
      return try map.choice("sign", PlainSign.self) == .negate ? .negate : .asIs
    }
    guard var words = try map.map("sign") else { return .asIs }
    let rule = SignRule.byType(
      positive: try words.texts("positive") ?? [], negative: try words.texts("negative") ?? [])
    try words.finish()
    return rule
  }

  private func minorUnits(_ map: inout SettingsMap) throws(SettingsFault) -> MinorUnits? {
    guard let text = try map.text("minor_units") else { return nil }
    switch text {
    case "asset": return .asset
    case "column": return .column
    default:
      guard let scale = Int(text) else {
        throw map.fault(
          "minor_units", "'minor_units' is \(Diagnostic.quoted(text))",
          hint: "it takes a number of decimals, `asset` or `column`")
      }
      return .fixed(scale)
    }
  }

  private func time(_ map: inout SettingsMap) throws(SettingsFault) -> DeclaredTime {
    guard let text = try map.text("time") else { return .iso }
    if text == "iso" { return .iso }
    if let order = DateOrder(rawValue: text) { return .local(order) }
    if text.hasPrefix("epoch-"), let unit = EpochUnit(rawValue: String(text.dropFirst(6))) {
      return .epoch(unit)
    }
    throw map.fault(
      "time", "'time' is \(Diagnostic.quoted(text))",
      hint: "it takes iso, ymd, dmy, mdy, epoch-s, epoch-ms, epoch-us or epoch-ns")
  }

  private func delimiter(_ map: inout SettingsMap) throws(SettingsFault) -> UInt8 {
    guard let text = try map.text("delimiter") else { return UInt8(ascii: ",") }
    if text == "tab" { return UInt8(ascii: "\t") }
    guard text.utf8.count == 1, let byte = text.utf8.first else {
      throw map.fault(
        "delimiter", "'delimiter' is \(Diagnostic.quoted(text))",
        hint: "it takes one character, or `tab`")
    }
    return byte
  }

  private enum QuoteRule: String, CaseIterable {
    case doubled, backslash

    var escape: FieldEscape { self == .doubled ? .doubledQuote : .backslash }
  }
}

extension DeclaredColumns {
  /// The settings' names of the columns.
  static var keys: [(String, WritableKeyPath<DeclaredColumns, String?>)] {
    [
      ("account", \.account), ("amount", \.amount), ("asset", \.asset), ("balance", \.balance),
      ("booked_at", \.bookedAt), ("credit", \.credit), ("debit", \.debit), ("fee", \.fee),
      ("fee_asset", \.feeAsset), ("group", \.group), ("id", \.id), ("kind", \.kind),
      ("reference", \.reference), ("scale", \.scale),
    ]
  }
}

extension DeclaredFormat {
  /// The declaration as the manifest records it.
  fileprivate var effective: JSONValue {
    var columnValues: [(name: String, value: JSONValue)] = []
    for (key, path) in DeclaredColumns.keys {
      if let column = columns[keyPath: path] { columnValues.append((key, .string(column))) }
    }
    return [
      "asset": .optional(asset), "columns": JSONValue(members: columnValues),
      "decimal_mark": .string(decimalMark.rawValue),
      "delimiter": .string(String(UnicodeScalar(delimiter))),
      "fee": .string(fee.rawValue),
      "filter": filter.map { filter in
        [
          "column": .string(filter.column),
          "equals": .array(filter.equals.map(JSONValue.string)),
        ]
      } ?? .null,
      "kind": .string(kind.rawValue), "list": .string(list), "minor_units": minorUnitsValue,
      "preamble": .bool(preamble), "quotes": escape == .backslash ? "backslash" : "doubled",
      "sign": signValue, "thousands": .optional(thousands?.rawValue), "time": timeValue,
      "zone": .optional(zone?.name),
    ]
  }

  private var minorUnitsValue: JSONValue {
    switch minorUnits {
    case nil: .null
    case .asset: "asset"
    case .column: "column"
    case .fixed(let scale): .integer(scale)
    }
  }

  private var signValue: JSONValue {
    switch sign {
    case .asIs: "as-is"
    case .negate: "negate"
    case .byType(let positive, let negative):
      [
        "negative": .array(negative.map(JSONValue.string)),
        "positive": .array(positive.map(JSONValue.string)),
      ]
    }
  }

  private var timeValue: JSONValue {
    switch time {
    case .iso: "iso"
    case .local(let order): .string(order.rawValue)
    case .epoch(let unit): .string("epoch-\(unit.rawValue)")
    }
  }
}
