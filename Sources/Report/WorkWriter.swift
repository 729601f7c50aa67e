package import Accounting

/// Writes the lines of `entries.jsonl`, `matches.jsonl` and `tolerances.jsonl`, byte by byte into
/// one buffer.
///
/// What many lines share is escaped once; no text is built for an entry. The lines are canonical
/// JSON: names sorted by their bytes, no blanks.
package struct WorkWriter: Sendable {
  /// Where an entry stands; the source by its number.
  package struct Source: Hashable, Sendable {
    package var side: Side
    package var name: String

    package init(side: Side, name: String) {
      self.side = side
      self.name = name
    }
  }

  /// The lines so far.
  package private(set) var bytes: [UInt8] = []
  private let accounts: [[UInt8]]
  private let assets: [[UInt8]]
  private let accountNames: [[UInt8]]
  private let assetNames: [[UInt8]]
  private let kinds: [[UInt8]]
  private let ends: [[UInt8]]

  /// - Parameter sources: in `SourceID` order.
  package init(names: BookNames, sources: [Source]) {
    accounts = names.accounts.all.map { WorkWriter.json(#"{"account":"#, $0, #","amount":""#) }
    assets = names.assets.all.map { WorkWriter.json(#"","asset":"#, $0, #","id":""#) }
    accountNames = names.accounts.all.map {
      WorkWriter.json(#"{"account":"#, $0, #","allowed":""#)
    }
    assetNames = names.assets.all.map { WorkWriter.json(#"","asset":"#, $0, #","ledger":["#) }
    kinds = EntryKind.allCases.map { WorkWriter.json(#"","kind":"#, $0.name, #","length":"#) }
    ends = sources.map { source in
      WorkWriter.json(#","side":"#, source.side.rawValue, #","source":"#)
        + WorkWriter.json("", source.name, "}\n")
    }
  }

  /// Forgets the lines and keeps their room.
  package mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  /// Appends an entry's line.
  ///
  /// - Parameters:
  ///   - number: the number in its id, `ent_` and 16 hexadecimal digits.
  ///   - line: the line of its origin, from 1.
  ///   - reference: UTF-8; empty if it has none.
  package mutating func append(_ entry: Entry, number: UInt64, line: Int, reference: Bytes) {
    bytes.append(contentsOf: accounts[Int(entry.account.index)])
    entry.amount.append(to: &bytes)
    bytes.append(contentsOf: assets[Int(entry.asset.index)])
    append(id: number)
    bytes.append(contentsOf: #"","instant":""#.utf8)
    entry.instant.append(to: &bytes)
    bytes.append(contentsOf: kinds[Int(entry.kind.rawValue)])
    bytes.appendCount(UInt64(entry.origin.length))
    bytes.append(contentsOf: #","line":"#.utf8)
    bytes.appendCount(UInt64(line))
    bytes.append(contentsOf: #","offset":"#.utf8)
    bytes.appendCount(entry.origin.offset)
    bytes.append(contentsOf: #","reference":"#.utf8)
    bytes.appendJSON(reference)
    bytes.append(contentsOf: ends[Int(entry.origin.source.index)])
  }

  /// Appends a match's line.
  ///
  /// - Parameters:
  ///   - statement: the numbers in the ids of all statement entries, by row.
  ///   - ledger: of all ledger entries.
  package mutating func append(_ match: Match, statement: [UInt64], ledger: [UInt64]) {
    bytes.append(contentsOf: #"{"ledger":["#.utf8)
    append(ids: match.ledger, of: ledger)
    bytes.append(contentsOf: #"],"residual":""#.utf8)
    appendResidual(of: match, statement)
  }

  /// Appends the line of a match that used a tolerance.
  ///
  /// - Parameters:
  ///   - allowed: what the tolerance allows of its amounts.
  ///   - first: its first entry on the statement.
  ///   - other: its first entry in the ledger.
  package mutating func append(
    _ match: Match, allowed: Amount, first: Entry, other: Entry, statement: [UInt64],
    ledger: [UInt64]
  ) {
    bytes.append(contentsOf: accountNames[Int(first.account.index)])
    allowed.append(to: &bytes)
    bytes.append(contentsOf: assetNames[Int(first.asset.index)])
    append(ids: match.ledger, of: ledger)
    bytes.append(contentsOf: #"],"ledger_after_seconds":""#.utf8)
    Amount(secondsFrom: first.instant, to: other.instant).append(to: &bytes)
    bytes.append(contentsOf: #"","residual":""#.utf8)
    appendResidual(of: match, statement)
  }

  private mutating func appendResidual(of match: Match, _ statement: [UInt64]) {
    match.residual.append(to: &bytes)
    bytes.append(contentsOf: #"","rule":"#.utf8)
    bytes.appendJSON(match.rule)
    bytes.append(contentsOf: #","statement":["#.utf8)
    append(ids: match.statement, of: statement)
    bytes.append(contentsOf: "]}\n".utf8)
  }

  /// Appends the line of an entry that the next run takes over.
  ///
  /// - Parameters:
  ///   - number: the number in its id.
  ///   - twin: which of its full twins it is, from 0.
  ///   - isHeld: whether it is in the closing balance.
  package mutating func append(
    open entry: Entry, number: UInt64, twin: UInt32, isHeld: Bool, reference: Bytes
  ) {
    bytes.append(contentsOf: accounts[Int(entry.account.index)])
    entry.amount.append(to: &bytes)
    bytes.append(contentsOf: assets[Int(entry.asset.index)].dropLast(#","id":""#.utf8.count))
    bytes.append(contentsOf: #","group":""#.utf8)
    append(key: entry.group)
    bytes.append(contentsOf: (isHeld ? #"","held":true,"id":""# : #"","held":false,"id":""#).utf8)
    append(id: number)
    bytes.append(contentsOf: #"","instant":""#.utf8)
    entry.instant.append(to: &bytes)
    bytes.append(contentsOf: kinds[Int(entry.kind.rawValue)].dropLast(#","length":"#.utf8.count))
    bytes.append(contentsOf: #","reference":"#.utf8)
    bytes.appendJSON(reference)
    bytes.append(contentsOf: #","reference_key":""#.utf8)
    append(key: entry.reference)
    bytes.append(contentsOf: #"","twin":"#.utf8)
    bytes.appendCount(UInt64(twin))
    bytes.append(contentsOf: "}\n".utf8)
  }

  /// Appends the line of an open entry and those of the other side that nearly fit.
  ///
  /// - Parameters:
  ///   - number: the number in the entry's id.
  ///   - misses: nearest first; not empty.
  package mutating func append(open number: UInt64, misses: [WorkMiss]) {
    bytes.append(contentsOf: #"{"entry":""#.utf8)
    append(id: number)
    bytes.append(contentsOf: #"","misses":["#.utf8)
    for (place, miss) in misses.enumerated() {
      bytes.append(contentsOf: (place == 0 ? "{" : ",{").utf8)
      if let gap = miss.amountGap {
        bytes.append(contentsOf: #""amount_gap":""#.utf8)
        gap.append(to: &bytes)
        bytes.append(contentsOf: #"","#.utf8)
      }
      bytes.append(contentsOf: #""entry":""#.utf8)
      append(id: miss.number)
      bytes.append(contentsOf: #"","fails":["#.utf8)
      for (place, field) in miss.fails.enumerated() {
        bytes.append(contentsOf: (place == 0 ? "\"" : ",\"").utf8)
        bytes.append(contentsOf: field.utf8)
        bytes.append(UInt8(ascii: "\""))
      }
      bytes.append(UInt8(ascii: "]"))
      if let gap = miss.secondsGap {
        bytes.append(contentsOf: #","seconds_gap":""#.utf8)
        gap.append(to: &bytes)
        bytes.append(UInt8(ascii: "\""))
      }
      bytes.append(UInt8(ascii: "}"))
    }
    bytes.append(contentsOf: "]}\n".utf8)
  }

  private mutating func append(key: ReferenceKey) {
    guard !key.isNone else { return }
    append(hex: key.high)
    append(hex: key.low)
  }

  private mutating func append(ids rows: [Int], of numbers: [UInt64]) {
    for (index, row) in rows.enumerated() {
      bytes.append(contentsOf: (index == 0 ? "\"" : ",\"").utf8)
      append(id: numbers[row])
      bytes.append(UInt8(ascii: "\""))
    }
  }

  private mutating func append(id number: UInt64) {
    bytes.append(contentsOf: "ent_".utf8)
    append(hex: number)
  }

  private mutating func append(hex number: UInt64) {
    for shift in stride(from: UInt64(60), through: 0, by: -4) {
      bytes.appendHexadecimalDigit(UInt8(truncatingIfNeeded: number >> shift & 15))
    }
  }

  private static func json(_ before: String, _ text: String, _ after: String) -> [UInt8] {
    var bytes = Array(before.utf8)
    bytes.appendJSON(text)
    bytes.append(contentsOf: after.utf8)
    return bytes
  }
}
