import Accounting
import Foundation
import Report
import Seal

/// What a reviewer decided, break by break: options, the workbook with the sheet `Open items`
/// filled in, or a CSV file as saved from that sheet.
struct DispositionTable {
  /// In byte order of the break ids.
  let dispositions: [Review.Disposition]
  /// The reviewers that the lines name.
  let reviewers: Set<String>

  /// `BREAK_ID=accepted`, `BREAK_ID=carried:reason`.
  ///
  /// - Throws: `review-refused`.
  init(options: [String]) throws(SettingsFault) {
    var list: [Review.Disposition] = []
    for text in options {
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else {
        throw Self.refused("--disposition", "\(Diagnostic.quoted(text)) is no BREAK_ID=disposition")
      }
      let words = parts[1].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      list.append(
        try Self.disposition(
          String(parts[0]), String(words[0]), words.count > 1 ? String(words[1]) : "",
          Place(file: "--disposition")))
    }
    try self.init(list, reviewers: [], Place(file: "--disposition"))
  }

  /// A workbook or a CSV file, told by its first bytes.
  init(file bytes: [UInt8], name: String) throws(SettingsFault) {
    guard WorkbookReader.looksRight(bytes) else {
      try self.init(csv: bytes, file: name)
      return
    }
    let tables: [(title: String, rows: [WorkbookReader.Row])]
    do throws(WorkbookFault) {
      tables = try WorkbookReader(bytes).tables(XLSXReport.openItemsName)
    } catch {
      throw Self.refused(name, error.message)
    }
    var (list, reviewers) = ([Review.Disposition](), Set<String>())
    for table in tables {
      let records = table.rows.map { SheetText.Record(line: $0.number, fields: $0.fields) }
      let part = try Self(records, file: "\(name), sheet \(table.title)")
      list += part.dispositions
      reviewers.formUnion(part.reviewers)
    }
    try self.init(list, reviewers: reviewers, Place(file: name))
  }

  private init(csv bytes: [UInt8], file: String) throws(SettingsFault) {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Self.refused(file, "the file is not UTF-8: save it as 'CSV UTF-8'")
    }
    try self.init(try SheetText(text, file: file).records, file: file)
  }

  /// Lines without a disposition are breaks that nobody decided; other columns are ignored.
  private init(_ records: [SheetText.Record], file: String) throws(SettingsFault) {
    let header = records.first?.fields.map(Self.columnName) ?? []
    func column(_ names: String...) -> Int? { header.firstIndex(where: names.contains) }
    guard let id = column("break_id", "break"), let kind = column("disposition") else {
      throw Self.refused(file, "line 1 has no columns break_id and disposition")
    }
    let (comment, reviewer) = (column("comment", "reason"), column("reviewer"))
    var list: [Review.Disposition] = []
    var reviewers: Set<String> = []
    for record in records.dropFirst() {
      func cell(_ index: Int?) -> String {
        guard let index, index < record.fields.count else { return "" }
        return record.fields[index].trimmingCharacters(in: .whitespaces)
      }
      guard !cell(kind).isEmpty else { continue }
      let place = Place(file: file, line: record.line)
      list.append(try Self.disposition(cell(id), cell(kind), cell(comment), place))
      if !cell(reviewer).isEmpty { reviewers.insert(cell(reviewer)) }
    }
    try self.init(list, reviewers: reviewers, Place(file: file))
  }

  private init(
    _ list: [Review.Disposition], reviewers: Set<String>, _ place: Place
  ) throws(SettingsFault) {
    var seen: Set<[UInt8]> = []
    for item in list where !seen.insert(Array(item.breakID.utf8)).inserted {
      throw Self.refused(place, "\(Diagnostic.quoted(item.breakID)) is decided twice")
    }
    dispositions = list.sorted { ByteOrder.isLess($0.breakID, $1.breakID) }
    self.reviewers = reviewers
  }

  /// Both together; no break is decided in both.
  func joined(with other: DispositionTable) throws(SettingsFault) -> DispositionTable {
    try DispositionTable(
      dispositions + other.dispositions, reviewers: reviewers.union(other.reviewers),
      Place(file: "--disposition"))
  }

  private static func disposition(
    _ breakID: String, _ word: String, _ reason: String, _ place: Place
  ) throws(SettingsFault) -> Review.Disposition {
    guard let kind = Review.Disposition.Kind(rawValue: word) else {
      throw refused(
        place, "\(Diagnostic.quoted(word)) is no disposition: accepted, to-correct, carried")
    }
    guard kind != .carried || !reason.isEmpty else {
      throw refused(place, "\(Diagnostic.quoted(breakID)) is carried without a reason")
    }
    return Review.Disposition(breakID: breakID, kind: kind, reason: reason)
  }

  private static func columnName(_ text: String) -> String {
    text.trimmingCharacters(in: .whitespaces).lowercased().replacing(" ", with: "_")
  }

  private static func refused(_ file: String, _ message: String) -> SettingsFault {
    refused(Place(file: file), message)
  }

  private static func refused(_ place: Place, _ message: String) -> SettingsFault {
    ReviewDesk.refused(place, message)
  }
}

extension WorkbookFault {
  fileprivate var message: String {
    switch self {
    case .notReadable:
      "the workbook cannot be read: save it as .xlsx without a password, or its sheet "
        + "'\(XLSXReport.openItemsName)' as CSV"
    case .tooLarge:
      "the workbook holds more than is read: save its sheet '\(XLSXReport.openItemsName)' as CSV"
    case .noSheet(let title): "the workbook has no sheet \(Diagnostic.quoted(title))"
    }
  }
}

/// CSV as spreadsheets save it: comma, semicolon or tab, quotes doubled, any line end, with or
/// without a byte order mark.
struct SheetText {
  struct Record {
    /// From 1.
    let line: Int
    var fields: [String]
  }

  private(set) var records: [Record] = []

  /// - Throws: `review-refused` for a quote that is not closed.
  init(_ text: String, file: String) throws(SettingsFault) {
    var bytes = Array(text.utf8)[...]
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    let delimiter = Self.delimiter(of: bytes.prefix { $0 != 0x0A })
    var (line, start, field, isQuoted) = (1, 1, [UInt8](), false)
    var fields: [String] = []
    func decoded(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      index += 1
      if byte == 0x0A { line += 1 }
      if isQuoted {
        if byte != UInt8(ascii: "\"") {
          field.append(byte)
        } else if index < bytes.endIndex, bytes[index] == byte {
          field.append(byte)
          index += 1
        } else {
          isQuoted = false
        }
      } else if byte == UInt8(ascii: "\""), field.isEmpty {
        isQuoted = true
      } else if byte == delimiter {
        fields.append(decoded(field))
        field = []
      } else if byte == 0x0A {
        if field.last == 0x0D { field.removeLast() }
        records.append(Record(line: start, fields: fields + [decoded(field)]))
        (fields, field, start) = ([], [], line)
      } else {
        field.append(byte)
      }
    }
    guard !isQuoted else {
      throw ReviewDesk.refused(Place(file: file, line: start), "a quote is never closed")
    }
    if !fields.isEmpty || !field.isEmpty {
      if field.last == 0x0D { field.removeLast() }
      records.append(Record(line: start, fields: fields + [decoded(field)]))
    }
    records.removeAll { $0.fields.allSatisfy(\.isEmpty) }
  }

  /// The mark that stands most often in the header.
  private static func delimiter(of header: some Collection<UInt8>) -> UInt8 {
    let marks = [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09]
    let counts = marks.map { mark in header.count { $0 == mark } }
    return marks[counts.firstIndex(of: counts.max() ?? 0) ?? 0]
  }
}
