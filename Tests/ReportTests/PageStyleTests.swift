import Accounting
import Foundation
import Report
import TestSupport
import Testing

/// The page's colours by the measure of WCAG 2.2: text 4.5 to its ground, marks 3 (AA).
@Suite struct PageStyleTests {
  static let style = Result { () throws -> String in
    let page = try Written.text("report.html", Fixture.small())
    let start = try #require(page.range(of: "<style>")?.upperBound)
    let end = try #require(page.range(of: "</style>")?.lowerBound)
    return String(page[start..<end])
  }

  /// Colours by name: those of the first `:root` are light, of the second dark.
  static func schemes() throws -> [[String: String]] {
    try style.get().matches(of: #/:root\{([^}]*)\}/#).map { block in
      let pairs = block.output.1.split(separator: ";").filter { $0.hasPrefix("--") }
        .map { $0.dropFirst(2).split(separator: ":") }
      return Dictionary(pairs.map { (String($0[0]), String($0[1])) }) { $1 }
    }
  }

  /// Relative luminance of `#rrggbb`.
  static func luminance(_ colour: String) throws -> Double {
    let number = try #require(Int(colour.dropFirst(), radix: 16))
    try #require(colour.utf8.count == 7)
    let parts = [16, 8, 0].map { shift -> Double in
      let value = Double(number >> shift & 0xFF) / 255
      return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }

  static func contrast(_ one: String, _ other: String) throws -> Double {
    let (left, right) = (try luminance(one), try luminance(other))
    return (max(left, right) + 0.05) / (min(left, right) + 0.05)
  }

  static let texts = ["ink", "soft", "link", "good", "open", "bad"]
  static let marks = [
    "line", "total", "up", "down", "plain", "strong", "low", "medium", "high", "critical",
  ]
  static let grounds = ["page", "card"]

  @Test func `the measure is that of WCAG`() throws {
    #expect(abs(try Self.contrast("#ffffff", "#000000") - 21) < 0.001)
    #expect(abs(try Self.contrast("#777777", "#ffffff") - 4.478) < 0.001)
    #expect(abs(try Self.contrast("#0b4fc2", "#0b4fc2") - 1) < 0.001)
  }

  @Test func `light, dark and paper have all colours, and enough contrast`() throws {
    let schemes = try Self.schemes()
    #expect(schemes.count == 3)
    #expect(schemes[0] == schemes[2], "paper is light")
    #expect(schemes[0] != schemes[1])
    for scheme in schemes {
      #expect(scheme.keys.sorted() == (Self.texts + Self.marks + Self.grounds).sorted())
      for ground in Self.grounds {
        for (names, least) in [(Self.texts, 4.5), (Self.marks, 3.0)] {
          for name in names {
            let (one, two) = (try #require(scheme[name]), try #require(scheme[ground]))
            let ratio = try Self.contrast(one, two)
            #expect(ratio >= least, "\(name) \(one) on \(ground) \(two): \(ratio)")
          }
        }
      }
      let (plain, strong) = (try #require(scheme["plain"]), try #require(scheme["strong"]))
      #expect(try Self.contrast(plain, strong) >= 3, "a bar's material part")
    }
  }

  @Test func `the rules use these colours and no others, each for what it is measured for`() throws
  {
    let rules = try Self.style.get().replacing(#/:root\{[^}]*\}/#, with: "")
    #expect(!rules.contains("#") && !rules.contains("rgb") && !rules.contains("hsl"))
    for use in rules.matches(of: #/([a-z-]+):([^;{}]*)var\(--([a-z]+)\)/#) {
      let (property, name) = (String(use.output.1), String(use.output.3))
      let allowed =
        switch property {
        case "color": Self.texts
        case "background": Self.grounds + Self.marks
        case "fill": Self.marks + ["ink"]
        case "stroke": ["line"] + Self.grounds
        case "border-bottom", "border-top": ["line"]
        case "outline": ["link"]
        default: [String]()
        }
      #expect(allowed.contains(name), "\(property): var(--\(name))")
    }
    for word in rules.matches(of: #/(color|background|fill|stroke):([a-z]+)[;}]/#) {
      Issue.record("a colour without a name: \(word.output.0)")
    }
  }

  @Test func `the page fits a narrow screen and paper, and honours light and dark`() throws {
    let style = try Self.style.get()
    for part in [
      "@media (prefers-color-scheme:dark)", "@media print", "@media (max-width:40rem)",
      ":focus-visible{outline:3px", "color-scheme:light dark", ".scroll{overflow-x:auto",
    ] {
      #expect(style.contains(part), "\(part)")
    }
  }
}
