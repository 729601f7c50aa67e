import Accounting

/// Which of its full twins a row is.
enum Twins {
  /// From 0, by row: counted among some of this run's rows, as told of those handed on.
  static func numbers(of rows: [Int], in book: Book) -> [UInt32] {
    struct Key: Hashable {
      var account: NameID
      var asset: NameID
      var nanoseconds: Int64
      var kind: EntryKind
      var reference: ReferenceKey
      var amount: Amount
    }
    let entries = book.entries
    var numbers = [UInt32](repeating: 0, count: entries.count)
    var byContent: [Key: [Int32]] = [:]
    for row in rows {
      let key = Key(
        account: entries.account[row], asset: entries.asset[row],
        nanoseconds: entries.nanoseconds[row], kind: entries.kind[row],
        reference: entries.reference[row], amount: entries.amount(row))
      byContent[key, default: []].append(Int32(row))
    }
    let running = Partition.running(of: book)
    for twins in byContent.values where twins.count > 1 {
      for (place, row) in entries.canonical(twins, running: running).enumerated() {
        numbers[Int(row)] = UInt32(place)
      }
    }
    for (place, twin) in book.carriedTwins.enumerated() {
      numbers[book.firstCarried + place] = twin
    }
    return numbers
  }
}
