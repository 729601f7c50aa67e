import Foundation
import TestSupport

/// What a `SOURCES.md` states of one real export beside the checkout.
struct KnownExport: Sendable {
  /// `coinbase/pro_fills.csv`.
  var file: String
  /// Nil where only the structure is known.
  var rows: Int?
  var withoutEntries = 0
  /// `ETH 1 -0.0325`: asset, number of entries, net.
  var nets: Set<String> = []
  /// `BTC 1.5`, sorted.
  var balances: [String] = []
  /// `ETH-USD -0.25`, sorted.
  var positions: [String] = []
  var currency: String?
  var hasRunningBalance = false

  static let folder = Places.shared("formats/examples")
  static let venues = ["coinbase", "dydx", "ledger"]

  /// Every file that the pages speak of.
  static func all() throws -> [KnownExport] {
    try venues.flatMap { venue in
      guard let page = folder?.appending(path: "\(venue)/SOURCES.md") else {
        return [KnownExport]()
      }
      var files: [KnownExport] = []
      for line in try String(contentsOf: page, encoding: .utf8).split(separator: "\n") {
        if line.hasPrefix("## ") {
          files.append(KnownExport(file: "\(venue)/\(line.dropFirst(3))"))
        } else if line.hasPrefix("- known: format") {
          files[files.count - 1].read(String(line.dropFirst("- known: ".count)))
        } else if line.hasPrefix("- parameters: currency="), !line.contains(",") {
          files[files.count - 1].currency = String(line.split(separator: "=")[1])
        }
      }
      return files
    }
  }

  private mutating func read(_ text: String) {
    for part in text.components(separatedBy: "; ") {
      let words = part.split(separator: " ").map(String.init)
      if words[0] == "rows" {
        rows = Int(words[1])
        if words.count > 2 { withoutEntries = Int(words[2].dropFirst()) ?? -1 }
      } else if words[0] == "balances" {
        // `default BTC 1.5`, `assets:bank:main | EUR -5000`: the account stands first.
        balances = part.dropFirst("balances ".count).components(separatedBy: ", ")
          .map { $0.split(separator: " ").suffix(2).joined(separator: " ") }.sorted()
      } else if words[0] == "positions" {
        positions = part.dropFirst("positions ".count).components(separatedBy: ", ").sorted()
      } else if words.count == 5, words[2] == "legs" {
        nets.insert("\(words[0]) \(words[1]) \(words[4])")
      } else if part.contains("running balance") {
        hasRunningBalance = true
      }
    }
  }

  /// Every file that is there, whether a page speaks of it or not.
  static func present() -> [String] {
    venues.flatMap { venue in
      let place = folder?.appending(path: venue).path ?? ""
      let names = FileManager.default.enumerator(atPath: place)?.allObjects as? [String] ?? []
      return names.filter { !$0.hasSuffix("SOURCES.md") && $0.contains(".") }
        .map { "\(venue)/\($0)" }
    }
    .sorted()
  }
}
