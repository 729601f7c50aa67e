import CScan
import TestSupport
import Testing

/// The word-wise JSON scanner, native and portable, against a twin that looks at byte after byte.
@Suite struct JSONScanTests {
  typealias Scan =
    @Sendable (
      UnsafePointer<UInt8>, Int, UnsafeMutablePointer<UInt64>,
      UnsafeMutablePointer<tieout_json_state>
    ) -> Void

  static let ways: [(name: String, scan: Scan)] = [
    ("native", { tieout_json_scan($0, $1, $2, $3) }),
    ("portable", { tieout_json_scan_portable($0, $1, $2, $3) }),
  ]

  static let alphabet =
    Array("\"\"\"\"\\\\\\{}[]:,a b\n\t;\u{1F}\u{20}\u{1}[{".utf8) + [
      0x0C, 0x1A, 0x7F, 0x80, 0xDB, 0xFF, 0,
    ]

  struct Picture: Hashable {
    var marks: [Bool] = []
    var isInString = false
    var isEscaped = false
    var hasHigh = false
    var hasControl = false
    var hasBackslash = false
  }

  static func twin(_ text: [UInt8]) -> Picture {
    var picture = Picture()
    for byte in text {
      let isQuote = byte == UInt8(ascii: "\"") && !picture.isEscaped
      let isStructure = "{}[]:,".utf8.contains(byte) && !picture.isInString
      picture.marks.append(isQuote || isStructure)
      if isQuote { picture.isInString.toggle() }
      if byte < 0x20, picture.isInString { picture.hasControl = true }
      if byte >= 0x80 { picture.hasHigh = true }
      if byte == UInt8(ascii: "\\") { picture.hasBackslash = true }
      picture.isEscaped = byte == UInt8(ascii: "\\") && !picture.isEscaped
    }
    return picture
  }

  static func picture(_ pieces: [[UInt8]], _ scan: Scan) -> Picture {
    var picture = Picture()
    var state = tieout_json_state()
    for piece in pieces {
      let words = (piece.count + 63) / 64
      // One word more than the scanner may write, to see that it does not.
      var marks = [UInt64](repeating: 0xABCD, count: words + 1)
      piece.withUnsafeBufferPointer { bytes in
        if let base = bytes.baseAddress { scan(base, bytes.count, &marks, &state) }
      }
      #expect(marks[words] == 0xABCD)
      for index in 0..<words * 64 {
        let isMarked = marks[index / 64] >> UInt64(index % 64) & 1 == 1
        if index < piece.count {
          picture.marks.append(isMarked)
        } else {
          #expect(!isMarked, "no bit past the end")
        }
      }
    }
    #expect(state.in_string == 0 || state.in_string == .max)
    picture.isInString = state.in_string != 0
    picture.isEscaped = state.is_escaped != 0
    picture.hasHigh = state.has_high != 0
    picture.hasControl = state.has_control != 0
    picture.hasBackslash = state.has_backslash != 0
    return picture
  }

  static func check(_ pieces: [[UInt8]], _ comment: String) throws {
    let expected = twin(pieces.flatMap { $0 })
    for (name, scan) in ways {
      try #require(picture(pieces, scan) == expected, "\(name), \(comment): \(pieces)")
    }
  }

  /// Random bytes: all special, few special, or with long runs of backslashes.
  static func text(_ length: Int, _ kind: Int, _ random: inout SeededGenerator) -> [UInt8] {
    (0..<length).map { _ in
      let odds = Int.random(in: 0..<40, using: &random)
      if kind == 2, odds > 4 { return UInt8(ascii: "\\") }
      if kind == 1, odds > 0 { return UInt8.random(in: 0x61...0x7A, using: &random) }
      return alphabet.randomElement(using: &random)!
    }
  }

  @Test func `random bytes of every length give the twin's marks`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    for length in 0...300 {
      for round in 0..<9 {
        try Self.check([Self.text(length, round % 3, &random)], "seed \(seed)")
      }
    }
  }

  @Test func `a text in pieces gives the marks of the whole`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    for round in 0..<2_000 {
      var text = Self.text(Int.random(in: 0...300, using: &random), round % 3, &random)
      var pieces: [[UInt8]] = []
      while !text.isEmpty {
        let length = min(text.count, [1, 2, 63, 64, 65, 128].randomElement(using: &random)!)
        pieces.append(Array(text[..<length]))
        text.removeFirst(length)
      }
      try Self.check(pieces, "seed \(seed)")
    }
  }
}
