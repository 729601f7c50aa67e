import Accounting
import TestSupport
import Testing

/// Sums of units against sums of amounts.
@Suite struct AmountSumTests {
  static let most: Int128 = 99_999_999_999_999_999_999_999_999_999_999_999_999

  /// Units that overflow together and fit again.
  private static func units(_ random: inout SeededGenerator) -> [Int128] {
    (0..<Int.random(in: 0...12, using: &random)).map { _ in
      switch Int.random(in: 0..<5, using: &random) {
      case 0: most
      case 1: -most
      case 2: Int128.random(in: -most...most, using: &random)
      case 3: Int128.random(in: -1000...1000, using: &random)
      default:
        Int128(Int.random(in: -9...9, using: &random)) * Int128.powersOfTen[37]
      }
    }
  }

  @Test func `a sum is that of the amounts, or both are too large`() {
    for seed in 0..<5_000 { checkSum(seed) }
  }

  private func checkSum(_ seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let all = Self.units(&random)
    let slow = Result { try Amount.sum(all.map { Amount(units: $0, scale: EntryRow.scale) }) }
    var (sum, other) = (AmountSum(), AmountSum())
    let cut = Int.random(in: 0...all.count, using: &random)
    for value in all[..<cut] { sum.add(value) }
    for value in all[cut...] { other.add(value) }
    sum.add(other)
    let fast = Result { try sum.total() }
    #expect((try? slow.get()) == (try? fast.get()), "seed \(seed) \(all)")
  }

  @Test func `settled sums and other amounts add up as if nothing were settled`() {
    for seed in 0..<5_000 { checkBoth(seed) }
  }

  private func checkBoth(_ seed: Int) {
    var random = SeededGenerator(seed: UInt64(7_000_000 + seed))
    let settled = Self.units(&random)
    let rest = Self.units(&random).map { Amount(units: $0, scale: EntryRow.scale) }
    let slow = Result {
      try Amount.sum(rest + settled.map { Amount(units: $0, scale: EntryRow.scale) })
    }
    var sum = AmountSum()
    for value in settled { sum.add(value) }
    let fast = Result { try Amount.sum(rest, and: sum) }
    #expect((try? slow.get()) == (try? fast.get()), "seed \(seed)")
  }
}
