import CScan
import TestSupport
import Testing

/// The word-wise CSV scanner, native and portable, against a twin that looks at byte after byte.
@Suite struct CSVScanTests {
  typealias Scan =
    @Sendable (
      UnsafePointer<UInt8>, Int, UInt8, UnsafeMutablePointer<UInt64>,
      UnsafeMutablePointer<UInt64>, UnsafeMutablePointer<tieout_csv_state>
    ) -> Void

  static let ways: [(name: String, scan: Scan)] = [
    ("native", { tieout_csv_scan($0, $1, $2, $3, $4, $5) }),
    ("portable", { tieout_csv_scan_portable($0, $1, $2, $3, $4, $5) }),
  ]

  /// Bytes at even odds of meaning something, so that every neighbourhood comes up.
  static let alphabet = Array("\"\"\"\"\",,\n\n\r\ra;b\t ".utf8) + [0x00, 0x01, 0x7F, 0x80, 0xFF]

  /// Where the bits are, per byte, and the state after it.
  struct Picture: Hashable {
    var stops: [Bool] = []
    var quotes: [Bool] = []
    var lineFeeds = 0
    var isInQuotes = false
    var hasHigh = false
    var hasNul = false
    var hasReturn = false
    var hasStray = false
    var hasLoneReturn = false
  }

  /// The obvious twin: one byte at a time over the whole text.
  static func twin(_ text: [UInt8], _ delimiter: UInt8) -> Picture {
    var picture = Picture()
    let (quote, feed, carriage) = (UInt8(ascii: "\""), UInt8(ascii: "\n"), UInt8(ascii: "\r"))
    var closedBefore = false
    for (index, byte) in text.enumerated() {
      let next = index + 1 < text.count ? text[index + 1] : nil
      let isSeparator = byte == delimiter || byte == feed
      var closes = false
      if byte == quote {
        if picture.isInQuotes {
          closes = true
          if let next, ![delimiter, feed, carriage, quote].contains(next) {
            picture.hasStray = true
          }
        } else if index > 0, ![delimiter, feed].contains(text[index - 1]), !closedBefore {
          picture.hasStray = true
        }
        picture.isInQuotes.toggle()
      } else if byte == carriage, !picture.isInQuotes, let next, next != feed {
        picture.hasLoneReturn = true
      }
      closedBefore = closes
      picture.stops.append(isSeparator && !picture.isInQuotes)
      picture.quotes.append(byte == quote)
      picture.lineFeeds += byte == feed ? 1 : 0
      picture.hasHigh = picture.hasHigh || byte >= 0x80
      picture.hasNul = picture.hasNul || byte == 0
      picture.hasReturn = picture.hasReturn || byte == carriage
    }
    return picture
  }

  /// The scanner's picture of a text given in pieces.
  static func picture(_ pieces: [[UInt8]], _ delimiter: UInt8, _ scan: Scan) -> Picture {
    var picture = Picture()
    var state = tieout_csv_state()
    for piece in pieces {
      let words = (piece.count + 63) / 64
      // One word more than the scanner may write, to see that it does not.
      var stops = [UInt64](repeating: 0xABCD, count: words + 1)
      var quotes = stops
      piece.withUnsafeBufferPointer { bytes in
        if let base = bytes.baseAddress {
          scan(base, bytes.count, delimiter, &stops, &quotes, &state)
        }
      }
      #expect(stops[words] == 0xABCD && quotes[words] == 0xABCD)
      for index in 0..<words * 64 {
        let stop = stops[index / 64] >> UInt64(index % 64) & 1 == 1
        let quote = quotes[index / 64] >> UInt64(index % 64) & 1 == 1
        if index < piece.count {
          picture.stops.append(stop)
          picture.quotes.append(quote)
        } else {
          #expect(!stop && !quote, "no bit past the end")
        }
      }
    }
    picture.lineFeeds = Int(state.line_feeds)
    picture.isInQuotes = state.in_quotes != 0
    #expect(state.in_quotes == 0 || state.in_quotes == .max)
    picture.hasHigh = state.has_high != 0
    picture.hasNul = state.has_nul != 0
    picture.hasReturn = state.has_return != 0
    picture.hasStray = state.has_stray != 0
    picture.hasLoneReturn = state.has_lone_return != 0
    return picture
  }

  static func check(_ pieces: [[UInt8]], _ delimiter: UInt8, _ comment: String) throws {
    let expected = twin(pieces.flatMap { $0 }, delimiter)
    for (name, scan) in ways {
      let found = picture(pieces, delimiter, scan)
      try #require(found == expected, "\(name), \(comment): \(pieces)")
    }
  }

  @Test func `random bytes of every length give the twin's bits`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    for length in 0...300 {
      for round in 0..<12 {
        let delimiter = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")][round % 3]
        let text = Self.text(length, delimiter, quotes: round / 3, &random)
        try Self.check([text], delimiter, "seed \(seed)")
      }
    }
  }

  @Test func `a text in pieces gives the bits of the whole`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    for round in 0..<3_000 {
      let comma = UInt8(ascii: ",")
      var text = Self.text(
        Int.random(in: 0...300, using: &random), comma, quotes: round % 4, &random)
      var pieces: [[UInt8]] = []
      while !text.isEmpty {
        let length = min(text.count, [1, 2, 63, 64, 65, 128, 200].randomElement(using: &random)!)
        pieces.append(Array(text[..<length]))
        text.removeFirst(length)
      }
      try Self.check(pieces, comma, "seed \(seed)")
    }
  }

  /// Random bytes; `quotes` of 1 has few that are special, of 2 and 3 cells in proper quotes.
  static func text(
    _ length: Int, _ delimiter: UInt8, quotes: Int, _ random: inout SeededGenerator
  ) -> [UInt8] {
    var text: [UInt8] = []
    while text.count < length {
      let odds = Int.random(in: 0..<40, using: &random)
      if quotes == 0 || quotes == 1 && odds == 0 {
        text.append(alphabet.randomElement(using: &random)!)
      } else if quotes >= 2 {
        text +=
          ["\"a\"\"b\"", "\"\"", "\"\n\r\"", "c", "", "\r\n"].randomElement(using: &random)!.utf8
        text.append(odds < 5 ? UInt8(ascii: "\n") : delimiter)
        if quotes == 3, odds == 6 { text.append(alphabet.randomElement(using: &random)!) }
      } else {
        text.append(UInt8.random(in: 0x61...0x7A, using: &random))
      }
    }
    return Array(text[..<length])
  }

  @Test(arguments: [
    ("a,\"b\",c\n", false), ("\"a\"\"b\"\r\n", false), ("\"\"", false), ("\"\"\"\"", false),
    ("a\"b\n", true), ("\"a\"b\n", true), ("a \"b\"\n", true), ("\"a\" ,b", true),
    ("\r\"a\"", true), ("\"a\n\",\"", false),
  ])
  func `a quote stands at a cell's ends or is doubled`(text: String, isStray: Bool) throws {
    for lead in [0, 50, 60, 61, 62, 63, 64, 126, 127] {
      // Full cells in front move the text over the words' borders.
      let front = lead == 0 ? "" : String(repeating: "x", count: lead - 1) + ","
      for (_, scan) in Self.ways {
        let found = Self.picture([Array((front + text).utf8)], UInt8(ascii: ","), scan)
        #expect(found.hasStray == isStray, "after \(lead) bytes: \(text.debugDescription)")
      }
    }
  }

  @Test func `bytes of a kind are counted`() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    for length in 0...300 {
      let text = (0..<length).map { _ in Self.alphabet.randomElement(using: &random)! }
      for byte in Set(Self.alphabet) {
        let expected = text.filter { $0 == byte }.count
        text.withUnsafeBufferPointer { bytes in
          guard let base = bytes.baseAddress else { return }
          #expect(tieout_count(base, length, byte) == expected, "seed \(seed)")
          #expect(tieout_count_portable(base, length, byte) == expected, "seed \(seed)")
        }
      }
    }
  }
}
