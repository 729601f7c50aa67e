package import Accounting

/// Turns the lines of one side's sources into a book: entries, balances, positions.
///
/// Takes batches of lines, source after source; gives the side's `Book` and the names it met.
/// A line that its reading refuses becomes a refused line, and the next one goes on.
package struct Normaliser {
  var book: Book
  var marks = LineMarks()
  /// The same of the lines with fills, whose entries may be on a shelf.
  private var fillMarks = LineMarks()
  private var counterparts = Counterparts()
  var warnings: [Warning] = []
  var reading: LineReading
  var format: VenueFormat?
  var tally = SourceTally(source: SourceID(index: 0))
  private var source: Source?
  private var lineCounter = LineCounter()
  private var sourceNames: [SourceID: String] = [:]
  /// Where the warnings of this source stand that no table knows a code.
  var unmapped: [String: Int] = [:]
  /// Codes of notices given of this source.
  private var noticed: Set<String> = []
  /// Takes entries that need not be in memory; nil: all are kept in the book.
  var shelf: ((EntryRow) -> Void)?
  /// Of sources that were read through a shelf: the time their entries are of.
  var spans: [SourceID: ClosedRange<Instant>] = [:]
  /// Whether lines with entries had the venue's own id, and whether some had none.
  package var hasIdentified = false
  package var hasUnidentified = false
  /// Whether an entry belongs to an order, trade or transfer beside its reference.
  package internal(set) var hasGroups = false
  /// Whether lines without the venue's own id may be told twice: by two sources.
  private let hasSeveralSources: Bool

  struct Warning {
    var source: SourceID
    var diagnostic: Diagnostic
  }

  /// - Parameter hasSeveralSources: false if lines of one source alone will be read.
  package init(
    side: Side, names: BookNames, aliases: AliasTable = AliasTable(),
    hasSeveralSources: Bool = true
  ) {
    book = Book(side: side)
    self.hasSeveralSources = hasSeveralSources
    reading = LineReading(
      terms: SourceTerms(), header: [], fields: [], venue: "", defaultAccount: "", side: side,
      resolver: NameResolver(names: names, aliases: aliases))
  }

  /// Begins a source; batches of its lines follow.
  ///
  /// - Parameters:
  ///   - header: per field of the format, the header's cell as it stands in the file.
  ///   - shelf: gets the entries as rows, where what a row says is enough for the time being;
  ///     those it does not get whole stay in the book, and it is told of them.
  package mutating func begin(
    _ source: Source, id: SourceID, format: VenueFormat, header: [String], terms: SourceTerms,
    shelf: ((EntryRow) -> Void)? = nil
  ) {
    sourceNames[id] = source.name
    tally = SourceTally(source: id)
    noticed.removeAll()
    unmapped.removeAll()
    if format.plain != nil { book.kindless.insert(id) }
    open(source, format: format, header: header, terms: terms)
    self.shelf = shelf
  }

  mutating func open(
    _ source: Source, format: VenueFormat, header: [String], terms: SourceTerms
  ) {
    self.source = source
    self.format = format
    lineCounter = LineCounter()
    var resolver = reading.resolver
    resolver.begin(venue: format.format.venue, terms: terms)
    reading = LineReading(
      terms: terms, header: header, fields: format.format.fields, venue: format.format.venue,
      defaultAccount: format.defaultAccount, side: book.side, resolver: resolver)
  }

  /// Reads a batch of lines of the source that was begun.
  ///
  /// - Parameter piece: whose content the lines stand in, if not the source's own.
  package mutating func add(_ lines: Lines, of piece: SourcePiece? = nil) {
    guard let source, let format else { preconditionFailure("begin a source before its lines") }
    let content = piece?.source.content ?? source.content
    content.withUnsafeBufferPointer { content in
      lines.forEach(in: content, of: piece) { line in
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
    spans[id] = nil
    book.refused.removeAll { $0.origin.source == id }
    book.balances.removeAll { $0.origin.source == id }
    book.positions.removeAll { $0.origin.source == id }
    book.fills.removeAll { $0.origin.source == id }
    book.equities.removeAll { $0.origin.source == id }
    fillMarks.remove(id)
    let kept = book.entries.origin.firstIndex { $0.source == id } ?? book.entries.count
    book.truncate(toEntries: kept)
    marks.remove(id)
    counterparts.remove(id)
    warnings.removeAll { $0.source == id }
    unmapped.removeAll()
    reading.resolver.abandon()
  }

  /// The names met so far.
  package var names: BookNames { reading.resolver.names }

  /// The side's book, duplicates taken out, and the names and aliases it used.
  ///
  /// - Parameter settlement: what was settled of the entries that went to a shelf, the others of
  ///   which are in the book again; nil if none of them is, and the book says only their time.
  package mutating func finish(_ settlement: Settlement? = nil) -> NormalisedBook {
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
    let halves = counterparts.settle(isDropped, last: book.lastInstants(spans))
    for row in halves.superseded { isDropped[row] = true }
    for mark in halves.alone {
      warnings.append(
        Warning(source: mark.source, diagnostic: .counterpartMissing(at: mark.place)))
    }
    book.remove(isDropped)
    let retold = fillMarks.duplicates(idsCameLater: book.side == .statement)
    book.removeFills(Set(retold.flatMap(\.rows)))
    fillMarks = LineMarks()
    book.total(names: reading.resolver.names)
    if let settlement {
      book.add(settlement, names: reading.resolver.names)
    } else {
      book.add(spans)
    }
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
    if !reading.legs.isEmpty {
      if reading.identity == .none { hasUnidentified = true } else { hasIdentified = true }
    }
    keepFills(line)
    if let shelf, putAway(shelf) { return }
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
    keepStatements(line.origin(leg: 0))
    if !reading.legs.isEmpty, mayBeToldTwice {
      marks.append(reading.mark(source: line.source, firstRow: firstRow))
    }
  }

  /// Whether the line that was read may be one of two that are one event.
  var mayBeToldTwice: Bool { hasSeveralSources || reading.identity != .none }

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
          entryPrice: position.entryPrice, unrealised: position.unrealised, origin: origin))
    }
    for equity in reading.equities {
      book.equities.append(
        StatedEquity(
          account: equity.account, amount: equity.amount, part: equity.part, origin: origin))
    }
  }

  private mutating func keepFills(_ line: Line) {
    for fill in reading.fills {
      fillMarks.append(
        reading.mark(source: line.source, firstRow: book.fills.count).ofRows(1))
      book.fills.append(
        PositionFill(
          account: fill.account, market: fill.market, size: fill.size, price: fill.price,
          instant: fill.instant, before: fill.before, origin: line.origin(leg: 0)))
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
  mutating func warn(of line: Line, _ content: Bytes) {
    for unmapped in reading.resolver.commitLine() {
      warn(of: unmapped, at: place(of: line, field: unmapped.field, content))
    }
    for notice in reading.notices where noticed.insert(notice.code).inserted {
      append(
        Diagnostic(
          code: notice.code, severity: .warning,
          place: place(of: line, field: notice.field, content), message: notice.message,
          hint: notice.hint))
    }
  }

  mutating func warn(of missing: NameResolver.Unmapped, at place: Place) {
    unmapped[missing.code] = warnings.count
    append(.assetUnmapped(missing, at: place))
  }

  mutating func append(_ diagnostic: Diagnostic) {
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
        origin: line.origin(leg: 0),
        account: accountOfRefused ?? reading.accountNamed()))
  }

  /// Where the field begins, or the line.
  private mutating func place(of line: Line, field: Int?, _ content: Bytes) -> Place {
    var offset = Int(line.offset)
    if let field, !line.isAbsent(field) { offset = Int(line.fields[field].raw.offset) }
    guard source?.window == nil else { return place(at: offset + line.shift) }
    let (lineNumber, column) = lineCounter.place(of: offset, in: content)
    return Place(file: source?.name ?? "", line: lineNumber, column: column, offset: offset)
  }

  /// A place of a source that is not held in memory.
  func place(at offset: Int) -> Place {
    guard let source, let window = source.window else { return Place(file: source?.name ?? "") }
    let (line, column) = window.lineAndColumn(of: offset)
    return Place(file: source.name, line: line, column: column, offset: offset)
  }

  /// The account a refused line would have belonged to, where only one can be.
  private var accountOfRefused: String? {
    if let account = reading.terms.account { return account }
    guard let format, book.side == .statement, !format.linesNameAccount else { return nil }
    return format.defaultAccount
  }
}
