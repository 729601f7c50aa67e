import Accounting
import Foundation

/// Writes rows as a sheet's XML (ECMA-376 part 1, 18.3.1), as libxlsxwriter 1.1.4 writes them.
///
/// The library takes most of a microsecond a cell, in printing and copying, on one thread.
struct XLSXReportRow {
  /// The rows so far.
  private(set) var bytes: [UInt8] = []
  /// `<c r="A` of every column.
  private let cellStarts: [[UInt8]]
  /// The row's number from 1, as text.
  private var number: [UInt8] = []
  private var rowStart = 0
  private var column = 0
  /// Cells written to the row.
  private var written = 0
  /// An instant's text while it is written.
  private var exactText: [UInt8] = []
  private var lastNumber = (value: Double.nan, text: [UInt8]())

  /// - Parameter capacity: bytes the rows will need, about.
  init(columns: Int, capacity: Int = 0) {
    bytes.reserveCapacity(capacity)
    cellStarts = (0..<columns).map { Array("<c r=\"\(XLSXReportRow.letters($0))".utf8) }
  }

  /// `A` to `Z`, `AA` and so on, from 0.
  static func letters(_ column: Int) -> String {
    let last = String(UnicodeScalar(UInt8(ascii: "A") + UInt8(column % 26)))
    return column < 26 ? last : letters(column / 26 - 1) + last
  }

  /// Appends a row's cells of some columns.
  ///
  /// - Parameter row: its number, from 0.
  mutating func append<Row>(
    _ item: Row, _ columns: [ReportColumn<Row>], row: Int, styles: XLSXReportStyles
  ) {
    begin(row: row)
    for column in columns {
      switch column.value {
      case .text(let value): append(text: value(item) ?? "", style: styles.text)
      case .texts(let values):
        append(text: values(item).joined(separator: " "), style: styles.text)
      case .amount(let amount):
        guard let amount = amount(item) else {
          skip(2)
          continue
        }
        append(amount, styles)
        amount.withText { append(shown: $0, style: styles.text) }
      case .count(let count): append(Amount(units: Int128(count(item)), scale: 0), styles)
      case .someCount(let count):
        guard let count = count(item) else {
          skip()
          continue
        }
        append(Amount(units: Int128(count), scale: 0), styles)
      case .flag(let flag): append(flag: flag(item))
      case .instant(let instant):
        guard let instant = instant(item) else {
          skip(2)
          continue
        }
        append(XLSXReportNumber.serial(instant), styles.time, styles)
        exactText.removeAll(keepingCapacity: true)
        instant.append(to: &exactText)
        exactText.withUnsafeBufferPointer { append(shown: $0, style: styles.text) }
      }
    }
    end()
  }

  private mutating func append(_ amount: Amount, _ styles: XLSXReportStyles) {
    let value = amount.reduced
    append(XLSXReportNumber.exact(reduced: value), styles.number(reduced: value), styles)
  }

  private mutating func append(
    _ number: Double?, _ style: Int32, _ styles: XLSXReportStyles
  ) {
    if let number {
      append(number: number, style: style)
    } else {
      append(text: XLSXReport.seeExact, style: styles.text)
    }
  }

  /// - Parameter row: from 0.
  private mutating func begin(row: Int) {
    rowStart = bytes.count
    (column, written) = (0, 0)
    number.removeAll(keepingCapacity: true)
    number.appendCount(UInt64(row + 1))
    bytes.append(contentsOf: "<row r=\"".utf8)
    bytes.append(contentsOf: number)
    bytes.append(contentsOf: "\">".utf8)
  }

  /// Ends the row; one without a cell is not there.
  private mutating func end() {
    if written > 0 {
      bytes.append(contentsOf: "</row>".utf8)
    } else {
      bytes.removeLast(bytes.count - rowStart)
    }
  }

  /// Leaves cells empty.
  private mutating func skip(_ count: Int = 1) { column += count }

  /// - Parameter style: the index of the cell's format in the workbook.
  private mutating func append(text: String, style: Int32) {
    guard !text.isEmpty else { return skip() }
    var shown = XLSXReportText.cell(text)
    shown.withUTF8 { append(shown: $0, style: style) }
  }

  /// Appends text that a cell can hold as it is.
  private mutating func append(shown text: Bytes, style: Int32) {
    begin(style: style)
    bytes.append(contentsOf: " t=\"inlineStr\"><is><t".utf8)
    if let first = text.first, let last = text.last, first.isBlank || last.isBlank {
      bytes.append(contentsOf: " xml:space=\"preserve\"".utf8)
    }
    bytes.append(UInt8(ascii: ">"))
    let (and, less, more) = (UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"))
    if text.holdAny(below: 0, and, less, more) {
      for byte in text {
        switch byte {
        case and: bytes.append(contentsOf: "&amp;".utf8)
        case less: bytes.append(contentsOf: "&lt;".utf8)
        case more: bytes.append(contentsOf: "&gt;".utf8)
        default: bytes.append(byte)
        }
      }
    } else {
      bytes.append(contentsOf: text)
    }
    bytes.append(contentsOf: "</t></is></c>".utf8)
  }

  private mutating func append(number: Double, style: Int32) {
    begin(style: style)
    bytes.append(contentsOf: "><v>".utf8)
    if lastNumber.value != number { lastNumber = (number, XLSXReportRow.text(number)) }
    bytes.append(contentsOf: lastNumber.text)
    bytes.append(contentsOf: "</v></c>".utf8)
  }

  private mutating func append(flag: Bool) {
    begin(style: 0)
    bytes.append(contentsOf: (flag ? " t=\"b\"><v>1</v></c>" : " t=\"b\"><v>0</v></c>").utf8)
  }

  private mutating func begin(style: Int32) {
    bytes.append(contentsOf: cellStarts[column])
    bytes.append(contentsOf: number)
    bytes.append(UInt8(ascii: "\""))
    if style != 0 {
      bytes.append(contentsOf: " s=\"".utf8)
      bytes.appendCount(UInt64(style))
      bytes.append(UInt8(ascii: "\""))
    }
    column += 1
    written += 1
  }

  /// Sixteen significant digits, whatever the locale.
  private static func text(_ number: Double) -> [UInt8] {
    var text: [UInt8] = []
    if XLSXReportDigits.append(number, to: &text) { return text }
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 40) { buffer in
      let count = withVaList([number]) { vsnprintf(buffer.baseAddress, 40, "%.16G", $0) }
      return buffer[..<Int(count)].map { byte in
        let isMark = byte == CChar(UInt8(ascii: ","))
        return isMark ? UInt8(ascii: ".") : UInt8(bitPattern: byte)
      }
    }
  }
}

extension UInt8 {
  /// Whether XML readers trim it at the ends of a text.
  fileprivate var isBlank: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
}
