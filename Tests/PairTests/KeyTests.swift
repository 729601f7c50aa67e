import Accounting
import Pair
import TestSupport
import Testing

/// Rows whose keys look alike.
@Suite struct KeyTests {
  /// Settles rows of one account and asset as they stand.
  private func settled(
    _ rows: [(Side, EntryRow)], expected: Int = 0
  ) throws -> Settled {
    let shelves = [RowShelf.Key.reference, .amount].map {
      RowShelf(key: $0, expected: expected, writers: 1, memory: 1 << 24, folder: "/tmp")
    }
    let writers = shelves.map { $0.writer() }
    for (side, row) in rows { writers[row.hasReference ? 0 : 1].add(row, of: side) }
    for writer in writers { writer.close() }
    return try Settler(
      referenced: shelves[0], strangers: shelves[1],
      terms: SettlerTerms(Policy(windowSeconds: 60), names: BookNames(), threads: 1)
    ).settle()
  }

  private func row(
    _ side: Side, _ number: Int, _ key: ReferenceKey, units: Int128 = 7, name: UInt32 = 0
  ) -> (Side, EntryRow) {
    (
      side,
      EntryRow(
        units: units, reference: key, nanoseconds: 0,
        place: EntryRow.Place(
          source: side == .statement ? 0 : 1, offset: UInt64(number), leg: 0),
        account: NameID(index: name), asset: NameID(index: name))
    )
  }

  @Test func `references that share half their bits are told apart`() throws {
    var rows: [(Side, EntryRow)] = []
    for number in 0..<300 {
      let keys = [
        ReferenceKey(high: 5, low: UInt64(number)),
        ReferenceKey(high: UInt64(number) << 40, low: 9),
        ReferenceKey(high: UInt64(number) << 54 | 1, low: 0),
      ]
      for (place, key) in keys.enumerated() {
        for side in Side.allCases {
          rows.append(row(side, number * 3 + place, key, units: Int128(number)))
        }
      }
    }
    for expected in [0, 1_000_000] {
      let settled = try settled(rows, expected: expected)
      #expect(settled.statement.isEmpty && settled.ledger.isEmpty)
      #expect(settled.settlement.pools.values.map(\.count) == [900])
    }
  }

  @Test func `amounts that share their low bits are told apart`() throws {
    var rows: [(Side, EntryRow)] = []
    for number in 0..<300 {
      for (place, units) in [Int128(number) << 64 | 3, Int128(number) << 40, -Int128(number) << 50]
        .enumerated() where units != 0
      {
        for side in Side.allCases {
          rows.append(row(side, number * 3 + place, .none, units: units))
        }
      }
    }
    let settled = try settled(rows)
    #expect(settled.statement.isEmpty && settled.ledger.isEmpty)
    #expect(settled.settlement.pools.values.map(\.count) == [rows.count / 2])
  }

  @Test func `one key in many accounts is as many groups`() throws {
    var rows: [(Side, EntryRow)] = []
    for number in 0..<2_000 {
      for side in Side.allCases {
        rows.append(
          row(side, number, ReferenceKey(high: 1, low: 1), name: UInt32(number)))
      }
    }
    let settled = try settled(rows)
    #expect(settled.settlement.pools.count == 2_000)
    #expect(settled.settlement.pools.values.allSatisfy { $0.count == 1 })
  }
}
