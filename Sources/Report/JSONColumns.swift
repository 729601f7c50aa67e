import Accounting

/// Writes rows as JSON objects of a document's list, straight from the columns: no value is built
/// for a cell, and what stands before it is written as one piece.
struct JSONColumns<Row>: Sendable {
  private struct Member: Sendable {
    /// What stands between the cell before and this one.
    var front: [UInt8]
    var value: ReportColumn<Row>.Value
  }

  /// By name, in order of its bytes.
  private let members: [Member]
  private let end: [UInt8]
  private let indent: String

  /// - Parameter depth: of the list's items; two blanks each.
  init(_ columns: [ReportColumn<Row>], depth: Int) {
    let indent = String(repeating: " ", count: 2 * depth)
    let sorted = columns.sorted { $0.name.precedesInBytes($1.name) }
    members = sorted.enumerated().map { place, column in
      Member(
        front: Array("\(place == 0 ? "{" : ",")\n\(indent)  ".utf8)
          + JSONText.quoted(column.name) + Array(": ".utf8),
        value: column.value)
    }
    end = Array("\n\(indent)}".utf8)
    self.indent = indent
  }

  /// Appends a row as an item of the list.
  func append(_ row: Row, isFirst: Bool, to bytes: inout [UInt8]) {
    bytes.append(contentsOf: (isFirst ? "\n" : ",\n").utf8)
    bytes.append(contentsOf: indent.utf8)
    members.withUnsafeBufferPointer { members in
      for place in members.indices {
        bytes.append(contentsOf: members[place].front)
        append(members[place].value, of: row, to: &bytes)
      }
    }
    bytes.append(contentsOf: end)
  }

  private func append(
    _ value: ReportColumn<Row>.Value, of row: Row, to bytes: inout [UInt8]
  ) {
    switch value {
    case .text(let text):
      if let text = text(row) { bytes.appendJSON(text) } else { bytes.appendNull() }
    case .texts(let texts): append(texts(row), to: &bytes)
    case .amount(let amount):
      guard let amount = amount(row) else { return bytes.appendNull() }
      bytes.append(UInt8(ascii: "\""))
      amount.append(to: &bytes)
      bytes.append(UInt8(ascii: "\""))
    case .count(let count): bytes.append(contentsOf: String(count(row)).utf8)
    case .someCount(let count):
      bytes.append(contentsOf: (count(row).map(String.init) ?? "null").utf8)
    case .flag(let flag): bytes.append(contentsOf: (flag(row) ? "true" : "false").utf8)
    case .instant(let instant):
      guard let instant = instant(row) else { return bytes.appendNull() }
      bytes.append(UInt8(ascii: "\""))
      instant.append(to: &bytes)
      bytes.append(UInt8(ascii: "\""))
    }
  }

  private func append(_ texts: [String], to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "["))
    for (place, text) in texts.enumerated() {
      bytes.append(contentsOf: (place == 0 ? "\n" : ",\n").utf8)
      bytes.append(contentsOf: indent.utf8)
      bytes.append(contentsOf: "    ".utf8)
      bytes.appendJSON(text)
    }
    if !texts.isEmpty {
      bytes.append(UInt8(ascii: "\n"))
      bytes.append(contentsOf: indent.utf8)
      bytes.append(contentsOf: "  ".utf8)
    }
    bytes.append(UInt8(ascii: "]"))
  }
}

extension [UInt8] {
  mutating func appendNull() { append(contentsOf: "null".utf8) }
}
