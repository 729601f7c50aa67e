import Accounting

/// JSON bytes with the marks of `tieout_json_scan`. Valid only inside the cutting call.
struct JSONMarkedText {
  /// Eight bytes past `count` can be read.
  let bytes: UnsafePointer<UInt8>
  let count: Int
  /// A bit for each unescaped quote, and for each `{}[]:,` outside strings; one word more than the
  /// bytes need, all ones, so that a search ends.
  let marks: UnsafePointer<UInt64>
  let hasBackslash: Bool

  /// The first mark at or after an index, which is at most `count`; `count` or more if none is.
  @inline(__always)
  func mark(from index: Int) -> Int {
    var word = index &>> 6
    let rest = marks[word] &>> UInt64(truncatingIfNeeded: index & 63)
    if rest != 0 { return index &+ rest.trailingZeroBitCount }
    repeat { word &+= 1 } while marks[word] == 0
    return word &<< 6 &+ marks[word].trailingZeroBitCount
  }

  @inline(__always)
  func word(at index: Int) -> UInt64 {
    UInt64(littleEndian: UnsafeRawPointer(bytes + index).loadUnaligned(as: UInt64.self))
  }

  /// The first byte from an index on that is no blank; `count` if there is none.
  @inline(__always)
  func afterBlanks(_ index: Int) -> Int {
    var index = index
    while index < count, bytes[index].isJSONBlank { index &+= 1 }
    return index
  }

  /// The same, with line feeds left alone.
  @inline(__always)
  func afterBlanksOfLine(_ index: Int) -> Int {
    var index = index
    while index < count, bytes[index].isJSONBlank, bytes[index] != UInt8(ascii: "\n") {
      index &+= 1
    }
    return index
  }

  /// The end of a range without the blanks there.
  @inline(__always)
  func beforeBlanks(_ range: Range<Int>) -> Int {
    var end = range.upperBound
    while end > range.lowerBound, bytes[end &- 1].isJSONBlank { end &-= 1 }
    return end
  }

  /// Where the object or array that starts at an index ends, going by its brackets alone, and how
  /// many stand inside each other; nil if the bytes end before it.
  func bracketsEnd(from start: Int) -> (end: Int, depth: Int)? {
    var depth = 0
    var deepest = 0
    var index = start
    while index < count {
      switch bytes[index] | 0x20 {
      case UInt8(ascii: "{"):
        depth += 1
        deepest = max(deepest, depth)
      case UInt8(ascii: "}"):
        depth -= 1
        if depth == 0 { return (index + 1, deepest) }
      default: break
      }
      index = mark(from: index + 1)
    }
    return nil
  }
}
