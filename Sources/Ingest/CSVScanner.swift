package import Accounting

/// Cuts bytes to records and cells: RFC 4180, line ends LF or CRLF, quotes doubled or
/// backslash-escaped. Nothing is copied and nothing is decoded.
///
/// This is the inner loop of CSV reading, kept apart so that another way to find the cells' ends
/// can take its place.
package struct CSVScanner {
  package enum Step: Hashable, Sendable {
    /// `cells` holds a record's cells.
    case record
    /// A record with a quote where none may be, at this offset; `cells` is not to be relied on.
    case stray(Int)
    /// A line of nothing but blanks.
    case blank
    case end
  }

  private let bytes: Bytes
  private let end: Int
  private let dialect: CSVDialect
  private let fieldLimit: Int
  private let delimiters: UInt64
  /// The cells of the record last read.
  package private(set) var cells: [CSVCell] = []
  /// Where the record last read starts and ends, without its line end.
  package private(set) var recordStart: Int
  package private(set) var recordEnd: Int
  /// Where the next record starts.
  package private(set) var position: Int
  private var stray: Int?

  private static let quote = UInt8(ascii: "\"")
  private static let feed = UInt8(ascii: "\n")
  private static let carriage = UInt8(ascii: "\r")
  private static let quotes = Swar.spread(quote)
  private static let feeds = Swar.spread(feed)
  private static let carriages = Swar.spread(carriage)
  private static let backslashes = Swar.spread(UInt8(ascii: "\\"))

  package init(_ bytes: Bytes, from start: Int, dialect: CSVDialect, fieldLimit: Int) {
    self.bytes = bytes
    self.end = bytes.count
    self.dialect = dialect
    self.fieldLimit = fieldLimit
    delimiters = Swar.spread(dialect.delimiter)
    recordStart = start
    recordEnd = start
    position = start
  }

  /// Reads one record.
  package mutating func next() throws(CSVFault) -> Step {
    cells.removeAll(keepingCapacity: true)
    stray = nil
    recordStart = position
    recordEnd = position
    guard position < end else { return .end }
    let opensQuoted = bytes[position] == Self.quote
    while true {
      if position < end, bytes[position] == Self.quote {
        try quotedCell()
      } else {
        try bareCell(from: position)
      }
      guard position < end, bytes[position] == dialect.delimiter else { break }
      position &+= 1
    }
    recordEnd = position
    if position < end { position &+= bytes[position] == Self.feed ? 1 : 2 }
    if position > end { position = end }
    if let stray { return .stray(stray) }
    return cells.count == 1 && !opensQuoted && isBlank(cells[0]) ? .blank : .record
  }

  /// A cell without quotes, or what follows a quoted one by mistake.
  private mutating func bareCell(from start: Int) throws(CSVFault) {
    var index = position
    while true {
      let limit = min(end, start &+ fieldLimit &+ 1)
      index = bareStop(from: index, to: limit)
      guard index &- start <= fieldLimit else { throw .fieldTooLong(start) }
      guard index < end else { break }
      let byte = bytes[index]
      if byte == Self.quote {
        stray = stray ?? index
        index &+= 1
      } else if byte == Self.carriage, index &+ 1 < end, bytes[index &+ 1] != Self.feed {
        throw .loneReturn(index)
      } else {
        break
      }
    }
    cells.append(CSVCell(start: start, end: index, isEscaped: false))
    position = index
  }

  private mutating func quotedCell() throws(CSVFault) {
    let start = position &+ 1
    var index = start
    var isEscaped = false
    while true {
      let limit = min(end, start &+ fieldLimit &+ 1)
      index = quotedStop(from: index, to: limit)
      guard index < limit else {
        throw limit < end ? .fieldTooLong(start) : .quoteNotClosed(position)
      }
      let next = index &+ 1 < end ? bytes[index &+ 1] : 0
      if bytes[index] == Self.quote {
        guard dialect.escape == .doubledQuote, next == Self.quote else { break }
      }
      isEscaped = true
      index &+= 2
      guard index <= end else { throw .quoteNotClosed(position) }
    }
    position = index &+ 1
    if position < end {
      let byte = bytes[position]
      if byte != dialect.delimiter, byte != Self.feed, byte != Self.carriage {
        stray = stray ?? position
        return try bareCell(from: start)
      }
      if byte == Self.carriage, position &+ 1 < end, bytes[position &+ 1] != Self.feed {
        throw .loneReturn(position)
      }
    }
    cells.append(CSVCell(start: start, end: index, isEscaped: isEscaped))
  }

  /// The next delimiter, quote or line end.
  private func bareStop(from start: Int, to limit: Int) -> Int {
    var index = start
    while index &+ 8 <= limit {
      let word = Swar.load(bytes, index)
      let mask =
        Swar.zeros(word ^ delimiters) | Swar.zeros(word ^ Self.quotes)
        | Swar.zeros(word ^ Self.feeds) | Swar.zeros(word ^ Self.carriages)
      if mask != 0 { return index &+ Swar.place(mask) }
      index &+= 8
    }
    while index < limit {
      let byte = bytes[index]
      if byte == dialect.delimiter || byte == Self.quote || byte == Self.feed
        || byte == Self.carriage
      {
        return index
      }
      index &+= 1
    }
    return index
  }

  /// The next quote or, where it escapes, backslash.
  private func quotedStop(from start: Int, to limit: Int) -> Int {
    guard dialect.escape == .backslash else {
      return Swar.first(Self.quote, in: bytes, from: start, to: limit)
    }
    var index = start
    while index &+ 8 <= limit {
      let word = Swar.load(bytes, index)
      let mask = Swar.zeros(word ^ Self.quotes) | Swar.zeros(word ^ Self.backslashes)
      if mask != 0 { return index &+ Swar.place(mask) }
      index &+= 8
    }
    while index < limit, bytes[index] != Self.quote, bytes[index] != UInt8(ascii: "\\") {
      index &+= 1
    }
    return index
  }

  private func isBlank(_ cell: CSVCell) -> Bool {
    bytes[cell.start..<cell.end].allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }
}

extension CSVScanner {
  /// Whether the record last read is nothing but delimiters: a blank line of a file that a
  /// spreadsheet saved again.
  var isPadding: Bool { cells.count > 1 && recordEnd - recordStart == cells.count - 1 }
}
