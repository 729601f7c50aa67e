package import Accounting

/// Turns the lines of one side's sources into a book: entries, balances, positions.
///
/// Takes batches of lines, source after source; gives the side's `Book` and the names it met.
/// A line that its reading refuses becomes a refused line, and the next one goes on.
package struct Normaliser {
  private var book: Book
  private var marks = LineMarks()
  private var counterparts = Counterparts()
  private var warnings: [Warning] = []
  private var reading: LineReading
  private var format: VenueFormat?
  private var tally = SourceTally(source: SourceID(index: 0))
  private var source: Source?
  private var lineCounter = LineCounter()
  private var sourceNames: [SourceID: String] = [:]
  /// Codes of notices given of this source.
  private var noticed: Set<String> = []

  private struct Warning {
    var source: SourceID
    var diagnostic: Diagnostic
  }

  package init(side: Side, names: BookNames, aliases: AliasTable = AliasTable()) {
    book = Book(side: side)
    reading = LineReading(
      terms: SourceTerms(), header: [], fields: [], venue: "", defaultAccount: "", side: side,
      resolver: NameResolver(names: names, aliases: aliases))
  }

  /// Begins a source; batches of its lines follow.
  ///
  /// - Parameter header: per field of the format, the header's cell as it stands in the file.
  package mutating func begin(
    _ source: Source, id: SourceID, format: VenueFormat, header: [String], terms: SourceTerms
  ) {
    self.source = source
    self.format = format
    sourceNames[id] = source.name
    tally = SourceTally(source: id)
    lineCounter = LineCounter()
    noticed.removeAll()
    var resolver = reading.resolver
    resolver.begin(venue: format.format.venue, terms: terms)
    reading = LineReading(
      terms: terms, header: header, fields: format.format.fields, venue: format.format.venue,
      defaultAccount: format.defaultAccount, side: book.side, resolver: resolver)
  }

  /// Reads a batch of lines of the source that was begun.
  package mutating func add(_ lines: Lines) {
    guard let source, let format else { preconditionFailure("begin a source before its lines") }
    source.content.withUnsafeBufferPointer { content in
      lines.forEach(in: content) { line in
        tally.read += 1
        reading.reset()
        do throws(LineFault) {
          try format.read(line, &reading)
          keep(line, content)
        } catch {
          reading.resolver.discardLine()
          refuse(line, error, content)
        }
      }
    }
  }

  /// Ends the source.
  ///
  /// - Parameter refused: lines that could not be cut into fields.
  package mutating func end(refused: [RefusedLine] = []) {
    tally.read += refused.count
    tally.refused += refused.count
    for var line in refused {
      line.account = line.account ?? accountOfRefused
      book.refused.append(line)
    }
    book.tallies.append(tally)
  }

  /// Gives up the source that was begun: the file as a whole turned out to be unusable.
  package mutating func abandon() {
    let id = tally.source
    book.refused.removeAll { $0.origin.source == id }
    book.balances.removeAll { $0.origin.source == id }
    book.positions.removeAll { $0.origin.source == id }
    let kept = book.entries.origin.firstIndex { $0.source == id } ?? book.entries.count
    book.truncate(toEntries: kept)
    marks.remove(id)
    counterparts.remove(id)
    warnings.removeAll { $0.source == id }
    reading.resolver.abandon()
  }

  /// The side's book, duplicates taken out, and the names and aliases it used.
  package mutating func finish() -> NormalisedBook {
    let duplicates = marks.duplicates(idsCameLater: book.side == .statement)
    book.count(duplicates)
    var isDropped = [Bool](repeating: false, count: book.entries.count)
    for line in duplicates { for row in line.rows { isDropped[row] = true } }
    if book.side == .statement {
      for (source, other) in marks.overlaps(book.entries, isDropped) {
        warnings.append(
          Warning(
            source: source,
            diagnostic: .exportsOverlap(sourceNames[source] ?? "", sourceNames[other] ?? "")))
      }
    }
    let settlement = counterparts.settle(isDropped, last: book.lastInstants())
    for row in settlement.superseded { isDropped[row] = true }
    for mark in settlement.alone {
      warnings.append(
        Warning(source: mark.source, diagnostic: .counterpartMissing(at: mark.place)))
    }
    book.remove(isDropped)
    book.total(names: reading.resolver.names)
    book.refused.sort { $0.diagnostic.place < $1.diagnostic.place }
    return NormalisedBook(
      book: book, names: reading.resolver.names, aliases: reading.resolver.aliasUses,
      warnings: warnings.map(\.diagnostic).sorted { ($0.place, $0.code) < ($1.place, $1.code) })
  }

  private mutating func keep(_ line: Line, _ content: Bytes) {
    warn(of: line, content)
    if let rule = reading.ignoredBy {
      tally.ignored[rule, default: 0] += 1
      return
    }
    tally.understood += 1
    let firstRow = book.entries.count
    for leg in reading.legs {
      let row = book.entries.count
      if let balance = leg.balance {
        book.running.append(RunningBalance(row: row, amount: balance))
      }
      if leg.standsInFor != .none {
        counterparts.append(standIn: mark(leg, leg.standsInFor, row, line, content))
      }
      book.entries.append(leg.entry)
    }
    if reading.counterpart != .none, let leg = reading.legs.first {
      counterparts.append(counterpart: mark(leg, reading.counterpart, firstRow, line, content))
    }
    keepStatements(Origin(source: line.source, offset: line.offset, length: line.length, leg: 0))
    if !reading.legs.isEmpty {
      marks.append(reading.mark(source: line.source, firstRow: firstRow))
    }
  }

  private mutating func keepStatements(_ origin: Origin) {
    for stated in reading.statements {
      book.balances.append(
        Balance(
          account: stated.account, asset: stated.asset, amount: stated.amount, held: stated.held,
          instant: stated.instant, origin: origin))
    }
    for position in reading.positions {
      book.positions.append(
        Position(
          account: position.account, market: position.market, size: position.size,
          entryPrice: position.entryPrice, origin: origin))
    }
  }

  private mutating func mark(
    _ leg: LineReading.Leg, _ key: ReferenceKey, _ row: Int, _ line: Line, _ content: Bytes
  ) -> Counterparts.Mark {
    Counterparts.Mark(
      account: leg.entry.account, key: key, instant: leg.entry.instant, source: line.source,
      row: row, place: place(of: line, field: nil, content), mayBeHalf: leg.mayBeHalf)
  }

  /// Turns the line's notices, and its codes that no table knows, into warnings.
  private mutating func warn(of line: Line, _ content: Bytes) {
    for unmapped in reading.resolver.commitLine() {
      append(.assetUnmapped(unmapped, at: place(of: line, field: unmapped.field, content)))
    }
    for notice in reading.notices where noticed.insert(notice.code).inserted {
      append(
        Diagnostic(
          code: notice.code, severity: .warning,
          place: place(of: line, field: notice.field, content), message: notice.message,
          hint: notice.hint))
    }
  }

  private mutating func append(_ diagnostic: Diagnostic) {
    warnings.append(Warning(source: tally.source, diagnostic: diagnostic))
  }

  private mutating func refuse(_ line: Line, _ fault: LineFault, _ content: Bytes) {
    tally.refused += 1
    let diagnostic = Diagnostic(
      code: fault.code, place: place(of: line, field: fault.field, content),
      message: fault.message, hint: fault.hint)
    book.refused.append(
      RefusedLine(
        diagnostic: diagnostic,
        origin: Origin(source: line.source, offset: line.offset, length: line.length, leg: 0),
        account: accountOfRefused ?? reading.accountNamed()))
  }

  /// Where the field begins, or the line.
  private mutating func place(of line: Line, field: Int?, _ content: Bytes) -> Place {
    var offset = Int(line.offset)
    if let field, !line.isAbsent(field) { offset = Int(line.fields[field].raw.offset) }
    let (lineNumber, column) = lineCounter.place(of: offset, in: content)
    return Place(file: source?.name ?? "", line: lineNumber, column: column, offset: offset)
  }

  /// The account a refused line would have belonged to, where only one can be.
  private var accountOfRefused: String? {
    if let account = reading.terms.account { return account }
    guard let format, book.side == .statement, !format.linesNameAccount else { return nil }
    return format.defaultAccount
  }
}

/// What Normalise gives for one side.
package struct NormalisedBook: Sendable {
  package let book: Book
  package let names: BookNames
  /// Aliases applied, in order of venue, code, asset.
  package let aliases: [AliasUse]
  /// What the reader should know although nothing was refused, in order of place:
  /// `asset-unmapped` once a venue and code, `counterpart-missing`, `exports-overlap`, and the
  /// notices of readings once a source and code.
  package let warnings: [Diagnostic]
}

extension Diagnostic {
  static func exportsOverlap(_ name: String, _ other: String) -> Diagnostic {
    Diagnostic(
      code: "exports-overlap", severity: .warning, place: Place(file: name),
      message: "lines without id are from the time that \(Diagnostic.quoted(other)) tells of with "
        + "ids",
      hint: "equal lines were counted once; if both exports tell of the same events in other "
        + "figures, leave one of them out")
  }

  static func assetUnmapped(_ unmapped: NameResolver.Unmapped, at place: Place) -> Diagnostic {
    let venue = unmapped.venue.isEmpty ? "the ledger" : "'\(unmapped.venue)'"
    return Diagnostic(
      code: "asset-unmapped", severity: .warning, place: place,
      message: "\(Diagnostic.quoted(unmapped.code)) is in no alias table of \(venue)",
      hint: "it is kept as written and equals only the same letters on the other side")
  }
}
