import Accounting

/// Turns codes and account names as written into the numbers of the book's names.
///
/// Each distinct spelling is looked up once; after that it is a comparison of keys. What a line
/// used counts only when the line is kept.
struct NameResolver {
  var names: BookNames
  private let aliases: AliasTable
  private var venue = ""
  private var own: [String: String] = [:]
  private var accountRules = AccountRuleTable()
  private var known: [ReferenceKey: Spelling] = [:]
  private var accounts: [ReferenceKey: NameID?] = [:]
  private var lastAccount: (name: String, id: NameID)?

  private var uses = UseCounts()
  /// As it stood when the source began.
  private var usesBefore = UseCounts()
  private var reportedBefore: Set<[String]> = []
  /// Codes no table knows, as venue and code, that were reported.
  private var reported: Set<[String]> = []
  /// Of the line being read: uses by index, and unknown codes with their field.
  private var pendingUses: [Int] = []
  private var pendingUnmapped: [Unmapped] = []

  struct Unmapped {
    var venue: String
    var code: String
    var field: Int?
  }

  private struct Spelling {
    var id: NameID
    /// Which count it adds to; nil if the code is the asset's own.
    var use: Int?
    /// Kept as written and not yet reported.
    var unmapped: String?
  }

  private struct UseCounts {
    var all: [AliasUse] = []

    mutating func index(venue: String, code: String, asset: String) -> Int {
      let found = all.firstIndex { $0.venue == venue && $0.code == code && $0.asset == asset }
      if let found { return found }
      all.append(AliasUse(venue: venue, code: code, asset: asset, count: 0))
      return all.count - 1
    }
  }

  init(names: BookNames, aliases: AliasTable) {
    self.names = names
    self.aliases = aliases
  }

  /// Begins another source: spellings are looked up anew.
  mutating func begin(venue: String, terms: SourceTerms) {
    self.venue = venue
    own = terms.aliases
    accountRules = AccountRuleTable(terms.accountRules)
    known.removeAll()
    accounts.removeAll()
    lastAccount = nil
    usesBefore = uses
    reportedBefore = reported
    discardLine()
  }

  /// Takes back what the source that was begun used.
  mutating func abandon() {
    uses = usesBefore
    reported = reportedBefore
    known.removeAll()
    discardLine()
  }

  /// Counts what the line used; gives the codes no table knows that nobody has been told of.
  mutating func commitLine() -> [Unmapped] {
    for use in pendingUses { uses.all[use].count += 1 }
    pendingUses.removeAll(keepingCapacity: true)
    guard !pendingUnmapped.isEmpty else { return [] }
    var new: [Unmapped] = []
    for unmapped in pendingUnmapped {
      if reported.insert([unmapped.venue, unmapped.code]).inserted { new.append(unmapped) }
      let code = Array(unmapped.code.utf8)
      known[code.withUnsafeBufferPointer { ReferenceKey(of: $0) }]?.unmapped = nil
    }
    pendingUnmapped.removeAll(keepingCapacity: true)
    return new
  }

  /// Counts uses of an alias that were met elsewhere.
  mutating func count(_ code: String, as asset: String, _ count: Int) {
    uses.all[uses.index(venue: venue, code: code, asset: asset)].count += count
  }

  /// A code no table knows, if nobody has been told of it.
  mutating func report(_ code: String) -> Unmapped? {
    guard reported.insert([venue, code]).inserted else { return nil }
    return Unmapped(venue: venue, code: code, field: nil)
  }

  /// Forgets what the line used.
  mutating func discardLine() {
    pendingUses.removeAll(keepingCapacity: true)
    pendingUnmapped.removeAll(keepingCapacity: true)
  }

  mutating func asset(
    _ code: Bytes, at instant: Instant?, field: Int?
  ) throws(LineFault) -> NameID {
    let key = ReferenceKey(of: code)
    if let spelling = known[key] {
      if let use = spelling.use { pendingUses.append(use) }
      if let unmapped = spelling.unmapped {
        pendingUnmapped.append(Unmapped(venue: venue, code: unmapped, field: field))
      }
      return spelling.id
    }
    return try lookUp(code.text, key, at: instant, field)
  }

  private mutating func lookUp(
    _ code: String, _ key: ReferenceKey, at instant: Instant?, _ field: Int?
  ) throws(LineFault) -> NameID {
    guard AliasTable.isWellFormed(code) else { throw .assetUnknown(code, field: field) }
    let found = try find(code, at: instant, field)
    let id = names.assets.id(of: found.asset)
    var use: Int?
    if found.asset != code {
      let index = uses.index(venue: venue, code: code, asset: found.asset)
      pendingUses.append(index)
      use = index
    }
    if !found.isKnown {
      pendingUnmapped.append(Unmapped(venue: venue, code: code, field: field))
    }
    if !found.dependsOnDate {
      known[key] = Spelling(id: id, use: use, unmapped: found.isKnown ? nil : code)
    }
    return id
  }

  private func find(
    _ code: String, at instant: Instant?, _ field: Int?
  ) throws(LineFault) -> AliasTable.Found {
    if let asset = own[code] {
      return AliasTable.Found(asset: asset, isKnown: true, dependsOnDate: false)
    }
    switch aliases.find(code, venue: venue, at: instant) {
    case .asset(let found): return found
    case .needsMapping(let why): throw .assetNeedsMapping(code, why: why, field: field)
    }
  }

  /// Whether two codes mean the same asset; counts as no use of an alias.
  func isSame(_ one: Bytes, _ other: Bytes, at instant: Instant?) -> Bool {
    if one.isEqual(other) { return true }
    guard let first = try? find(one.text, at: instant, nil),
      let second = try? find(other.text, at: instant, nil)
    else { return false }
    return first.asset == second.asset
  }

  mutating func account(_ name: String) -> NameID {
    if let lastAccount, lastAccount.name == name { return lastAccount.id }
    let id = names.accounts.id(of: name)
    lastAccount = (name, id)
    return id
  }

  /// The account a venue's line names.
  mutating func account(_ text: AccountText) -> NameID {
    if let known = accounts[text.key], let id = known { return id }
    let id = names.accounts.id(of: text.text)
    accounts[text.key] = .some(id)
    return id
  }

  /// The book's account for one of our account names; nil if it is none of the book's.
  mutating func ledgerAccount(_ text: AccountText) -> NameID? {
    if let known = accounts[text.key] { return known }
    let name = text.text
    let account = accountRules.account(of: name)
    let id = account.map { names.accounts.id(of: $0) }
    accounts[text.key] = .some(id)
    return id
  }

  /// The account of a ledger whose lines name none: the only one there is a rule for.
  func onlyAccount(_ terms: SourceTerms) -> String? {
    let accounts = Set(terms.accountRules.map(\.account))
    return accounts.count == 1 ? accounts.first : nil
  }

  /// The aliases applied so far, in canonical order.
  var aliasUses: [AliasUse] {
    uses.all.filter { $0.count > 0 }
      .sorted { ($0.venue, $0.code, $0.asset) < ($1.venue, $1.code, $1.asset) }
  }
}

extension LineFault {
  static func assetNeedsMapping(_ code: String, why: String, field: Int?) -> LineFault {
    LineFault(
      code: "asset-unknown", field: field,
      message: "\(Diagnostic.quoted(code)) cannot be told for certain: \(why)",
      hint: "say in the settings' aliases of this source which asset it is")
  }
}
