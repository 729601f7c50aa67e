import Accounting
import TestSupport
import Testing

/// The fast reading of decimals against the exact one.
@Suite struct PlainDecimalTests {
  /// The units of 10⁻¹⁸; nil if the text is not plain. The bytes around it are `around`.
  static func units(_ text: [UInt8], around: UInt8) -> Int128? {
    var bytes = text
    bytes.append(contentsOf: repeatElement(around, count: 8))
    var isPlain = true
    let units = bytes.withUnsafeBufferPointer {
      PlainDecimal.units18($0.baseAddress!, text.count, &isPlain)
    }
    return isPlain ? units : nil
  }

  /// `-?d{1,16}(.d{1,18})?`, looked at part by part.
  static func isPlain(_ text: [UInt8]) -> Bool {
    let digits = text.first == UInt8(ascii: "-") ? Array(text.dropFirst()) : text
    let parts = digits.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count <= 2, (1...16).contains(parts[0].count),
      parts.count == 1 || (1...18).contains(parts[1].count)
    else { return false }
    return parts.allSatisfy { part in part.allSatisfy { (0x30...0x39).contains($0) } }
  }

  static func check(_ text: [UInt8], around: UInt8, _ comment: String) throws {
    let name = String(decoding: text, as: UTF8.self)
    guard let units = Self.units(text, around: around) else {
      try #require(!isPlain(text), "'\(name)' is plain, \(comment)")
      return
    }
    try #require(isPlain(text), "'\(name)' is not plain, \(comment)")
    let exact = try text.withUnsafeBufferPointer { bytes in
      try Result { () throws(AmountError) in try Amount(parsing: bytes) }.get()
    }
    try #require(exact == Amount(units: units, scale: 18), "'\(name)', \(comment)")
  }

  @Test(arguments: [
    "0", "-0", "-0.0", "00", "0000000000000000", "0000000000000001.000000000000000001", "1", "-1",
    "9999999999999999", "9999999999999999.999999999999999999",
    "-9999999999999999.999999999999999999", "12345678", "123456789", "1.5", "12345678.1",
    "1234567.12345678", "123456789.123456789", "0.1234567890123456", "0.12345678901234567",
    "0.123456789012345678", "0.10",
  ])
  func `ordinary decimals are plain and have the exact value`(text: String) throws {
    #expect(Self.isPlain(Array(text.utf8)))
    for around in [0, UInt8(ascii: "."), UInt8(ascii: "7"), 0xFF] {
      try Self.check(Array(text.utf8), around: around, "around \(around)")
    }
  }

  @Test(arguments: [
    "", "-", ".", "-.", ".5", "5.", "-5.", "+1", "--1", "1.2.3", "1..2", "1e5", "1,5", " 1", "1 ",
    "12345678901234567", "0.1234567890123456789", "12345678901234567.1", "1234567890123456789",
    "123456789012345678901234567890123456789012", "0x1", "1_0", "1-", "1.-5", "1.5-", "١",
    "12345678.", "1234567812345678.", "/1", ":1", "1/", "1:", "1.5/", "1.5:", "\u{0}",
  ])
  func `anything else is not plain`(text: String) throws {
    for around in [0, UInt8(ascii: "."), UInt8(ascii: "7"), 0xFF] {
      #expect(Self.units(Array(text.utf8), around: around) == nil, "around \(around)")
    }
  }

  @Test func `every byte but a digit and a point is seen in every place`() throws {
    for whole in 1...17 {
      for fraction in 0...19 {
        let text =
          String(repeating: "4", count: whole)
          + (fraction > 0 ? "." + String(repeating: "6", count: fraction) : "")
        try Self.check(Array(text.utf8), around: 0x39, "untouched")
        for place in 0..<text.utf8.count {
          for byte: UInt8 in [0x00, 0x2D, 0x2E, 0x2F, 0x30, 0x39, 0x3A, 0x45, 0xB0, 0xFF] {
            var changed = Array(text.utf8)
            changed[place] = byte
            try Self.check(changed, around: 0x39, "byte \(byte) at \(place)")
          }
        }
      }
    }
  }

  @Test func `random decimals and their neighbours have the exact value or none`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    for _ in 0..<150_000 {
      var text = Bool.random(using: &random) ? "-" : ""
      for _ in 0..<Int.random(in: 0...18, using: &random) {
        text += String(Int.random(in: 0...9, using: &random))
      }
      if Int.random(in: 0..<5, using: &random) > 0 { text += "." }
      for _ in 0..<Int.random(in: 0...20, using: &random) {
        text += String(Int.random(in: 0...9, using: &random))
      }
      var bytes = Array(text.utf8)
      if Int.random(in: 0..<4, using: &random) == 0, !bytes.isEmpty {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = .random(
          in: 0...255, using: &random)
      }
      try Self.check(bytes, around: .random(in: 0...255, using: &random), "seed \(seed)")
    }
  }
}
