import Accounting

/// The patterns that objects of a file had lately, and the cells of the object last matched.
struct JSONPatterns {
  private let keys: [[UInt8]]
  private let isLine: Bool
  private var patterns: [JSONPattern] = []
  /// Which pattern matched last.
  private var recent = 0
  /// Which pattern makes room next.
  private var oldest = 0
  private var attempts = 0
  private var matched = 0
  private var strangers = 0
  /// Where the wanted cells start and end; `UInt32.max` where there is none.
  private(set) var row: [UInt32]

  private static let limit = 8

  init(keys: [String], isLine: Bool) {
    self.keys = keys.map { Array($0.utf8) }
    self.isLine = isLine
    row = Array(repeating: .max, count: 2 * keys.count)
  }

  /// Where the object that starts at an index ends, its cells then in `row`; nil if it needs the
  /// whole way or the text ends before it.
  @inline(__always)
  mutating func end(of start: Int, in text: JSONMarkedText) -> Int? {
    if recent < patterns.count {
      switch match(patterns[recent], start, text) {
      case .whole(let end):
        matched &+= 1
        return end
      case .unusual: return nil
      case .other: break
      }
    }
    return endByOther(of: start, in: text)
  }

  /// Tries the other patterns, then learns the object's own. Where hardly an object is like
  /// another, or none is plain, learning costs more than it saves and becomes rare.
  private mutating func endByOther(of start: Int, in text: JSONMarkedText) -> Int? {
    for index in patterns.indices where index != recent {
      switch match(patterns[index], start, text) {
      case .whole(let end):
        recent = index
        matched &+= 1
        return end
      case .unusual: return nil
      case .other: break
      }
    }
    strangers &+= 1
    guard attempts < 64 &+ matched / 16 || strangers % 64 == 0 else { return nil }
    attempts &+= 1
    guard let pattern = JSONPattern(of: text, from: start, keys: keys, isLine: isLine) else {
      return nil
    }
    if patterns.count < Self.limit {
      recent = patterns.count
      patterns.append(pattern)
    } else {
      recent = oldest
      patterns[oldest] = pattern
      oldest = (oldest + 1) % Self.limit
    }
    guard case .whole(let end) = match(pattern, start, text) else { return nil }
    return end
  }

  /// A pattern that matches writes all cells it has, so the row is wiped only where one does not.
  @inline(__always)
  private mutating func match(
    _ pattern: JSONPattern, _ start: Int, _ text: JSONMarkedText
  ) -> JSONPattern.Outcome {
    let outcome = row.withUnsafeMutableBufferPointer { row in
      // Without wanted keys there is no cell to write.
      let base = row.baseAddress ?? UnsafeMutablePointer(bitPattern: 8).unsafelyUnwrapped
      return pattern.match(text, from: start, base)
    }
    if case .whole = outcome { return outcome }
    for index in row.indices { row[index] = .max }
    return outcome
  }
}
