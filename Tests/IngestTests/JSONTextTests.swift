import Accounting
import Foundation
import Ingest
import TestSupport
import Testing

/// The grammar alone: which texts are JSON.
@Suite struct JSONTextTests {
  static func fault(_ bytes: [UInt8], limits: InputLimits = .standard) -> JSONFault? {
    bytes.withUnsafeBufferPointer { bytes in
      do throws(JSONFault) {
        _ = try JSONTape(bytes, from: 0, to: bytes.count, limits: limits)
        return nil
      } catch {
        return error
      }
    }
  }

  private func fault(_ text: String) -> JSONFault? { Self.fault(Array(text.utf8)) }

  @Test(arguments: [
    "{}", "[]", " [ ] ", "0", "-0", "-0.0e-0", "1E+5", "1e999999999", "\"\"", "null", "true",
    "[false]", #""\"\\\/\b\f\n\r\t\u0041\uD834\uDD1E""#, #"{"a":1,"b":{"a":2}}"#, "\t\r\n[1 , 2]\n",
    #"[{"a":1},{"a":1}]"#, #"{"":0,"a":[{}]}"#, "[123456789012345678901234567890.5]",
  ])
  func `JSON is read`(text: String) { #expect(fault(text) == nil) }

  @Test(arguments: [
    "NaN", "[Infinity]", "-Infinity", "+1", "01", "1.", ".5", "1e", "1e+", "0x1", "- 1", "[1,]",
    "{,}", "{\"a\":1,}", "{a:1}", "{'a':1}", "[1 2]", "{\"a\" 1}", "{\"a\":1 \"b\":2}", "[1}", "{]",
    "]", "[] []", "{}x", "\"\\x\"", "\"\\u12G4\"", "\"\u{1}\"", "\"a\nb\"", "\"\\uD800\"",
    "\"\\uDC00\"", "\"\\uD800\\u0041\"", "tru1", "nul", "[1,,2]", "//c\n1", "\u{FEFF}1",
  ])
  func `what is nearly JSON is refused`(text: String) { #expect(fault(text) != nil) }

  @Test func `every cut of a document is truncated or no JSON`() {
    let text = Array(#"{"a":[1.5e-7,true,null,"x\u00e9\uD834\uDD1E"],"b":{"c":-0.1}}"#.utf8)
    for count in 0..<text.count {
      #expect(Self.fault(Array(text[..<count])) == JSONFault(rule: .truncated, offset: count))
    }
    #expect(Self.fault(text) == nil)
  }

  @Test(arguments: [
    (#"{"a":1,"a":1}"#, 7), (#"[{"b":{"x":1,"y":2,"x":3}}]"#, 19), (#"{"a":1,"\u0061":2}"#, 7),
    (#"{"é":1,"e":2,"\u00e9":3}"#, 14),
  ])
  func `a key twice in one object is refused where it stands`(text: String, offset: Int) {
    #expect(fault(text) == JSONFault(rule: .duplicateKey, offset: offset))
  }

  @Test func `a key twice among many is found`() {
    let keys = (0..<5000).map { "\"key\($0)\":\($0)" }
    #expect(fault("{" + keys.joined(separator: ",") + "}") == nil)
    let doubled = "{" + (keys + ["\"key17\":0"]).joined(separator: ",") + "}"
    #expect(fault(doubled)?.rule == .duplicateKey)
    #expect(fault(doubled)?.offset == doubled.utf8.count - "\"key17\":0}".utf8.count)
  }

  @Test func `depth has a limit and needs no stack`() {
    let limits = InputLimits.standard
    let deep = { (depth: Int) in
      [UInt8](repeating: 0x5B, count: depth) + [UInt8](repeating: 0x5D, count: depth)
    }
    #expect(Self.fault(deep(limits.jsonDepth)) == nil)
    #expect(Self.fault(deep(limits.jsonDepth + 1))?.rule == .tooDeep)
    #expect(Self.fault(deep(1_000_000)) == JSONFault(rule: .tooDeep, offset: limits.jsonDepth))
    var wide = limits
    wide.jsonDepth = 1_000_000
    #expect(Self.fault(deep(1_000_000), limits: wide) == nil)
  }

  @Test func `a value has a limit`() {
    var limits = InputLimits.standard
    limits.fieldBytes = 4
    #expect(Self.fault(Array("\"abcd\"".utf8), limits: limits) == nil)
    #expect(Self.fault(Array("[\"abcde\"]".utf8), limits: limits)?.rule == .valueTooLong)
    #expect(Self.fault(Array("[1234]".utf8), limits: limits) == nil)
    #expect(Self.fault(Array("[12.45]".utf8), limits: limits)?.rule == .valueTooLong)
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `JSON and damaged JSON are told apart as Foundation tells them`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for round in 0..<100 {
      var text = Array(Self.value(depth: 3, &generator).utf8)
      #expect(Self.fault(text) == nil, "seed \(seed), round \(round)")
      let place = Int.random(in: 0..<text.count, using: &generator)
      text[place] = Array("{}[]:,\"\\0-.eE \u{1}tn".utf8).randomElement(using: &generator)!
      guard Self.fault(text) == nil, String(validating: text, as: UTF8.self) != nil else {
        continue
      }
      // What is taken must be JSON to another parser too; what it takes may be refused here.
      let object = try? JSONSerialization.jsonObject(
        with: Data(text), options: [.fragmentsAllowed])
      #expect(
        object != nil, "seed \(seed), round \(round): \(String(decoding: text, as: UTF8.self))")
    }
  }

  private static func value(depth: Int, _ generator: inout SeededGenerator) -> String {
    let scalars = ["0", "-1.5e1", "true", "null", "\"a\\n\\u00e9\"", "\"€\"", "1234", "\"\""]
    guard depth > 0, Bool.random(using: &generator) else {
      return scalars.randomElement(using: &generator)!
    }
    let values = (0..<Int.random(in: 0...4, using: &generator)).map { _ in
      value(depth: depth - 1, &generator)
    }
    guard Bool.random(using: &generator) else { return "[" + values.joined(separator: ", ") + "]" }
    return "{" + values.enumerated().map { "\"k\($0)\" :\($1)" }.joined(separator: ",") + "}"
  }
}

/// Other people's JSON suites, read in place; skipped on machines that do not have them.
@Suite struct JSONSuiteTests {
  static func files(_ suite: String, _ prefix: String = "") -> [URL] {
    guard let folder = Places.shared("suites/" + suite) else { return [] }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasPrefix(prefix) && $0.hasSuffix(".json") }.sorted()
      .map { folder.appending(path: $0) }
  }

  /// The rule that refuses the file as a JSON input; nil if none does.
  private func refusal(_ file: URL) -> String? {
    faultCode {
      let source = try Ingest.open(Given.file(at: file))
      let format = Format.json("any", [], [JSONList(path: "[]", keys: [])])
      do {
        _ = try Ingest.recognise(source, among: [], forced: format)
      } catch let fault as InputFault where fault.diagnostic.code == "format-mismatch" {
        // It is JSON, only no list.
      }
    }
  }

  @Test(
    .enabled(if: Places.shared("suites/json-testsuite") != nil),
    arguments: JSONSuiteTests.files("json-testsuite", "y_"))
  func `JSONTestSuite's good files are read`(file: URL) {
    // Good by the grammar, refused by our own rule that no key may stand twice.
    let isDoubled = file.lastPathComponent.hasPrefix("y_object_duplicated_key")
    #expect(refusal(file) == (isDoubled ? "json-duplicate-key" : nil))
  }

  @Test(
    .enabled(if: Places.shared("suites/json-testsuite") != nil),
    arguments: JSONSuiteTests.files("json-testsuite", "n_"))
  func `JSONTestSuite's bad files are refused`(file: URL) { #expect(refusal(file) != nil) }

  /// Where the suite leaves the choice: what is refused, and why. All others are read.
  static let chosen: [String: String] = [
    "i_object_key_lone_2nd_surrogate.json": "json-syntax",
    "i_string_1st_surrogate_but_2nd_missing.json": "json-syntax",
    "i_string_1st_valid_surrogate_2nd_invalid.json": "json-syntax",
    "i_string_UTF-16LE_with_BOM.json": "encoding-utf16",
    "i_string_UTF-8_invalid_sequence.json": "invalid-utf8",
    "i_string_UTF8_surrogate_U+D800.json": "invalid-utf8",
    "i_string_incomplete_surrogate_and_escape_valid.json": "json-syntax",
    "i_string_incomplete_surrogate_pair.json": "json-syntax",
    "i_string_incomplete_surrogates_escape_valid.json": "json-syntax",
    "i_string_invalid_lonely_surrogate.json": "json-syntax",
    "i_string_invalid_surrogate.json": "json-syntax",
    "i_string_invalid_utf-8.json": "invalid-utf8",
    "i_string_inverted_surrogates_U+1D11E.json": "json-syntax",
    "i_string_iso_latin_1.json": "invalid-utf8",
    "i_string_lone_second_surrogate.json": "json-syntax",
    "i_string_lone_utf8_continuation_byte.json": "invalid-utf8",
    "i_string_not_in_unicode_range.json": "invalid-utf8",
    "i_string_overlong_sequence_2_bytes.json": "invalid-utf8",
    "i_string_overlong_sequence_6_bytes.json": "invalid-utf8",
    "i_string_overlong_sequence_6_bytes_null.json": "invalid-utf8",
    "i_string_truncated-utf-8.json": "invalid-utf8",
    "i_string_utf16BE_no_BOM.json": "encoding-utf16",
    "i_string_utf16LE_no_BOM.json": "encoding-utf16",
    "i_structure_500_nested_arrays.json": "json-too-deep",
  ]

  @Test(
    .enabled(if: Places.shared("suites/json-testsuite") != nil),
    arguments: JSONSuiteTests.files("json-testsuite", "i_"))
  func `where JSONTestSuite leaves the choice, ours is pinned`(file: URL) {
    #expect(refusal(file) == Self.chosen[file.lastPathComponent])
  }

  @Test(
    .enabled(if: Places.shared("suites/json-bignum") != nil),
    arguments: JSONSuiteTests.files("json-bignum"))
  func `big numbers keep every digit`(file: URL) throws {
    let source = try Ingest.open(Given.file(at: file))
    let format = Format.json(
      "bignum", ["tests.data", "tests.valid"],
      [JSONList(path: "[].tests[]", keys: ["description", "schema"])])
    let cut = try Cut(source, Ingest.recognise(source, among: [format]))
    let text = String(decoding: source.content, as: UTF8.self)
    #expect(cut.outcome.refused.isEmpty)
    #expect(!cut.lines.isEmpty)
    for (line, forms) in zip(cut.lines, cut.forms) where forms[0] == .number {
      #expect(text.contains("\"data\": \(line[0] ?? "nothing")"))
    }
    #expect(cut.lines.allSatisfy { ["true", "false"].contains($0[1]) })
  }
}
