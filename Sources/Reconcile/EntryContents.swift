package import Accounting

/// What one side's entries say, row by row; no text is built but where one is asked for.
package struct EntryContents: Sendable {
  private let side: Side
  private let entries: Entries
  private let accounts: [String]
  private let assets: [String]
  /// Which of its full twins a row is, from 0.
  private let occurrence: [UInt32]
  private let sources: [Source]

  init(_ side: Side, partition: Partition, sources: Sources) {
    self.init(
      side, entries: partition.entries(side), names: partition.names,
      occurrence: side == .statement
        ? partition.statementOccurrence : partition.ledgerOccurrence,
      sources: sources)
  }

  /// - Parameter occurrence: which of its full twins every row is, from 0.
  init(
    _ side: Side, entries: Entries, names: BookNames, occurrence: [UInt32], sources: Sources
  ) {
    self.side = side
    self.entries = entries
    accounts = names.accounts.all
    assets = names.assets.all
    self.occurrence = occurrence
    self.sources = sources.all
  }

  /// Which of its full twins a row is, from 0.
  package func twin(_ row: Int) -> UInt32 { occurrence[row] }

  func account(_ row: Int) -> String { accounts[Int(entries.account[row].index)] }
  func asset(_ row: Int) -> String { assets[Int(entries.asset[row].index)] }
  func amount(_ row: Int) -> Amount { entries.amount(row) }
  func instant(_ row: Int) -> Instant { entries.instant(row) }
  func referenceKey(_ row: Int) -> ReferenceKey { entries.reference[row] }

  /// The number in an entry's id, over account, asset, amount, instant, kind, reference, side, and
  /// the entry's number among its full twins.
  package func number(_ row: Int) -> UInt64 {
    var mixer = KeyMixer()
    mixer.combine(account(row))
    mixer.combine(asset(row))
    entries.amount(row).withText { mixer.combine($0) }
    mixer.combine(UInt64(bitPattern: entries.nanoseconds[row]))
    mixer.combine(entries.kind[row].name)
    withReference(row) { mixer.combine($0) }
    mixer.combine(side.rawValue)
    mixer.combine(UInt64(occurrence[row]))
    return mixer.key.high
  }

  /// The numbers of all rows.
  package var numbers: [UInt64] { (0..<entries.count).map(number) }

  /// The entry by content and place; `number` is that of its id.
  func identity(_ row: Int, number: UInt64) -> EntryIdentity {
    EntryIdentity(id: ContentName.entry.text(number), side: side, origin: entries.origin[row])
  }

  /// The reference as text; empty if the entry has none.
  func reference(_ row: Int) -> String {
    withReference(row) { String(decoding: $0, as: UTF8.self) }
  }

  /// Calls `body` with the UTF-8 bytes of the entry's reference as text; none if it has none. They
  /// are valid only inside the call.
  package func withReference<R>(_ row: Int, _ body: (Bytes) -> R) -> R {
    guard !entries.reference[row].isNone else { return body(Bytes(start: nil, count: 0)) }
    let source = Int(entries.origin[row].source.index)
    precondition(source < sources.count, "an entry's source is among the run's")
    let range = entries.referenceText[row]
    // In place: a copy of a source counts references to all it holds.
    return sources.withUnsafeBufferPointer { $0[source].withText(range, body) }
  }
}
