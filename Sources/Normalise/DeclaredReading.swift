import Accounting

/// Reads the lines of a declared format. No text is built for a field that is well.
struct DeclaredReading: Sendable {
  /// The fields that may hold a value, best first; more than one only where JSON may name it
  /// in several ways.
  typealias Slot = Range<Int>

  let format: DeclaredFormat
  let names: [String]
  let id: Slot?
  let reference: Slot?
  let group: Slot?
  let bookedAt: Slot
  let account: Slot?
  let asset: Slot?
  let amount: Slot?
  let debit: Slot?
  let credit: Slot?
  let fee: Slot?
  let feeAsset: Slot?
  let kind: Slot?
  let balance: Slot?
  let scale: Slot?
  let filter: Slot?
  /// The asset of lines that name none.
  let ownAsset: [UInt8]

  func read(_ line: Line, _ reading: inout LineReading) throws(LineFault) {
    if let rule = format.filter, !rule.keeps(line, filter) { return reading.ignore("row-filter") }
    if let id { reading.identify(line, by: [field(line, id)]) }
    let owner = account.map { Ledger.account(line[field(line, $0)]) }
    reading.belongs(to: owner)
    let event = DeclaredEvent(
      instant: try instant(line, reading),
      kind: EntryKind(word: text(line, kind)),
      reference: reference.map { field(line, $0) },
      group: ReferenceKey(of: text(line, group)),
      account: owner)
    if let asset, !line[field(line, asset)].withoutBlanks.isEmpty {
      let assetField = field(line, asset)
      return try add(event, line[assetField].withoutBlanks, assetField, line, &reading)
    }
    let code = ownAsset.isEmpty ? Array((reading.terms.currency ?? "").utf8) : ownAsset
    try code.withUnsafeBufferPointer { bytes throws(LineFault) in
      try add(event, bytes, asset.map { field(line, $0) }, line, &reading)
    }
  }

  private func add(
    _ event: DeclaredEvent, _ asset: Bytes, _ assetField: Int?, _ line: Line,
    _ reading: inout LineReading
  ) throws(LineFault) {
    let amount = try signed(try unsigned(line, asset, reading), line, reading)
    try reading.entry(
      event.kind, amount, asset: asset, assetField: assetField, at: event.instant, line: line,
      reference: event.reference, group: event.group, account: event.account,
      balance: try runningBalance(line, asset, reading))
    guard let slot = fee, !line[field(line, slot)].withoutBlanks.isEmpty else { return }
    let hasOwnAsset = feeAsset.map { !line[field(line, $0)].withoutBlanks.isEmpty } ?? false
    let feeField = hasOwnAsset ? field(line, feeAsset!) : nil
    let feeCode = feeField.map { line[$0].withoutBlanks } ?? asset
    let value = try self.value(line, field(line, slot), feeCode, reading)
    let change = format.fee == .cost ? value.negated : value
    try reading.entry(
      change.isNegative ? .fee : .rebate, change, asset: feeCode,
      assetField: feeField ?? assetField, at: event.instant, line: line,
      reference: event.reference, group: event.group, account: event.account)
  }

  /// The amount before its sign's rule: the one column, or debit less credit.
  private func unsigned(
    _ line: Line, _ asset: Bytes, _ reading: LineReading
  ) throws(LineFault) -> Amount {
    if let slot = amount { return try value(line, field(line, slot), asset, reading) }
    let gained = try debit.flatMap { slot throws(LineFault) in
      try side(line, slot, asset, reading)
    }
    let lost = try credit.flatMap { slot throws(LineFault) in
      try side(line, slot, asset, reading)
    }
    guard gained != nil || lost != nil else {
      let field = field(line, (debit ?? credit)!)
      throw .amountMissing(reading.column(field), field: field)
    }
    do throws(AmountError) {
      return try (gained ?? .zero).subtracting(lost ?? .zero)
    } catch {
      let field = field(line, (debit ?? credit)!)
      throw .amount(error, line.text(field), reading.column(field), field: field)
    }
  }

  /// A debit or credit; nil if the cell is empty.
  private func side(
    _ line: Line, _ slot: Slot, _ asset: Bytes, _ reading: LineReading
  ) throws(LineFault) -> Amount? {
    let field = field(line, slot)
    return line[field].withoutBlanks.isEmpty ? nil : try value(line, field, asset, reading)
  }

  private func signed(
    _ amount: Amount, _ line: Line, _ reading: LineReading
  ) throws(LineFault) -> Amount {
    switch format.sign {
    case .asIs: return amount
    case .negate: return amount.negated
    case .byType(let positive, let negative):
      let field = field(line, kind!)
      let word = line[field].withoutBlanks
      let isPositive = positive.contains { word.elementsEqual($0.utf8) }
      guard isPositive || negative.contains(where: { word.elementsEqual($0.utf8) }) else {
        throw .unknownWord(
          code: "type-unknown", line.text(field), reading.column(field), field: field,
          known: (positive + negative).joined(separator: ", "))
      }
      guard !amount.isNegative else { throw signUnexpected(line) }
      return isPositive ? amount : amount.negated
    }
  }

  private func runningBalance(
    _ line: Line, _ asset: Bytes, _ reading: LineReading
  ) throws(LineFault) -> Amount? {
    guard let balance, !line[field(line, balance)].withoutBlanks.isEmpty else { return nil }
    let value = try value(line, field(line, balance), asset, reading)
    return format.sign == .negate ? value.negated : value
  }

  private func signUnexpected(_ line: Line) -> LineFault {
    LineFault(
      code: "sign-unexpected", field: amount.map { field(line, $0) },
      message: "the amount is negative although the type says which way it goes",
      hint: "declare sign: as-is if the amounts of this file are signed")
  }
}

/// What the entries of one line share.
struct DeclaredEvent {
  let instant: Instant
  let kind: EntryKind
  let reference: Int?
  let group: ReferenceKey
  let account: AccountText?
}

extension DeclaredReading {
  /// The first field of the slot that the line has.
  func field(_ line: Line, _ slot: Slot) -> Int {
    for field in slot where !line.isAbsent(field) { return field }
    return slot.lowerBound
  }

  private func text(_ line: Line, _ slot: Slot?) -> Bytes {
    slot.map { line[field(line, $0)].withoutBlanks } ?? Bytes(rebasing: line.content[0..<0])
  }
}

extension RowFilter {
  fileprivate func keeps(_ line: Line, _ slot: Range<Int>?) -> Bool {
    guard let slot else { return true }
    let value = line[slot.lowerBound]
    return equals.contains { value.elementsEqual($0.utf8) }
  }
}

extension EntryKind {
  /// The kind a word names, whatever its case; other for every other word.
  init(word: Bytes) {
    self = .other
    guard !word.isEmpty else { return }
    for (name, kind) in EntryKind.words where word.readsIgnoringCase(name) { self = kind }
  }

  private static let words: [(StaticString, EntryKind)] = [
    ("deposit", .deposit), ("withdrawal", .withdrawal), ("trade", .trade), ("fee", .fee),
    ("rebate", .rebate), ("conversion", .conversion), ("transfer", .transfer),
    ("funding", .funding), ("income", .income), ("staking", .staking),
    ("adjustment", .adjustment),
  ]
}
