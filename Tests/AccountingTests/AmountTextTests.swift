import Accounting
import TestSupport
import Testing

@Suite struct AmountTextTests {
  /// What a text reads as: the amount's own text, or the name of the error.
  static func reading(_ text: String) -> String {
    do { return try Amount(parsing: text).description } catch { return "\(error)" }
  }

  static let nines = String(repeating: "9", count: 38)

  @Test(arguments: [
    ("0", "0"), ("-0", "0"), ("+0.000", "0"), ("1", "1"), ("+1", "1"), ("-1", "-1"),
    (".5", "0.5"), ("5.", "5"), ("-.5", "-0.5"), ("0.10000", "0.1"), ("1.10", "1.1"),
    ("0000000000000000000000000000000000000000000012", "12"), ("100", "100"), ("1e3", "1000"),
    ("1E+3", "1000"), ("1500e-3", "1.5"), ("1.5e1", "15"), ("12e-1", "1.2"), ("0e999999999", "0"),
    ("0e-999999999", "0"), ("0.00012000", "0.00012"), ("10000000.123456789012345678", nil),
    ("123456789012345678.123456789012345678", nil),
    ("1e37", "1" + String(repeating: "0", count: 37)),
    ("1e-38", "0." + String(repeating: "0", count: 37) + "1"),
    ("12345678", nil), ("1234567.8", nil), ("123456789", nil), ("0.12345678", nil),
    ("0.123456781", nil), ("9999999999999999999", nil), ("0.9999999999999999999", nil),
    ("-170141183460469231731687303715884105.72", nil),
  ])
  func `a decimal is read to the last digit`(text: String, plain: String?) {
    #expect(Self.reading(text) == plain ?? text)
  }

  @Test func `thirty-eight digits are the most, wherever the point stands`() {
    let nines = Self.nines
    #expect(Self.reading(nines) == nines)
    #expect(Self.reading("-" + nines) == "-" + nines)
    #expect(Self.reading("0." + nines) == "0." + nines)
    #expect(Self.reading(nines + "000e-3") == nines)
    #expect(Self.reading("0." + nines + "000000") == "0." + nines)
    #expect(Self.reading(nines + "9") == "tooManyDigits")
    #expect(Self.reading("1" + nines) == "tooManyDigits")
    #expect(Self.reading("0." + nines + "9") == "tooManyDigits")
    #expect(Self.reading(nines + ".9") == "tooManyDigits")
    #expect(Self.reading("1e38") == "tooManyDigits")
    #expect(Self.reading("1e-39") == "tooManyDigits")
    #expect(Self.reading("10e-39") == Self.reading("1e-38"))
    // One more than Int128 holds, and one more than UInt128 holds.
    #expect(Self.reading("170141183460469231731687303715884105728") == "tooManyDigits")
    #expect(Self.reading("340282366920938463463374607431768211456") == "tooManyDigits")
  }

  @Test(arguments: [
    "", "-", "+", ".", "-.", "e", "e5", "1e", "1e+", "1e-", "1e5.0", "1e5e5", "1.2.3", "1..2",
    "--1", "+-1", "1-", "1,000", "1,5", "0x1", "1_000", " 1", "1 ", "\t1", "1\n", "١", "１",
    "NaN", "Infinity", "inf", "-Inf", "$1", "1%", "(1)", "\u{2212}1", "1\0", "½", "1e١",
    "123456789012345678a", "12345678:", "1234567/", "1234567\u{7F}", "12345678.1234567:",
    "1f3", "1d3", "1 000", "'1", "1.5.", "e1e", "00000000000000000000000000000000000000001x",
  ])
  func `anything but a decimal is refused`(text: String) {
    #expect(Self.reading(text) == "notDecimal")
  }

  @Test func `every byte but a digit is refused at every place of a long number`() {
    for place in 0..<20 {
      for byte in UInt8.min...UInt8.max where !(0x30...0x39).contains(byte) {
        var text = Array("12345678901234567890".utf8)
        text[place] = byte
        let isSign = place == 0 && (byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+"))
        let isMark = byte == UInt8(ascii: ".")
        let isExponent = place > 0 && place < 19 && byte | 0x20 == UInt8(ascii: "e")
        let outcome = text.withUnsafeBufferPointer { buffer in
          Result { () throws(AmountError) in try Amount(parsing: buffer) }
        }
        switch outcome {
        case .success: #expect(isSign || isMark || isExponent, "\(text)")
        case .failure(.tooManyDigits): #expect(isExponent, "\(text)")
        case .failure(.notDecimal): #expect(!(isSign || isMark || isExponent), "\(text)")
        }
      }
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func `an exponent bomb is refused at once`() {
    #expect(Self.reading("1e999999999") == "tooManyDigits")
    #expect(Self.reading("1e-999999999") == "tooManyDigits")
    #expect(Self.reading("1e" + String(repeating: "9", count: 100_000)) == "tooManyDigits")
    #expect(Self.reading("0e" + String(repeating: "9", count: 100_000)) == "0")
    let zeros = String(repeating: "0", count: 2_000_000)
    #expect(Self.reading("0." + zeros + "1e2000001") == "1")
    #expect(Self.reading("1" + zeros + "e-2000000") == "1")
    #expect(Self.reading("1" + zeros) == "tooManyDigits")
    #expect(Self.reading(zeros + "1") == "1")
  }

  @Test func `the decimal mark is the declared one and no other`() throws {
    func read(_ text: String) throws -> String {
      try Array(text.utf8).withUnsafeBufferPointer { buffer in
        try Amount(parsing: buffer, mark: UInt8(ascii: ",")).description
      }
    }
    #expect(try read("1,5") == "1.5")
    #expect(try read("-,25") == "-0.25")
    #expect(throws: AmountError.notDecimal) { try read("1.5") }
    #expect(throws: AmountError.notDecimal) { try read("1.000,5") }
    #expect(throws: AmountError.notDecimal) { try read("1,000,5") }
  }

  @Test func `random decimals read and print as the twin writes them`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    var outcomes = [true: 0, false: 0]
    for _ in 0..<30_000 {
      let text = DecimalTwin.randomText(&random)
      let twin = try #require(DecimalTwin(text), "seed \(seed): \(text)")
      let expected = twin.fits ? twin.text : "tooManyDigits"
      let reading = Self.reading(text)
      try #require(reading == expected, "seed \(seed): \(text)")
      outcomes[twin.fits, default: 0] += 1
    }
    #expect(outcomes[true]! > 10_000 && outcomes[false]! > 1_000)
  }

  @Test func `unreduced units print as their value`() {
    #expect(Amount(units: 1_100, scale: 3).description == "1.1")
    #expect(Amount(units: -1_000, scale: 3).description == "-1")
    #expect(Amount(units: 0, scale: 38).description == "0")
    #expect(Amount(units: 100, scale: 0).description == "100")
    #expect(
      Amount(units: 10, scale: 38).description == "0." + String(repeating: "0", count: 36) + "1")
    var bytes = Array("x".utf8)
    Amount(units: -5, scale: 1).append(to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == "x-0.5")
  }
}

extension DecimalTwin {
  /// A decimal text of any shape the grammar allows.
  static func randomText(_ random: inout SeededGenerator) -> String {
    func digits(_ limit: Int) -> String {
      let count = Int.random(in: 0...limit, using: &random)
      let zeros = Int.random(in: 0...3, using: &random) == 0
      return (0..<count).map { index in
        zeros && index > count / 2 ? "0" : String(Int.random(in: 0...9, using: &random))
      }.joined()
    }
    let limit = [3, 9, 18, 22, 40].randomElement(using: &random)!
    var whole = digits(limit)
    let fraction = digits(limit)
    if whole.isEmpty, fraction.isEmpty { whole = "0" }
    let hasMark = !fraction.isEmpty || Bool.random(using: &random)
    let sign = ["", "", "-", "+"].randomElement(using: &random)!
    let exponent =
      Int.random(in: 0...4, using: &random) == 0
      ? ["e", "E", "e+"].randomElement(using: &random)!
        + String(Int.random(in: 0...45, using: &random))
      : (Int.random(in: 0...4, using: &random) == 0
        ? "e-" + String(Int.random(in: 0...45, using: &random)) : "")
    return sign + whole + (hasMark ? "." + fraction : "") + exponent
  }
}
