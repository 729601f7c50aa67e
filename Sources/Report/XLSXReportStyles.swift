import Accounting
import CXLSXWriter

/// The formats of the workbook's cells by their place in its list of styles, for rows that are made
/// without the library.
struct XLSXReportStyles: Sendable {
  let text: Int32
  let time: Int32
  /// For numbers of 0 to 30 decimals.
  private let decimals: [Int32]
  private let scientific: Int32

  /// Gives every format its place, in an order that does not depend on what is written.
  init(_ formats: XLSXReportFormats) {
    text = lxw_format_get_xf_index(formats.text)
    time = lxw_format_get_xf_index(formats.time)
    decimals = formats.decimals.map { lxw_format_get_xf_index($0) }
    scientific = lxw_format_get_xf_index(formats.scientific)
  }

  /// The style that shows every decimal of the amount.
  ///
  /// - Parameter amount: without trailing zero decimals.
  func number(reduced amount: Amount) -> Int32 {
    let scale = Int(amount.scale)
    return scale < decimals.count ? decimals[scale] : scientific
  }
}
