import Foundation
import Seal
import TestSupport
import Testing

@Suite struct JSONTests {
  private func parsed(_ text: String) throws -> JSONValue {
    try JSONParser.value(of: Array(text.utf8))
  }

  private func kind(_ bytes: [UInt8]) -> JSONFault.Kind? {
    do {
      _ = try JSONParser.value(of: bytes)
      return nil
    } catch {
      return error.kind
    }
  }

  @Test(arguments: [
    ("{\"a\":1,\"a\":2}", JSONFault.Kind.duplicateKey("a")),
    ("{\"a\":1,\"b\":{},\"\\u0061\":2}", .duplicateKey("a")),
    ("1.0", .float), ("1e3", .float), ("-2E-1", .float),
    ("9007199254740992", .numberOutOfRange), ("-9007199254740992", .numberOutOfRange),
    ("123456789012345678901234567890", .numberOutOfRange),
    ("{} {}", .trailingData), ("1 1", .trailingData), ("null,", .trailingData),
    ("\u{feff}{}", .byteOrderMark), ("", .endOfData), ("{", .endOfData), ("[1", .endOfData),
    ("{\"a\"", .endOfData), ("\"abc", .endOfData), ("tru", .endOfData),
    ("{\"a\":1,}", .unexpectedByte), ("[1,]", .unexpectedByte), ("[,1]", .unexpectedByte),
    ("{1:2}", .unexpectedByte), ("01", .unexpectedByte), ("-", .endOfData),
    ("+1", .unexpectedByte), ("NaN", .unexpectedByte), ("Infinity", .unexpectedByte),
    ("[1}", .unexpectedByte), ("'a'", .unexpectedByte), ("truth", .unexpectedByte),
    ("\"a\nb\"", .invalidString), ("\"\\x\"", .invalidString), ("\"\\ud800\"", .invalidString),
    ("\"\\udc00\"", .invalidString), ("\"\\ud800\\u0041\"", .invalidString),
    ("\"\\u12g4\"", .invalidString),
  ])
  func `what no manifest may hold is refused by name`(text: String, expected: JSONFault.Kind) {
    #expect(kind(Array(text.utf8)) == expected)
  }

  @Test func `invalid UTF-8 is refused`() {
    for bad: [UInt8] in [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xe2, 0x82]] {
      #expect(kind([0x22] + bad + [0x22]) == .invalidUTF8)
    }
  }

  @Test func `depth 32 is read and depth 33 refused, a million too`() throws {
    let nested = { (depth: Int) in
      Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
    }
    #expect(kind(nested(32)) == nil)
    #expect(kind(nested(33)) == .tooDeep(limit: 32))
    #expect(kind(nested(1_000_000)) == .tooDeep(limit: 32))
    #expect(kind(Array(String(repeating: "{\"a\":", count: 33).utf8)) == .tooDeep(limit: 32))
  }

  @Test func `the size limit is exact`() throws {
    #expect(throws: JSONFault(.tooLarge(limit: 4))) {
      try JSONParser.value(of: Array("  {} ".utf8), sizeLimit: 4)
    }
    #expect(try JSONParser.value(of: Array(" {} ".utf8), sizeLimit: 4) == [:])
  }

  @Test func `texts that are only canonically equal stay different`() throws {
    let composed = JSONValue.string("\u{e9}")
    let decomposed = JSONValue.string("e\u{301}")
    #expect(composed != decomposed)
    #expect(kind(Array("{\"\u{e9}\":1,\"e\u{301}\":2}".utf8)) == nil)
  }

  @Test func `the canonical form is a fixed text`() throws {
    let value = try parsed(
      "{\"z\":[],\"a\":{},\"m\":[1,-2,{\"k\":\"\\u007f\\u0000\\/\u{20ac}\"}],\"n\":null,\"b\":true}"
    )
    let expected = """
      {
        "a": {},
        "b": true,
        "m": [
          1,
          -2,
          {
            "k": "\\u007f\\u0000/\u{20ac}"
          }
        ],
        "n": null,
        "z": []
      }

      """
    #expect(String(decoding: try value.canonical(), as: UTF8.self) == expected)
  }

  @Test func `a key that is not ASCII has no canonical form`() {
    #expect(throws: JSONFault(.keyNotASCII("é"))) {
      try JSONValue.object(
        #require(JSONObject(distinct: [("é", .null)]))
      ).canonical()
    }
  }

  /// A random value of limited depth.
  private func random(_ generator: inout SeededGenerator, depth: Int) -> JSONValue {
    switch Int.random(in: 0..<(depth > 0 ? 7 : 5), using: &generator) {
    case 0: return .null
    case 1: return .bool(Bool.random(using: &generator))
    case 2:
      return .integer(
        Int.random(in: -JSONValue.integerLimit...JSONValue.integerLimit, using: &generator)
          >> Int.random(in: 0..<53, using: &generator))
    case 3, 4: return .string(text(&generator, ascii: false))
    case 5:
      return .array(
        (0..<Int.random(in: 0..<5, using: &generator)).map { _ in
          random(&generator, depth: depth - 1)
        })
    default:
      var members: [String: JSONValue] = [:]
      for _ in 0..<Int.random(in: 0..<5, using: &generator) {
        members[text(&generator, ascii: true)] = random(&generator, depth: depth - 1)
      }
      return JSONValue(members: members.map { ($0.key, $0.value) })
    }
  }

  private func text(_ generator: inout SeededGenerator, ascii: Bool) -> String {
    var text = ""
    for _ in 0..<Int.random(in: 0..<8, using: &generator) {
      let limit: UInt32 = ascii ? 0x80 : [0x80, 0x800, 0x11_0000].randomElement(using: &generator)!
      guard let scalar = Unicode.Scalar(UInt32.random(in: 0..<limit, using: &generator)) else {
        continue
      }
      text.unicodeScalars.append(scalar)
    }
    return text
  }

  @Test(.enabled(if: Tool.find("jq") != nil, "needs jq"))
  func `our canonical form is what jq -S prints, and reads back as the same value`() throws {
    let jq = try #require(Tool.find("jq"))
    let seed: UInt64 = 0x7105_ea1e_d000_0001
    var generator = SeededGenerator(seed: seed)
    var stream: [UInt8] = []
    for _ in 0..<600 {
      let value = random(&generator, depth: 4)
      let bytes = try value.canonical()
      #expect(try JSONParser.value(of: bytes) == value, "seed \(seed)")
      stream += bytes
    }
    let outcome = try jq.run(["-S", "."], input: Data(stream))
    #expect(outcome.status == 0)
    #expect(Array(outcome.output.utf8) == stream, "seed \(seed)")
  }
}
