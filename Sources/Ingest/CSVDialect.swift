package import Accounting

/// How a CSV file separates and quotes.
package struct CSVDialect: Hashable, Sendable {
  package let delimiter: UInt8
  package let escape: FieldEscape

  package init(delimiter: UInt8, escape: FieldEscape) {
    self.delimiter = delimiter
    self.escape = escape
  }
}
