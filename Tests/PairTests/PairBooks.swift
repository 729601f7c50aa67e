import Accounting
import Reconcile
import TestSupport

/// Both sides of a constructed book, whole and as rows.
struct PairBooks {
  var lines: [PairLine] = []
  var policy = Policy()
  var names = BookNames()
  var balances: [(side: Side, account: Int, asset: Int, amount: Amount)] = []
  var refusals: [RefusedLine] = []
  /// Sources of each side: the statement's come first.
  var sourcesPerSide = 2
  /// Sources that turn out to be unusable after their rows were put away.
  var dropped: Set<Int> = []
  /// Sources of plain tables, whose rows do not tell their kind.
  var kindless: Set<Int> = []
  /// Sources whose ids are said to stand once each; none of these books tells a line twice.
  var numbered: Set<Int> = []

  /// 2026-11-19T00:00:00Z.
  static let day: Int64 = 1_795_046_400_000_000_000
  static let second: Int64 = 1_000_000_000

  func source(of line: PairLine) -> Int {
    line.source + (line.side == .statement ? 0 : sourcesPerSide)
  }

  /// Lines that count.
  var usable: [Int] {
    lines.indices.filter { !dropped.contains(source(of: lines[$0])) && !lines[$0].isSuperseded }
  }

  /// Where the line of each index stands in its source: lines of a source in order.
  static let lineBytes = 16

  func place(_ index: Int) -> EntryRow.Place {
    EntryRow.Place(
      source: source(of: lines[index]), offset: UInt64(index * Self.lineBytes), leg: 0)
  }

  func account(_ number: Int) -> NameID { NameID(index: UInt32(number)) }

  func entry(_ index: Int) -> Entry {
    let line = lines[index]
    let reference = Array(line.reference.utf8)
    return Entry(
      account: account(line.account), asset: account(line.asset), amount: line.amount,
      instant: Instant(nanoseconds: line.nanoseconds), kind: line.kind,
      reference: reference.withUnsafeBufferPointer { ReferenceKey(of: $0) }, group: .none,
      referenceText: TextRange(
        offset: UInt64(index * Self.lineBytes), length: UInt32(reference.count)),
      origin: Origin(
        source: SourceID(index: source(of: line)), offset: UInt64(index * Self.lineBytes),
        length: UInt32(Self.lineBytes), leg: 0))
  }

  func row(_ index: Int) -> EntryRow {
    let (line, entry) = (lines[index], entry(index))
    let units = EntryRow.units(of: line.amount)
    var marks: UInt8 = line.isIdentified ? EntryRow.Mark.identified : 0
    if !line.isPutAway { marks |= EntryRow.Mark.held }
    if units == nil { marks |= EntryRow.Mark.unfit }
    if !kindless.contains(source(of: line)) || line.kind.isTransferLeg {
      marks |= EntryRow.Mark.kind(line.kind)
    }
    return EntryRow(
      units: units ?? 0, reference: entry.reference, nanoseconds: line.nanoseconds,
      place: place(index), account: entry.account, asset: entry.asset, marks: marks)
  }

  /// A side's book of some of the lines.
  func book(_ side: Side, of some: [Int], _ settlement: Settlement = Settlement()) -> Book {
    var book = Book(side: side)
    book.kindless = Set(kindless.map { SourceID(index: $0) })
    for index in some where lines[index].side == side {
      if let running = lines[index].running {
        book.running.append(RunningBalance(row: book.entries.count, amount: running))
      }
      book.entries.append(entry(index))
    }
    for (number, balance) in balances.enumerated() where balance.side == side {
      let id = side == .statement ? 0 : sourcesPerSide
      guard !dropped.contains(id) else { continue }
      book.balances.append(
        Balance(
          account: account(balance.account), asset: account(balance.asset),
          amount: balance.amount, instant: nil,
          origin: Origin(
            source: SourceID(index: id), offset: UInt64(1_000_000 + number), length: 0, leg: 0)))
    }
    book.refused = refusals.filter {
      (Int($0.origin.source.index) < sourcesPerSide) == (side == .statement)
        && !dropped.contains(Int($0.origin.source.index))
    }
    tally(&book, settlement)
    return book
  }

  /// As Normalise does it: sums of the entries there are, and those of the settled ones.
  private func tally(_ book: inout Book, _ settlement: Settlement) {
    let first = book.side == .statement ? 0 : sourcesPerSide
    for number in first..<first + sourcesPerSide where !dropped.contains(number) {
      let id = SourceID(index: number)
      var tally = SourceTally(source: id)
      for row in 0..<book.entries.count where book.entries.origin[row].source == id {
        tally.totals[names.assets[book.entries.asset[row]], default: ControlTotal()]
          .add(book.entries.amount(row))
      }
      for (key, sum) in settlement.totals where key.source == id {
        tally.totals[names.assets[key.asset], default: ControlTotal()].add(sum)
      }
      for row in 0..<book.entries.count where book.entries.origin[row].source == id {
        let instant = book.entries.instant(row)
        tally.first = min(tally.first ?? instant, instant)
        tally.last = max(tally.last ?? instant, instant)
      }
      if let span = settlement.spans[id] {
        tally.first = min(tally.first ?? span.lowerBound, span.lowerBound)
        tally.last = max(tally.last ?? span.upperBound, span.upperBound)
      }
      book.tallies.append(tally)
    }
    for (key, first) in settlement.firsts
    where (Int(key.source.index) < sourcesPerSide) == (book.side == .statement) {
      book.settledFirst[key] = first
    }
  }

  var sources: Sources {
    Sources(
      (0..<2 * sourcesPerSide).map { number in
        var content = [UInt8](repeating: UInt8(ascii: " "), count: lines.count * Self.lineBytes)
        for (index, line) in lines.enumerated() where source(of: line) == number {
          content.replaceSubrange(
            index * Self.lineBytes..<index * Self.lineBytes + line.reference.utf8.count,
            with: Array(line.reference.utf8))
        }
        return Source(
          name: "source-\(number)", side: number < sourcesPerSide ? .statement : .ledger,
          digest: "", size: content.count, content: content, compressed: false, encoding: .utf8,
          hasByteOrderMark: false, newline: .lf)
      })
  }

  func reconcile(
    _ statement: Book, _ ledger: Book, _ settlement: Settlement = Settlement()
  ) throws -> Reconciliation {
    try Reconciler(policy: policy).reconcile(
      book: "test", businessDate: "2026-11-19", statement: statement, ledger: ledger,
      names: names, sources: sources, aliases: [], diagnostics: [], settlement: settlement
    ).reconciliation
  }

  /// Reconciles everything as it stands.
  func whole() throws -> Reconciliation {
    try reconcile(book(.statement, of: usable), book(.ledger, of: usable))
  }
}

extension Reconciliation {
  /// Everything it says, places too.
  var picture: String {
    var lines = [
      "status \(status) cut-off \(String(describing: cutOff))",
      "set aside \(setAside.sorted { $0 < $1 })",
    ]
    lines += positions.map { "\($0)" }
    lines += breaks.map { "\($0)" }
    lines += matchesByRule.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    lines += refused.map { "\($0)" }
    lines += diagnostics.map { "\($0)" }
    for tally in tallies {
      lines.append("source \(tally.source.index) \(tally.first as Any) \(tally.last as Any)")
      lines += tally.totals.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    }
    lines += accountStatus.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    return lines.joined(separator: "\n")
  }
}
