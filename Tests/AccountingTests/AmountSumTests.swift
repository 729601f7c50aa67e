import Accounting
import TestSupport
import Testing

/// The sum of settled amounts against the exact sum of the same amounts.
@Suite struct AmountSumTests {
  static func check(_ units: [Int128], parts: Int, _ comment: String) {
    var sums = (0..<parts).map { _ in AmountSum() }
    for (place, value) in units.enumerated() { sums[place % parts].add(value) }
    var sum = AmountSum()
    for part in sums { sum.add(part) }
    let exact = try? Amount.sum(units.map { Amount(units: $0, scale: EntryRow.scale) })
    #expect((try? sum.total()) == exact, "\(comment)")
  }

  @Test func `settled amounts sum as amounts do`() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    let greatest = Int128.powersOfTen[38] - 1
    for round in 0..<300 {
      let bits = Int.random(in: 0...120, using: &random)
      let sign = Int.random(in: 0...2, using: &random)
      let units = (0..<Int.random(in: 0...40, using: &random)).map { _ -> Int128 in
        let value = (Int128.random(in: 0...greatest, using: &random) >> bits)
        return sign == 0 ? value : sign == 1 ? -value : Bool.random(using: &random) ? value : -value
      }
      Self.check(units, parts: round % 3 + 1, "seed \(seed), round \(round)")
    }
  }

  @Test func `a sum past 128 bits is told where its digits are few`() {
    let large = Int128.powersOfTen[37]
    for sign: Int128 in [1, -1] {
      for count in [9, 10, 17, 18, 100, 1_234] {
        Self.check(Array(repeating: sign * large, count: count), parts: 3, "\(count)")
        Self.check(
          Array(repeating: sign * large, count: count) + [1], parts: 2, "\(count) and one unit")
      }
    }
    Self.check([large, -large], parts: 2, "nothing is left")
  }
}
