import Accounting
import Foundation
import Ingest
import TestSupport

/// Bytes given as a file is given: through a file.
enum Given {
  static func file(_ bytes: [UInt8], named name: String = "input") throws -> InputFile {
    let path = try Places.scratch().appending(path: name)
    try Data(bytes).write(to: path)
    return InputFile(path: path.path, name: name, side: .statement)
  }

  static func source(
    _ bytes: [UInt8], encoding: TextEncoding? = nil, limits: InputLimits = .standard
  ) throws -> Source {
    let file = try file(bytes)
    let folder = URL(filePath: file.path).deletingLastPathComponent()
    defer { try? FileManager.default.removeItem(at: folder) }
    return try Ingest.open(file, encoding: encoding, limits: limits)
  }

  static func source(_ text: String) throws -> Source { try source(Array(text.utf8)) }

  static func file(at url: URL) -> InputFile {
    InputFile(path: url.path, name: url.lastPathComponent, side: .statement)
  }
}

/// The code of the fault that some work throws; nil if it throws none.
func faultCode(_ work: () throws -> Void) -> String? {
  do {
    try work()
    return nil
  } catch {
    return (error as? InputFault)?.diagnostic.code ?? "\(error)"
  }
}

/// A source cut to lines, as text.
struct Cut {
  /// Cells of each line; nil where the field is absent.
  var lines: [[String?]] = []
  /// The raw text of each line.
  var raw: [String] = []
  var lists: [Int] = []
  var forms: [[Field.Form]] = []
  var batches: [Int] = []
  var outcome = ScanOutcome()

  init(_ source: Source, _ recognition: Recognition) throws {
    var cut = (lines: lines, raw: raw, lists: lists, forms: forms, batches: batches)
    outcome = try Ingest.scan(source, id: SourceID(index: 0), as: recognition) {
      lines throws(InputFault) in
      cut.batches.append(lines.count)
      source.content.withUnsafeBufferPointer { bytes in
        lines.forEach(in: bytes) { line in
          cut.lines.append(
            (0..<lines.width).map { line.isAbsent($0) ? nil : line.text($0) })
          cut.forms.append(line.fields.map(\.form))
          cut.lists.append(line.list)
          cut.raw.append(source.rawText(offset: line.offset, length: line.length))
        }
      }
    }
    (lines, raw, lists, forms, batches) = cut
  }
}

extension Format {
  /// A format for a test.
  static func csv(_ name: String, _ fields: [String], _ shape: CSVShape) -> Format {
    Format(
      name: name, venue: "", sides: [.statement], shape: .csv(shape), fields: fields,
      summary: "made up for a test", source: "this test")
  }

  static func json(
    _ name: String, _ fields: [String], _ lists: [JSONList], jsonLines: Bool = false
  ) -> Format {
    Format(
      name: name, venue: "", sides: [.statement],
      shape: .json(JSONShape(lists: lists, jsonLines: jsonLines)), fields: fields,
      summary: "made up for a test", source: "this test")
  }
}

/// A CSV text read by the scanner alone, without a format.
struct ScannedTable: Equatable {
  enum Record: Equatable {
    case cells([[UInt8]])
    case stray
    case blank
  }

  var records: [Record] = []
  var fault: CSVFault?

  init() {}

  init(
    _ bytes: [UInt8], delimiter: UInt8 = UInt8(ascii: ","), escape: FieldEscape = .doubledQuote,
    from start: Int = 0, fieldLimit: Int = 16 << 20
  ) {
    bytes.withUnsafeBufferPointer { content in
      var scanner = CSVScanner(
        content, from: start, dialect: CSVDialect(delimiter: delimiter, escape: escape),
        fieldLimit: fieldLimit)
      do throws(CSVFault) {
        reading: while true {
          switch try scanner.next() {
          case .end: break reading
          case .blank: records.append(.blank)
          case .stray: records.append(.stray)
          case .record:
            let cells = scanner.cells.map {
              FieldText.decoded(
                content[$0.start..<$0.end], encoding: .utf8, escape: $0.isEscaped ? escape : .none)
            }
            records.append(.cells(cells))
          }
        }
      } catch {
        fault = error
      }
    }
  }

  /// The cells of the records that were read, as text.
  var cells: [[String]] {
    records.compactMap {
      guard case .cells(let cells) = $0 else { return nil }
      return cells.map { String(decoding: $0, as: UTF8.self) }
    }
  }

  var strays: Int { records.count { $0 == .stray } }
  var blanks: Int { records.count { $0 == .blank } }
}
