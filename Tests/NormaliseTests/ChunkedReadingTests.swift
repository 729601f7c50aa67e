import Accounting
import Foundation
import Ingest
import Normalise
import TestSupport
import Testing

/// Whatever is read in chunks gives what reading it whole gives.
@Suite struct ChunkedReadingTests {
  enum Came: Hashable { case chunked, whole, refused }

  static func check(
    _ made: RandomDeclaration, _ way: ChunkedBook.Way, _ comment: String
  ) throws -> Came {
    try with(made) { file, format in
      try check(file, among: [format], made.terms, way, comment)
    }
  }

  static func with<R>(
    _ made: RandomDeclaration, _ body: (InputFile, VenueFormat) throws -> R
  ) throws -> R {
    let folder = try Places.scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "book")
    try Data(made.bytes).write(to: path)
    return try body(
      InputFile(path: path.path, name: "book", side: made.side),
      try made.format.makeFormat(name: "made"))
  }

  static func check(
    _ file: InputFile, among formats: [VenueFormat], _ terms: SourceTerms, _ way: ChunkedBook.Way,
    _ comment: String
  ) throws -> Came {
    let whole = try? ReadBook(whole: file, among: formats, terms)
    guard let chunked = try ChunkedBook(file, among: formats, terms, way) else {
      return whole == nil ? .refused : .whole
    }
    guard let whole else {
      Issue.record("read in chunks, refused as a whole, \(comment)")
      return .refused
    }
    let (one, other) = (chunked.book, whole)
    try #require(one.refused == other.refused, "\(comment)")
    try #require(one.warnings == other.warnings, "\(comment)")
    let entry = zip(one.entries, other.entries).first { $0 != $1 }
    try #require(entry == nil, "\(comment)")
    try #require(one.entries.count == other.entries.count, "\(comment)")
    try #require(one.tallies == other.tallies, "\(comment)")
    try #require(one.aliases == other.aliases, "\(comment)")
    try #require(one.accounts == other.accounts, "\(comment)")
    try #require(one.stated == other.stated, "\(comment)")
    try #require(one == other, "\(comment)")
    if formats.count == 1 { try checkRows(chunked, comment) }
    return .chunked
  }

  /// Each row says what its line's entry says.
  static func checkRows(_ chunked: ChunkedBook, _ comment: String) throws {
    var rows: [EntryRow.Place: EntryRow] = [:]
    for row in chunked.rows { rows[row.place] = row }
    let unfit = Set(
      chunked.book.entries.filter { EntryRow.units(of: $0.amount) == nil }.map(\.origin.offset))
    for entry in chunked.book.entries {
      let place = EntryRow.Place(
        source: 0, offset: entry.origin.offset, leg: entry.origin.leg)
      guard let row = rows[place] else {
        try #require(unfit.contains(entry.origin.offset), "only unfit are held, \(comment)")
        continue
      }
      try #require(row.units == EntryRow.units(of: entry.amount), "\(entry), \(comment)")
      try #require(row.nanoseconds == entry.instant.nanoseconds, "\(comment)")
      let key = ReferenceKey(high: row.referenceHigh, low: row.referenceLow)
      try #require(key == entry.reference, "\(comment)")
    }
  }

  @Test(arguments: DeclaredFormat.Kind.allCases)
  func `a declared table in chunks is the table read whole`(
    kind: DeclaredFormat.Kind
  ) throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    var came: [Came: Int] = [:]
    for round in 0..<150 {
      let made = RandomDeclaration(SeededGenerator(seed: random.next()), kind: kind)
      let way = ChunkedBook.Way(
        chunkBytes: [64, 200, 1000, 4096].randomElement(using: &random)!,
        threads: round % 2 == 0 ? 1 : 3)
      let comment = "seed \(seed), round \(round), \(way)"
      came[try Self.check(made, way, comment), default: 0] += 1
    }
    #expect(came[.chunked, default: 0] > 45, "many are read in chunks: \(came), seed \(seed)")
  }

  @Test(arguments: DeclaredFormat.Kind.allCases)
  func `only the wanted entries come back from the file`(kind: DeclaredFormat.Kind) throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    for round in 0..<40 {
      let made = RandomDeclaration(
        SeededGenerator(seed: random.next()), kind: kind, hasIDs: false)
      let odds = UInt64.random(in: 1...9, using: &random)
      let way = ChunkedBook.Way(chunkBytes: 300, threads: 1) { place in
        (place.offset * 7 + UInt64(place.leg) * 3) % 10 < odds
      }
      try Self.with(made) { file, format in
        guard let chunked = try ChunkedBook(file, among: [format], made.terms, way) else { return }
        let whole = try ReadBook(whole: file, among: [format], made.terms)
        let unfit = Set(
          whole.entries.filter { EntryRow.units(of: $0.amount) == nil }.map(\.origin.offset))
        let expected = whole.entries.filter { entry in
          let place = EntryRow.Place(
            source: 0, offset: entry.origin.offset, leg: entry.origin.leg)
          return way.isWanted(place) || unfit.contains(entry.origin.offset)
        }
        try #require(chunked.book.entries == expected, "seed \(seed), round \(round)")
        try #require(chunked.book.refused == whole.refused, "seed \(seed), round \(round)")
        try #require(chunked.book.aliases == whole.aliases, "seed \(seed), round \(round)")
        let times = { (book: ReadBook) in book.tallies.map { [$0.first, $0.last] } }
        try #require(times(chunked.book) == times(whole), "seed \(seed), round \(round)")
      }
    }
  }

  static let samples: [URL] = {
    let folder = Places.root.appending(path: "samples")
    let all = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    return (all?.allObjects as? [URL] ?? [])
      .filter { ["csv", "json", "jsonl"].contains($0.pathExtension) }
      .sorted { $0.path < $1.path }
  }()

  @Test(arguments: [64, 4096])
  func `a sample of any format in chunks is the sample read whole`(chunkBytes: Int) throws {
    #expect(Self.samples.count > 100)
    var came: [Came: Int] = [:]
    for sample in Self.samples {
      let side: Side = sample.lastPathComponent.hasPrefix("ledger") ? .ledger : .statement
      let terms = SourceTerms(
        accountRules: side == .ledger
          ? [AccountRule(pattern: Pattern("*"), account: "ours")] : [],
        zone: .utc)
      let file = InputFile(path: sample.path, name: sample.lastPathComponent, side: side)
      let way = ChunkedBook.Way(chunkBytes: chunkBytes, threads: chunkBytes == 64 ? 3 : 1)
      let formats = VenueFormat.all.filter { $0.format.sides.contains(side) }
      came[try Self.check(file, among: formats, terms, way, sample.path), default: 0] += 1
    }
    #expect(came[.chunked, default: 0] > 40, "\(came)")
  }
}
