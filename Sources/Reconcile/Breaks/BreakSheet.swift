package import Accounting

/// The breaks of a run in canonical order, as records of a dozen bytes.
package struct BreakSheet: BreakTable {
  private let maker: BreakMaker
  private let records: [BreakRecord]

  init(
    _ found: FoundBreaks, naming: Naming, valuation: Valuation, history: BreakHistory,
    overrides: Overrides, tradeLegs: TradeLegs
  ) {
    let maker = BreakMaker(
      naming: naming, valuation: valuation, history: history, overrides: overrides,
      tradeLegs: tradeLegs, ambiguities: found.ambiguities, told: found.told)
    var records = found.records
    BreakOrder(maker: maker).sort(&records)
    self.maker = maker
    self.records = records
  }

  package var count: Int { records.count }

  package func made(_ index: Int) -> Break { maker.made(records[index]) }

  /// The number in a break's id.
  func number(_ index: Int) -> UInt64 { maker.number(records[index]) }

  func names(_ index: Int) -> (account: String, asset: String) { maker.names(records[index]) }

  /// Statement less ledger; nil if the break has no amount.
  func amount(_ index: Int) -> Amount? { maker.amount(records[index]) }

  package func outline(_ index: Int) -> BreakOutline {
    let record = records[index]
    return BreakOutline(
      account: maker.names(record).account, kind: maker.kind(record),
      isMaterial: maker.isMaterial(record))
  }

  package func weight(_ index: Int) -> BreakWeight { maker.weight(records[index]) }
}
