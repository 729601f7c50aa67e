import Accounting
import Foundation
import Testing

@Suite struct FieldTextTests {
  static func decoded(
    _ raw: [UInt8], _ escape: FieldEscape, _ encoding: TextEncoding = .utf8
  ) -> String {
    String(
      decoding: FieldText.decoded(raw, encoding: encoding, escape: escape), as: UTF8.self)
  }

  @Test(arguments: [
    (FieldEscape.none, #"a\"b""c"#, #"a\"b""c"#),
    (.doubledQuote, #"say ""hi"""#, #"say "hi""#), (.doubledQuote, "\"\"\"\"", "\"\""),
    (.doubledQuote, #"a\"#, #"a\"#), (.doubledQuote, "", ""),
    (.backslash, #"a\"b\\c"#, #"a"b\c"#), (.backslash, #"a""b"#, #"a""b"#),
    (.backslash, #"a\"#, #"a\"#), (.backslash, #"\n"#, "n"),
    (.json, #"a\"b\\c\/d"#, #"a"b\c/d"#), (.json, #"\b\f\n\r\t"#, "\u{8}\u{C}\n\r\t"),
    (.json, #"\u0041\u00e9\u20AC"#, "Aé€"), (.json, #"\ud83d\uDE00"#, "😀"),
    (.json, #"x\u0000y"#, "x\0y"), (.json, #"\\u0041"#, #"\u0041"#),
    (.json, #"\ud83dx"#, "\u{FFFD}x"), (.json, #"\ude00x"#, "\u{FFFD}x"),
    (.json, #"\ud83d\n12345"#, "\u{FFFD}\n12345"), (.json, #"\ud83d\u0041"#, "\u{FFFD}A"),
    (.json, #"\ud83d\ud83d\ude00"#, "\u{FFFD}😀"),
  ])
  func `an escape is undone once`(escape: FieldEscape, raw: String, text: String) {
    #expect(Self.decoded(Array(raw.utf8), escape) == text)
  }

  @Test func `no cut of an escaped text reads beyond it`() {
    let text = Array(#"a\ud83d\uDE00\\\"\u00e9""#.utf8)
    for count in 0...text.count {
      for escape in [FieldEscape.none, .doubledQuote, .backslash, .json] {
        let decoded = FieldText.decoded(text[..<count], encoding: .utf8, escape: escape)
        #expect(decoded.count <= count + 3)
      }
    }
  }

  @Test func `every byte of cp1252 is its character`() {
    for byte in UInt8.min...UInt8.max {
      let text = Self.decoded([byte], .none, .windows1252)
      let expected = String(bytes: [byte], encoding: .windowsCP1252)
      let isUndefined = [0x81, 0x8D, 0x8F, 0x90, 0x9D].contains(byte)
      if isUndefined {
        #expect(text == "\u{FFFD}")
      } else {
        #expect(text == expected, "\(byte)")
      }
    }
    #expect(Self.decoded([0x80, 0x22, 0x22], .doubledQuote, .windows1252) == "€\"")
  }
}
