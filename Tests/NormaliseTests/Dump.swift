import Accounting
import Foundation
import Ingest
import Normalise
import TestSupport

/// Files read as the program reads them: opened, recognised, scanned, understood.
struct Dump {
  let result: NormalisedBook
  let formats: [String]

  var book: Book { result.book }

  /// - Parameter among: what is recognised; a single format is forced.
  init(
    _ files: [URL], side: Side, terms: SourceTerms = SourceTerms(),
    among known: [VenueFormat] = VenueFormat.all
  ) throws {
    var normaliser = Normaliser(side: side, names: BookNames())
    var formats: [String] = []
    for (index, file) in files.enumerated() {
      let input = InputFile(path: file.path, name: file.lastPathComponent, side: side)
      let opened = try Ingest.open(input)
      let recognition = try Ingest.recognise(
        opened, among: known.filter { $0.format.sides.contains(side) }.map(\.format),
        forced: known.count == 1 ? known[0].format : nil)
      let source = recognition.described(opened)
      let format = known.first { $0.format.name == recognition.format.name }!
      normaliser.begin(
        source, id: SourceID(index: index), format: format, header: recognition.header,
        terms: terms)
      let outcome = try Ingest.scan(source, id: SourceID(index: index), as: recognition) {
        (lines: Lines) throws(InputFault) in normaliser.add(lines)
      }
      normaliser.end(refused: outcome.refused)
      formats.append(recognition.format.name)
    }
    result = normaliser.finish()
    self.formats = formats
  }

  /// One file made of a text.
  init(
    text: String, side: Side, terms: SourceTerms = SourceTerms(),
    among known: [VenueFormat] = VenueFormat.all
  ) throws {
    let file = try Places.scratch().appending(path: "dump")
    try Data(text.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file.deletingLastPathComponent()) }
    try self.init([file], side: side, terms: terms, among: known)
  }

  /// A file of the shared examples.
  static func example(
    _ names: [String], side: Side = .ledger, terms: SourceTerms = SourceTerms()
  ) throws -> Dump {
    let files = try names.map { name in
      guard let file = Places.shared("formats/examples/\(name)") else {
        throw CocoaError(.fileNoSuchFile)
      }
      return file
    }
    return try Dump(files, side: side, terms: terms)
  }

  static let hasExamples = Places.shared("formats/examples") != nil

  /// Every account of ours is one of the book's, under its own name.
  static func everyAccount(_ name: String = "ours", zone: Zone? = nil) -> SourceTerms {
    SourceTerms(accountRules: [AccountRule(pattern: Pattern("*"), account: name)], zone: zone)
  }

  /// Per asset, the number of entries and their sum: `BTC 1 0.05`.
  var nets: [String] {
    var sums: [String: (Int, Amount)] = [:]
    for row in 0..<book.entries.count {
      let asset = result.names.assets[book.entries.asset[row]]
      let (count, sum) = sums[asset] ?? (0, .zero)
      sums[asset] = (count + 1, (try? sum.adding(book.entries.amount(row))) ?? .zero)
    }
    return sums.map { "\($0) \($1.0) \($1.1)" }.sorted()
  }

  /// Per account and asset: `dydx/0 USDC 90.461932`.
  var balances: [String] {
    book.balances.map {
      "\(result.names.accounts[$0.account]) \(result.names.assets[$0.asset]) \($0.amount)"
    }.sorted()
  }

  var positions: [String] { book.positions.map { "\($0.market) \($0.size)" }.sorted() }

  /// Market, size, price, and the size before, of every fill that moves a position.
  var fills: [String] {
    book.fills.map { "\($0.market) \($0.size) \($0.price) \($0.before?.description ?? "-")" }
  }

  /// Account, asset, amount, kind, instant and reference of every entry, in row order.
  var entries: [String] {
    (0..<book.entries.count).map { row in
      let entry = book.entries[row]
      return [
        result.names.accounts[entry.account], result.names.assets[entry.asset],
        "\(entry.amount)", entry.kind.name, "\(entry.instant.nanoseconds / 1_000_000)",
        entry.reference == .none ? "-" : "\(entry.reference.high % 9_973)",
      ].joined(separator: " ")
    }
  }

  var refusals: [String] {
    book.refused.map {
      let place = $0.diagnostic.place
      return "\($0.diagnostic.code) \(place.line ?? 0):\(place.column ?? 0)"
    }
  }

  var ignored: [String: Int] {
    book.tallies.reduce(into: [:]) { all, tally in all.merge(tally.ignored) { $0 + $1 } }
  }

  var isBalanced: Bool { book.tallies.allSatisfy { $0.isBalanced } }
}

extension String {
  /// The reference of an entry as `Dump.entries` shows it.
  static func reference(_ text: String) -> String {
    let bytes = Swift.Array(text.utf8)
    let key = bytes.withUnsafeBufferPointer { ReferenceKey(of: $0) }
    return "\(key.high % 9_973)"
  }
}
