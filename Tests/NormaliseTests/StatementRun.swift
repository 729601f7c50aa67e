import Accounting
import Foundation
import Ingest
import Normalise
import TestSupport
import Testing

/// Statement files read to a book, as the command does it: open, recognise, scan, normalise.
struct StatementRun {
  let normalised: NormalisedBook
  /// The format each file was recognised as.
  let formats: [String]

  var book: Book { normalised.book }
  var codes: [String] { book.refused.map(\.diagnostic.code) }
  var warnings: [String] { normalised.warnings.map(\.code) }

  /// - Parameter files: names and contents, in canonical order.
  init(
    _ files: [(name: String, content: [UInt8])], terms: SourceTerms = SourceTerms(),
    among formats: [VenueFormat] = VenueFormat.coinbase
  ) throws {
    var normaliser = Normaliser(side: .statement, names: BookNames())
    var names: [String] = []
    let scratch = try Places.scratch()
    defer { try? FileManager.default.removeItem(at: scratch) }
    for (index, file) in files.enumerated() {
      let path = scratch.appending(path: "\(index)")
      try Data(file.content).write(to: path)
      let received = try Ingest.open(
        InputFile(path: path.path, name: file.name, side: .statement))
      let recognition = try Ingest.recognise(received, among: formats.map(\.format))
      let source = recognition.described(received)
      names.append(recognition.format.name)
      let format = try #require(formats.first { $0.format.name == recognition.format.name })
      let id = SourceID(index: index)
      normaliser.begin(
        source, id: id, format: format, header: recognition.header, terms: terms)
      let outcome = try Ingest.scan(source, id: id, as: recognition) {
        lines throws(InputFault) in normaliser.add(lines)
      }
      normaliser.end(refused: outcome.refused)
    }
    self.formats = names
    normalised = normaliser.finish()
  }

  init(_ text: String, terms: SourceTerms = SourceTerms()) throws {
    try self.init([("statement", Array(text.utf8))], terms: terms)
  }

  /// Entries as text, in row order: `account asset amount kind`.
  var entries: [String] {
    (0..<book.entries.count).map { row in
      let entry = book.entries[row]
      return "\(account(entry.account)) \(asset(entry.asset)) \(entry.amount) \(entry.kind.name)"
    }
  }

  /// Entries as `asset amount kind`, in row order.
  var legs: [String] {
    (0..<book.entries.count).map { row in
      let entry = book.entries[row]
      return "\(asset(entry.asset)) \(entry.amount) \(entry.kind.name)"
    }
  }

  /// Legs and net of each asset.
  func totals() throws -> [String: Total] {
    var totals: [String: Total] = [:]
    for row in 0..<book.entries.count {
      let entry = book.entries[row]
      var total = totals[asset(entry.asset)] ?? Total(legs: 0, net: .zero)
      total.legs += 1
      total.net = try total.net.adding(entry.amount)
      totals[asset(entry.asset)] = total
    }
    return totals
  }

  struct Total: Hashable, CustomStringConvertible {
    var legs: Int
    var net: Amount
    var description: String { "\(legs) legs net \(net)" }
  }

  func asset(_ id: NameID) -> String { normalised.names.assets[id] }
  func account(_ id: NameID) -> String { normalised.names.accounts[id] }

  /// The text of a row's reference in its file.
  func reference(_ row: Int, in content: String) -> String {
    let range = book.entries.referenceText[row]
    let bytes = Array(content.utf8)[Int(range.offset)..<Int(range.offset) + Int(range.length)]
    return String(decoding: bytes, as: UTF8.self)
  }
}
