import Accounting
import TestSupport
import Testing

/// The fast reading of times against the exact one.
@Suite struct PlainInstantTests {
  /// Nanoseconds since 1970; nil if the text is not plain. The bytes past it are `past`.
  static func nanoseconds(_ text: [UInt8], past: UInt8) -> Int64? {
    var bytes = text
    bytes.append(contentsOf: repeatElement(past, count: 8))
    var isPlain = true
    let result = bytes.withUnsafeBufferPointer {
      PlainInstant.nanoseconds($0.baseAddress!, text.count, &isPlain)
    }
    return isPlain ? result : nil
  }

  static func exact(_ text: [UInt8]) -> Int64? {
    text.withUnsafeBufferPointer { bytes in
      try? Instant(parsing: bytes, form: .rfc3339, zone: nil).nanoseconds
    }
  }

  /// The form and range of a plain time; that its calendar day exists is for the exact reading.
  static func isPlain(_ text: [UInt8]) -> Bool {
    let pattern = Array("dddd-dd-ddTdd:dd:dd".utf8)
    guard text.count >= 20, zip(text, pattern).allSatisfy(fits) else { return false }
    let year = (0..<4).reduce(0) { $0 * 10 + Int(text[$1]) - 0x30 }
    guard (1900...2199).contains(year), text[17] < UInt8(ascii: "6") else { return false }
    var rest = text[19...]
    if rest.first == UInt8(ascii: ".") {
      let digits = rest.dropFirst().prefix { (0x30...0x39).contains($0) }
      guard (1...9).contains(digits.count) else { return false }
      rest = rest.dropFirst(1 + digits.count)
    }
    if rest.elementsEqual("Z".utf8) { return true }
    guard rest.count == 6, rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") else {
      return false
    }
    return zip(rest.dropFirst(), "dd:dd".utf8).allSatisfy(fits)
  }

  static func fits(_ byte: UInt8, _ form: UInt8) -> Bool {
    switch form {
    case UInt8(ascii: "d"): (0x30...0x39).contains(byte)
    case UInt8(ascii: "T"): byte == form || byte == UInt8(ascii: " ")
    default: byte == form
    }
  }

  static func check(_ text: [UInt8], past: UInt8, _ comment: String) throws {
    let name = String(decoding: text, as: UTF8.self)
    let expected = isPlain(text) ? exact(text) : nil
    let found = nanoseconds(text, past: past)
    try #require(found == expected, "'\(name)', \(comment)")
  }

  @Test(arguments: [
    "2026-11-19T08:00:00Z", "2026-11-19 08:00:00.5Z", "1900-01-01T00:00:00Z",
    "2199-12-31T23:59:59.999999999Z", "1969-12-31T23:59:59.999999999Z",
    "2024-02-29T00:00:00+23:59", "2026-11-19T08:00:00.123456-07:00", "2026-11-19T08:00:00-00:00",
  ])
  func `ordinary times are plain and have the exact value`(text: String) throws {
    for past in [0, UInt8(ascii: "0"), UInt8(ascii: "Z"), 0xFF] {
      let found = Self.nanoseconds(Array(text.utf8), past: past)
      #expect(found != nil && found == Self.exact(Array(text.utf8)))
    }
  }

  @Test(arguments: [
    "", "Z", "2026-11-19", "2026-11-19T08:00:00", "2026-11-19T08:00:00z", "2026-11-19t08:00:00Z",
    "2026-11-19T08:00:60Z", "2026-11-19T24:00:00Z", "2026-11-19T08:60:00Z", "2026-02-29T08:00:00Z",
    "1900-02-29T08:00:00Z", "2100-02-29T08:00:00Z", "2026-00-10T08:00:00Z", "2026-13-10T08:00:00Z",
    "2026-11-00T08:00:00Z", "2026-11-31T08:00:00Z", "1899-12-31T23:59:59Z", "2200-01-01T00:00:00Z",
    "2026-11-19T08:00:00.Z", "2026-11-19T08:00:00.1234567890Z", "2026-11-19T08:00:00+24:00",
    "2026-11-19T08:00:00+23:60", "2026-11-19T08:00:00+0100", "2026-11-19T08:00:00.+01:00",
    "2026-11-19T08:00:00 +01:00", "2026-11-19T08:00:00Z ", "2026-11-19T08:00:00,5Z",
    "2026-11-19T08:00:00*01:00", "2026-11-19T08:00:00+01-00", "2026/11/19T08:00:00Z",
    "2026-11-19T08:00:00.1234567890+01:00", "2026-11-19T08:00:001Z",
  ])
  func `anything else is not plain`(text: String) {
    for past in [0, UInt8(ascii: "0"), UInt8(ascii: "Z"), 0xFF] {
      #expect(Self.nanoseconds(Array(text.utf8), past: past) == nil)
    }
  }

  @Test func `every byte is looked at in every place`() throws {
    let fractions = [""] + (1...10).map { "." + "9876543210".prefix($0) }
    for fraction in fractions {
      for zone in ["Z", "+01:30", "-23:59", ""] {
        let text = Array(("2024-02-28T19:47:58" + fraction + zone).utf8)
        try Self.check(text, past: 0x30, "untouched")
        for place in text.indices {
          for byte in 0...UInt8.max {
            var changed = text
            changed[place] = byte
            try Self.check(changed, past: 0x30, "byte \(byte) at \(place)")
          }
        }
      }
    }
  }

  @Test func `every day and every offset has the exact value`() throws {
    for index in InstantTwinTests.days.indices {
      let day = InstantTwinTests.days[index]
      guard (1899...2200).contains(day.year) else { continue }
      let date = [(day.year, 4), (day.month, 2), (day.day, 2)]
        .map { InstantTwinTests.padded($0, $1) }.joined(separator: "-")
      try Self.check(Array("\(date)T23:59:59.1Z".utf8), past: 0, "")
    }
    for minutes in 0..<(24 * 60 + 5) {
      let hours = InstantTwinTests.padded(minutes / 60, 2)
      let zone = "\(hours):\(InstantTwinTests.padded(minutes % 60, 2))"
      for sign in ["+", "-"] {
        try Self.check(Array("2026-01-01T00:00:00\(sign)\(zone)".utf8), past: 0, "")
      }
    }
  }

  @Test func `random times and their neighbours have the exact value or none`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    func digits(_ limit: Int, _ width: Int) -> String {
      InstantTwinTests.padded(Int.random(in: 0...limit, using: &random), width)
    }
    for _ in 0..<100_000 {
      let year = String(Int.random(in: 1895...2204, using: &random))
      var text = "\(year)-\(digits(13, 2))-\(digits(32, 2))"
      text += Bool.random(using: &random) ? "T" : " "
      text += "\(digits(24, 2)):\(digits(60, 2)):\(digits(60, 2))"
      let decimals = Int.random(in: 0...10, using: &random)
      if decimals > 0 { text += "." + (0..<decimals).map { _ in digits(9, 1) }.joined() }
      switch Int.random(in: 0..<4, using: &random) {
      case 0: break
      case 1: text += "+\(digits(24, 2)):\(digits(60, 2))"
      case 2: text += "-\(digits(24, 2)):\(digits(60, 2))"
      default: text += "Z"
      }
      var bytes = Array(text.utf8)
      if Int.random(in: 0..<4, using: &random) == 0 {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = .random(
          in: 0...255, using: &random)
      }
      try Self.check(bytes, past: .random(in: 0...255, using: &random), "seed \(seed)")
    }
  }
}
