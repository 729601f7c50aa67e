import Accounting
import Ingest

/// The same rules as `CSVScanner`, written byte by byte so that anyone sees they are right.
enum TwinScanner {
  static func read(_ bytes: [UInt8], delimiter: UInt8, escape: FieldEscape) -> ScannedTable {
    var table = ScannedTable()
    var reader = Reader(bytes: bytes, delimiter: delimiter, escape: escape)
    while reader.index < bytes.count {
      do throws(CSVFault) {
        table.records.append(try reader.record())
      } catch {
        table.fault = error
        return table
      }
    }
    return table
  }

  private struct Reader {
    let bytes: [UInt8]
    let delimiter: UInt8
    let escape: FieldEscape
    var index = 0
    var isStray = false

    private var byte: UInt8? { index < bytes.count ? bytes[index] : nil }
    private var next: UInt8? { index + 1 < bytes.count ? bytes[index + 1] : nil }

    mutating func record() throws(CSVFault) -> ScannedTable.Record {
      isStray = false
      var cells: [[UInt8]] = []
      let startsQuoted = byte == UInt8(ascii: "\"")
      repeat {
        if !cells.isEmpty { index += 1 }
        let quoted = byte == UInt8(ascii: "\"") ? try quotedText() : []
        cells.append(quoted + (try bareText()))
      } while byte == delimiter
      if byte == UInt8(ascii: "\r") { index += 1 }
      if byte == UInt8(ascii: "\n") { index += 1 }
      if isStray { return .stray }
      let isBlank = cells.count == 1 && cells[0].allSatisfy { $0 == 0x20 || $0 == 0x09 }
      return isBlank && !startsQuoted ? .blank : .cells(cells)
    }

    private mutating func quotedText() throws(CSVFault) -> [UInt8] {
      let opened = index
      var text: [UInt8] = []
      index += 1
      while let byte {
        let isQuote = byte == UInt8(ascii: "\"")
        let isDoubled = escape == .doubledQuote && isQuote && next == UInt8(ascii: "\"")
        let isSlashed = escape == .backslash && byte == UInt8(ascii: "\\")
        if isDoubled || isSlashed {
          if let next { text.append(next) }
          index += 2
        } else if isQuote {
          index += 1
          if let after = self.byte, after != delimiter, after != 0x0A, after != 0x0D {
            isStray = true
          }
          return text
        } else {
          text.append(byte)
          index += 1
        }
      }
      throw .quoteNotClosed(opened)
    }

    private mutating func bareText() throws(CSVFault) -> [UInt8] {
      var text: [UInt8] = []
      while let byte, byte != delimiter, byte != 0x0A {
        if byte == 0x0D {
          if next == nil || next == 0x0A { break }
          throw .loneReturn(index)
        }
        if byte == UInt8(ascii: "\"") { isStray = true }
        text.append(byte)
        index += 1
      }
      return text
    }
  }
}
