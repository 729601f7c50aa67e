import Accounting
import Foundation
import Ingest
import TestSupport
import Testing

@Suite struct EncodingTests {
  private func check(
    _ bytes: [UInt8], as declared: TextEncoding? = nil, _ code: String?,
    line: Int? = nil, column: Int? = nil
  ) {
    do {
      _ = try Given.source(bytes, encoding: declared)
      #expect(code == nil)
    } catch {
      let diagnostic = (error as? InputFault)?.diagnostic
      #expect(diagnostic?.code == code)
      #expect(diagnostic?.place.line == line)
      #expect(diagnostic?.place.column == column)
    }
  }

  @Test func `text in other encodings is refused by name`() {
    check([0xFF, 0xFE, 0x61, 0], "encoding-utf16")
    check([0xFE, 0xFF, 0, 0x61], "encoding-utf16")
    check([0x61, 0, 0x62, 0], "encoding-utf16")
    check([0, 0x61, 0, 0x62], "encoding-utf16")
    check([0, 0, 0xFE, 0xFF, 0, 0, 0, 0x61], "encoding-utf16")
    check([0x61, 0, 0, 0, 0x62, 0, 0, 0], "encoding-utf16")
  }

  @Test func `a zero byte is refused with its place`() {
    check(Array("a,b\nc,\0d\n".utf8), "nul-byte", line: 2, column: 3)
    check(Array("aaaaaaaaaaaaaaaaa\0".utf8), "nul-byte", line: 1, column: 18)
  }

  @Test func `what is not UTF-8 is windows-1252 and said`() throws {
    let source = try Given.source(Array("a\nfee ".utf8) + [0x80, 0x0A])
    #expect(source.encoding == .windows1252)
    let warning = try #require(Ingest.warnings(of: source).first)
    #expect(warning.code == "encoding-windows-1252")
    #expect(warning.severity == .warning)
    #expect((warning.place.line, warning.place.column) == (2, 5))
    #expect(warning.place.offset == 6)
    #expect(Ingest.warnings(of: try Given.source("a,€\n")).isEmpty)
  }

  @Test func `bytes that neither encoding has are refused with their place`() {
    check(Array("a\nb".utf8) + [0x81], "invalid-utf8", line: 2, column: 2)
    check(Array("a\n".utf8) + [0x81], as: .windows1252, "invalid-windows-1252", line: 2, column: 1)
    for byte: UInt8 in [0x81, 0x8D, 0x8F, 0x90, 0x9D] {
      check([0x61, byte], "invalid-utf8", line: 1, column: 2)
    }
  }

  @Test func `a declared encoding is taken and nothing else`() throws {
    check([0x61, 0x80], as: .utf8, "invalid-utf8", line: 1, column: 2)
    check([0xEF, 0xBB, 0xBF, 0x61], as: .windows1252, "encoding-contradicted")
    check([0xEF, 0xBB, 0xBF, 0x61, 0x80], "invalid-utf8", line: 1, column: 5)
    let both = try Given.source([0xC3, 0xA9], encoding: .windows1252)
    #expect(both.encoding == .windows1252)
    #expect(try Given.source([0xC3, 0xA9]).encoding == .utf8)
  }

  @Test func `a JSON document that is not UTF-8 is refused`() throws {
    let source = try Given.source(Array("[{\"a\":\"".utf8) + [0x80] + Array("\"}]".utf8))
    let format = Format.json("j", ["a"], [JSONList(path: "[]", keys: ["a"])])
    #expect(faultCode { _ = try Ingest.recognise(source, among: [format]) } == "invalid-utf8")
  }

  @Test func `line ends and marks are noted`() throws {
    #expect(try Given.source("a\nb").newline == .lf)
    #expect(try Given.source("a\r\nb\r\n").newline == .crlf)
    #expect(try Given.source("a\r\nb\n").newline == .mixed)
    #expect(try Given.source("a").newline == .none)
    let marked = try Given.source([0xEF, 0xBB, 0xBF, 0x61])
    #expect(marked.hasByteOrderMark)
    #expect(marked.content.count == 4)
  }

  private static func isWellFormed(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { UTF8Check.firstFault($0) } == nil
  }

  @Test func `the standard library's decoder agrees on every short sequence`() {
    let edges: [UInt8] = [
      0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1,
      0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF,
    ]
    var disagreements = 0
    for first in edges {
      for second in edges {
        for third in edges {
          for fourth in edges {
            let bytes = [first, second, third, fourth]
            let isValid = String(validating: bytes, as: UTF8.self) != nil
            if Self.isWellFormed(bytes) != isValid { disagreements += 1 }
          }
        }
      }
    }
    #expect(disagreements == 0)
  }

  // The suite is beside the checkout only on machines that have it.
  @Test(.enabled(if: Places.shared("suites/utf8") != nil))
  func `the utf8tests suite is told apart`() throws {
    let file = try #require(Places.shared("suites/utf8/utf8tests.txt"))
    let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    var cases = 0
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let parts = line.split(separator: ":", omittingEmptySubsequences: false)
      guard parts.count >= 3, parts[1].hasSuffix("valid hex") else { continue }
      let digits = parts[2].filter { !$0.isWhitespace }
      let bytes = stride(from: 0, to: digits.count, by: 2).map { offset -> UInt8 in
        let start = digits.index(digits.startIndex, offsetBy: offset)
        return UInt8(digits[start..<digits.index(start, offsetBy: 2)], radix: 16) ?? 0
      }
      #expect(Self.isWellFormed(bytes) == (!parts[1].hasSuffix("invalid hex")), "\(line)")
      cases += 1
    }
    #expect(cases > 100)
  }

  @Test(.enabled(if: Places.shared("suites/utf8") != nil))
  func `the utf8tests suite as bytes is told apart line by line`() throws {
    let file = try #require(Places.shared("suites/utf8/utf8tests.bin"))
    var counts = [0, 0]
    for line in try Data(contentsOf: file).split(separator: UInt8(ascii: "\n")) {
      let isValid = line.range(of: Data(":invalid:".utf8)) == nil
      #expect(Self.isWellFormed(Array(line)) == isValid, "\(String(decoding: line, as: UTF8.self))")
      counts[isValid ? 0 : 1] += 1
    }
    #expect(counts.allSatisfy { $0 > 20 }, "\(counts)")
  }
}
