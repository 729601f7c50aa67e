import Accounting
import Ingest
import Normalise
import TestSupport

/// A declared format, terms and a file of it, made at random.
struct RandomDeclaration {
  var format: DeclaredFormat
  var terms: SourceTerms
  var side: Side
  var bytes: [UInt8]

  private var random: SeededGenerator
  private let columns: [(name: String, role: Role)]
  /// In a hundred: lines that are not as nearly every line is.
  private let oddities: Int

  enum Role: CaseIterable {
    case time, amount, asset, account, reference, fee, feeAsset, id, group, kind, other
  }

  /// - Parameter hasIDs: whether lines may have the venue's own id.
  init(_ given: SeededGenerator, kind: DeclaredFormat.Kind, hasIDs: Bool = true) {
    var random = given
    func flip(_ odds: Int = 50) -> Bool { Int.random(in: 0..<100, using: &random) < odds }
    var columns: [(name: String, role: Role)] = [("time", .time), ("amount", .amount)]
    var declared = DeclaredColumns(bookedAt: "time", amount: "amount")
    if flip(85) { declared.asset = "asset" }
    if flip(40) { declared.account = "account" }
    if flip(80) { declared.reference = "ref" }
    if flip() { declared.fee = "fee" }
    if declared.fee != nil, flip() { declared.feeAsset = "fee asset" }
    if hasIDs, flip(30) { declared.id = flip() ? "ref" : "id" }
    if flip(30) { declared.group = flip() ? "ref" : "group" }
    if flip(40) { declared.kind = "kind" }
    for (name, role) in [
      (declared.asset, Role.asset), (declared.account, .account), (declared.reference, .reference),
      (declared.fee, .fee), (declared.feeAsset, .feeAsset), (declared.id, .id),
      (declared.group, .group), (declared.kind, .kind), ("note", .other),
    ] {
      if let name, !columns.contains(where: { $0.name == name }) { columns.append((name, role)) }
    }
    columns.shuffle(using: &random)
    format = DeclaredFormat(kind: kind, columns: declared)
    if flip(20) { format.sign = .negate }
    if flip(20) { format.fee = .change }
    if declared.asset == nil || flip(20) { format.asset = flip(90) ? "EUR" : "ZZTOP" }
    if flip(10) { format.thousands = .comma }
    if flip(20) { format.zone = .utc }
    if kind == .csv, flip(30) { format.delimiter = UInt8(ascii: ";") }
    if kind == .csv, flip(10) { format.preamble = true }
    side = flip() ? .ledger : .statement
    terms = SourceTerms()
    if flip(30) { terms.account = "own" }
    if flip(40) { terms.aliases = ["XYZ": "XYZCOIN", "USD": "USD", "OWN": "BTC"] }
    if side == .ledger {
      let ends = flip() ? ["*"] : ["assets:a*", "assets:b", "(x"]
      terms.accountRules = ends.enumerated().map { place, text in
        AccountRule(pattern: Pattern(text), account: place == 0 ? "first" : "second")
      }
    }
    oddities = [0, 3, 15, 50].randomElement(using: &random)!
    self.columns = columns
    self.random = random
    bytes = []
    bytes = file()
  }

  // MARK: The file

  private mutating func pick(_ texts: [String]) -> String { texts.randomElement(using: &random)! }

  private mutating func flip(_ odds: Int) -> Bool {
    Int.random(in: 0..<100, using: &random) < odds
  }

  private mutating func file() -> [UInt8] {
    let count = Int.random(in: 1...40, using: &random)
    let end = pick(["\n", "\n", "\r\n"])
    var lines = (0..<count).map { _ in values() }.map { values in
      format.kind == .csv ? csv(values) : json(values)
    }
    // Lines that are told twice.
    if flip(50) { lines.append(lines[0]) }
    var text = ""
    switch format.kind {
    case .csv:
      if format.preamble { text += "An export" + end + end }
      let mark = String(UnicodeScalar(format.delimiter))
      text += columns.map(\.name).joined(separator: mark) + end + lines.joined(separator: end)
    case .jsonLines:
      text = "{\"note\":1,\"time\":1,\"amount\":0}" + end + lines.joined(separator: end)
    case .json: text = "[" + lines.joined(separator: pick([",", "," + end, end + ", "])) + "]"
    }
    if flip(70) { text += end }
    var bytes = Array(text.utf8)
    if flip(4) { damage(&bytes) }
    return bytes
  }

  /// One byte somewhere becomes another.
  private mutating func damage(_ bytes: inout [UInt8]) {
    let place = Int.random(in: 0..<bytes.count, using: &random)
    bytes[place] = [0, 0x22, 0x0D, 0x0A, 0xE4, 0x2C, 0x7B, 0x5D].randomElement(using: &random)!
  }

  private mutating func csv(_ values: [String?]) -> String {
    let mark = String(UnicodeScalar(format.delimiter))
    if flip(oddities / 4) {
      return pick(["", "  ", String(repeating: mark, count: columns.count - 1), "a\(mark)b", "x"])
    }
    let cells = values.map { value -> String in
      let text = value ?? ""
      let isSpecial = text.contains("\"") || text.contains(mark) || text.contains("\n")
      guard isSpecial || flip(8) else { return text }
      return "\"\(text.replacing("\"", with: "\"\""))\""
    }
    return cells.joined(separator: mark) + (flip(oddities / 10) ? mark : "")
  }

  private mutating func json(_ values: [String?]) -> String {
    if format.kind == .jsonLines, flip(oddities / 4) {
      return pick([
        "", " ", "[]", "x", "{\"time\":", "{} {}", "{\"a\":1,\"a\":2}  ", "{\"a\":tru }\t ",
      ])
    }
    var members = zip(columns, values).compactMap { column, value -> String? in
      guard let value, !(value.isEmpty && flip(50)) else { return nil }
      let isNumber = Self.numbers.contains(value)
      let text = isNumber && flip(60) ? value : Self.quoted(value)
      return "\"\(column.name)\":\(text)"
    }
    if flip(oddities / 2) { members.shuffle(using: &random) }
    if flip(oddities / 2) {
      members.append(pick(["\"x\":null", "\"x\":[1,{}]", "\"x\":true", "\"x\":\"\\u0041\""]))
    }
    return "{\(members.joined(separator: flip(5) ? " , " : ","))}"
  }

  /// What of the values below is a JSON number.
  private static let numbers: Set<String> = [
    "1", "-1", "0.5", "-12.5000", "9999999999999999.123456789012345678", "0", "0.00", "0.1",
    "-0.25", "3", "7", "8.50", "1e3", "1E-7", "-0", "0.12345678901234567890",
    "1234567890123456789012345678901234567890", "99999999999999999",
  ]

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for byte in text.unicodeScalars {
      switch byte {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      default: quoted.unicodeScalars.append(byte)
      }
    }
    return quoted + "\""
  }

  /// The texts of a line's columns; nil where the line has no such key.
  private mutating func values() -> [String?] {
    let odd = flip(oddities) ? Int.random(in: 0..<columns.count, using: &random) : -1
    return columns.indices.map { index in
      index == odd ? oddValue(columns[index].role) : value(columns[index].role)
    }
  }

  private mutating func value(_ role: Role) -> String {
    switch role {
    case .time:
      return pick(["2026-11-19T", "2026-02-28 ", "1999-12-31T"])
        + pick(["08:00:00", "23:59:59.5", "00:00:01.123456789"]) + pick(["Z", "+02:00", "-11:30"])
    case .amount:
      return pick(["1", "-1", "0.5", "-12.5000", "9999999999999999.123456789012345678"])
    case .fee: return pick(["", "0", "0.00", "0.1", "-0.25", "3"])
    case .asset, .feeAsset: return pick(["BTC", "EUR", "USD", "ETH", "XBT", "USD", "EUR", "BTC"])
    case .account: return pick(["assets:a", "assets:b", "assets:a:b", "equity", "Größe"])
    case .reference, .id: return pick(["r1", "r2", "r3", "", "7", "8.50", "ä-1"])
    case .group, .kind, .other: return pick(["fee", "trade", "x", "", "g1"])
    }
  }

  private mutating func oddValue(_ role: Role) -> String? {
    if flip(10) { return pick(["", " ", "\"", "a\nb", "null"]) }
    if flip(5) { return nil }
    switch role {
    case .time:
      return pick([
        "2026-11-19", "2026-11-19T08:00:00", "2026-02-30T08:00:00Z", "19.11.2026", "11/19/2026",
        "2026-11-19T08:00:60Z", " 2026-11-19T08:00:00Z ", "2026-11-19T08:00Z",
        "1676-01-01T00:00:00Z",
        "2026-11-19t08:00:00z", "2026-11-19T08:00:00.1234567891Z", "2026-11-19T24:00:00Z",
      ])
    case .amount, .fee:
      return pick([
        "1e3", "1E-7", "+1", " 1 ", "1,000", "1,000.50", "0", "-0", "0.00", ".5", "1.", "abc",
        "0.12345678901234567890", "1234567890123456789012345678901234567890", "(5)", "\u{2212}5",
        "99999999999999999", "1234567890123456789012345678.1234567890", "0x1", "--1", "\u{A0}1",
      ])
    case .asset, .feeAsset:
      return pick([
        "ZZZ", "NEWCOIN", "XYZ", "OWN", "ZZZ", " BTC", "B TC", "LONGERTHANEIGHT", "é", "$", "SATS",
        "LUNA", "\u{A0}EUR", "ABCDEFGH", "ABCDEFGHI", "Ωmega",
      ])
    case .account: return pick([" assets:a ", "(assets:a)", "[assets:b]", "()", "(x", "\u{A0}"])
    case .reference, .id, .group, .kind, .other: return pick([" r1", "a\"b", "r;1", "r,2", "é"])
    }
  }
}
