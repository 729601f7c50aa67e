/// The workbook could not be written.
package struct XLSXReportError: Error, Hashable, Sendable {
  /// The file that was to be written.
  package let path: String
  /// What libxlsxwriter says.
  package let message: String
}
