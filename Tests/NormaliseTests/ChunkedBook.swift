import Accounting
import Foundation
import Ingest
import Normalise
import Synchronization
import TestSupport

/// What was understood of one file, in names instead of numbers, so that two ways of reading it
/// can be compared.
struct ReadBook: Equatable {
  struct Read: Equatable {
    var account: String
    var asset: String
    var amount: Amount
    var instant: Instant
    var kind: EntryKind
    var reference: ReferenceKey
    var group: ReferenceKey
    var referenceText: TextRange
    var origin: Origin
  }

  var entries: [Read] = []
  var refused: [RefusedLine] = []
  var warnings: [Diagnostic] = []
  var tallies: [SourceTally] = []
  var aliases: [AliasUse] = []
  var accounts: Set<String> = []
  /// Balances that lines state, those of entries too, and positions.
  var stated: [String] = []
  var hasIdentified = false
  var hasUnidentified = false
  var digest = ""
  var newline = Source.Newline.none

  init(_ normaliser: inout Normaliser, _ source: Source) {
    hasIdentified = normaliser.hasIdentified
    hasUnidentified = normaliser.hasUnidentified
    let result = normaliser.finish()
    digest = source.digest
    newline = source.newline
    refused = result.book.refused
    warnings = result.warnings
    tallies = result.book.tallies
    aliases = result.aliases
    accounts = Set(result.names.accounts.all)
    entries = (0..<result.book.entries.count).map { row in
      let entry = result.book.entries[row]
      return Read(
        account: result.names.accounts[entry.account], asset: result.names.assets[entry.asset],
        amount: entry.amount, instant: entry.instant, kind: entry.kind,
        reference: entry.reference, group: entry.group, referenceText: entry.referenceText,
        origin: entry.origin)
    }
    let book = result.book
    stated = book.balances.map {
      "\($0.origin.offset) \(result.names.accounts[$0.account]) "
        + "\(result.names.assets[$0.asset]) \($0.amount) \($0.held) \($0.instant as Any)"
    }
    stated += book.positions.map { "\($0.origin.offset) \($0.market) \($0.size)" }
    stated += book.running.map {
      "\(book.entries.origin[$0.row].offset) \(book.entries.origin[$0.row].leg) \($0.amount)"
    }
    stated.sort()
    entries.sort { ($0.origin.offset, $0.origin.leg) < ($1.origin.offset, $1.origin.leg) }
  }

  /// Reads a file whole.
  ///
  /// - Parameter among: a single format is forced.
  /// - Throws: the fault of the file.
  init(whole file: InputFile, among formats: [VenueFormat], _ terms: SourceTerms) throws {
    let opened = try Ingest.open(file)
    let recognition = try Ingest.recognise(
      opened, among: formats.map(\.format), forced: formats.count == 1 ? formats[0].format : nil)
    let format = formats.first { $0.format.name == recognition.format.name }!
    let source = recognition.described(opened)
    var normaliser = Normaliser(side: file.side, names: BookNames())
    let id = SourceID(index: 0)
    normaliser.begin(source, id: id, format: format, header: recognition.header, terms: terms)
    let outcome = try Ingest.scan(source, id: id, as: recognition) { lines throws(InputFault) in
      normaliser.add(lines)
    }
    normaliser.end(refused: outcome.refused)
    self.init(&normaliser, source)
  }
}

/// A file read in chunks: plain lines to rows, the others the whole way, then every row's line
/// again for its entry.
struct ChunkedBook {
  let book: ReadBook
  let rows: [EntryRow]
  /// Lines that were plain.
  let plain: Int

  /// How it is read.
  struct Way {
    var chunkBytes: Int
    var threads: Int
    /// Which of the entries put away are wanted in the book.
    var isWanted: (EntryRow.Place) -> Bool = { _ in true }
  }

  /// Nil if the file must be read whole.
  init?(
    _ file: InputFile, among formats: [VenueFormat], _ terms: SourceTerms, _ way: Way
  ) throws {
    guard let streamed = try StreamedFile(file, from: 1), let head = streamed.head(),
      let recognition = try? Ingest.recognise(
        head, among: formats.map(\.format),
        forced: formats.count == 1 ? formats[0].format : nil)
    else { return nil }
    let format = formats.first { $0.format.name == recognition.format.name }!
    let layout = PlainReading.isPossible(terms) ? format.plain : nil
    let input = StreamedInput(
      file: streamed, head: head, recognition: recognition, cells: layout?.fields)
    guard let input else { return nil }
    let names = PlainNames(names: BookNames())
    let id = SourceID(index: 0)
    let readings = (0..<way.threads).map { _ in
      layout.map {
        PlainReading(
          $0, format: format, side: file.side, source: id, terms: terms, names: names)
      }
    }
    nonisolated(unsafe) let workers = readings
    let found = Mutex<[EntryRow]>([])
    let outcome = FileStream(
      [input], threads: way.threads, hasDigests: true, chunkBytes: way.chunkBytes
    ) { stretch, odd in
      workers[stretch.worker]?.read(stretch, odd: &odd) { rows in
        found.withLock { $0.append(contentsOf: rows) }
      }
    }.run()[0]
    guard outcome.isRegular else { return nil }
    if let fault = outcome.fault { throw fault }
    var figures = PlainFigures()
    for reading in readings { if let reading { figures.add(reading.summary) } }
    var source = recognition.described(head)
    source.digest = outcome.digest
    source.newline = outcome.newline
    source.content = []
    source.received = []
    source.window = streamed
    var rows = found.withLock { $0 }
    var normaliser = Normaliser(side: file.side, names: names.names)
    normaliser.begin(
      source, id: id, format: format, header: recognition.header, terms: terms
    ) { row in if !row.isHeld { rows.append(row) } }
    let reader = PieceReader(input, source: source, id: id, pieceBytes: way.chunkBytes)
    let odd = try? reader.read(outcome.odd) { lines, piece throws(InputFault) in
      normaliser.add(lines, of: piece)
    }
    guard let odd else { return nil }
    normaliser.take(figures)
    normaliser.end(refused: odd.refused)
    rows.sort { $0.place < $1.place }
    try Self.restore(
      rows.filter { way.isWanted($0.place) }, reader, &normaliser, source, format,
      recognition.header, terms)
    self.rows = rows
    plain = figures.read
    book = ReadBook(&normaliser, source)
  }

  struct RowsMissing: Error {}

  private static func restore(
    _ rows: [EntryRow], _ reader: PieceReader, _ normaliser: inout Normaliser, _ source: Source,
    _ format: VenueFormat, _ header: [String], _ terms: SourceTerms
  ) throws {
    let places = Set(rows.map(\.place))
    let offsets = Set(places.map { Int($0.offset) }).sorted()
    normaliser.reopen(
      source, id: SourceID(index: 0), format: format, header: header, terms: terms)
    var restored = 0
    _ = try reader.readLines(at: offsets) { lines, piece throws(InputFault) in
      restored += normaliser.restore(lines, of: piece) { places.contains($0) }
    }
    guard restored == rows.count, places.count == rows.count else { throw RowsMissing() }
  }
}
