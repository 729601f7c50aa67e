import Accounting

/// Names entries and breaks by content, the same tomorrow and on every machine.
struct Naming: Sendable {
  private let partition: Partition
  private let sources: Sources
  private let statement: EntryContents
  private let ledger: EntryContents

  init(partition: Partition, sources: Sources) {
    self.partition = partition
    self.sources = sources
    statement = EntryContents(.statement, partition: partition, sources: sources)
    ledger = EntryContents(.ledger, partition: partition, sources: sources)
  }

  func contents(_ side: Side) -> EntryContents { side == .statement ? statement : ledger }

  /// `ent_` and 16 digits over account, asset, amount, instant, kind, reference, side, and the
  /// entry's number among its full twins.
  func identity(_ side: Side, _ row: Int) -> EntryIdentity {
    let key = ReferenceKey(high: contents(side).number(row), low: 0)
    return EntryIdentity(
      id: "ent_" + key.sixteenDigits, side: side, origin: partition.entries(side).origin[row])
  }

  /// The reference as it stands in its source; empty if the entry has none.
  func reference(_ side: Side, _ row: Int) -> String {
    let entries = partition.entries(side)
    guard entries.reference[row] != .none else { return "" }
    let range = entries.referenceText[row]
    let source = Int(entries.origin[row].source.index)
    precondition(source < sources.all.count, "an entry's source is among the run's")
    return sources.all[source].text(range)
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
    return "brk_" + mixer.key.sixteenDigits
  }

  /// The id of a break without entries: account, asset, kind and side; never its value.
  func breakID(account: String, asset: String, kind: BreakKind, side: Side?) -> String {
    var mixer = KeyMixer()
    mixer.combine("balance")
    mixer.combine(account)
    mixer.combine(asset)
    mixer.combine(kind.rawValue)
    mixer.combine(side?.rawValue ?? "both")
    return "brk_" + mixer.key.sixteenDigits
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
      return "brk_" + mixer.key.sixteenDigits
    }
  }
}

extension ReferenceKey {
  /// The first half as 16 hexadecimal digits.
  var sixteenDigits: String {
    let digits = String(high, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
