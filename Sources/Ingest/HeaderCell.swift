import Accounting

/// The text of a header cell and how names are compared with it.
enum HeaderCell {
  /// The text without blanks and byte order marks around it: some exports mark every cell.
  static func trimmed(_ bytes: [UInt8]) -> String {
    var rest = bytes[...]
    while true {
      if let first = rest.first, first == 0x20 || first == 0x09 {
        rest.removeFirst()
      } else if rest.starts(with: [0xEF, 0xBB, 0xBF]) {
        rest.removeFirst(3)
      } else {
        break
      }
    }
    while let last = rest.last, last == 0x20 || last == 0x09 { rest.removeLast() }
    return String(decoding: rest, as: UTF8.self)
  }

  /// Whether the cell is the name; `*` in the name stands for one or more characters that are
  /// not blank.
  static func fits(_ cell: String, _ name: String) -> Bool {
    let pattern = Array(name.utf8)
    guard let star = pattern.firstIndex(of: UInt8(ascii: "*")) else {
      return cell.utf8.elementsEqual(pattern)
    }
    let text = Array(cell.utf8)
    let head = pattern[..<star]
    let tail = pattern[(star + 1)...]
    guard text.count > head.count + tail.count, text.starts(with: head),
      text.suffix(tail.count).elementsEqual(tail)
    else { return false }
    return !text[head.count..<(text.count - tail.count)].contains { $0 == 0x20 || $0 == 0x09 }
  }

  /// Columns a header has, without one empty cell at its end.
  static func width(_ cells: [String]) -> Int {
    cells.count > 1 && cells.last == "" ? cells.count - 1 : cells.count
  }

  static func width(_ cells: [String], at width: Int) -> Bool {
    cells.count == width || (cells.count == width + 1 && cells.last == "")
  }
}
