import Accounting
import Reconcile
import Testing

/// Ids and references that are read without building text, against the plain way.
@Suite struct EntryContentsTests {
  /// As the id's definition says it, text by text.
  static func plainID(
    _ book: Book, _ row: Int, _ names: BookNames, _ occurrence: Int, _ text: String
  )
    -> String
  {
    let entry = book.entries[row]
    var mixer = KeyMixer()
    mixer.combine(names.accounts[entry.account])
    mixer.combine(names.assets[entry.asset])
    mixer.combine(entry.amount.description)
    mixer.combine(UInt64(bitPattern: entry.instant.nanoseconds))
    mixer.combine("\(entry.kind)")
    mixer.combine(text)
    mixer.combine(book.side.rawValue)
    mixer.combine(UInt64(occurrence))
    let digits = String(mixer.key.high, radix: 16)
    return "ent_" + String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// One side's book of these references, each told `times` over, and its source.
  static func side(
    _ side: Side, _ raw: [String], times: Int, encoding: TextEncoding, escape: FieldEscape,
    number: Int
  ) -> (Book, Source) {
    var book = Book(side: side)
    var content: [UInt8] = []
    for text in raw {
      let bytes = encoding == .utf8 ? Array(text.utf8) : text.unicodeScalars.map { UInt8($0.value) }
      let range = TextRange(offset: UInt64(content.count), length: UInt32(bytes.count))
      content += bytes + [UInt8(ascii: "\n")]
      for place in 0..<times {
        book.entries.append(
          Entry(
            account: NameID(index: 0), asset: NameID(index: 0),
            amount: Amount(units: -12_345_678_901_234_567 - Int128(range.length), scale: 12),
            instant: TestBooks.day, kind: .trade,
            reference: bytes.withUnsafeBufferPointer { ReferenceKey(of: $0) }, group: .none,
            referenceText: range,
            origin: Origin(
              source: SourceID(index: number), offset: range.offset + UInt64(place),
              length: range.length, leg: 0)))
      }
    }
    var source = Source(
      name: side.rawValue, side: side, digest: "", size: content.count, content: content,
      compressed: false, encoding: encoding, hasByteOrderMark: false, newline: .lf)
    source.escape = escape
    return (book, source)
  }

  static let raw = [
    "", "R1", "L4UESK-KG3EQ-UFO4T5", #"a""b"#, #"a\"b"#, #"a\\b"#, "\\u00e9", "caf\u{E9}", "x\ty",
  ]

  @Test(
    arguments: TextEncoding.allCases,
    [FieldEscape.none, .doubledQuote, .backslash, .json])
  func `ids and references are those of the plain way`(
    encoding: TextEncoding, escape: FieldEscape
  ) throws {
    var names = BookNames()
    _ = names.accounts.id(of: "an account of more than fifteen bytes: é")
    _ = names.assets.id(of: "USD")
    let (statement, first) = Self.side(
      .statement, Self.raw, times: 2, encoding: encoding, escape: escape, number: 0)
    let (ledger, second) = Self.side(
      .ledger, Self.raw, times: 3, encoding: encoding, escape: escape, number: 1)
    let outcome = try Reconciler(policy: Policy()).reconcile(
      book: "test", businessDate: nil, statement: statement, ledger: ledger, names: names,
      sources: Sources([first, second]), aliases: [], diagnostics: [])
    for (book, source, times) in [(statement, first, 2), (ledger, second, 3)] {
      let contents = outcome.contents(book.side)
      #expect(contents.numbers.count == Self.raw.count * times)
      for row in 0..<book.entries.count {
        let text = source.text(book.entries[row].referenceText)
        let id = Self.plainID(book, row, names, row % times, text)
        #expect(outcome.identity(book.side, row).id == id)
        #expect(contents.numbers[row] == contents.number(row))
        #expect(id.hasSuffix(String(contents.number(row), radix: 16)))
        #expect(outcome.reference(book.side, row) == text)
        var read: [UInt8]?
        contents.withReference(row) { read = Array($0) }
        #expect(read == Array(text.utf8))
      }
    }
  }
}
