import Accounting

/// A row of a group with several rows of a side, in 24 bytes: a crowd may be a whole book.
struct CrowdedRow {
  let row: UnsafeMutablePointer<EntryRow>
  let nanoseconds: Int64
  let group: UInt32
  /// Its place in its side's list, and in the lowest bit the side.
  private let place: UInt32

  init(_ list: KeyTable.Side, _ index: Int, _ side: Side) {
    row = list.rows + index
    nanoseconds = row.pointee.nanoseconds
    group = list.groups[index]
    place = UInt32(index) << 1 | (side == .statement ? 0 : 1)
  }

  var index: Int { Int(place >> 1) }
  var side: Side { place & 1 == 0 ? .statement : .ledger }
  var units: Int128 { row.pointee.units }

  /// By group, amount, time and place.
  static func precedes(_ one: CrowdedRow, _ other: CrowdedRow) -> Bool {
    if one.group != other.group { return one.group < other.group }
    let (left, right) = (one.units, other.units)
    if left != right { return left < right }
    if one.nanoseconds != other.nanoseconds { return one.nanoseconds < other.nanoseconds }
    return one.row.pointee.place < other.row.pointee.place
  }
}

extension ArraySlice<CrowdedRow> {
  /// Whether both sides have equally many rows that can be settled.
  func isEven(_ terms: SettlerTerms) -> Bool { surplus(terms) == 0 }

  /// How many rows more the statement has; nil if one of them must stay, is not of the day, or may
  /// be a line told twice.
  ///
  /// Rows are of one amount, in order of time.
  func surplus(_ terms: SettlerTerms) -> Int? {
    var balance = 0
    var last: (statement: CrowdedRow?, ledger: CrowdedRow?)
    for crowded in self {
      guard terms.isOfDay(crowded.nanoseconds), !crowded.row.pointee.mustStay else { return nil }
      let isStatement = crowded.side == .statement
      if let before = isStatement ? last.statement : last.ledger,
        before.nanoseconds == crowded.nanoseconds,
        terms.mayBeOneLine(before.row.pointee, crowded.row.pointee)
      {
        return nil
      }
      balance += isStatement ? 1 : -1
      if isStatement { last.statement = crowded } else { last.ledger = crowded }
    }
    return balance
  }

  /// The rows of both sides in order of time, each with its like.
  var pairs: CrowdedPairs { CrowdedPairs(self) }

  /// Calls `body` with the slices whose neighbours belong together.
  func cut(
    where belong: (CrowdedRow, CrowdedRow) -> Bool, _ body: (ArraySlice<CrowdedRow>) -> Void
  ) {
    var start = startIndex
    while start < endIndex {
      var end = start + 1
      while end < endIndex, belong(self[end - 1], self[end]) { end += 1 }
      body(self[start..<end])
      start = end
    }
  }
}

/// Goes through a part once for each side at the same time; nothing is copied.
struct CrowdedPairs: Sequence, IteratorProtocol {
  private let part: ArraySlice<CrowdedRow>
  private var statement: Int
  private var ledger: Int

  init(_ part: ArraySlice<CrowdedRow>) {
    self.part = part
    (statement, ledger) = (part.startIndex, part.startIndex)
  }

  mutating func next() -> (statement: CrowdedRow, ledger: CrowdedRow)? {
    while statement < part.endIndex, part[statement].side != .statement { statement += 1 }
    while ledger < part.endIndex, part[ledger].side != .ledger { ledger += 1 }
    guard statement < part.endIndex, ledger < part.endIndex else { return nil }
    defer { (statement, ledger) = (statement + 1, ledger + 1) }
    return (part[statement], part[ledger])
  }
}
