import Accounting
import Reconcile
import Report

/// The key stages of a run for `data/work`: every entry with its place, every match, every refused
/// line. Places stand here and not in the reports, which shuffled lines leave unchanged.
struct WorkFiles {
  let result: RunResult
  let places: LinePlaces
  let nearest: NearestMisses
  /// The numbers in the ids of all entries, by row.
  private let statement: [UInt64]
  private let ledger: [UInt64]

  /// So many bytes are written at once.
  private static let batchBytes = 1 << 20

  init(_ result: RunResult, _ places: LinePlaces, _ nearest: NearestMisses) {
    self.result = result
    self.places = places
    self.nearest = nearest
    let outcome = result.outcome
    let numbers = Concurrently.map(Side.allCases, threads: result.plan.threads) { side in
      outcome.contents(side).numbers
    }
    (statement, ledger) = (numbers[0], numbers[1])
  }

  private var writer: WorkWriter {
    WorkWriter(
      names: result.names,
      sources: result.sources.all.map { WorkWriter.Source(side: $0.side, name: $0.name) })
  }

  /// Every entry of both books, statement first, in order of source and place.
  func writeEntries(_ append: ([UInt8]) throws -> Void) throws {
    var writer = writer
    for (book, numbers) in [(result.statement, statement), (result.ledger, ledger)] {
      let contents = result.outcome.contents(book.side)
      for row in rows(of: book) {
        let entry = book.entries[row]
        let line = places.line(of: entry.origin)
        contents.withReference(row) { reference in
          writer.append(entry, number: numbers[row], line: line, reference: reference)
        }
        try flush(&writer, append, atLeast: Self.batchBytes)
      }
    }
    try flush(&writer, append, atLeast: 1)
  }

  /// The rows in order of place: entries that were read again stand behind the others.
  private func rows(of book: Book) -> [Int] {
    let rows = Array(0..<book.entries.count)
    guard result.isStreamed else { return rows }
    return rows.sorted { book.entries.origin[$0] < book.entries.origin[$1] }
  }

  /// Every match: rule, the ids of its entries, residual.
  func writeMatches(_ append: ([UInt8]) throws -> Void) throws {
    var writer = writer
    for match in result.outcome.matches {
      writer.append(match, statement: statement, ledger: ledger)
      try flush(&writer, append, atLeast: Self.batchBytes)
    }
    try flush(&writer, append, atLeast: 1)
  }

  /// The entries of the other side that nearly fit each open one, and what keeps them apart.
  func writeMisses(_ append: ([UInt8]) throws -> Void) throws {
    let outcome = result.outcome
    var writer = writer
    for (side, rows) in [(Side.statement, outcome.openStatement), (.ledger, outcome.openLedger)] {
      let (own, other) = side == .statement ? (statement, ledger) : (ledger, statement)
      for row in rows.lazy.map(Int.init) {
        let misses = nearest.misses(side, row).map { WorkMiss($0, number: other[$0.row]) }
        guard !misses.isEmpty else { continue }
        writer.append(open: own[row], misses: misses)
        try flush(&writer, append, atLeast: Self.batchBytes)
      }
    }
    try flush(&writer, append, atLeast: 1)
  }

  /// The rows of a side that the next run takes over, then those of accounts that this run does not
  /// have, as the last run handed them on.
  func writeOpen(_ side: Side, _ append: ([UInt8]) throws -> Void) throws {
    var writer = writer
    let contents = result.outcome.contents(side)
    let book = side == .statement ? result.statement : result.ledger
    let numbers = side == .statement ? statement : ledger
    for item in result.outcome.handedOn[side] {
      contents.withReference(item.row) { reference in
        writer.append(
          open: book.entries[item.row], number: numbers[item.row], twin: contents.twin(item.row),
          isHeld: item.isHeld, reference: reference)
      }
      try flush(&writer, append, atLeast: Self.batchBytes)
    }
    try flush(&writer, append, atLeast: 1)
    for line in result.brought?.passed[side] ?? [] { try append(line + [UInt8(ascii: "\n")]) }
  }

  /// What accounts closed with, those of other runs as they were.
  var closing: [UInt8] {
    var handedOn = result.outcome.handedOn
    handedOn.closings += result.brought?.passed.closings ?? []
    handedOn.positions += result.brought?.passed.positions ?? []
    handedOn.gone = result.days.gone
    return WorkDays.closing(handedOn, isComplete: !result.isStreamed)
  }

  /// The breaks of earlier runs that the report does not list.
  var history: [UInt8] {
    let date = result.day.date.text
    var breaks = result.reconciliation.cleared.map { item in
      var standing = item.standing
      standing.clearedOn = date
      return standing
    }
    if let brought = result.brought {
      let listed = Set(result.reconciliation.breaks.lazy.map(\.id))
      breaks += brought.prior.standing.values.filter {
        $0.clearedOn != nil && !listed.contains($0.id)
      }
      breaks += brought.passed.standing
    }
    return WorkDays.history(breaks.sorted { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) })
  }

  /// Every match that used a tolerance: what is allowed, what it leaves, how far apart the times.
  func writeTolerances(_ append: ([UInt8]) throws -> Void) throws {
    var writer = writer
    for place in result.outcome.tolerated {
      let match = result.outcome.matches[place.match]
      writer.append(
        match, allowed: place.allowed, first: result.statement.entries[match.statement[0]],
        other: result.ledger.entries[match.ledger[0]], statement: statement, ledger: ledger)
      try flush(&writer, append, atLeast: Self.batchBytes)
    }
    try flush(&writer, append, atLeast: 1)
  }

  private func flush(
    _ writer: inout WorkWriter, _ append: ([UInt8]) throws -> Void, atLeast count: Int
  ) throws {
    guard writer.bytes.count >= count else { return }
    try append(writer.bytes)
    writer.removeAll()
  }

  /// What was settled while both sides were read, of which no entry is listed.
  var settled: [UInt8] {
    get throws {
      try SettledPairs.json(result.settlement, names: result.names)
    }
  }

  /// Every refused line with its fault and its raw text.
  var refused: [UInt8] {
    var ids: [Origin: String] = [:]
    for item in result.reconciliation.breaks.all(of: BreakKind.ofLines) {
      for entry in item.entries where entry.id.hasPrefix("lin_") { ids[entry.origin] = entry.id }
    }
    let all = result.statement.refused + result.ledger.refused
    return WorkLines.refused(
      all.map { line in
        let source = result.sources[line.origin.source]
        return WorkRefusedLine(
          id: ids[line.origin] ?? "", side: source.side, place: places.place(line.origin),
          account: line.account,
          diagnostic: line.diagnostic,
          rawText: source.rawText(offset: line.origin.offset, length: line.origin.length))
      })
  }
}

extension WorkMiss {
  fileprivate init(_ miss: Miss, number: UInt64) {
    self.init(number: number, fails: [])
    for field in miss.fails {
      switch field {
      case .reference: fails.append("reference")
      case .amount(let gap):
        fails.append("amount")
        amountGap = gap
      case .time(let gap):
        fails.append("time")
        secondsGap = Amount(units: Int128(gap), scale: 9).reduced
      }
    }
  }
}
