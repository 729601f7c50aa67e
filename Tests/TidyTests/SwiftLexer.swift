/// Splits Swift into code, comments and texts, enough for house rules: regular expression
/// literals are not known to it.
struct SwiftLexer {
  private enum State {
    case code
    /// Code inside a text's `\(…)`, with the parentheses open in it.
    case interpolation(open: Int)
    case lineComment
    case blockComment(depth: Int)
    case text(hashes: Int, isMultiline: Bool)
  }

  /// The code with all else blank, and the comments with all else blank.
  private(set) var code: [UInt8]
  private(set) var comments: [UInt8]
  private(set) var literals: [(line: Int, text: String)] = []

  private let source: [UInt8]
  private var states: [State] = [.code]
  private var index = 0
  private var line = 1
  /// The text literal being read; nil once it turns out to be more than a plain one.
  private var literal: [UInt8]?

  init(_ source: [UInt8]) {
    self.source = source
    code = source.map { $0 == UInt8(ascii: "\n") ? $0 : UInt8(ascii: " ") }
    comments = code
  }

  mutating func run() {
    while index < source.count {
      if source[index] == UInt8(ascii: "\n") { line += 1 }
      switch states[states.count - 1] {
      case .code: readCode(open: nil)
      case .interpolation(let open): readCode(open: open)
      case .lineComment:
        if source[index] == UInt8(ascii: "\n") { states.removeLast() }
        pass(1, into: \.comments)
      case .blockComment(let depth): readBlockComment(depth)
      case .text(let hashes, let isMultiline): readText(hashes, isMultiline)
      }
    }
  }

  private mutating func readCode(open: Int?) {
    if starts("//") {
      states.append(.lineComment)
      pass(2, into: \.comments)
    } else if starts("/*") {
      states.append(.blockComment(depth: 1))
      pass(2, into: \.comments)
    } else if source[index] == UInt8(ascii: "`") {
      pass(1, into: \.code)
      while index < source.count, source[index] != UInt8(ascii: "`"),
        source[index] != UInt8(ascii: "\n")
      {
        code[index] = UInt8(ascii: "_")
        index += 1
      }
      if index < source.count, source[index] == UInt8(ascii: "`") { pass(1, into: \.code) }
    } else if let opening = openingOfText() {
      states.append(opening)
    } else {
      if let open {
        let closes = source[index] == UInt8(ascii: ")")
        let depth = open + (closes ? -1 : source[index] == UInt8(ascii: "(") ? 1 : 0)
        states[states.count - 1] = .interpolation(open: depth)
        if depth == 0 { states.removeLast() }
      }
      pass(1, into: \.code)
    }
  }

  private mutating func readBlockComment(_ depth: Int) {
    if starts("/*") {
      states[states.count - 1] = .blockComment(depth: depth + 1)
      pass(2, into: \.comments)
    } else if starts("*/") {
      states.removeLast()
      if depth > 1 { states.append(.blockComment(depth: depth - 1)) }
      pass(2, into: \.comments)
    } else {
      pass(1, into: \.comments)
    }
  }

  private mutating func readText(_ hashes: Int, _ isMultiline: Bool) {
    if starts("\\", hashes: hashes) {
      index += 1 + hashes
      literal = nil
      if index < source.count, source[index] == UInt8(ascii: "(") {
        states.append(.interpolation(open: 1))
      }
      if index < source.count, source[index] == UInt8(ascii: "\n") { line += 1 }
      index += 1
    } else if starts(isMultiline ? "\"\"\"" : "\"", hashes: hashes) {
      index += (isMultiline ? 3 : 1) + hashes
      states.removeLast()
      if let literal { literals.append((line, String(decoding: literal, as: UTF8.self))) }
      literal = nil
    } else {
      literal?.append(source[index])
      index += 1
    }
  }

  /// The text that starts here, and passes over its fence; nil if none does.
  private mutating func openingOfText() -> State? {
    var hashes = 0
    while index + hashes < source.count, source[index + hashes] == UInt8(ascii: "#") { hashes += 1 }
    guard index + hashes < source.count, source[index + hashes] == UInt8(ascii: "\"") else {
      return nil
    }
    index += hashes
    let isMultiline = starts("\"\"\"")
    index += isMultiline ? 3 : 1
    literal = isMultiline ? nil : []
    return .text(hashes: hashes, isMultiline: isMultiline)
  }

  private func starts(_ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard source.count - index >= count else { return false }
    for step in 0..<count where source[index + step] != text.utf8Start[step] { return false }
    return true
  }

  /// Whether `text` stands here, and then as many `#` as given.
  private func starts(_ text: StaticString, hashes: Int) -> Bool {
    guard starts(text) else { return false }
    let from = index + text.utf8CodeUnitCount
    guard source.count - from >= hashes else { return false }
    return source[from..<from + hashes].allSatisfy { $0 == UInt8(ascii: "#") }
  }

  private mutating func pass(_ count: Int, into part: WritableKeyPath<SwiftLexer, [UInt8]>) {
    for _ in 0..<count where index < source.count {
      self[keyPath: part][index] = source[index]
      index += 1
    }
  }
}
