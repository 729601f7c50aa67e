import Accounting

/// Names entries and breaks by content, the same tomorrow and on every machine.
struct Naming: Sendable {
  private let sources: Sources
  private let statement: EntryContents
  private let ledger: EntryContents

  init(partition: Partition, sources: Sources) {
    self.sources = sources
    statement = EntryContents(.statement, partition: partition, sources: sources)
    ledger = EntryContents(.ledger, partition: partition, sources: sources)
  }

  func contents(_ side: Side) -> EntryContents { side == .statement ? statement : ledger }

  /// `ent_` and 16 digits over account, asset, amount, instant, kind, reference, side, and the
  /// entry's number among its full twins.
  func identity(_ side: Side, _ row: Int) -> EntryIdentity {
    contents(side).identity(row, number: contents(side).number(row))
  }

  /// The reference as it stands in its source; empty if the entry has none.
  func reference(_ side: Side, _ row: Int) -> String { contents(side).reference(row) }

  /// The number in the id of an open entry's break, as `breakID` has it.
  ///
  /// - Parameter entry: the number in the entry's id.
  func breakNumber(_ side: Side, _ row: Int, entry: UInt64) -> UInt64 {
    var mixer = KeyMixer()
    mixer.combine("entries")
    mixer.combine(contents(side).account(row))
    mixer.combine(contents(side).asset(row))
    mixer.combine(side.rawValue)
    ContentName.entry.withText(entry) { mixer.combine($0) }
    return mixer.key.high
  }

  /// The id of a break of entries: account, asset, side and the entries' identities. The kind is
  /// not in it, so that a break keeps its id when it is classified otherwise.
  func breakID(account: String, asset: String, side: Side?, entries: [EntryIdentity]) -> String {
    var mixer = KeyMixer()
    mixer.combine("entries")
    mixer.combine(account)
    mixer.combine(asset)
    mixer.combine(side?.rawValue ?? "both")
    for entry in entries { mixer.combine(entry.id) }
    return ContentName.breakOf.text(mixer.key.high)
  }

  /// The id of a break without entries: account, asset, kind and side; never its value.
  func breakID(account: String, asset: String, kind: BreakKind, side: Side?) -> String {
    var mixer = KeyMixer()
    mixer.combine("balance")
    mixer.combine(account)
    mixer.combine(asset)
    mixer.combine(kind.rawValue)
    mixer.combine(side?.rawValue ?? "both")
    return ContentName.breakOf.text(mixer.key.high)
  }

  /// The id of a change of a closed day: account, asset, side and the id of the line before it, or
  /// of the new line.
  func breakID(account: String, asset: String, side: Side, changed: String) -> String {
    var mixer = KeyMixer()
    mixer.combine("changed")
    mixer.combine(account)
    mixer.combine(asset)
    mixer.combine(side.rawValue)
    mixer.combine(changed)
    return ContentName.breakOf.text(mixer.key.high)
  }

  /// The id of an override's own break.
  func breakID(account: String, kind: BreakKind, override: String) -> String {
    var mixer = KeyMixer()
    mixer.combine("override")
    mixer.combine(account)
    mixer.combine(kind.rawValue)
    mixer.combine(override)
    return ContentName.breakOf.text(mixer.key.high)
  }

  /// The ids of refused lines: account, side, fault and the line's bytes, and which it is among
  /// lines that agree in all of these.
  func breakIDs(refused: [(side: Side, line: RefusedLine)]) -> [String] {
    var seen: [ReferenceKey: UInt64] = [:]
    return refused.map { side, line in
      var mixer = KeyMixer()
      mixer.combine("refused")
      mixer.combine(line.account ?? "")
      mixer.combine(side.rawValue)
      mixer.combine(line.diagnostic.code)
      let source = Int(line.origin.source.index)
      precondition(source < sources.all.count, "a refused line's source is among the run's")
      mixer.combine(
        sources.all[source].rawText(offset: line.origin.offset, length: line.origin.length))
      let number = seen[mixer.key, default: 0]
      seen[mixer.key] = number + 1
      mixer.combine(number)
      return ContentName.breakOf.text(mixer.key.high)
    }
  }
}
