/// Reads a workbook of the library back and sees whether all that was written stands in it.
///
/// libxlsxwriter 1.1.4 does not look at the outcome of writes to its temporary files: a full disk
/// would give a shorter workbook without an error.
enum XLSXReportCheck {
  /// What a sheet holds.
  struct Count: Hashable, Sendable {
    /// Rows with a cell.
    var rows = 0
    var cells = 0
  }

  static let incomplete = "the workbook came out incomplete"

  /// A part is not whole.
  struct Incomplete: Error {}

  /// - Throws: `Incomplete` unless every part is well-formed to its end and the sheets hold the
  ///   counts, in order.
  static func check(_ file: XLSXReportZip?, holds counts: [Count]) throws(Incomplete) {
    guard let file else { throw Incomplete() }
    var sheets = 0
    for entry in file.entries {
      guard let content = file.content(of: entry), let found = XLSXReportPart.count(content) else {
        throw Incomplete()
      }
      guard entry.isSheet else { continue }
      guard sheets < counts.count, found == counts[sheets] else { throw Incomplete() }
      sheets += 1
    }
    guard sheets == counts.count else { throw Incomplete() }
  }
}
