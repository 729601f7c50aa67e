package import Accounting

// Entries that need not be in memory: they go to a shelf as rows, and those that are wanted after
// all are read again.

extension Normaliser {
  /// Begins a source again, of which some entries are wanted in the book after all.
  package mutating func reopen(
    _ source: Source, id: SourceID, format: VenueFormat, header: [String], terms: SourceTerms
  ) {
    open(source, format: format, header: header, terms: terms)
    shelf = nil
  }

  /// Makes room for entries that will be put into the book.
  package mutating func expect(entries count: Int) {
    book.entries.reserveCapacity(book.entries.count + count)
  }

  /// Puts entries of lines that were read already into the book.
  ///
  /// - Parameter wanted: whether the entry at a place is one of them.
  /// - Returns: how many were; fewer than wanted if the file is not what it was.
  package mutating func restore(
    _ lines: Lines, of piece: SourcePiece, where wanted: (EntryRow.Place) -> Bool
  ) -> Int {
    guard let format else { preconditionFailure("begin a source before its lines") }
    var restored = 0
    piece.source.content.withUnsafeBufferPointer { content in
      lines.forEach(in: content, of: piece) { line in
        reading.reset()
        let isRead = (try? format.read(line, &reading)) != nil
        reading.resolver.discardLine()
        guard isRead else { return }
        let mark = reading.mark(source: line.source, firstRow: book.entries.count)
        var rows = 0
        for leg in reading.legs {
          let origin = leg.entry.origin
          let place = EntryRow.Place(
            source: Int(origin.source.index), offset: origin.offset, leg: origin.leg)
          guard wanted(place) else { continue }
          book.entries.append(leg.entry)
          rows += 1
        }
        guard rows > 0 else { return }
        restored += rows
        if mayBeToldTwice { marks.append(mark.ofRows(rows)) }
      }
    }
    return restored
  }

  /// Counts what plain readings of the source that was begun took, and warns of the codes no table
  /// knows, each at the first line that has it; after the lines that were not plain.
  package mutating func take(_ figures: PlainFigures) {
    tally.read += figures.read
    tally.understood += figures.read - figures.otherAccount
    if figures.otherAccount > 0 {
      tally.ignored["other-account", default: 0] += figures.otherAccount
    }
    hasIdentified = hasIdentified || figures.hasIdentified
    hasUnidentified = hasUnidentified || figures.hasUnidentified
    hasGroups = hasGroups || figures.hasGroups
    if let first = figures.firstInstant, let last = figures.lastInstant {
      widen(first...last)
    }
    for use in figures.spellings where use.uses > 0 {
      let code = use.spelling.code
      if let asset = use.spelling.alias {
        reading.resolver.count(code, as: asset, use.uses)
      }
      guard use.spelling.isUnmapped else { continue }
      if let new = reading.resolver.report(code) {
        warn(of: new, at: place(at: use.first))
      } else if let known = unmapped[code] {
        let first = warnings[known].diagnostic.place.offset ?? 0
        guard use.first < first else { continue }
        let missing = NameResolver.Unmapped(venue: reading.venue, code: code, field: nil)
        warnings[known].diagnostic = .assetUnmapped(missing, at: place(at: use.first))
      }
    }
  }

  mutating func widen(_ span: ClosedRange<Instant>) {
    let id = tally.source
    guard let known = spans[id] else {
      spans[id] = span
      return
    }
    spans[id] =
      min(known.lowerBound, span.lowerBound)...max(known.upperBound, span.upperBound)
  }

  /// Puts the line's entries on the shelf, if what rows say is enough; else tells the shelf that
  /// they are in the book.
  mutating func putAway(_ shelf: (EntryRow) -> Void) -> Bool {
    guard !reading.legs.isEmpty else { return false }
    let isWhole =
      reading.statements.isEmpty && reading.positions.isEmpty && reading.equities.isEmpty
      && reading.counterpart == .none
      && reading.legs.allSatisfy {
        $0.balance == nil && $0.standsInFor == .none && $0.entry.origin.leg < EntryRow.Place.legs
          && EntryRow.units(of: $0.entry.amount) != nil
      }
    for leg in reading.legs {
      let entry = leg.entry
      if !entry.group.isNone { hasGroups = true }
      let units = EntryRow.units(of: entry.amount)
      var marks = reading.identity == .none ? 0 : EntryRow.Mark.identified
      if !isWhole { marks |= EntryRow.Mark.held }
      if units == nil { marks |= EntryRow.Mark.unfit }
      if format?.plain == nil || entry.kind.isTransferLeg {
        marks |= EntryRow.Mark.kind(entry.kind)
      }
      shelf(
        EntryRow(
          units: units ?? 0, reference: entry.reference, nanoseconds: entry.instant.nanoseconds,
          place: EntryRow.Place(
            source: Int(entry.origin.source.index), offset: entry.origin.offset,
            leg: entry.origin.leg),
          account: entry.account, asset: entry.asset, marks: marks))
      if isWhole { widen(entry.instant...entry.instant) }
    }
    return isWhole
  }
}
