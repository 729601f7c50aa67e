import Accounting
import Testing

@Suite struct DiagnosticTests {
  @Test(arguments: [
    ("1,5", "'1,5'"), ("", "''"), ("a\tb\r\n", "'a\\u{9}b\\u{d}\\u{a}'"),
    ("\u{1B}[31mred", "'\\u{1b}[31mred'"), ("\0", "'\\u{0}'"), ("\u{202E}abc", "'\\u{202e}abc'"),
    ("a\u{200B}b\u{FEFF}", "'a\\u{200b}b\\u{feff}'"), ("\u{2028}", "'\\u{2028}'"),
    ("\u{85}\u{9B}", "'\\u{85}\\u{9b}'"), ("\u{E000}", "'\\u{e000}'"), ("é½日本", "'é½日本'"),
    ("\u{2066}x\u{2069}", "'\\u{2066}x\\u{2069}'"),
  ])
  func `a source's text cannot act on a terminal`(text: String, shown: String) {
    #expect(Diagnostic.quoted(text) == shown)
    #expect("'" + Diagnostic.inert(text) + "'" == shown)
  }

  @Test func `a long text is cut at eighty characters and says so`() {
    let eighty = String(repeating: "x", count: 80)
    #expect(Diagnostic.quoted(eighty) == "'\(eighty)'")
    #expect(Diagnostic.quoted(eighty + "y") == "'\(eighty)…'")
    #expect(Diagnostic.inert(eighty + "y") == eighty + "y")
    let bells = String(repeating: "\u{7}", count: 1_000)
    #expect(Diagnostic.quoted(bells) == "'" + String(repeating: "\\u{7}", count: 80) + "…'")
  }

  @Test func `a diagnostic names its place, its code and a remedy`() {
    let diagnostic = Diagnostic(
      code: "amount-not-decimal", place: Place(file: "a.csv", line: 17, column: 5),
      message: "column 'amount' holds '1,5', which is not a decimal number",
      hint: "this format has a point as decimal mark")
    #expect(
      diagnostic.text == """
        a.csv:17:5: error[amount-not-decimal]: column 'amount' holds '1,5', which is not a \
        decimal number
          hint: this format has a point as decimal mark
        """)
    let warning = Diagnostic(
      code: "c", severity: .warning, place: Place(file: "b"), message: "m", hint: "h")
    #expect(warning.text == "b: warning[c]: m\n  hint: h")
  }

  @Test func `a place is as exact as is known, and a file name cannot act on a terminal`() {
    #expect(Place(file: "a").text == "a")
    #expect(Place(file: "a", line: 3).text == "a:3")
    #expect(Place(file: "a", column: 3).text == "a")
    #expect(Place(file: "a", line: 3, column: 4, offset: 99).text == "a:3:4")
    #expect(Place(file: "a\n\u{1B}[2J").text == "a\\u{a}\\u{1b}[2J")
  }

  @Test func `places stand in the order of the file`() {
    let places = [
      Place(file: "a"), Place(file: "a", line: 2), Place(file: "a", line: 2, column: 1),
      Place(file: "a", line: 10), Place(file: "b", line: 1),
    ]
    #expect(places.shuffled().sorted() == places)
  }
}
