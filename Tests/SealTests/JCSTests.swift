import Foundation
import Seal
import TestSupport
import Testing

/// RFC 8785 against the suite of its author. Our values hold no floats, so the test puts a marked
/// text in the place of each number that is not whole and, after encoding, the number as
/// ECMAScript prints it: order, escapes and structure are ours, float printing is the test's.
@Suite struct JCSTests {
  static let suite = Places.shared("suites/jcs")

  @Test(
    .enabled(if: suite != nil, "suite jcs is not on this machine"),
    arguments: ["arrays", "french", "structures", "unicode", "values", "weird"])
  func `the suite's outputs come out byte for byte`(name: String) throws {
    let folder = try #require(Self.suite)
    let input = try Data(contentsOf: folder.appending(path: "input/\(name).json"))
    let expected = try Data(contentsOf: folder.appending(path: "output/\(name).json"))
    let (marked, floats) = Self.markFloats(Array(input))
    let value = try JSONParser.value(of: marked)
    let actual = Self.unmark(try value.jcs())
    #expect(actual == Array(expected))
    if !floats.isEmpty { print("jcs/\(name): numbers printed by the test itself: \(floats)") }
  }

  @Test func `a fingerprint is the SHA-256 of the form`() throws {
    let value: JSONValue = ["b": 1, "a": ["x", nil, true], "\u{7f}": "\u{7f}"]
    let form = Array("{\"a\":[\"x\",null,true],\"b\":1,\"\u{7f}\":\"\u{7f}\"}".utf8)
    #expect(try value.jcs() == form)
    #expect(try value.fingerprint() == Digest.hex(of: form))
  }

  @Test func `keys are in order of UTF-16, not of UTF-8`() throws {
    let value: JSONValue = ["\u{ff5e}": 1, "\u{1f600}": 2]
    #expect(
      String(decoding: try value.jcs(), as: UTF8.self) == "{\"\u{1f600}\":2,\"\u{ff5e}\":1}")
  }

  private static let mark = "FLOAT:"

  private static func markFloats(_ bytes: [UInt8]) -> ([UInt8], [String]) {
    var output: [UInt8] = []
    var floats: [String] = []
    var index = 0
    var isInString = false
    while index < bytes.count {
      let byte = bytes[index]
      if isInString {
        output.append(byte)
        if byte == UInt8(ascii: "\\") {
          index += 1
          output.append(bytes[index])
        }
        if byte == UInt8(ascii: "\"") { isInString = false }
        index += 1
      } else if byte == UInt8(ascii: "-") || (0x30...0x39).contains(byte) {
        let token = bytes[index...].prefix { "+-.eE0123456789".utf8.contains($0) }
        let text = String(decoding: token, as: UTF8.self)
        if Int(text) == nil {
          floats.append(text)
          output += Array("\"\(mark)\(text)\"".utf8)
        } else {
          output += token
        }
        index += token.count
      } else {
        if byte == UInt8(ascii: "\"") { isInString = true }
        output.append(byte)
        index += 1
      }
    }
    return (output, floats)
  }

  private static func unmark(_ bytes: [UInt8]) -> [UInt8] {
    var text = String(decoding: bytes, as: UTF8.self)
    while let start = text.range(of: "\"\(mark)") {
      let end = text[start.upperBound...].firstIndex(of: "\"")!
      let number = Double(text[start.upperBound..<end])!
      text.replaceSubrange(start.lowerBound...end, with: ecmaScript(number))
    }
    return Array(text.utf8)
  }

  /// Number.prototype.toString of ECMA-262, from the shortest digits that Swift prints.
  private static func ecmaScript(_ number: Double) -> String {
    if number == 0 { return "0" }
    if number < 0 { return "-" + ecmaScript(-number) }
    let parts = "\(number)".split(separator: "e")
    let mantissa = parts[0].split(separator: ".")
    var exponent = (parts.count > 1 ? Int(parts[1])! : 0) + mantissa[0].count
    var digits = String(mantissa[0] + (mantissa.count > 1 ? mantissa[1] : ""))
    while digits.hasPrefix("0") {
      digits.removeFirst()
      exponent -= 1
    }
    while digits.hasSuffix("0") { digits.removeLast() }
    let count = digits.count
    if count <= exponent, exponent <= 21 {
      return digits + String(repeating: "0", count: exponent - count)
    }
    if 0 < exponent, exponent <= 21 {
      return digits.prefix(exponent) + "." + digits.dropFirst(exponent)
    }
    if -6 < exponent, exponent <= 0 {
      return "0." + String(repeating: "0", count: -exponent) + digits
    }
    let power = exponent - 1
    let head = count == 1 ? digits : digits.prefix(1) + "." + digits.dropFirst()
    return "\(head)e\(power < 0 ? "-" : "+")\(abs(power))"
  }
}
