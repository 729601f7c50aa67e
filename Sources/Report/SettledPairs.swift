package import Accounting

/// Pairs that were settled while large files were read, as numbers: their entries are in the
/// archived inputs and in no list of `data/work`.
package enum SettledPairs {
  /// The name of the file in `data/work`.
  package static let name = "settled.json"

  /// Per account, asset and rule the number of pairs, and the sum of one side's amounts, in order
  /// of names.
  ///
  /// - Throws: if a sum needs more than 38 digits.
  package static func json(
    _ settlement: Settlement, names: BookNames
  ) throws(AmountError) -> [UInt8] {
    var rows: [(account: String, asset: String, figures: Settlement.Figures)] = []
    for (pool, figures) in settlement.pools {
      rows.append((names.accounts[pool.account], names.assets[pool.asset], figures))
    }
    rows.sort { ($0.account, $0.asset) < ($1.account, $1.asset) }
    var items: [JSONValue] = []
    for row in rows {
      items.append(
        .object([
          ("account", .text(row.account)), ("asset", .text(row.asset)),
          ("after_cut_off_ledger", .count(row.figures.laterLedger)),
          ("after_cut_off_statement", .count(row.figures.laterStatement)),
          ("pairs_by_rule", .counts(row.figures.pairs)),
          ("sum_each_side", .amount(try row.figures.sum.total())),
        ]))
    }
    return JSONText.document(.object([("pairs", .list(items))]))
  }
}
