package import Accounting

/// What one side's entries say, row by row, without building text.
package struct EntryContents: Sendable {
  private let side: Side
  private let entries: Entries
  private let accounts: [String]
  private let assets: [String]
  /// Which of its full twins a row is, from 0.
  private let occurrence: [UInt32]
  private let sources: [Source]

  init(_ side: Side, partition: Partition, sources: Sources) {
    self.side = side
    entries = partition.entries(side)
    accounts = partition.names.accounts.all
    assets = partition.names.assets.all
    occurrence = side == .statement ? partition.statementOccurrence : partition.ledgerOccurrence
    self.sources = sources.all
  }

  /// The number in an entry's id, over account, asset, amount, instant, kind, reference, side, and
  /// the entry's number among its full twins.
  package func number(_ row: Int) -> UInt64 {
    var mixer = KeyMixer()
    mixer.combine(accounts[Int(entries.account[row].index)])
    mixer.combine(assets[Int(entries.asset[row].index)])
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

  /// Calls `body` with the UTF-8 bytes of the entry's reference as it stands in its source; none if
  /// it has none. They are valid only inside the call.
  package func withReference(_ row: Int, _ body: (Bytes) -> Void) {
    guard entries.reference[row] != .none else { return body(Bytes(start: nil, count: 0)) }
    let range = entries.referenceText[row]
    let source = Int(entries.origin[row].source.index)
    precondition(source < sources.count, "an entry's source is among the run's")
    guard sources[source].isVerbatim(range) else {
      var text = sources[source].text(range)
      return text.withUTF8(body)
    }
    let start = Int(range.offset)
    sources[source].content.withUnsafeBufferPointer { content in
      body(Bytes(rebasing: content[start..<start + Int(range.length)]))
    }
  }
}
