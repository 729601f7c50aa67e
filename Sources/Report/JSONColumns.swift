import Accounting

/// Writes rows as JSON objects, straight from the columns: no value is built for a cell.
struct JSONColumns<Row>: Sendable {
  /// By name, in order of its bytes.
  private let columns: [(name: [UInt8], column: ReportColumn<Row>)]

  init(_ columns: [ReportColumn<Row>]) {
    self.columns = columns.sorted { $0.name.precedesInBytes($1.name) }
      .map { (JSONText.quoted($0.name), $0) }
  }

  func append(_ row: Row, to text: inout JSONText) {
    text.beginObject()
    for (name, column) in columns {
      text.appendName(quoted: name)
      switch column.value {
      case .text(let value):
        if let value = value(row) { text.append(value) } else { text.appendNull() }
      case .texts(let values):
        let values = values(row)
        text.beginList()
        for (index, value) in values.enumerated() {
          text.beginItem(isFirst: index == 0)
          text.append(value)
        }
        text.endList(isEmpty: values.isEmpty)
      case .amount(let amount):
        if let amount = amount(row) { text.append(amount) } else { text.appendNull() }
      case .count(let count): text.append(.count(count(row)))
      case .flag(let flag): text.append(.flag(flag(row)))
      case .instant(let instant):
        if let instant = instant(row) { text.append(instant) } else { text.appendNull() }
      }
    }
    text.endObject()
  }
}
