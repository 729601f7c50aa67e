import Accounting
import Normalise
import TestSupport
import Testing

/// Which of our account names is which account: the first rule that fits, however many there are.
@Suite struct AccountRuleTests {
  /// A ledger of one line an account name, read with the rules; the accounts of its entries.
  private func accounts(of names: [String], by rules: [AccountRule]) throws -> [String?] {
    var normaliser = Normaliser(side: .ledger, names: BookNames())
    var content: [UInt8] = []
    let format = try #require(VenueFormat.all.first { $0.format.name == "generic-csv" })
    let width = format.format.fields.count
    var lines = Lines(source: SourceID(index: 0), width: width)
    let cells = ["account": "", "time": "2026-11-19T10:00:00Z", "asset": "USD", "amount": "5"]
    for name in names {
      let start = content.count
      for field in format.format.fields {
        let role = field.prefix { $0 != "|" }
        guard var text = cells[String(role)] else {
          lines.fields.append(.absent)
          continue
        }
        if role == "account" { text = name }
        let range = TextRange(offset: UInt64(content.count), length: UInt32(text.utf8.count))
        content += Array(text.utf8) + [UInt8(ascii: ",")]
        lines.fields.append(Field(raw: range, form: .plain))
      }
      lines.offsets.append(UInt64(start))
      lines.lengths.append(UInt32(content.count - start))
    }
    let source = Source(
      name: "ledger.csv", side: .ledger, digest: "", size: content.count, content: content,
      compressed: false, encoding: .utf8, hasByteOrderMark: false, newline: .lf)
    normaliser.begin(
      source, id: SourceID(index: 0), format: format, header: [],
      terms: SourceTerms(accountRules: rules))
    normaliser.add(lines)
    normaliser.end()
    let book = normaliser.finish()
    #expect(book.book.refused.isEmpty)
    var found: [UInt64: String] = [:]
    for row in 0..<book.book.entries.count {
      let entry = book.book.entries[row]
      found[entry.origin.offset] = book.names.accounts[entry.account]
    }
    return lines.offsets.map { found[$0] }
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func `the first rule that fits applies`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let pieces = ["a", "A", "b", ":", "é", "e\u{301}", "main"]
    func name() -> String {
      (0..<Int.random(in: 1...3, using: &generator))
        .map { _ in pieces.randomElement(using: &generator)! }.joined()
    }
    let rules = (0..<40).map { number in
      var pattern = name()
      if Int.random(in: 0..<3, using: &generator) == 0 { pattern += "*" }
      return AccountRule(
        pattern: Pattern(pattern), account: "account/\(number)",
        ignoresCase: Bool.random(using: &generator))
    }
    let names = (0..<200).map { _ in name() } + ["none"]
    let plain = names.map { name in rules.first { $0.matches(name) }?.account }
    #expect(try accounts(of: names, by: rules) == plain, "seed \(seed)")
    #expect(plain.contains { $0 != nil } && plain.contains { $0 == nil }, "seed \(seed)")
  }
}
