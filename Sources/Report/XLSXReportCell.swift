import Accounting

/// A cell of the workbook before it is written.
enum XLSXReportCell {
  case empty
  /// Foreign text and ours: never a formula, a link or a number.
  case text(String)
  case heading(String)
  case title(String)
  /// A number if a spreadsheet can hold it exactly, else `XLSXReport.seeExact`.
  case amount(Amount)
  /// Our own formula and what it comes to: the number too, where a spreadsheet can hold it exactly.
  case formula(String, Amount)
  /// An amount of the last row of a block, ruled off.
  case total(Amount)

  static func count(_ count: Int) -> XLSXReportCell {
    .amount(Amount(units: Int128(count), scale: 0))
  }

  /// A number and its exact text, for the two columns that belong together.
  static func pair(_ amount: Amount?) -> [XLSXReportCell] {
    guard let amount else { return [.empty, .empty] }
    return [.amount(amount), .text(amount.description)]
  }
}

extension ReportColumn {
  /// The workbook's columns for this one: beside every number and time stands its exact text.
  var sheetColumns: [(title: String, width: Int)] {
    switch value {
    case .text, .texts, .count, .someCount, .flag: [(title, width)]
    case .amount: [(title, width), ("\(title) (exact)", width + 8)]
    case .instant: [("\(title) (UTC)", 20), ("\(title) (exact)", 32)]
    }
  }
}
