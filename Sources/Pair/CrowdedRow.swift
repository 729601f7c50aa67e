import Accounting

/// A row of a group with several rows of a side.
struct CrowdedRow {
  let row: UnsafeMutablePointer<EntryRow>
  let group: UInt32
  /// Its place in its side's list.
  let index: UInt32
  let side: Side
  let nanoseconds: Int64
  let units: Int128

  init(_ list: KeyTable.Side, _ index: Int, _ side: Side) {
    row = list.rows + index
    group = list.groups[index]
    self.index = UInt32(truncatingIfNeeded: index)
    self.side = side
    nanoseconds = row.pointee.nanoseconds
    units = row.pointee.units
  }

  /// By group, amount, time and place.
  static func precedes(_ one: CrowdedRow, _ other: CrowdedRow) -> Bool {
    if one.group != other.group { return one.group < other.group }
    if one.units != other.units { return one.units < other.units }
    if one.nanoseconds != other.nanoseconds { return one.nanoseconds < other.nanoseconds }
    return one.row.pointee.place < other.row.pointee.place
  }
}

extension ArraySlice<CrowdedRow> {
  /// The rows' places, the statement's first; nil if the sides have not equally many, or a row must
  /// stay, is not of the day, or may be a line told twice.
  ///
  /// Rows are of one amount, in order of time. Two entries of one instant may be one line told
  /// twice if they are of two sources, or if lines have an id of the venue.
  func evenSides(_ terms: SettlerTerms) -> (statement: [Int], ledger: [Int])? {
    var statement: [Int] = []
    var ledger: [Int] = []
    for place in indices {
      let crowded = self[place]
      guard terms.isOfDay(crowded.nanoseconds), !crowded.row.pointee.mustStay else { return nil }
      let before = crowded.side == .statement ? statement.last : ledger.last
      if let before, self[before].nanoseconds == crowded.nanoseconds,
        self[before].row.pointee.source != crowded.row.pointee.source
          || crowded.row.pointee.isIdentified || self[before].row.pointee.isIdentified
      {
        return nil
      }
      if crowded.side == .statement { statement.append(place) } else { ledger.append(place) }
    }
    return statement.count == ledger.count ? (statement, ledger) : nil
  }

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
