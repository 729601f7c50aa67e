import Accounting
import Foundation
import TestSupport
import Testing

/// Mike Cowlishaw's General Decimal Arithmetic test cases, where they say something of an exact
/// decimal.
@Suite struct DecTestTests {
  static let suite = Places.shared("suites/dectest")

  struct Case {
    let name: String
    let operation: String
    let operands: [String]
    let result: String
    let conditions: [String]
  }

  /// What became of a case.
  enum Outcome {
    case agrees
    case differs(String)
    case skipped(String)
  }

  @Test(
    .enabled(if: suite != nil, "../shared/suites/dectest is not here"),
    arguments: [
      ("add", 881), ("subtract", 350), ("compare", 486), ("plus", 79), ("minus", 75),
      ("multiply", 162), ("abs", 54), ("reduce", 132), ("base", 1_154), ("randoms", 280),
      ("extra", 54), ("inexact", 31), ("rounding", 146),
    ])
  func `every case that is exact agrees`(file: String, atLeast: Int) throws {
    let text = try String(
      contentsOf: #require(Self.suite).appending(path: "\(file).decTest"), encoding: .utf8)
    var agreed = 0
    var wrong: [String] = []
    var skipped: [String: Int] = [:]
    for line in text.split(whereSeparator: \.isNewline) {
      guard let item = Self.parse(line) else { continue }
      switch Self.check(item) {
      case .agrees: agreed += 1
      case .differs(let found): wrong.append("\(line): \(found)")
      case .skipped(let reason): skipped[reason, default: 0] += 1
      }
    }
    let reasons = skipped.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
    print(
      "\(file).decTest: \(agreed) agree, \(wrong.count) differ, skipped:",
      reasons.joined(separator: ", "))
    #expect(wrong == [])
    #expect(agreed >= atLeast)
  }

  @Test func `a wrong result would be seen`() {
    let right = Self.parse("x1 add 1 2 -> 3")
    let wrong = Self.parse("x2 add 1 2 -> 4")
    let quoted = Self.parse("x3 toSci '1E''1' -> NaN Conversion_syntax")
    #expect(quoted?.operands == ["1E'1"])
    if case .agrees? = right.map(Self.check) {} else { Issue.record("1 + 2 is 3") }
    if case .differs? = wrong.map(Self.check) {} else { Issue.record("1 + 2 is not 4") }
    if case .agrees? = quoted.map(Self.check) {} else { Issue.record("1E'1 is no decimal") }
  }

  static func check(_ item: Case) -> Outcome {
    switch item.operation {
    case "tosci", "toeng": return checkText(item)
    case "add", "subtract", "compare", "plus", "minus", "multiply", "abs", "reduce":
      return checkArithmetic(item)
    default: return .skipped("other operation")
    }
  }

  /// Text to amount: the operand's value or its refusal, and the suite's result where it is exact.
  private static func checkText(_ item: Case) -> Outcome {
    let reading = AmountTextTests.reading(item.operands[0])
    guard let twin = DecimalTwin(item.operands[0]) else {
      return reading == "notDecimal" ? .agrees : .differs(reading)
    }
    let expected = twin.fits ? twin.text : "tooManyDigits"
    guard reading == expected else { return .differs(reading) }
    if item.conditions.contains("Inexact") || !twin.fits { return .agrees }
    guard let result = DecimalTwin(item.result) else { return .differs("no result") }
    return result.text == reading ? .agrees : .differs(reading)
  }

  private static func checkArithmetic(_ item: Case) -> Outcome {
    if item.conditions.contains("Inexact") { return .skipped("inexact") }
    if item.operands.contains("#") { return .skipped("null operand") }
    var amounts: [Amount] = []
    for operand in item.operands {
      guard let twin = DecimalTwin(operand) else { return .skipped("NaN or infinite operand") }
      switch (twin.fits, try? Amount(parsing: operand)) {
      case (true, let amount?): amounts.append(amount)
      case (false, nil): return .skipped("operand beyond 38 digits, refused")
      default: return .differs("operand \(operand)")
      }
    }
    guard let result = DecimalTwin(item.result) else { return .skipped("NaN or infinite result") }
    let expected = result.fits ? result.text : "tooManyDigits"
    let found = compute(item.operation, amounts)
    return found == expected ? .agrees : .differs(found)
  }

  private static func compute(_ operation: String, _ amounts: [Amount]) -> String {
    let one = amounts[0]
    let other = amounts.last ?? one
    return AmountArithmeticTests.text { () throws(AmountError) in
      switch operation {
      case "add": try one.adding(other)
      case "subtract": try one.subtracting(other)
      case "multiply": try one.multiplied(by: other)
      case "minus": one.negated
      case "abs": one.magnitude
      case "reduce": one.reduced
      case "compare": Amount(units: one < other ? -1 : (one == other ? 0 : 1), scale: 0)
      default: one
      }
    }
  }

  /// `id operation operands -> result conditions`; nil for directives and comments.
  static func parse(_ line: Substring) -> Case? { parse(String(line)) }

  static func parse(_ line: String) -> Case? {
    let words = tokens(line)
    guard let arrow = words.firstIndex(of: "->"), arrow >= 3, words.count > arrow + 1 else {
      return nil
    }
    return Case(
      name: words[0], operation: words[1].lowercased(), operands: Array(words[2..<arrow]),
      result: words[arrow + 1], conditions: Array(words[(arrow + 2)...]))
  }

  /// Words, or texts in quotes in which a doubled quote is one quote; `--` ends the line.
  private static func tokens(_ line: String) -> [String] {
    var words: [String] = []
    var rest = Substring(line)
    while true {
      rest = rest.drop(while: { $0 == " " || $0 == "\t" })
      guard let first = rest.first, !rest.hasPrefix("--") || words.count < 2 else { return words }
      if rest.hasPrefix("--"), words.isEmpty { return [] }
      guard first == "'" || first == "\"" else {
        let word = rest.prefix(while: { $0 != " " && $0 != "\t" })
        words.append(String(word))
        rest = rest.dropFirst(word.count)
        continue
      }
      rest.removeFirst()
      var text = ""
      while let next = rest.popFirst() {
        if next != first {
          text.append(next)
        } else if rest.first == first {
          text.append(rest.removeFirst())
        } else {
          break
        }
      }
      words.append(text)
    }
  }
}
