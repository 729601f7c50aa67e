import Accounting
import Foundation
import Report
import TestSupport
import Testing

/// Foreign text in the page, and the walk that it draws: no other program is needed to see these.
@Suite struct PageTextTests {
  /// Undoes `PageText.shown` by its description.
  static func original(_ shown: String) throws -> String {
    var text = String.UnicodeScalarView()
    var rest = Array(shown.unicodeScalars)[...]
    while let scalar = rest.popFirst() {
      guard scalar == "\\", rest.prefix(2).elementsEqual(["u", "{"]),
        let end = rest.firstIndex(of: "}")
      else {
        text.append(scalar)
        continue
      }
      let digits = String(String.UnicodeScalarView(rest[(rest.startIndex + 2)..<end]))
      text.append(try #require(UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init)))
      rest = rest[(end + 1)...]
    }
    return String(text)
  }

  static func check(_ text: String) throws {
    let shown = PageText.shown(text)
    for scalar in shown.unicodeScalars {
      let category = scalar.properties.generalCategory
      #expect(
        ![.control, .format, .privateUse, .unassigned].contains(category), "\(scalar.value)")
    }
    #expect(try original(shown).unicodeScalars.elementsEqual(text.unicodeScalars), "\(shown)")
    let markup = PageText.markup(text)
    #expect(!markup.unicodeScalars.contains { "<>\"'".unicodeScalars.contains($0) }, "\(markup)")
    // By scalars: to a `Character` some of these are others with what stands beside them.
    let entity = #/&(lt|gt|amp|quot|#39);/#.matchingSemantics(.unicodeScalar)
    let bare = markup.replacing(entity, with: "")
    #expect(!bare.unicodeScalars.contains("&"), "\(markup)")
  }

  @Test func `every character, and every text of the lists, can be had back`() throws {
    for text in PageTests.hostile + Fixture.otherTexts + Fixture.formulaTexts
      + Fixture.everyCharacter
    { try Self.check(text) }
    for value in stride(from: UInt32(0x10000), to: 0x110000, by: 251) {
      if let scalar = Unicode.Scalar(value) { try Self.check("a\(String(scalar))<") }
    }
  }

  @Test(arguments: [UInt64(3), 20_261_119])
  func `random texts of what is dangerous can be had back`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let pieces: [Unicode.Scalar] = [
      "\\", "u", "{", "}", "5", "c", "<", ">", "&", "\"", "'", "a", "\u{301}", "\u{D4E}",
      "\u{200D}",
      "\u{202E}", "\n", "\r", "\u{0}", "\u{FE0F}", "\u{1F468}", ";", "#",
    ]
    for _ in 0..<5000 {
      var text = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 1...12, using: &random) {
        text.append(pieces[Int.random(in: 0..<pieces.count, using: &random)])
      }
      try Self.check(String(text))
    }
  }

  @Test(
    arguments: zip(
      [
        "plain text, 1.5", "a\u{202E}b", "\\u{202e}", "e\u{301}", "a\u{301}\u{302}\u{303}\u{304}",
        "\u{D4E}<script>", "\"\u{301}", "a\u{A0}b", "\\", "日本 é",
      ],
      [
        "plain text, 1.5", "a\\u{202e}b", "\\u{5c}u{202e}", "e\u{301}",
        "a\u{301}\u{302}\u{303}\\u{304}", "\u{D4E}&lt;script&gt;", "&quot;\\u{301}",
        "a\\u{a0}b", "\\", "日本 é",
      ]))
  func `a text's markup`(text: String, markup: String) {
    #expect(PageText.markup(text).unicodeScalars.elementsEqual(markup.unicodeScalars))
  }

  // MARK: The walk

  private static func position(
    statement: Amount, parts: [Amount], ledger: Amount
  ) throws -> AccountAsset {
    func side(_ balance: Amount) -> SideFigures {
      SideFigures(
        isKnown: true, opening: nil, entries: 0, movement: .zero, stated: nil, balance: balance,
        openEntries: 0, openAmount: .zero)
    }
    let proof = Proof(
      difference: try statement.subtracting(ledger), openingDifference: parts[0],
      residuals: parts[1], openStatement: parts[2], openLedger: parts[3].negated,
      unexplained: parts[4])
    return AccountAsset(
      account: "a", asset: "BTC", statement: side(statement), ledger: side(ledger), proof: proof,
      matched: 0, tolerance: .zero, toleranceUsed: .zero, status: .unproved,
      tables: try ProofTables(statement: side(statement), ledger: side(ledger), proof: proof))
  }

  @Test(arguments: 0..<400)
  func `a walk ends at the ledger's balance and stays on the drawing`(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    func amount(_ digits: ClosedRange<Int>) -> Amount {
      let limit = Int128.powersOfTen[Int.random(in: digits, using: &random)]
      return Amount(
        units: Int128.random(in: -limit + 1..<limit, using: &random),
        scale: UInt8.random(in: 0...12, using: &random))
    }
    let ledger = seed % 9 == 0 ? .zero : amount(0...22)
    let parts = (0..<5).map { seed % ($0 + 2) == 0 ? Amount.zero : amount(seed % 2...12) }
    let statement = try Amount.sum([ledger] + parts)
    let position = try Self.position(statement: statement, parts: parts, ledger: ledger)
    let walk = try #require(Walk(position))
    #expect(walk.steps.first?.amount == statement && walk.steps.last?.amount == ledger)
    #expect(try Amount.sum(walk.steps.dropLast().map(\.amount)) == ledger)
    #expect(walk.steps.dropFirst().dropLast().allSatisfy { !$0.amount.isZero })
    for (step, next) in zip(walk.steps, walk.steps.dropFirst()) {
      #expect(step.start >= 0 && step.width >= 0 && step.start + step.width <= 10_000)
      let ends = [next.start, next.start + next.width]
      if next.kind != .total { #expect(ends.contains(step.end) && ends.contains(next.end)) }
      if next.kind == .total { #expect(step.end == next.end) }
      if next.kind == .down { #expect(next.end == next.start) }
      if next.kind == .up { #expect(next.end == next.start + next.width) }
    }
    if let zero = walk.zero {
      for step in walk.steps where step.kind == .total {
        #expect([step.start, step.start + step.width].contains(zero))
      }
    }
  }

  @Test func `a small difference of great balances is seen`() throws {
    let (great, small) = try (
      Fixture.amount("12345678901234567890"), Fixture.amount("0.000000000000000001")
    )
    let statement = try great.adding(small)
    let parts = [.zero, .zero, small, .zero, Amount.zero]
    let walk = try #require(
      Walk(try Self.position(statement: statement, parts: parts, ledger: great)))
    #expect(walk.zero == nil)
    #expect(walk.steps.map(\.label) == ["Statement", "Only on statement", "Ledger"])
    #expect(walk.steps[1].width > 3000 && walk.steps[1].kind == .down)
  }
}
