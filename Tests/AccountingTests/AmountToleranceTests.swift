import Accounting
import TestSupport
import Testing

/// What amounts of one event may differ by.
@Suite struct AmountToleranceTests {
  private static func amount(_ text: String) -> Amount {
    guard let amount = try? Amount(parsing: text) else { preconditionFailure("no amount: \(text)") }
    return amount
  }

  private static func tolerance(_ absolute: String, _ relative: String) -> AmountTolerance {
    AmountTolerance(
      absolute: absolute.isEmpty ? nil : amount(absolute),
      relative: relative.isEmpty ? nil : amount(relative))
  }

  private static func permits(_ tolerance: AmountTolerance, _ one: Amount, _ other: Amount) -> Bool
  {
    guard let gap = try? one.subtracting(other).magnitude else { return false }
    return tolerance.permits(gap, of: one, and: other)
  }

  /// Absolute, relative, two amounts: at the limit, and with one unit more of the smaller decimals.
  static let limits = [
    ("0.01", "", "1", "1.01", "1.011"),
    ("0.01", "", "1", "0.99", "0.989"),
    ("", "0.01", "100", "99", "98.999"),
    ("", "0.01", "99", "100", "100.001"),
    ("", "0.001", "1000000", "999000", "998999.999999999999999999"),
    ("", "0.3", "0.00000003", "0.0000000210", "0.0000000209"),
    (
      "", "0.000000000000000001", "5000000000000000000", "4999999999999999995",
      "4999999999999999994"
    ),
    ("0.5", "0.01", "100", "99.5", "99.49"),
    ("5", "0.01", "100", "99", "98.99"),
    ("", "0.9", "10", "1", "0.9"),
    ("0", "", "7", "7", "7.1"), ("", "0", "7", "7", "7.1"), ("0", "0.5", "7", "7", "7.1"),
    ("3", "0", "7", "7", "7.1"),
  ]

  @Test(arguments: limits)
  func `at the limit is within, one unit more is not, whatever side or sign`(
    absolute: String, relative: String, one: String, limit: String, beyond: String
  ) {
    let tolerance = Self.tolerance(absolute, relative)
    for sign in ["", "-"] {
      let (one, limit, beyond) = (
        Self.amount(sign + one), Self.amount(sign + limit), Self.amount(sign + beyond)
      )
      #expect(Self.permits(tolerance, one, limit) && Self.permits(tolerance, limit, one))
      #expect(!Self.permits(tolerance, one, beyond) && !Self.permits(tolerance, beyond, one))
    }
  }

  @Test func `a share of two amounts never bridges their signs`() {
    let tolerance = Self.tolerance("", "0.99999999999999999999")
    #expect(!Self.permits(tolerance, Self.amount("0.00000001"), Self.amount("-0.00000001")))
    #expect(Self.permits(Self.tolerance("3", ""), Self.amount("1"), Self.amount("-2")))
  }

  @Test(
    arguments: [
      ("", "0.001", "2", "2.001", "0.002"), ("", "0.001", "2.5", "2.5", "0"),
      ("", "0.001", "2.567", "2.5", "0.002"), ("", "0.001", "-2567.8", "2", "2.5"),
      ("0.01", "", "1", "1", "0.01"), ("0.01", "0.5", "1", "1", "0"),
      ("0.01", "0.5", "1.00", "1.01", "0.01"), ("", "0", "5", "5", "0"),
    ])
  func `what is allowed is rounded down to the decimals of the amounts`(
    absolute: String, relative: String, one: String, other: String, allowed: String
  ) {
    #expect(
      Self.tolerance(absolute, relative).allowed(Self.amount(one), Self.amount(other))
        == Self.amount(allowed))
  }

  @Test func `amounts of thirty-eight digits have an exact share`() {
    let nines = Self.amount(String(repeating: "9", count: 38))
    let share = Self.amount("0." + String(repeating: "9", count: 38))
    let tolerance = AmountTolerance(relative: share)
    // The share is 10³⁸ − 2 and a bit, so that all but the last unit may go.
    #expect(Self.permits(tolerance, nines, Self.amount("1")))
    #expect(!Self.permits(tolerance, nines, Self.amount("0.9")))
    #expect(
      tolerance.allowed(nines, Self.amount("1")).description
        == String(repeating: "9", count: 37) + "8")
  }

  @Test(arguments: 0..<20)
  func `the share agrees with the product on paper`(block: Int) throws {
    for number in 0..<200 {
      let seed = UInt64(block * 1000 + number)
      var random = SeededGenerator(seed: seed)
      let digits = [2, 6, 12, 25, 37].randomElement(using: &random)!
      let one = Self.random(digits, &random)
      let places = Int.random(in: 1...12, using: &random)
      let relative = Self.amount("0." + Self.digits(places, &random))
      let tolerance = AmountTolerance(relative: relative)
      let paper = DecimalTwin(one.magnitude.description)! * DecimalTwin(relative.description)!
      // The other amount is about the share away, so that the limit is met from both sides.
      let step = Amount(units: Int128(Int.random(in: -2...2, using: &random)), scale: one.scale)
      guard let gap = try? tolerance.allowed(one, one).adding(step), !gap.isNegative,
        let other = try? one.magnitude.subtracting(gap)
      else { continue }
      let own = one.isNegative ? other.negated : other
      let isWithin = DecimalTwin.order(DecimalTwin(gap.description)!, paper) <= 0
      #expect(Self.permits(tolerance, one, own) == isWithin, "seed \(seed): \(one) \(own)")
      let allowed = tolerance.allowed(one, own)
      let isBelow = DecimalTwin.order(DecimalTwin(allowed.description)!, paper) <= 0
      #expect(isBelow && (gap <= allowed) == isWithin, "seed \(seed): \(one) \(own) \(allowed)")
    }
  }

  private static func digits(_ count: Int, _ random: inout SeededGenerator) -> String {
    (0..<count).map { _ in "\(Int.random(in: 0...9, using: &random))" }.joined()
  }

  private static func random(_ digits: Int, _ random: inout SeededGenerator) -> Amount {
    let point = Int.random(in: 0...digits, using: &random)
    let text = Self.digits(digits, &random)
    let sign = Bool.random(using: &random) ? "-" : ""
    return amount(sign + "0" + text.prefix(point) + "." + text.dropFirst(point) + "1")
  }
}

/// How far before and after the statement's entry the ledger's may lie.
@Suite struct TimeWindowTests {
  private static let second: Int64 = 1_000_000_000

  @Test(arguments: [(0, 0), (0, 60), (60, 0), (5, 600), (600, 5), (120, 120)])
  func `at the edge is within, one nanosecond more is not`(before: Int, after: Int) {
    let window = TimeWindow(beforeSeconds: before, afterSeconds: after)
    for start in [Int64(0), 1_795_046_400_000_000_000, -7] {
      let first = start - Int64(before) * Self.second
      let last = start + Int64(after) * Self.second
      #expect(window.holds(statement: start, ledger: start))
      #expect(window.holds(statement: start, ledger: first))
      #expect(window.holds(statement: start, ledger: last))
      #expect(!window.holds(statement: start, ledger: first - 1))
      #expect(!window.holds(statement: start, ledger: last + 1))
    }
    #expect(window.reach == Int64(max(before, after)) * Self.second)
  }

  @Test func `the ends of time are no trap`() {
    let window = TimeWindow(beforeSeconds: .max, afterSeconds: 1)
    #expect(!window.holds(statement: .max, ledger: .min))
    #expect(!window.holds(statement: .min, ledger: .max))
    #expect(window.holds(statement: .max, ledger: 0) && window.holds(statement: 0, ledger: -.max))
    #expect(!TimeWindow(seconds: -5).holds(statement: 0, ledger: 1))
  }
}
