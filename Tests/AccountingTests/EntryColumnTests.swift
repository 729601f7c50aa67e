import Accounting
import Testing

@Suite struct EntryColumnTests {
  @Test(arguments: [[], [0], [3], [0, 1, 2, 3, 4], [4]])
  func `what goes into a table of entries comes out of it`(grouped: [Int]) {
    let all = (0..<5).map { Self.entry($0, hasGroup: grouped.contains($0)) }
    var entries = Entries()
    all.forEach { entries.append($0) }
    #expect(all.indices.map { entries[$0] } == all)
    #expect(Array(entries.group) == all.map(\.group))
    #expect(Array(entries.origin) == all.map(\.origin))
    #expect(Array(entries.referenceText) == all.map(\.referenceText))
  }

  @Test func `a row that is handed on costs no copy of those before it`() {
    for side in Side.allCases {
      var handedOn = HandedOn()
      handedOn[side].reserveCapacity(2)
      handedOn[side].append(HandedOn.Item(row: 7, isHeld: true))
      let place = handedOn[side].withUnsafeBufferPointer { $0.baseAddress }
      handedOn[side].append(HandedOn.Item(row: 8, isHeld: false))
      #expect(handedOn[side].withUnsafeBufferPointer { $0.baseAddress } == place)
      #expect(handedOn[side].map(\.row) == [7, 8] && handedOn[side.other].isEmpty)
    }
  }

  private static func entry(_ number: Int, hasGroup: Bool) -> Entry {
    let last = number == 4
    return Entry(
      account: NameID(index: 1), asset: NameID(index: UInt32(number)),
      amount: Amount(units: Int128(number) - 2, scale: UInt8(number)),
      instant: Instant(nanoseconds: Int64(number) * 1_000), kind: .trade,
      reference: ReferenceKey(high: 1, low: UInt64(number)),
      group: hasGroup ? ReferenceKey(high: UInt64(number) + 1, low: 9) : .none,
      referenceText: TextRange(
        offset: last ? .max : UInt64(number), length: last ? .max : UInt32(number)),
      origin: Origin(
        source: SourceID(index: last ? 4_294_967_295 : number),
        offset: last ? (1 << 56) - 1 : UInt64(number) * 100, length: last ? .max : 99,
        leg: last ? .max : UInt8(number)))
  }
}
