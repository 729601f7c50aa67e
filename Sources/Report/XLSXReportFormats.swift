import Accounting
import CXLSXWriter

/// The formats of the workbook's cells.
struct XLSXReportFormats {
  typealias Format = UnsafeMutablePointer<lxw_format>

  let title: Format
  let heading: Format
  /// Excel's format Text: who edits such a cell keeps a text, whatever it starts with.
  let text: Format
  let time: Format
  /// For numbers of 0 to 30 decimals, Excel's limit.
  let decimals: [Format]
  let scientific: Format
  /// As `decimals` and `scientific`, ruled off above: totals.
  let totals: [Format]
  /// For what must not be overlooked; also in grey print.
  let alarm: Format

  init?(_ workbook: UnsafeMutablePointer<lxw_workbook>) {
    var made: [Format] = []
    let patterns = ["@", "@", "@", "yyyy-mm-dd hh:mm:ss", "0.00000000000000E+00", "#,##0"]
    let fractions = (1...30).map { "#,##0." + String(repeating: "0", count: $0) }
    let numbers = ["#,##0"] + fractions + ["0.00000000000000E+00"]
    for pattern in patterns + fractions + numbers + ["General"] {
      guard let format = workbook_add_format(workbook) else { return nil }
      format_set_num_format(format, pattern)
      made.append(format)
    }
    (title, heading, text, time, scientific) = (made[0], made[1], made[2], made[3], made[4])
    decimals = Array(made[5..<6 + fractions.count])
    totals = Array(made[(6 + fractions.count)..<(made.count - 1)])
    alarm = made[made.count - 1]
    for format in totals {
      format_set_bold(format)
      format_set_top(format, UInt8(LXW_BORDER_THIN.rawValue))
    }
    format_set_indent(text, 1)
    format_set_bold(alarm)
    format_set_font_color(alarm, 0x9C0006)
    format_set_bg_color(alarm, 0xFFC7CE)
    format_set_bold(title)
    format_set_font_size(title, 14)
    format_set_bold(heading)
    format_set_bottom(heading, UInt8(LXW_BORDER_THIN.rawValue))
  }

  /// As `number`, for a total.
  func total(reduced amount: Amount) -> Format {
    totals[min(Int(amount.scale), totals.count - 1)]
  }

  /// The format that shows every decimal of the amount.
  ///
  /// - Parameter amount: without trailing zero decimals.
  func number(reduced amount: Amount) -> Format {
    let scale = Int(amount.scale)
    return scale < decimals.count ? decimals[scale] : scientific
  }
}
