package import Accounting
import CScan

/// Cuts a list of JSON objects, `[{…},{…}]`, or JSON lines to lines of cells, stretch by stretch.
///
/// A line it gives as plain is what the whole way (`JSONDocumentLines`, `JSONTextLines`) would
/// give: its grammar is checked, its cells are numbers or strings without escapes, no key is twice
/// there. What it cannot say that of is odd, and whoever reads the odd ones must read each
/// strictly: in a list, one that is no JSON is a fault of the whole document. Whether bytes over
/// 0x7F are UTF-8 is for the caller to check, where `hasHigh` says there are any.
package struct JSONCutter {
  /// What may come next in a list.
  enum Next {
    case list, elementOrEnd, element, separatorOrEnd, nothing
  }

  let isLines: Bool
  var patterns: JSONPatterns
  var next = Next.list
  private var marks: [UInt64] = []
  /// Whether the bytes last cut had one over 0x7F.
  package private(set) var hasHigh = false
  /// Lines of nothing but blanks so far; JSON lines only.
  package internal(set) var blankLines = 0

  /// - Parameters:
  ///   - keys: the top-level keys wanted, in the order of `width`.
  ///   - isLines: whether the text is one object a line, not one list.
  package init(keys: [String], isLines: Bool) {
    self.isLines = isLines
    patterns = JSONPatterns(keys: keys, isLine: isLines)
  }

  /// Cuts as many whole objects as the bytes hold.
  ///
  /// The bytes start where the last call's consumed ones ended, at first after a byte order mark.
  /// If none is consumed, the next object is longer than they are.
  ///
  /// - Returns: the bytes consumed: the end of the last whole object and what separates it from
  ///   the next, all of them at the end of the text. Nil if this is no plain list: the caller then
  ///   reads the file the whole way, which gives the proper diagnostics.
  /// - Precondition: fewer than 4 GiB; 64 bytes more can be read past the end.
  package mutating func cut(
    _ bytes: UnsafeBufferPointer<UInt8>, isFirst: Bool, isLast: Bool,
    into lines: inout PlainLines
  ) -> Int? {
    precondition(bytes.count < UInt32.max, "a stretch is under 4 GiB")
    if isFirst {
      next = .list
      blankLines = 0
    }
    guard let base = bytes.baseAddress else { return isLast && !isLines ? nil : 0 }
    let state = scan(base, bytes.count)
    hasHigh = state.has_high != 0
    // No copy: the marks go back after the cutting.
    var marks: [UInt64] = []
    swap(&marks, &self.marks)
    defer { swap(&marks, &self.marks) }
    return marks.withUnsafeBufferPointer { marks in
      guard let mark = marks.baseAddress else { return nil }
      let text = JSONMarkedText(
        bytes: base, count: bytes.count, marks: mark, hasBackslash: state.has_backslash != 0)
      if isLines {
        return cutLines(
          text, isLast: isLast, areStringsWhole: state.has_control == 0, into: &lines)
      }
      return state.has_control == 0 ? cutList(text, isLast: isLast, into: &lines) : nil
    }
  }

  private mutating func scan(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> tieout_json_state {
    let words = (count + 63) / 64
    if marks.count <= words { marks = Array(repeating: 0, count: words + 1) }
    var state = tieout_json_state()
    tieout_json_scan(bytes, count, &marks, &state)
    marks[words] = .max
    return state
  }

  // MARK: A list

  private mutating func cutList(
    _ text: JSONMarkedText, isLast: Bool, into lines: inout PlainLines
  ) -> Int? {
    var position = text.afterBlanks(0)
    while position < text.count {
      let byte = text.bytes[position]
      switch (next, byte) {
      case (.element, UInt8(ascii: "{")), (.elementOrEnd, UInt8(ascii: "{")):
        guard let end = cutElement(text, position, into: &lines) else {
          return nil
        }
        if end == position { return isLast ? nil : position }
        position = end
        next = .separatorOrEnd
      case (.separatorOrEnd, UInt8(ascii: ",")):
        position &+= 1
        next = .element
      case (.separatorOrEnd, UInt8(ascii: "]")), (.elementOrEnd, UInt8(ascii: "]")):
        position &+= 1
        next = .nothing
      case (.list, UInt8(ascii: "[")):
        position &+= 1
        next = .elementOrEnd
      default: return nil
      }
      position = text.afterBlanks(position)
    }
    if isLast, next != .nothing { return nil }
    return position
  }

  /// The end of an object, which is then a line, plain or odd; its start if it is not whole; nil
  /// if the list makes it nest too deep.
  @inline(__always)
  private mutating func cutElement(
    _ text: JSONMarkedText, _ start: Int, into lines: inout PlainLines
  ) -> Int? {
    if let end = patterns.end(of: start, in: text) {
      lines.append(start..<end, patterns.row)
      return end
    }
    guard let (end, depth) = text.bracketsEnd(from: start) else { return start }
    guard depth < InputLimits.standard.jsonDepth else { return nil }
    lines.appendOdd(start..<end)
    return end
  }
}

extension PlainLines {
  /// Adds a line with its cells.
  @inline(__always)
  mutating func append(_ range: Range<Int>, _ row: [UInt32]) {
    cells.append(contentsOf: row)
    bounds.append(UInt32(truncatingIfNeeded: range.lowerBound))
    bounds.append(UInt32(truncatingIfNeeded: range.upperBound))
  }

  /// Adds a line that needs the whole way.
  mutating func appendOdd(_ range: Range<Int>) {
    odd.append(UInt32(truncatingIfNeeded: range.lowerBound))
    odd.append(UInt32(truncatingIfNeeded: range.upperBound))
  }
}
