import Accounting
import Foundation
import TestSupport
import Testing

@Suite struct ISO4217Tests {
  static let list = Places.shared("suites/iso4217/data/codes-all.csv")

  @Test func `a code in force has its minor unit, another has none`() {
    #expect(ISO4217.minorUnits(of: "USD") == 2 && ISO4217.minorUnits(of: "JPY") == 0)
    #expect(ISO4217.minorUnits(of: "KWD") == 3 && ISO4217.minorUnits(of: "CLF") == 4)
    #expect(ISO4217.contains("XAU") && ISO4217.minorUnits(of: "XAU") == nil)
    for code in ["BTC", "usd", "", "USDC", "DEM", "XX", "US D"] {
      #expect(!ISO4217.contains(code) && ISO4217.minorUnits(of: code) == nil)
    }
    #expect(ISO4217.codes.count == 178 && ISO4217.codes == ISO4217.codes.sorted())
  }

  @Test(.enabled(if: list != nil, "../shared/suites/iso4217 is not here"))
  func `the table is the published list`() throws {
    let text = try String(contentsOf: #require(Self.list), encoding: .utf8)
    let lines = text.split(whereSeparator: \.isNewline).map(Self.cells)
    #expect(
      lines.first
        == ["Entity", "Currency", "AlphabeticCode", "NumericCode", "MinorUnit", "WithdrawalDate"])
    var active: [String: String] = [:]
    var withdrawn = Set<String>()
    for cells in lines.dropFirst() where cells.count == 6 && !cells[2].isEmpty {
      if cells[5].isEmpty { active[cells[2]] = cells[4] } else { withdrawn.insert(cells[2]) }
    }
    #expect(active.count == 178)
    #expect(active.keys.sorted() == ISO4217.codes)
    for (code, minorUnit) in active {
      #expect(ISO4217.minorUnits(of: code).map(String.init) ?? "-" == minorUnit, "\(code)")
    }
    for code in withdrawn.subtracting(active.keys) { #expect(!ISO4217.contains(code)) }
  }

  /// The cells of a CSV record without line breaks in it.
  static func cells(_ line: Substring) -> [String] {
    var cells = [""]
    var isQuoted = false
    for character in line {
      if character == "\"" {
        isQuoted.toggle()
      } else if character == ",", !isQuoted {
        cells.append("")
      } else {
        cells[cells.count - 1].append(character)
      }
    }
    return cells
  }
}
