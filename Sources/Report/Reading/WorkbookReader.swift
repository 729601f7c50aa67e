/// Why a workbook that somebody saved is not read.
package enum WorkbookFault: Error, Hashable {
  /// No workbook, or a damaged, encrypted or unusual one.
  case notReadable
  /// More than `WorkbookReader` takes.
  case tooLarge
  case noSheet(String)
}

/// Reads the tables of a workbook that a person filled in and a spreadsheet program saved
/// (ECMA-376 part 1, 18): bytes in, rows of texts out.
///
/// The file is a stranger's: every part has a limit, no entity is resolved, no address is
/// followed, formulas are not reckoned, and nothing is written.
package struct WorkbookReader {
  /// Bytes of the tables' parts together, and of the list of texts, when they are unpacked.
  package static let sizeLimit = 256 << 20
  /// Bytes of a part that says which sheets there are.
  private static let listLimit = 1 << 20
  /// Sheets that a table goes on in.
  private static let sheetLimit = 256
  /// Columns beyond are passed over.
  private static let columnLimit = 256

  package struct Row: Hashable, Sendable {
    /// From 1.
    package let number: Int
    package let fields: [String]
  }

  private let zip: XLSXReportZip
  private let strings: [String]

  /// - Throws: `WorkbookFault` unless the bytes are a workbook.
  package init(_ bytes: [UInt8]) throws(WorkbookFault) {
    guard let zip = XLSXReportZip(bytes) else { throw .notReadable }
    self.zip = zip
    strings =
      try Self.part("xl/sharedStrings.xml", of: zip, limit: Self.sizeLimit)
      .map(Self.sharedStrings) ?? []
  }

  /// Whether bytes are those of a zip file, as workbooks are.
  package static func looksRight(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0x50, 0x4B, 0x03, 0x04])
  }

  /// The rows of a sheet and of those it goes on in, `Open items (2)`, each with its title.
  ///
  /// - Throws: `WorkbookFault` if there is none, or a part is damaged or too large.
  package func tables(
    _ title: String
  ) throws(WorkbookFault) -> [(title: String, rows: [Row])] {
    var tables: [(title: String, rows: [Row])] = []
    var limit = Self.sizeLimit
    for sheet in try sheets() where sheet.title == title || sheet.title.hasPrefix("\(title) (") {
      guard tables.count < Self.sheetLimit else { throw .tooLarge }
      guard let content = try Self.part(sheet.path, of: zip, limit: limit) else {
        throw .notReadable
      }
      limit -= content.count
      tables.append((sheet.title, try rows(content)))
    }
    guard !tables.isEmpty else { throw .noSheet(title) }
    return tables
  }

  /// Titles and parts, in order.
  private func sheets() throws(WorkbookFault) -> [(title: String, path: String)] {
    guard let book = try Self.part("xl/workbook.xml", of: zip, limit: Self.listLimit),
      let links = try Self.part("xl/_rels/workbook.xml.rels", of: zip, limit: Self.listLimit)
    else { throw .notReadable }
    var targets: [String: String] = [:]
    for item in try Self.elements("Relationship", of: links) {
      guard let id = item["Id"], let target = item["Target"] else { continue }
      targets[id] = target.hasPrefix("/") ? String(target.dropFirst()) : "xl/\(target)"
    }
    return try Self.elements("sheet", of: book).compactMap { item in
      guard let title = item["name"], let path = item["id"].flatMap({ targets[$0] }) else {
        return nil
      }
      return (title, path)
    }
  }

  /// The attributes of every element of a name.
  private static func elements(
    _ name: String, of content: [UInt8]
  ) throws(WorkbookFault) -> [[String: String]] {
    var xml = WorkbookXML(content)
    var elements: [[String: String]] = []
    while let piece = try xml.next() {
      guard case .start(name, let attributes) = piece else { continue }
      elements.append(
        Dictionary(attributes.map { ($0.name, $0.value) }, uniquingKeysWith: { one, _ in one }))
    }
    return elements
  }

  /// A part's bytes; nil if there is none of the name.
  private static func part(
    _ name: String, of zip: XLSXReportZip, limit: Int
  ) throws(WorkbookFault) -> [UInt8]? {
    guard let entry = zip.entries.first(where: { $0.name.elementsEqual(name.utf8) }) else {
      return nil
    }
    guard entry.size <= limit else { throw .tooLarge }
    guard let content = zip.content(of: entry) else { throw .notReadable }
    return content
  }

  private static func sharedStrings(_ content: [UInt8]) throws(WorkbookFault) -> [String] {
    var xml = WorkbookXML(content)
    var strings: [String] = []
    while let piece = try xml.next() {
      guard case .start("si", _) = piece else { continue }
      strings.append(unescaped(try xml.content(of: "si")))
    }
    return strings
  }

  private func rows(_ content: [UInt8]) throws(WorkbookFault) -> [Row] {
    var xml = WorkbookXML(content)
    var (rows, fields, number, column) = ([Row](), [String](), 0, 0)
    while let piece = try xml.next() {
      switch piece {
      case .start("row", let attributes):
        number = attributes.first { $0.name == "r" }.flatMap { Int($0.value) } ?? number + 1
        (fields, column) = ([], 0)
      case .start("c", let attributes):
        if let name = attributes.first(where: { $0.name == "r" })?.value {
          guard let place = Self.column(name) else { throw .notReadable }
          column = place
        }
        let kind = attributes.first { $0.name == "t" }?.value
        let value = try value(of: &xml, kind)
        if !value.isEmpty, column < Self.columnLimit {
          fields += [String](repeating: "", count: max(0, column + 1 - fields.count))
          fields[column] = value
        }
        column += 1
      case .end("row"): if !fields.isEmpty { rows.append(Row(number: number, fields: fields)) }
      case .start, .end, .text: break
      }
    }
    return rows
  }

  /// What a cell shows, up to its end; a formula by what it came to when the file was saved.
  private func value(
    of xml: inout WorkbookXML, _ kind: String?
  ) throws(WorkbookFault) -> String {
    var text = ""
    while let piece = try xml.next() {
      switch piece {
      case .end("c"):
        guard kind == "s" else { return Self.unescaped(text) }
        if text.isEmpty { return "" }
        guard let index = Int(text), strings.indices.contains(index) else { throw .notReadable }
        return strings[index]
      case .start("v", _): text = try xml.content(of: "v")
      case .start("is", _): text = try xml.content(of: "is")
      case .start(let name, _): _ = try xml.content(of: name)
      case .end: throw .notReadable
      case .text: break
      }
    }
    throw .notReadable
  }

  /// The column of a cell's name, from 0: `AB12` is 27; nil if it is no name.
  private static func column(_ name: String) -> Int? {
    let letters = name.utf8.prefix { (0x41...0x5A).contains($0) }
    guard (1...3).contains(letters.count) else { return nil }
    return letters.reduce(0) { $0 * 26 + Int($1 - 0x40) } - 1
  }

  /// `_x000D_` is the character, `_x005F_` the underscore before such a text.
  private static func unescaped(_ text: String) -> String {
    text.replacing(#/_x([0-9A-Fa-f]{4})_/#) { match in
      UInt32(match.output.1, radix: 16).flatMap(Unicode.Scalar.init).map { String($0) }
        ?? String(match.output.0)
    }
  }
}
