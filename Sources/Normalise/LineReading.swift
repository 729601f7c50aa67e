package import Accounting

/// What a reading says of one line. Nothing counts until the reading returns.
///
/// The methods resolve names: an asset code becomes its canonical asset, a ledger's account name
/// becomes an account of the book.
package struct LineReading {
  /// What is fixed for the whole source.
  package let terms: SourceTerms
  /// Per field, the header's cell as it stands in the file: `EUR Subtotal`.
  package let header: [String]
  /// The format's fields.
  let fields: [String]
  package let venue: String
  let defaultAccount: String
  let side: Side

  var legs: [Leg] = []
  var statements: [Stated] = []
  var positions: [PositionLeg] = []
  var fills: [FillLeg] = []
  var equities: [(account: NameID, amount: Amount, part: ReferenceKey)] = []
  var ignoredBy: String?
  /// The account the line itself names, known before the rest of the line is understood.
  private var named: AccountText?
  var identity: ReferenceKey = .none
  var notices: [Notice] = []
  /// The line is the other half that a leg of another line stands in for.
  var counterpart: ReferenceKey = .none
  var resolver: NameResolver

  struct Leg {
    var entry: Entry
    var balance: Amount?
    /// Counts only if no line with this counterpart key is there.
    var standsInFor: ReferenceKey = .none
    var mayBeHalf = false
  }

  /// What the reader of a report should know of the line although it was understood.
  struct Notice {
    var code: String
    var field: Int?
    var message: String
    var hint: String
  }

  struct Stated {
    var account: NameID
    var asset: NameID
    var amount: Amount
    var held: Amount
    var instant: Instant?
  }

  struct PositionLeg {
    var account: NameID
    var market: String
    var size: Amount
    var entryPrice: Amount?
    var unrealised: Amount?
  }

  struct FillLeg {
    var account: NameID
    var market: String
    var size: Amount
    var price: Amount
    var instant: Instant
    var before: Amount?
  }

  init(
    terms: SourceTerms, header: [String], fields: [String], venue: String, defaultAccount: String,
    side: Side, resolver: NameResolver
  ) {
    self.terms = terms
    self.header = header
    self.fields = fields
    self.venue = venue
    self.defaultAccount = defaultAccount
    self.side = side
    self.resolver = resolver
  }

  /// Forgets the last line.
  mutating func reset() {
    legs.removeAll(keepingCapacity: true)
    statements.removeAll(keepingCapacity: true)
    positions.removeAll(keepingCapacity: true)
    fills.removeAll(keepingCapacity: true)
    equities.removeAll(keepingCapacity: true)
    notices.removeAll(keepingCapacity: true)
    ignoredBy = nil
    named = nil
    identity = .none
    counterpart = .none
  }
}

extension LineReading {
  /// One balance change. A zero amount is no entry and adds nothing.
  ///
  /// - Parameters:
  ///   - asset: the code as the source writes it.
  ///   - reference: the field that holds the event's id, of `line`.
  ///   - group: the order, trade or transfer beside the reference.
  ///   - account: the account name as the source writes it; nil: the source's or format's own.
  ///   - balance: what the line says the account holds after this entry.
  ///   - standingInFor: the key of another line that tells of this very change, if the export has
  ///     it; the entry counts only if no such line (`isCounterpart`) is there.
  ///   - mayBeHalf: whether the line may tell one half only, its other half being cut off at the
  ///     end of the export.
  /// - Throws: `asset-unknown` if the code is empty or malformed.
  package mutating func entry(
    _ kind: EntryKind, _ amount: Amount, asset: Bytes, assetField: Int? = nil, at instant: Instant,
    line: Line, reference: Int? = nil, group: ReferenceKey = .none, account: AccountText? = nil,
    balance: Amount? = nil, standingInFor: ReferenceKey = .none, mayBeHalf: Bool = false
  ) throws(LineFault) {
    let assetID = try resolver.asset(asset, at: instant, field: assetField)
    guard !amount.isZero else { return }
    guard let accountID = accountID(account) else { return }
    let origin = line.origin(leg: UInt8(truncatingIfNeeded: legs.count))
    var key = ReferenceKey.none
    var text = TextRange.empty
    if let reference, !line.isAbsent(reference) {
      key = ReferenceKey(of: line[reference])
      text = line.textRange(reference)
    }
    let entry = Entry(
      account: accountID, asset: assetID, amount: amount, instant: instant, kind: kind,
      reference: key, group: group, referenceText: key == .none ? .empty : text, origin: origin)
    legs.append(
      Leg(entry: entry, balance: balance, standsInFor: standingInFor, mayBeHalf: mayBeHalf))
    ignoredBy = nil
  }

  /// One balance change of an asset the format names itself (`USDC` on dYdX).
  package mutating func entry(
    _ kind: EntryKind, _ amount: Amount, asset: String, assetField: Int? = nil,
    at instant: Instant, line: Line, reference: Int? = nil, group: ReferenceKey = .none,
    account: AccountText? = nil, balance: Amount? = nil
  ) throws(LineFault) {
    let code = Array(asset.utf8)
    let outcome: Result<Void, LineFault> = code.withUnsafeBufferPointer { bytes in
      Result { () throws(LineFault) in
        try entry(
          kind, amount, asset: bytes, assetField: assetField, at: instant, line: line,
          reference: reference, group: group, account: account, balance: balance)
      }
    }
    try outcome.get()
  }

  /// A balance the line states by itself, without being an entry.
  package mutating func balance(
    _ amount: Amount, held: Amount = .zero, asset: Bytes, assetField: Int? = nil, at: Instant?,
    account: AccountText? = nil
  ) throws(LineFault) {
    let assetID = try resolver.asset(asset, at: at, field: assetField)
    guard let accountID = accountID(account) else { return }
    statements.append(
      Stated(account: accountID, asset: assetID, amount: amount, held: held, instant: at))
  }

  /// The size of a derivative. Signed: short is negative. Not an entry.
  package mutating func position(
    market: String, size: Amount, entryPrice: Amount?, unrealised: Amount? = nil,
    account: AccountText? = nil
  ) throws(LineFault) {
    guard let accountID = accountID(account) else { return }
    positions.append(
      PositionLeg(
        account: accountID, market: market, size: size, entryPrice: entryPrice,
        unrealised: unrealised))
  }

  /// A change of a derivative's size. Signed: a sale is negative. Not an entry.
  package mutating func fill(
    market: String, size: Amount, price: Amount, at instant: Instant, before: Amount? = nil,
    account: AccountText? = nil
  ) {
    guard !size.isZero, let accountID = accountID(account) else { return }
    fills.append(
      FillLeg(
        account: accountID, market: market, size: size, price: price, instant: instant,
        before: before))
  }

  /// What the source says a part of the account is worth. Not a balance.
  package mutating func equity(
    _ amount: Amount, part: ReferenceKey, account: AccountText? = nil
  ) {
    guard let accountID = accountID(account) else { return }
    equities.append((accountID, amount, part))
  }

  /// Sets the whole line aside by a named rule (`not-completed`): it is counted, not dropped.
  package mutating func ignore(_ rule: String) { ignoredBy = rule }

  /// Says that the line is the one that another line's entry may stand in for.
  package mutating func isCounterpart(_ key: ReferenceKey) { counterpart = key }

  /// Whether two codes as the source writes them mean the same asset.
  package func isSameAsset(_ one: Bytes, _ other: Bytes, at instant: Instant?) -> Bool {
    resolver.isSame(one, other, at: instant)
  }

  /// Tells the reader something once a source and code, at the first line it is true of. The line
  /// is understood all the same.
  package mutating func warn(_ code: String, field: Int?, message: String, hint: String) {
    notices.append(Notice(code: code, field: field, message: message, hint: hint))
  }

  /// Names the bytes that make the venue's own id of this line, for taking out duplicates. Without
  /// one, equal lines are different events.
  package mutating func identify(_ line: Line, by fields: [Int]) {
    var mixer = KeyMixer()
    var found = false
    for field in fields {
      mixer.combine(line[field])
      found = found || !line[field].isEmpty
    }
    identity = found ? mixer.key : .none
  }

  /// Says whose line it is, so that this is known even if the rest of the line is refused.
  package mutating func belongs(to account: AccountText?) { named = account }

  /// The book's account that a refused line names; nil if it names none of the book's.
  func accountNamed() -> String? {
    guard let named, terms.account == nil, !named.name.isEmpty else { return terms.account }
    guard side == .ledger else { return named.text }
    let name = named.text
    return terms.accountRules.first { $0.matches(name) }?.account
  }

  /// The book's account for a name in the source. Nil for a ledger account that is not one of
  /// the book's: the line is then set aside by the rule `other-account`, unless another leg counts.
  private mutating func accountID(_ named: AccountText?) -> NameID? {
    var text = named
    if let name = named?.name, name.isEmpty { text = nil }
    if side == .statement {
      if let account = terms.account { return resolver.account(account) }
      guard let text else { return resolver.account(defaultAccount) }
      return resolver.account(text)
    }
    guard let text, terms.account == nil else {
      return resolver.account(terms.account ?? resolver.onlyAccount(terms) ?? defaultAccount)
    }
    if let account = resolver.ledgerAccount(text) { return account }
    if legs.isEmpty && statements.isEmpty && positions.isEmpty { ignoredBy = "other-account" }
    return nil
  }
}

/// An account's name as it stands in a source, with what the format puts in front of it.
package struct AccountText {
  let prefix: String
  let name: Bytes

  package init(_ name: Bytes, prefix: String = "") {
    self.prefix = prefix
    self.name = name
  }

  var text: String { prefix + name.text }

  /// A key of the whole name.
  var key: ReferenceKey {
    var mixer = KeyMixer()
    mixer.combine(prefix)
    mixer.combine(name)
    return mixer.key
  }
}
