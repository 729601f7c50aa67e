package import Accounting

/// Reads the plain lines of one source on one thread: no text is built, nothing is looked up twice.
///
/// What it makes of a line is what the format's own reading makes of it, as far as a row says it;
/// a line it does not take it calls odd.
package final class PlainReading {
  package let side: Side
  private var lines: PlainLineReading

  package init(
    _ layout: PlainLayout, format: VenueFormat, side: Side, source: SourceID, terms: SourceTerms,
    names: PlainNames
  ) {
    self.side = side
    lines = PlainLineReading(
      layout, format: format, side: side, source: source, terms: terms, names: names)
  }

  deinit { lines.deallocate() }

  /// Whether the terms allow a plain reading.
  package static func isPossible(_ terms: SourceTerms) -> Bool { terms.dateOrder == nil }

  /// Reads the lines of a stretch.
  ///
  /// - Parameters:
  ///   - odd: gets start and end of lines that must be read the whole way.
  ///   - body: called with the rows, which are valid only inside the call.
  package func read(
    _ stretch: PlainStretch, odd: inout [UInt32], _ body: (UnsafeBufferPointer<EntryRow>) -> Void
  ) {
    body(lines.read(stretch, odd: &odd))
  }

  /// What was read.
  package var summary: PlainFigures { lines.summary }
}

/// The reading itself: a value, so that no access to its parts is checked while it runs.
struct PlainLineReading {
  private let layout: PlainLayout
  private let side: Side
  private let source: Int
  private let terms: SourceTerms
  private let defaultAccount: String
  private let names: PlainNames
  private let rules: AccountRuleTable

  /// What was read so far, but for what the lists below count.
  private var figures = PlainFigures()
  private var spellings: [PlainNames.Spelling] = []
  /// Of each spelling: its asset, how often it was used, where first.
  private var uses = PlainList<SpellingUse>()
  private var codes = NumberTable()
  private var accounts = NumberTable()
  /// The account of each name; nil: none of the book's.
  private var owners = PlainList<NameID?>()
  private let rows = RowRoom()
  private var ownAssetSlot = -1
  /// The cell that names a line's account; nil: all lines are of one account.
  private let accountCell: Int?

  private struct SpellingUse {
    var asset: NameID
    var count = 0
    /// The first line that has it, and where it stands there.
    var firstLine = Int.max
    var first = Int.max
  }

  /// A slot of lines that must be read the whole way.
  private static let oddSlot: Int32 = -2

  init(
    _ layout: PlainLayout, format: VenueFormat, side: Side, source: SourceID, terms: SourceTerms,
    names: PlainNames
  ) {
    self.layout = layout
    self.side = side
    self.source = Int(source.index)
    self.terms = terms
    self.names = names
    defaultAccount = format.defaultAccount
    rules = AccountRuleTable(terms.accountRules)
    accountCell = terms.account == nil ? layout.account : nil
    if layout.asset == nil { ownAssetSlot = makeOwnAssetSlot() }
  }

  func deallocate() {
    uses.deallocate()
    codes.deallocate()
    accounts.deallocate()
    owners.deallocate()
  }

  /// The place of the asset that no line names; less than 0 if lines are read the whole way.
  private mutating func makeOwnAssetSlot() -> Int {
    let code =
      layout.ownAsset.isEmpty
      ? terms.currency ?? "" : String(decoding: layout.ownAsset, as: UTF8.self)
    guard let spelling = names.spelling(of: code, own: terms.aliases), !spelling.isUnmapped else {
      return -1
    }
    return append(spelling)
  }

  private mutating func append(_ spelling: PlainNames.Spelling) -> Int {
    spellings.append(spelling)
    uses.append(SpellingUse(asset: spelling.asset))
    return spellings.count - 1
  }

  /// The account of lines that name none.
  private var ownAccount: NameID? {
    let onlyRule = Set(terms.accountRules.map(\.account))
    let only = side == .ledger && onlyRule.count == 1 ? onlyRule.first : nil
    return names.account(terms.account ?? only ?? defaultAccount)
  }

  /// The rows of a stretch's lines; valid until the next is read.
  mutating func read(
    _ stretch: PlainStretch, odd: inout [UInt32]
  ) -> UnsafeBufferPointer<EntryRow> {
    rows.makeRoom(stretch.count * 2)
    var target = rows.start
    let base = stretch.bytes.baseAddress.unsafelyUnwrapped
    var cells = stretch.cells
    figures.ids.begin(at: stretch.offset)
    for line in 0..<stretch.count {
      let start = stretch.bounds[line &* 2]
      if !read(base, cells, stretch.offset, start, &target) {
        odd.append(start)
        odd.append(stretch.bounds[line &* 2 &+ 1])
      }
      cells += stretch.width &* 2
    }
    figures.ids.end()
    return UnsafeBufferPointer(start: rows.start, count: target - rows.start)
  }

  /// A cell's bytes; nil if the line has no such cell.
  @inline(__always)
  private func cell(
    _ index: Int, _ base: UnsafePointer<UInt8>, _ cells: UnsafePointer<UInt32>
  ) -> (text: UnsafePointer<UInt8>, count: Int)? {
    let start = cells[index &* 2]
    guard start != .max else { return nil }
    return (base + Int(start), Int(cells[index &* 2 &+ 1] &- start))
  }

  /// Whether the line is one end of a transfer: these stay in the book, so they are read the whole
  /// way.
  @inline(__always)
  private func isTransferLeg(
    _ base: UnsafePointer<UInt8>, _ cells: UnsafePointer<UInt32>
  ) -> Bool {
    guard let place = layout.kind, let word = cell(place, base, cells) else { return false }
    return EntryKind(word: Bytes(start: word.text, count: word.count)).isTransferLeg
  }

  private mutating func read(
    _ base: UnsafePointer<UInt8>, _ cells: UnsafePointer<UInt32>, _ offset: Int, _ start: UInt32,
    _ target: inout UnsafeMutablePointer<EntryRow>
  ) -> Bool {
    if isTransferLeg(base, cells) { return false }
    guard let time = cell(layout.time, base, cells), let amount = cell(layout.amount, base, cells)
    else { return false }
    var isPlain = true
    let nanoseconds = PlainInstant.nanoseconds(time.text, time.count, &isPlain)
    var units = PlainDecimal.units18(amount.text, amount.count, &isPlain)
    guard isPlain, units != 0 else { return false }
    if layout.isNegated { units = 0 &- units }
    guard let asset = assetSlot(layout.asset, base, cells) else { return false }
    var fee: (units: Int128, asset: Int, cell: Int?)?
    if let place = layout.fee, let text = cell(place, base, cells), text.count > 0 {
      let value = PlainDecimal.units18(text.text, text.count, &isPlain)
      guard isPlain, let (feeAsset, cell) = feeSlot(base, cells, asset) else { return false }
      fee = (layout.isFeeCost ? 0 &- value : value, feeAsset, cell)
    }
    guard let slot = accountSlot(base, cells) else { return false }
    var marks: UInt8 = 0
    if let place = layout.identity, let text = cell(place, base, cells), text.count > 0 {
      marks = EntryRow.Mark.identified
    }
    // From here on the line counts.
    figures.read += 1
    use(asset, layout.asset, cells, offset, start)
    if let fee { use(fee.asset, fee.cell, cells, offset, start) }
    guard let account = owners.items[Int(slot)] else {
      figures.otherAccount += 1
      return true
    }
    figures.take(nanoseconds, isIdentified: marks != 0)
    if marks != 0, let place = layout.identity, let text = cell(place, base, cells) {
      figures.ids.take(text.text, text.count)
    }
    if let place = layout.group, let text = cell(place, base, cells), text.count > 0 {
      figures.hasGroups = true
    }
    var reference = ReferenceKey.none
    if let place = layout.reference, let text = cell(place, base, cells) {
      reference = ReferenceKey(of: Bytes(start: text.text, count: text.count))
    }
    let place = UInt64(offset) &+ UInt64(start)
    target.initialize(
      to: EntryRow(
        units: units, reference: reference, nanoseconds: nanoseconds,
        place: EntryRow.Place(source: source, offset: place, leg: 0), account: account,
        asset: uses.items[asset].asset, marks: marks))
    target += 1
    if let fee, fee.units != 0 {
      target.initialize(
        to: EntryRow(
          units: fee.units, reference: reference, nanoseconds: nanoseconds,
          place: EntryRow.Place(source: source, offset: place, leg: 1), account: account,
          asset: uses.items[fee.asset].asset, marks: marks))
      target += 1
    }
    return true
  }

  // MARK: Names

  /// The fee's asset, and the cell that says it.
  private mutating func feeSlot(
    _ base: UnsafePointer<UInt8>, _ cells: UnsafePointer<UInt32>, _ asset: Int
  ) -> (slot: Int, cell: Int?)? {
    guard let place = layout.feeAsset, let text = cell(place, base, cells), text.count > 0 else {
      return (asset, layout.asset)
    }
    guard let slot = assetSlot(place, base, cells) else { return nil }
    return (slot, place)
  }

  /// Counts a use of a spelling, which stands in a cell or is no line's own. Of two in a line the
  /// asset's counts as the first, wherever the fee's stands.
  @inline(__always)
  private func use(
    _ slot: Int, _ cell: Int?, _ cells: UnsafePointer<UInt32>, _ offset: Int, _ start: UInt32
  ) {
    let use = uses.items + slot
    use.pointee.count &+= 1
    let line = offset &+ Int(start)
    guard line < use.pointee.firstLine, let cell else { return }
    use.pointee.firstLine = line
    use.pointee.first = offset &+ Int(cells[cell &* 2])
  }

  /// The place of the code among the spellings; nil if the line must be read the whole way.
  @inline(__always)
  private mutating func assetSlot(
    _ place: Int?, _ base: UnsafePointer<UInt8>, _ cells: UnsafePointer<UInt32>
  ) -> Int? {
    guard let place else { return ownAssetSlot < 0 ? nil : ownAssetSlot }
    guard let text = cell(place, base, cells), text.count > 0 else { return nil }
    let key =
      NumberTable.key(text.text, text.count)
      ?? ReferenceKey(of: Bytes(start: text.text, count: text.count))
    var slot = codes.find(key)
    if slot == -1 { slot = newAssetSlot(text.text, text.count, key) }
    return slot >= 0 ? Int(slot) : nil
  }

  @inline(never)
  private mutating func newAssetSlot(
    _ text: UnsafePointer<UInt8>, _ count: Int, _ key: ReferenceKey
  ) -> Int32 {
    let bytes = Bytes(start: text, count: count)
    var slot = Self.oddSlot
    // Blanks around a code, and what may be of another encoding, are read the whole way.
    if bytes.withoutBlanks.count == count, UTF8Text.isWhole(bytes),
      let spelling = names.spelling(of: bytes.text, own: terms.aliases)
    {
      slot = Int32(append(spelling))
    }
    if key != .none { codes.insert(key, slot) }
    return slot
  }

  /// The place of the line's account; nil if the line must be read the whole way.
  @inline(__always)
  private mutating func accountSlot(
    _ base: UnsafePointer<UInt8>, _ cells: UnsafePointer<UInt32>
  ) -> Int32? {
    guard let place = accountCell else { return owners.count > 0 ? 0 : newOwnSlot() }
    guard let text = cell(place, base, cells), text.count > 0 else { return nil }
    let key = ReferenceKey(of: Bytes(start: text.text, count: text.count))
    var slot = accounts.find(key)
    if slot == -1 { slot = newAccountSlot(text.text, text.count, key) }
    return slot >= 0 ? slot : nil
  }

  /// A name counts as met with the first line that has it.
  @inline(never)
  private mutating func newOwnSlot() -> Int32 {
    owners.append(ownAccount)
    return 0
  }

  @inline(never)
  private mutating func newAccountSlot(
    _ text: UnsafePointer<UInt8>, _ count: Int, _ key: ReferenceKey
  ) -> Int32 {
    let name = Ledger.account(Bytes(start: text, count: count))
    var slot = Self.oddSlot
    if !name.name.isEmpty, UTF8Text.isWhole(name.name) {
      slot = Int32(owners.count)
      let account = side == .statement ? name.text : rules.account(of: name.text)
      owners.append(account.map { names.account($0) })
    }
    accounts.insert(key, slot)
    return slot
  }

  /// What was read, with the uses of the spellings.
  var summary: PlainFigures {
    var summary = figures
    for (place, spelling) in spellings.enumerated() {
      let use = uses.items[place]
      summary.spellings.append(
        PlainFigures.Use(spelling: spelling, uses: use.count, first: use.first))
    }
    return summary
  }
}

enum UTF8Text {
  /// Whether the bytes are UTF-8.
  static func isWhole(_ bytes: Bytes) -> Bool {
    String(validating: bytes, as: UTF8.self) != nil
  }
}

/// Memory for the rows of a stretch, used again for the next.
private final class RowRoom {
  private(set) var start: UnsafeMutablePointer<EntryRow>
  private var capacity = 4096

  init() { start = .allocate(capacity: capacity) }

  deinit { start.deallocate() }

  func makeRoom(_ wanted: Int) {
    guard wanted > capacity else { return }
    start.deallocate()
    capacity = wanted
    start = .allocate(capacity: wanted)
  }
}
