import Accounting
import Foundation
import Ingest
import TestSupport
import Testing

/// The cutter against the reader of whole texts: what is given as plain is the same, and what
/// that refuses is never given as plain.
@Suite struct JSONCutterTwinTests {
  static let keys = ["id", "time", "amount"]

  static func isJSON(_ text: [UInt8], _ range: CutterRun.Odd) -> Bool {
    text.withUnsafeBufferPointer { bytes in
      (try? JSONTape(bytes, from: range.start, to: range.end)) != nil
    }
  }

  static func check(
    _ text: [UInt8], isLines: Bool, size: Int = .max, _ comment: String
  ) throws {
    let shown = "\(comment), in \(size): \(String(decoding: text, as: UTF8.self))"
    let cut = CutterRun(text, keys: keys, isLines: isLines, size: size)
    let whole = CutterRun(whole: text, keys: keys, isLines: isLines)
    guard let cut else {
      try #require(!isLines, "lines are always cut, \(shown)")
      return
    }
    guard let whole else {
      // The caller reads odd lines strictly, and finds the fault there.
      try #require(cut.odd.contains { !isJSON(text, $0) }, "refused by the whole way, \(shown)")
      return
    }
    for line in cut.lines { try #require(whole.lines.contains(line), "\(line), \(shown)") }
    for line in whole.odd {
      try #require(cut.odd.contains(line), "a cell of \(line) is not plain, \(shown)")
    }
    for line in whole.refused { try #require(cut.odd.contains(line), "\(line), \(shown)") }
    let starts = (whole.lines.map(\.start) + whole.refused.map(\.start)).sorted()
    try #require(cut.starts == starts, "each line once, \(shown)")
    try #require(cut.blanks == whole.blanks, "\(shown)")
  }

  // MARK: Random texts

  static let values = [
    "\"a\"", "\"\"", "\"BTC\"", "\"2026-11-19T08:00:00Z\"", "\"a,b}]\"", "\"{\"", "\"é\"", "0",
    "-0",
    "1.5", "0.00012000", "-12345678901234567890.123456789", "1e5", "1E-7", "0.5e+3", "12345678",
    "1234567812345678", "12345678123456781", "12345678.12345678",
  ]
  static let unusual = [
    "null", "true", "false", "{}", "[]", "{\"id\":1}", "[1,{\"a\":\"]\"}]", "\"\\\"\"", "\"\\\\\"",
    "\"\\u0041\"", "\"\\ud834\\udd1e\"", "\"a\\/b\"", "\"\\n\"",
  ]
  static let faulty = [
    "01", "-", "+1", "1.", ".5", "1e", "0x1", "1.2.3", "nul", "True", "NaN", "'a'", "\"\\x\"",
    "\"\\ud834\"", "\"\\u12\"", "\"a", "a\"", "[}", "{]", "1 2", "", "\"a\" \"b\"", "\"\t\"", "-01",
    "00.5", "--1", "1-", "\\", "\\\"", "\"\\udd1e\"", "12345678901234567 8",
  ]

  static func object(_ random: inout SeededGenerator, odds: Int, order: [String]) -> String {
    func blank() -> String {
      Int.random(in: 0..<20, using: &random) == 0
        ? ["", " ", "\t", "  ", "\r", "\n"].randomElement(using: &random)! : ""
    }
    let members = order.map { key -> String in
      let kind = Int.random(in: 0..<100, using: &random)
      let value = (kind < odds ? Self.faulty : kind < 6 ? Self.unusual : Self.values)
        .randomElement(using: &random)!
      return "\(blank())\"\(key)\"\(blank()):\(blank())\(value)\(blank())"
    }
    return "{" + members.joined(separator: ",") + "}"
  }

  static func order(_ random: inout SeededGenerator) -> [String] {
    switch Int.random(in: 0..<30, using: &random) {
    case 0: ["id", "time", "amount", "id"]
    case 1: ["id", "memo", "amount", "memo"]
    case 2: []
    case 3: ["\\u0069d", "time", "amount"]
    case 4: ["amount", "memo", "time", "id"]
    case 5...9: ["id", "amount"]
    default: ["id", "time", "currency", "amount", "memo"]
    }
  }

  static func text(_ random: inout SeededGenerator, isLines: Bool, odds: Int) -> [UInt8] {
    var objects = (0..<Int.random(in: 0...12, using: &random)).map { _ in
      object(&random, odds: odds, order: order(&random))
    }
    guard isLines else {
      let separator = [",", ",\n", " ,\n  "].randomElement(using: &random)!
      return Array("[\(objects.joined(separator: separator))]\n".utf8)
    }
    for index in objects.indices where Int.random(in: 0..<30, using: &random) == 0 {
      objects[index] = ["", " ", "[]", "x", objects[index] + " x", " " + objects[index] + "\r"]
        .randomElement(using: &random)!
    }
    // Two good lines in front, so that the whole way takes the text for lines too.
    let front = ["{\"id\":1}", "{\"id\":2}"]
    let end = ["", "\n", "\n\n", "\n "].randomElement(using: &random)!
    return Array(((front + objects).joined(separator: "\n") + end).utf8)
  }

  static func mutate(_ text: inout [UInt8], after start: Int, _ random: inout SeededGenerator) {
    for _ in 0..<Int.random(in: 1...2, using: &random) where text.count > start {
      let place = Int.random(in: start..<text.count, using: &random)
      let byte = JSONScanTests.alphabet.randomElement(using: &random)!
      switch Int.random(in: 0..<3, using: &random) {
      case 0: text[place] = byte
      case 1: text.insert(byte, at: place)
      default: text.remove(at: place)
      }
    }
  }

  @Test(arguments: [false, true])
  func `random objects give the lines of the whole way`(isLines: Bool) throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    for round in 0..<4_000 {
      let text = Self.text(&random, isLines: isLines, odds: round % 4 == 0 ? 2 : 0)
      let size = round % 2 == 0 ? Int.max : Int.random(in: 1...300, using: &random)
      try Self.check(text, isLines: isLines, size: size, "seed \(seed)")
    }
  }

  @Test(arguments: [false, true])
  func `damaged bytes never pass for plain`(isLines: Bool) throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    for round in 0..<8_000 {
      var text = Self.text(&random, isLines: isLines, odds: 0)
      Self.mutate(&text, after: isLines ? 18 : 0, &random)
      let size = round % 2 == 0 ? Int.max : Int.random(in: 1...300, using: &random)
      try Self.check(text, isLines: isLines, size: size, "seed \(seed)")
    }
  }

  // MARK: The suite

  static let suite = JSONSuiteTests.files("json-testsuite", "")

  @Test(.enabled(if: Places.shared("suites/json-testsuite") != nil), arguments: suite)
  func `a file of JSONTestSuite, wrapped, is as the whole way has it`(file: URL) throws {
    let content = try Array(Data(contentsOf: file))
    // The suite asks for kilobytes of brackets; the whole way's limit has tests of its own.
    guard content.count < 5_000 else { return }
    let name = file.lastPathComponent
    for key in ["amount", "memo"] {
      let member = Array("{\"id\":1,\"\(key)\":".utf8) + content + Array("}".utf8)
      for element in [content, member] {
        let list = Array("[{\"id\":1},".utf8) + element + Array(",{\"id\":1}]".utf8)
        let lines = Array("{\"id\":1}\n{\"id\":1}\n".utf8) + element + Array("\n{\"id\":1}\n".utf8)
        for (text, isLines) in [(list, false), (lines, true)] {
          guard String(validating: text, as: UTF8.self) == nil else {
            try Self.check(text, isLines: isLines, name)
            continue
          }
          let cut = CutterRun(text, keys: Self.keys, isLines: isLines)
          #expect(cut?.hasHigh ?? true, "the caller checks the UTF-8")
        }
        if name.hasPrefix("n_"), element == member {
          let cut = CutterRun(list, keys: Self.keys, isLines: false)
          #expect(cut.map { $0.lines.count < 3 || $0.hasHigh } ?? true)
        }
      }
    }
  }
}
