import Accounting

extension DeclaredFormat {
  /// The format the declaration stands for.
  ///
  /// - Parameter name: what reports call it: the settings' name of the source.
  /// - Throws: the first fault of the declaration.
  package func makeFormat(name: String) throws(DeclarationFault) -> VenueFormat {
    try check()
    return makeFormat(
      name: name, synonyms: [:], required: [],
      summary: "A table declared in the settings. A fee is an entry of its own.",
      source: "the settings")
  }

  /// - Parameters:
  ///   - synonyms: other names a declared column may have, in order of preference.
  ///   - required: the columns that must be there, `a|b` for alternatives; empty: all declared.
  ///   - without: keys that no object of the list may have.
  /// - Precondition: the declaration was checked.
  func makeFormat(
    name: String, synonyms: [String: [String]], required: [String], without: [String] = [],
    summary: String, source: String
  ) -> VenueFormat {
    var fields = FieldSlots(synonyms: kind == .csv ? [:] : synonyms)
    let reading = DeclaredReading(
      format: self, fields: &fields, ownAsset: asset.map { Array($0.utf8) } ?? [])
    let shape: Format.Shape
    switch kind {
    case .csv:
      shape = .csv(
        CSVShape(
          contains: required.isEmpty ? Array(Set(fields.names)).sorted() : required,
          aliases: synonyms, delimiter: delimiter, escape: escape, preamble: preamble))
    case .json, .jsonLines:
      shape = .json(
        JSONShape(
          lists: [
            JSONList(
              path: kind == .jsonLines ? "[]" : list,
              keys: required.isEmpty ? requiredKeys : required, without: without)
          ],
          jsonLines: kind == .jsonLines))
    }
    return VenueFormat(
      Format(
        name: name, venue: "", sides: sides, shape: shape, fields: fields.names,
        summary: summary, source: source),
      defaultAccount: Ledger.account, linesNameAccount: columns.account != nil,
      plain: PlainLayout(reading)
    ) { line, lineReading throws(LineFault) in try reading.read(line, &lineReading) }
  }

  /// The keys every object of a JSON list has; others may be missing where they say nothing.
  private var requiredKeys: [String] {
    let amounts =
      columns.amount
      ?? [columns.debit, columns.credit].compactMap { $0 }
      .joined(separator: "|")
    return [columns.bookedAt ?? "", amounts]
  }

  private func check() throws(DeclarationFault) {
    guard columns.bookedAt != nil else { throw .columnMissing("booked_at") }
    let isSplit = columns.debit != nil || columns.credit != nil
    guard columns.amount != nil || isSplit else { throw .columnMissing("amount") }
    guard columns.amount == nil || !isSplit else { throw .amountTwice }
    if case .byType(let positive, let negative) = sign {
      guard columns.kind != nil else { throw .columnNeeded("kind", by: "sign by type") }
      let words = positive + negative
      guard !words.isEmpty, Set(words).count == words.count else { throw .wordsUnusable }
    }
    switch minorUnits {
    case nil, .asset: break
    case .column:
      guard columns.scale != nil else { throw .columnNeeded("scale", by: "minor units") }
    case .fixed(let decimals):
      guard (0...Amount.digitLimit).contains(decimals) else { throw .scaleOutOfRange(decimals) }
    }
    guard thousands?.byte != decimalMark.byte else { throw .marksEqual }
    if let filter, filter.equals.isEmpty { throw .columnNeeded(filter.column, by: "filter") }
    try checkKind()
  }

  private func checkKind() throws(DeclarationFault) {
    switch kind {
    case .csv:
      let isUsable =
        ",;|\t:^~".utf8.contains(delimiter)
        || (delimiter >= 0x21 && delimiter < 0x7F && "!#$%&*/=@_".utf8.contains(delimiter))
      guard isUsable else { throw .delimiterUnusable }
      guard list == "[]" else { throw .notForKind("a list's path") }
      guard escape == .doubledQuote || escape == .backslash else {
        throw .notForKind("this escape")
      }
    case .json, .jsonLines:
      guard !preamble else { throw .notForKind("a preamble") }
      guard kind == .json || list == "[]" else { throw .notForKind("a list's path") }
    }
  }
}

/// Gives each declared column its fields.
struct FieldSlots {
  private(set) var names: [String] = []
  private let synonyms: [String: [String]]

  init(synonyms: [String: [String]]) { self.synonyms = synonyms }

  /// The fields of a column; nil for a column that is not declared.
  mutating func add(_ column: String?) -> Range<Int>? {
    guard let column else { return nil }
    let start = names.count
    names += [column] + (synonyms[column] ?? [])
    return start..<names.count
  }
}

extension DeclaredReading {
  /// - Precondition: the declaration has a time.
  init(format: DeclaredFormat, fields: inout FieldSlots, ownAsset: [UInt8]) {
    let columns = format.columns
    guard let bookedAt = fields.add(columns.bookedAt) else {
      preconditionFailure("a declaration is checked before it is made a format")
    }
    self.format = format
    self.bookedAt = bookedAt
    id = fields.add(columns.id)
    reference = fields.add(columns.reference)
    group = fields.add(columns.group)
    account = fields.add(columns.account)
    asset = fields.add(columns.asset)
    amount = fields.add(columns.amount)
    debit = fields.add(columns.debit)
    credit = fields.add(columns.credit)
    fee = fields.add(columns.fee)
    feeAsset = fields.add(columns.feeAsset)
    kind = fields.add(columns.kind)
    balance = fields.add(columns.balance)
    scale = fields.add(columns.scale)
    filter = fields.add(format.filter?.column)
    names = fields.names
    self.ownAsset = ownAsset
  }
}
