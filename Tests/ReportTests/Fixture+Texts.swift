import Accounting
import Foundation
import TestSupport

extension Fixture {
  /// A break a text: the text stands in every column that carries foreign text, among amounts.
  static func carrying(_ texts: [String]) throws -> Reconciliation {
    var result = try small()
    let breaks = try texts.enumerated().map { index, text in
      let amount = try amount(index % 2 == 0 ? "-\(index + 1).5" : "\(index)")
      return Break(
        id: id("brk", index), kind: .amountDiff, account: text, asset: text, side: .ledger,
        amount: amount, statementAmount: amount, ledgerAmount: nil, reference: text, rule: text,
        detail: text, valueUSD: amount.magnitude)
    }
    result.breaks = Breaks(breaks)
    return result
  }

  /// Texts that start formulas, and near misses.
  static let formulaTexts: [String] = {
    let heads = [
      "=", "+", "-", "@", "\t", "\r", "\n", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}",
      "\u{2212}", "\u{FE62}",
    ]
    let fronts = ["", " ", "   ", "\u{FEFF}", "\u{A0}", "\u{3000}", "\u{FEFF} \u{200B}", "\u{0}"]
    return fronts.flatMap { front in heads.map { front + $0 + "cmd|'/C calc'!A0" } }
  }()

  /// Texts that must come through unchanged or by the quote of their own quote only.
  static let otherTexts = [
    "", "'", "''", "'=1", "''=1", "a=b", "1-2", "plain", " padded ", "semi;colon", "a,b", "\"",
    "line\nend", "line\r\nend", "_x0041_", "__x000d__x0041_x", "_X0041_", "_x004_", "=1+1\u{1}",
    "\u{202E}evil", "e\u{301}", "😀", "\u{10FFFF}", "</t><f>1</f>", "&amp;<", "'\u{FEFF}=",
  ]

  /// Every line of the csv-formula suite's page: its payloads among ordinary prose.
  static func formulaSuite() throws -> [String] {
    guard let page = Places.shared("suites/csv-formula/README.md") else { return [] }
    let text = String(decoding: try Data(contentsOf: page), as: UTF8.self)
    let lines = text.components(separatedBy: "\n")
    return lines + lines.map { $0.trimmingCharacters(in: .whitespaces) }
  }

  /// The big list of naughty strings.
  static func naughtySuite() throws -> [String] {
    guard let list = Places.shared("suites/naughty-strings/blns.base64.json") else { return [] }
    let text = String(decoding: try Data(contentsOf: list), as: UTF8.self)
    return text.components(separatedBy: "\"").compactMap { item in
      Data(base64Encoded: item).map { String(decoding: $0, as: UTF8.self) }
    }
  }

  /// U+0000 to U+FFFF without surrogates, sixteen characters a text.
  static let everyCharacter: [String] = stride(from: UInt32(0), to: 0x10000, by: 16).compactMap {
    let scalars = ($0..<$0 + 16).compactMap { Unicode.Scalar($0) }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return scalars.isEmpty ? nil : String(text)
  }
}
