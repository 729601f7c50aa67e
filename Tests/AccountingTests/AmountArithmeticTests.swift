import Accounting
import Foundation
import TestSupport
import Testing

@Suite struct AmountArithmeticTests {
  static func text(_ body: () throws(AmountError) -> Amount) -> String {
    do { return try body().description } catch { return "\(error)" }
  }

  static func amount(_ text: String) throws -> Amount { try Amount(parsing: text) }

  static let nines = String(repeating: "9", count: 38)

  @Test(
    arguments: [
      ("1.1", "2.2", "3.3"), ("0.1", "0.2", "0.3"), ("1", "-1", "0"), ("1e37", "0.5", nil),
      ("9.9999999999999999999999999999999999999", "0.0000000000000000000000000000000000001", "10"),
      // Aligned, each is beyond Int128; the sum is not.
      (
        "17014118346046923173168730371588410573", "-9999999999999999999999999999999999999.9",
        "7014118346046923173168730371588410573.1"
      ),
      ("90000000000000000000000000000000000000", "9999999999999999999999999999999999999", nil),
      ("0.5e-37", "0.5e-37", "1e-37"),
    ] as [(String, String, String?)])
  func `a sum is exact, whatever the scales`(left: String, right: String, sum: String?) throws {
    let one = try Self.amount(left)
    let other = try Self.amount(right)
    let twin = DecimalTwin(left)! + DecimalTwin(right)!
    let expected = sum.map { DecimalTwin($0)!.text } ?? (twin.fits ? twin.text : "tooManyDigits")
    #expect(Self.text { () throws(AmountError) in try one.adding(other) } == expected)
    #expect(Self.text { () throws(AmountError) in try other.adding(one) } == expected)
    #expect(twin.fits ? twin.text == expected : expected == "tooManyDigits")
  }

  @Test func `what needs thirty-nine digits is refused, not rounded`() throws {
    let most = try Self.amount(Self.nines)
    let one = try Self.amount("1")
    let least = try Self.amount("1e-38")
    #expect(throws: AmountError.tooManyDigits) { try most.adding(one) }
    #expect(throws: AmountError.tooManyDigits) { try most.negated.subtracting(one) }
    #expect(throws: AmountError.tooManyDigits) { try most.adding(least) }
    #expect(throws: AmountError.tooManyDigits) { try most.multiplied(by: most) }
    #expect(throws: AmountError.tooManyDigits) { try most.adding(most) }
    #expect(throws: AmountError.tooManyDigits) { try least.multiplied(by: least) }
    #expect(throws: AmountError.tooManyDigits) {
      try least.multiplied(by: Self.amount("0.1"))
    }
    #expect(try least.multiplied(by: Self.amount("1e37")).description == "0.1")
    #expect(try most.subtracting(most).isZero)
    #expect(try most.multiplied(by: .zero) == .zero)
    #expect(try most.subtracting(one).adding(one) == most)
    // Units with zeros behind them fit once those are out.
    let padded = Amount(units: 90_000_000_000_000_000_000_000_000_000_000_000_000, scale: 10)
    #expect(try padded.adding(padded).description == "18" + String(repeating: "0", count: 27))
  }

  @Test func `a wide product comes back when its zeros go`() throws {
    let left = try Self.amount("12345678901234567890.5")
    let right = try Self.amount("0.00000000000000000002")
    let product = try left.multiplied(by: right)
    #expect(product.description == "0.24691357802469135781")
    let two = try Self.amount("2e-38")
    let five = try Self.amount("5e37")
    #expect(try two.multiplied(by: five).description == "1")
    #expect(
      try Self.amount("-2e-20").multiplied(by: Self.amount("5e-19")).description
        == DecimalTwin("-1e-38")!.text)
  }

  @Test func `whether a total fits does not depend on the order`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    let most = try Self.amount(Self.nines)
    var amounts = [
      most, most, most.negated, most, most.negated, most.negated,
      try Self.amount("0.25"), try Self.amount("1e-38"), try Self.amount("-1e-38"),
    ]
    for _ in 0..<200 {
      amounts.shuffle(using: &random)
      #expect(try Amount.sum(amounts).description == "0.25", "seed \(seed)")
    }
    amounts.append(most)
    for _ in 0..<200 {
      amounts.shuffle(using: &random)
      #expect(throws: AmountError.tooManyDigits, "seed \(seed)") { try Amount.sum(amounts) }
    }
    #expect(try Amount.sum([]) == .zero)
    let many = Array(repeating: most, count: 1_000) + Array(repeating: most.negated, count: 999)
    #expect(try Amount.sum(many) == most)
  }

  @Test func `equal values are equal, however they are written`() throws {
    let one = Amount(units: 11, scale: 1)
    let other = Amount(units: 1_100_000_000_000_000_000_000_000_000_000_000_000, scale: 36)
    #expect(one == other)
    #expect(one.hashValue == other.hashValue)
    #expect(!(one < other) && !(other < one))
    #expect(Amount(units: 0, scale: 5) == .zero)
    #expect(Set([one, other, other.reduced]).count == 1)
    #expect(other.reduced.units == 11 && other.reduced.scale == 1)
    let most = try Self.amount(Self.nines)
    #expect(try Self.amount("1e-38") < most && most.negated < Self.amount("-1e-38"))
    #expect(most.negated.magnitude == most)
  }

  @Test func `random sums, differences, products and orders agree with paper and pencil`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    var compared = 0
    while compared < 8_000 {
      let (left, right) = (DecimalTwin.randomText(&random), DecimalTwin.randomText(&random))
      guard let one = try? Self.amount(left), let other = try? Self.amount(right) else { continue }
      let (twin, otherTwin) = (DecimalTwin(left)!, DecimalTwin(right)!)
      let place = "seed \(seed): \(left) \(right)"
      func agrees(_ result: DecimalTwin, _ body: () throws(AmountError) -> Amount) -> Bool {
        Self.text(body) == (result.fits ? result.text : "tooManyDigits")
      }
      try #require(
        agrees(twin + otherTwin) { () throws(AmountError) in try one.adding(other) }, "\(place)")
      try #require(
        agrees(twin + -otherTwin) { () throws(AmountError) in try one.subtracting(other) },
        "\(place)")
      try #require(
        agrees(twin * otherTwin) { () throws(AmountError) in try one.multiplied(by: other) },
        "\(place)")
      let order = DecimalTwin.order(twin, otherTwin)
      try #require((one < other) == (order < 0) && (one == other) == (order == 0), "\(place)")
      compared += 1
    }
  }

  static let python = Tool.find("python3")

  static let oracle = """
    import sys, decimal
    decimal.getcontext().prec = 400
    for line in sys.stdin:
        one, other = map(decimal.Decimal, line.split())
        def show(value):
            text = format(value, 'f')
            if '.' in text:
                text = text.rstrip('0').rstrip('.')
            if text in ('-0', ''):
                text = '0'
            digits = text.lstrip('-').replace('.', '').lstrip('0')
            decimals = len(text.split('.')[1]) if '.' in text else 0
            return text if len(digits) <= 38 and decimals <= 38 else 'tooManyDigits'
        order = '-' if one < other else '+' if one > other else '='
        print(show(one + other), show(one - other), show(one * other), order)
    """

  @Test(.enabled(if: python != nil, "no python3 here to compare with"))
  func `random arithmetic agrees with Python's decimal`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    var pairs: [(String, String)] = []
    while pairs.count < 20_000 {
      let pair = (DecimalTwin.randomText(&random), DecimalTwin.randomText(&random))
      if (try? Self.amount(pair.0)) != nil, (try? Self.amount(pair.1)) != nil {
        pairs.append(pair)
      }
    }
    let input = pairs.map { "\($0.0) \($0.1)\n" }.joined()
    let outcome = try #require(Self.python).run(["-c", Self.oracle], input: Data(input.utf8))
    try #require(outcome.status == 0, "\(outcome.errors)")
    let answers = outcome.output.split(separator: "\n")
    try #require(answers.count == pairs.count)
    for (pair, answer) in zip(pairs, answers) {
      let (one, other) = (try Self.amount(pair.0), try Self.amount(pair.1))
      let order = one < other ? "-" : (one == other ? "=" : "+")
      let ours = [
        Self.text { () throws(AmountError) in try one.adding(other) },
        Self.text { () throws(AmountError) in try one.subtracting(other) },
        Self.text { () throws(AmountError) in try one.multiplied(by: other) }, order,
      ].joined(separator: " ")
      try #require(ours == answer, "seed \(seed): \(pair)")
    }
  }
}
