import Accounting
import Seal

/// One line of a file of `data/work`: its members, and where it stands.
struct LineFields {
  let value: JSONValue
  let bytes: ArraySlice<UInt8>

  /// The lines of a file.
  ///
  /// - Throws: `prior-run-unusable` at the first that is no JSON object.
  static func all(_ bytes: [UInt8], of path: String) throws(SettingsFault) -> [LineFields] {
    var lines: [LineFields] = []
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      guard let value = try? JSONParser.value(of: Array(line)), case .object = value else {
        throw SealedRun.unreadable(path)
      }
      lines.append(LineFields(value: value, bytes: line))
    }
    return lines
  }

  func text(_ name: String) -> String? { value[name]?.text }

  func amount(_ name: String) -> Amount? { text(name).flatMap { try? Amount(parsing: $0) } }

  func instant(_ name: String) -> Instant? { text(name).flatMap(Instant.init(stamp:)) }

  func kind() -> EntryKind? {
    guard let name = text("kind") else { return nil }
    return EntryKind.allCases.first { $0.name == name }
  }

  /// The number in an id.
  func number(_ name: String = "id") -> UInt64? {
    value[name].flatMap { LineFields.number($0) }
  }

  static func number(_ id: JSONValue) -> UInt64? {
    id.text.flatMap { UInt64($0.dropFirst(4), radix: 16) }
  }

  /// 32 hexadecimal digits, or nothing.
  func key(_ name: String) -> ReferenceKey? {
    guard let text = text(name) else { return nil }
    guard !text.isEmpty else { return ReferenceKey.none }
    guard text.utf8.count == 32, let high = UInt64(text.prefix(16), radix: 16),
      let low = UInt64(text.suffix(16), radix: 16)
    else { return nil }
    return ReferenceKey(high: high, low: low)
  }

  func origin(_ source: SourceID) -> Origin {
    Origin(
      source: source, offset: UInt64(bytes.startIndex), length: UInt32(bytes.count), leg: 0)
  }

  /// Where the text of the reference stands, still escaped. Inside a text every quote is escaped,
  /// so what is looked for is nowhere else.
  var referenceText: TextRange {
    let mark = Array(#","reference":""#.utf8)
    guard bytes.count > mark.count else { return .empty }
    var start = bytes.startIndex
    while start + mark.count <= bytes.endIndex {
      if bytes[start..<start + mark.count].elementsEqual(mark) { break }
      start += 1
    }
    start += mark.count
    guard start <= bytes.endIndex else { return .empty }
    var end = start
    while end < bytes.endIndex, bytes[end] != UInt8(ascii: "\"") {
      end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1
    }
    return TextRange(offset: UInt64(start), length: UInt32(end - start))
  }
}
