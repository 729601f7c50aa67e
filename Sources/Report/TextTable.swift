/// A table in plain text: two blanks between columns, numbers to the right.
package struct TextTable {
  let header: [String]
  let isNumeric: [Bool]
  let rows: [[String]]

  /// - Precondition: every row has as many cells as the header.
  package init(header: [String], isNumeric: [Bool], rows: [[String]]) {
    self.header = header
    self.isNumeric = isNumeric
    self.rows = rows
  }

  /// The lines, header first, without blanks at the end.
  ///
  /// - Parameters:
  ///   - width: the columns of a line that should do; wider numbers make the line wider.
  ///   - shrinking: the column of text that gives way in its middle, down to 16 columns.
  package func lines(width limit: Int, shrinking: Int) -> [String] {
    var widths = header.indices.map { column in
      ([header] + rows).map { TextTable.width(of: $0[column]) }.max() ?? 0
    }
    let total = widths.reduce(0, +) + 2 * (widths.count - 1)
    if total > limit {
      widths[shrinking] = max(min(16, widths[shrinking]), widths[shrinking] - (total - limit))
    }
    return ([header] + rows).map { row in
      var row = row
      row[shrinking] = TextTable.cut(row[shrinking], to: widths[shrinking])
      return line(row, widths)
    }
  }

  /// The lines, header first; a text too wide for its column goes on below.
  ///
  /// - Parameters:
  ///   - width: the columns of a line that should do.
  ///   - wrapping: the last column, of text; it has at least 16 columns.
  func lines(width limit: Int, wrapping last: Int) -> [String] {
    var widths = header.indices.map { column in
      ([header] + rows).map { TextTable.width(of: $0[column]) }.max() ?? 0
    }
    let front = widths[..<last].reduce(0) { $0 + $1 + 2 }
    widths[last] = max(16, min(widths[last], limit - front))
    return ([header] + rows).flatMap { row in
      TextTable.wrapped(row[last], to: widths[last]).enumerated().map { index, part in
        var cells = index == 0 ? row : row.map { _ in "" }
        cells[last] = part
        return line(cells, widths)
      }
    }
  }

  private func line(_ row: [String], _ widths: [Int]) -> String {
    var line = ""
    for (column, text) in row.enumerated() {
      let blanks = String(
        repeating: " ", count: max(0, widths[column] - TextTable.width(of: text)))
      if column > 0 { line += "  " }
      line += isNumeric[column] ? blanks + text : text + blanks
    }
    while line.utf8.last == UInt8(ascii: " ") { line.unicodeScalars.removeLast() }
    return line
  }

  /// The text in lines of at most so many columns, broken at blanks, and within a word that is
  /// wider than a line.
  package static func wrapped(_ text: String, to width: Int) -> [String] {
    var lines = [""]
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      var rest = String(word)
      let last = lines[lines.count - 1]
      if !last.isEmpty, TextTable.width(of: last) + 1 + TextTable.width(of: rest) <= width {
        lines[lines.count - 1] = last + " " + rest
        continue
      }
      if !last.isEmpty { lines.append("") }
      while TextTable.width(of: rest) > width {
        let part = TextTable.prefix(of: rest, width: width)
        lines[lines.count - 1] = part
        lines.append("")
        rest = String(rest.unicodeScalars.dropFirst(part.unicodeScalars.count))
      }
      lines[lines.count - 1] = rest
    }
    return lines
  }

  /// As many of the first scalars as fit, at least one.
  private static func prefix(of text: String, width limit: Int) -> String {
    var (shown, used) = (String.UnicodeScalarView(), 0)
    for scalar in text.unicodeScalars {
      used += width(of: scalar)
      if used > limit, !shown.isEmpty { break }
      shown.append(scalar)
    }
    return String(shown)
  }

  /// The text, its middle replaced by `…` if it is wider: names often differ at the end.
  static func cut(_ text: String, to width: Int) -> String {
    guard TextTable.width(of: text) > width else { return text }
    let scalars = Array(text.unicodeScalars)
    var (front, back) = (0, 0)
    while front + back < scalars.count {
      let takesFront = front <= back
      let (newFront, newBack) = takesFront ? (front + 1, back) : (front, back + 1)
      let kept = scalars[..<newFront] + scalars[(scalars.count - newBack)...]
      guard kept.reduce(1, { $0 + TextTable.width(of: $1) }) <= width else { break }
      (front, back) = (newFront, newBack)
    }
    var shown = String.UnicodeScalarView()
    shown.append(contentsOf: scalars[..<front])
    shown.append("…")
    shown.append(contentsOf: scalars[(scalars.count - back)...])
    return String(shown)
  }

  /// The columns a terminal gives the text.
  static func width(of text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + width(of: $1) }
  }

  private static func width(of scalar: Unicode.Scalar) -> Int {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: break
    }
    switch scalar.value {
    // East Asian wide and full-width blocks, and pictographs (Unicode 16, UAX #11).
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF,
      0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }
}
