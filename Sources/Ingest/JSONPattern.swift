import Accounting

/// The bytes around an object's values, which the objects of an export share:
/// `{"id":` … `, "amount":` … `}`.
///
/// Learned from one object, with all that is strict about keys: their grammar, that none comes
/// twice, which of them are wanted. An object with the same bytes around its values needs only its
/// values looked at.
struct JSONPattern: Sendable {
  /// The bytes in front of a value, the blanks before it included, and which wanted cell that
  /// value is, or -1; the last stretch stands behind the last value.
  struct Stretch: Sendable {
    /// The first of its words.
    var word: Int
    /// Bytes.
    var count: Int
    var cell: Int
  }

  enum Outcome {
    /// An object with this pattern, and where it ends.
    case whole(Int)
    /// Other bytes, or not all of the object.
    case other
    /// This pattern, with a value that needs the whole way.
    case unusual
  }

  private(set) var stretches: [Stretch] = []
  /// The stretches' bytes, each filled up with zeros to whole words.
  private(set) var words: [UInt64] = []

  /// More than these are no pattern, so that what is remembered stays small.
  private static let memberLimit = 256
  private static let byteLimit = 8 << 10

  /// Compares an object with the pattern and writes where the wanted cells start and end.
  @inline(__always)
  func match(
    _ text: JSONMarkedText, from start: Int, _ row: UnsafeMutablePointer<UInt32>
  ) -> Outcome {
    stretches.withUnsafeBufferPointer { stretches in
      words.withUnsafeBufferPointer { words in
        guard let stretch = stretches.baseAddress, let word = words.baseAddress else {
          return .other
        }
        return JSONPattern.match(text, start, stretch, stretches.count &- 1, word, row)
      }
    }
  }

  private static func match(
    _ text: JSONMarkedText, _ start: Int, _ stretches: UnsafePointer<Stretch>, _ last: Int,
    _ words: UnsafePointer<UInt64>, _ row: UnsafeMutablePointer<UInt32>
  ) -> Outcome {
    var position = start
    var index = 0
    while true {
      let stretch = stretches[index]
      guard isSame(text, position, words + stretch.word, stretch.count) else { return .other }
      position &+= stretch.count
      if index == last { return .whole(position) }
      var (first, end) = (position, 0)
      if text.bytes[position] == UInt8(ascii: "\"") {
        // The next mark after an opening quote is the closing one.
        first = position &+ 1
        end = text.mark(from: first)
        guard end < text.count else { return .other }
        if text.hasBackslash, !isPlain(text, first..<end, stretch.cell) { return .unusual }
        guard end &- first <= InputLimits.standard.fieldBytes else { return .unusual }
        position = end &+ 1
      } else {
        end = text.mark(from: first)
        guard end < text.count else { return .other }
        end = text.beforeBlanks(first..<end)
        guard
          PlainJSONValue.isNumber(text.bytes + first, end &- first)
            || stretch.cell < 0 && PlainJSONValue.isLiteral(bytes(text, first..<end)),
          end &- first <= InputLimits.standard.fieldBytes
        else {
          // A blank that the pattern does not have here is no fault of the value.
          return text.bytes[first].isJSONBlank ? .other : .unusual
        }
        position = end
      }
      if stretch.cell >= 0 {
        row[2 &* stretch.cell] = UInt32(truncatingIfNeeded: first)
        row[2 &* stretch.cell &+ 1] = UInt32(truncatingIfNeeded: end)
      }
      index &+= 1
    }
  }

  /// Whether the bytes at a position are a stretch's; a word goes beyond them at the end.
  @inline(__always)
  private static func isSame(
    _ text: JSONMarkedText, _ position: Int, _ words: UnsafePointer<UInt64>, _ count: Int
  ) -> Bool {
    guard position &+ count <= text.count else { return false }
    var index = 0
    while index &+ 8 <= count {
      if text.word(at: position &+ index) != words[index &>> 3] { return false }
      index &+= 8
    }
    if index == count { return true }
    let unused = UInt64(truncatingIfNeeded: 64 &- 8 &* (count &- index))
    return (text.word(at: position &+ index) ^ words[index &>> 3]) &<< unused == 0
  }

  /// Whether a string of a text that has backslashes has none, or is not wanted and has proper
  /// ones.
  private static func isPlain(_ text: JSONMarkedText, _ range: Range<Int>, _ cell: Int) -> Bool {
    let string = bytes(text, range)
    let place = Swar.first(UInt8(ascii: "\\"), in: string, from: 0, to: string.count)
    return place == string.count || cell < 0 && PlainJSONValue.hasOnlyEscapes(string)
  }

  private static func bytes(_ text: JSONMarkedText, _ range: Range<Int>) -> Bytes {
    Bytes(start: text.bytes + range.lowerBound, count: range.count)
  }
}

// MARK: - Learning

extension JSONPattern {
  /// The pattern of the object that starts at an index; nil if the text ends before it does, if
  /// its keys are unusual or twice there, or if it holds other objects or arrays.
  ///
  /// - Parameter isLine: whether the object must stand on one line.
  init?(of text: JSONMarkedText, from start: Int, keys: [[UInt8]], isLine: Bool) {
    var seen: Set<[UInt8]> = []
    var stretchStart = start
    var position = text.afterBlanks(start + 1)
    if Self.byte(text, position) == UInt8(ascii: "}") {
      append(text, stretchStart..<position + 1, cell: -1)
      guard words.count * 8 <= Self.byteLimit, !(isLine && hasFeed) else { return nil }
      return
    }
    while true {
      guard let (key, value) = Self.key(text, at: position), seen.insert(key).inserted,
        seen.count <= Self.memberLimit
      else { return nil }
      append(text, stretchStart..<value, cell: keys.firstIndex(of: key) ?? -1)
      guard let end = Self.valueEnd(text, at: value) else { return nil }
      stretchStart = end
      position = text.afterBlanks(end)
      if Self.byte(text, position) == UInt8(ascii: "}") { break }
      guard Self.byte(text, position) == UInt8(ascii: ",") else { return nil }
      position = text.afterBlanks(position + 1)
      guard words.count * 8 <= Self.byteLimit else { return nil }
    }
    append(text, stretchStart..<position + 1, cell: -1)
    guard words.count * 8 <= Self.byteLimit, !(isLine && hasFeed) else { return nil }
  }

  /// A key and where the value after it starts.
  private static func key(_ text: JSONMarkedText, at start: Int) -> (key: [UInt8], value: Int)? {
    guard byte(text, start) == UInt8(ascii: "\"") else { return nil }
    let end = text.mark(from: start + 1)
    guard end < text.count, end - start <= byteLimit else { return nil }
    let key = Array(bytes(text, start + 1..<end))
    let colon = text.afterBlanks(end + 1)
    guard !key.contains(UInt8(ascii: "\\")), byte(text, colon) == UInt8(ascii: ":") else {
      return nil
    }
    return (key, text.afterBlanks(colon + 1))
  }

  /// Where a value that is no object or array ends; what it is, `match` looks at.
  private static func valueEnd(_ text: JSONMarkedText, at start: Int) -> Int? {
    guard let first = byte(text, start), first | 0x20 != UInt8(ascii: "{") else { return nil }
    guard first != UInt8(ascii: "\"") else {
      let end = text.mark(from: start + 1)
      return end < text.count ? end + 1 : nil
    }
    let end = text.mark(from: start)
    return end < text.count ? text.beforeBlanks(start..<end) : nil
  }

  private static func byte(_ text: JSONMarkedText, _ index: Int) -> UInt8? {
    index < text.count ? text.bytes[index] : nil
  }

  private var hasFeed: Bool {
    words.contains { Swar.zeros($0 ^ Swar.spread(UInt8(ascii: "\n"))) != 0 }
  }

  private mutating func append(_ text: JSONMarkedText, _ range: Range<Int>, cell: Int) {
    stretches.append(Stretch(word: words.count, count: range.count, cell: cell))
    for start in stride(from: range.lowerBound, to: range.upperBound, by: 8) {
      let bytes = text.bytes + start
      let count = min(8, range.upperBound - start)
      words.append((0..<count).reversed().reduce(0) { $0 << 8 | UInt64(bytes[$1]) })
    }
  }
}
