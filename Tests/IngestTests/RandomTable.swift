import Accounting
import TestSupport

/// Makes CSV texts with everything in them that a line may have, and what no line may have.
struct RandomTable {
  var width = 4
  var delimiter = UInt8(ascii: ",")
  /// Rows in a hundred that are no ordinary rows.
  var oddities = 20
  /// Cells in a hundred that have quotes.
  var quoted = 20
  /// Whether the text has something that concerns more than its line.
  var isFaulty = false

  static let plain = [
    "", "0", "1.5", "a", "word", "2026-11-19T08:00:00Z", "€", "naïve 🙂", " x ", "'",
  ]
  static let quotedTexts = [
    "", "a", "a,b", "a\nb", "a\r\nb", "a\rb", "\"\"", "x\"\"y", "\"\"\"\"", "é\n\n,", "\r", "\n",
  ]
  static let faults = ["a\"b", "\"a\"b", "a\rb", "a\u{0}b", "\"open", "\"a\" ", "\"x\r\"y"]

  func text(rows: Int, _ random: inout SeededGenerator) -> [UInt8] {
    var bytes: [UInt8] = []
    let ends = [["\n"], ["\r\n"], ["\n", "\r\n"]].randomElement(using: &random)!
    let faultyRow = isFaulty && rows > 0 ? Int.random(in: 0..<rows, using: &random) : -1
    for row in 0..<rows {
      bytes += line(isFaulty: row == faultyRow, &random)
      bytes += Array(ends.randomElement(using: &random)!.utf8)
    }
    if Int.random(in: 0..<3, using: &random) == 0 {
      while let last = bytes.last, last == 0x0A || last == 0x0D { bytes.removeLast() }
    }
    return bytes
  }

  func line(isFaulty: Bool = false, _ random: inout SeededGenerator) -> [UInt8] {
    if !isFaulty, Int.random(in: 0..<100, using: &random) < oddities {
      switch Int.random(in: 0..<6, using: &random) {
      case 0: return []
      case 1: return Array("  \t".utf8.prefix(Int.random(in: 1...3, using: &random)))
      case 2: return [UInt8](repeating: delimiter, count: width - 1)
      case 3: return cells(Int.random(in: 1..<width, using: &random), nil, &random)
      case 4: return cells(width, nil, &random) + [delimiter]
      default: return cells(width + Int.random(in: 1...3, using: &random), nil, &random)
      }
    }
    let fault = isFaulty ? Int.random(in: 0..<width, using: &random) : nil
    return cells(width, fault, &random)
  }

  private func cells(
    _ count: Int, _ fault: Int?, _ random: inout SeededGenerator
  ) -> [UInt8] {
    var bytes: [UInt8] = []
    for index in 0..<count {
      if index > 0 { bytes.append(delimiter) }
      if index == fault {
        let text = Self.faults.randomElement(using: &random)!
        bytes += Int.random(in: 0..<8, using: &random) == 0 ? [0x61, 0xE9, 0x62] : Array(text.utf8)
      } else if Int.random(in: 0..<100, using: &random) < quoted {
        bytes += Array("\"\(Self.quotedTexts.randomElement(using: &random)!)\"".utf8)
      } else {
        let text = Self.plain.randomElement(using: &random)!
        bytes += Array(text.utf8).filter { $0 != delimiter }
      }
    }
    return bytes
  }
}
