package import Accounting

/// The breaks of a run in canonical order, as records of a dozen bytes.
package struct BreakSheet: BreakTable {
  private let maker: BreakMaker
  private let records: [BreakRecord]

  init(_ found: FoundBreaks, naming: Naming, valuation: Valuation) {
    let maker = BreakMaker(
      naming: naming, valuation: valuation, ambiguities: found.ambiguities, told: found.told)
    var records = found.records
    BreakOrder(maker: maker).sort(&records)
    self.maker = maker
    self.records = records
  }

  package var count: Int { records.count }

  package func made(_ index: Int) -> Break { maker.made(records[index]) }

  package func outline(_ index: Int) -> BreakOutline {
    let record = records[index]
    return BreakOutline(
      account: maker.names(record).account, kind: maker.kind(record),
      isMaterial: maker.isMaterial(record))
  }

  package func weight(_ index: Int) -> BreakWeight { maker.weight(records[index]) }
}
