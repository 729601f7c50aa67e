/// The workbook could not be written.
package struct XLSXReportError: Error, Hashable, Sendable {
  /// The file that was to be written.
  package let path: String
  /// What libxlsxwriter says, or what is missing, and the system's cause where it is known.
  package let message: String
}
