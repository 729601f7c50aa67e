import Accounting

/// Which canonical asset a venue's code means.
///
/// The venue's own codes come first, then the codes that mean the same everywhere, then the
/// currencies of ISO 4217. A code that none knows stays as it is and is reported. Wrapped, bridged
/// and staked tokens are assets of their own.
package struct AliasTable: Sendable {
  struct Found: Hashable {
    var asset: String
    /// Whether a table has the code.
    var isKnown: Bool
    /// Whether another date would give another asset.
    var dependsOnDate: Bool
  }

  enum Answer: Hashable {
    case asset(Found)
    /// Only the user can say; with the reason.
    case needsMapping(String)
  }

  private typealias Rows = [String: [AssetRow]]

  private static let everywhere = index(AssetRow.crypto + AssetRow.fiat)
  private static let byVenue = AssetRow.byVenue.mapValues(index)

  package init() {}

  private static func index(_ rows: [AssetRow]) -> Rows { Dictionary(grouping: rows, by: \.code) }

  func find(_ code: String, venue: String, at instant: Instant?) -> Answer {
    var dependsOnDate = false
    for rows in [AliasTable.byVenue[venue], AliasTable.everywhere] {
      for row in rows?[code] ?? [] {
        if let until = row.until {
          dependsOnDate = true
          guard let instant, instant < until else { continue }
        }
        switch row.meaning {
        case .asset(let asset):
          return .asset(Found(asset: asset, isKnown: true, dependsOnDate: dependsOnDate))
        case .minorUnits(let asset):
          return .needsMapping("it counts units of 1e-\(row.decimals) \(asset)")
        case .disputed(let why): return .needsMapping(why)
        }
      }
    }
    let isKnown = AliasTable.isCurrency(code)
    return .asset(Found(asset: code, isKnown: isKnown, dependsOnDate: dependsOnDate))
  }

  /// Whether the canonical code is money of a state.
  static func isCurrency(_ code: String) -> Bool {
    ISO4217.minorUnits(of: code) != nil
  }

  /// 1 to 80 bytes of letters, digits and `.` `-` `_` `:` `/` `$` `€` `£`, at least one of them a
  /// letter or digit; letters of other scripts too.
  static func isWellFormed(_ code: String) -> Bool {
    guard (1...80).contains(code.utf8.count) else { return false }
    var hasName = false
    for scalar in code.unicodeScalars {
      if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
        hasName = true
      } else if !".-_:/$€£".unicodeScalars.contains(scalar) {
        return false
      }
    }
    return hasName || code == "$" || code == "€" || code == "£"
  }
}
