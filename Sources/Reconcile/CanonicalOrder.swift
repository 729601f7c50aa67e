import Accounting

// Canonical order: by content, so that no report depends on the order of lines or files.

extension String {
  /// Order by bytes: no locale, no Unicode equivalence.
  func precedes(_ other: String) -> Bool { utf8.lexicographicallyPrecedes(other.utf8) }
}

extension Break {
  /// Account, asset, instant, amount, kind, reference, side, detail, id.
  static func canonicalOrder(_ one: Break, _ other: Break) -> Bool {
    if one.account != other.account { return one.account.precedes(other.account) }
    if one.asset != other.asset { return one.asset.precedes(other.asset) }
    if one.instant != other.instant {
      guard let left = one.instant else { return true }
      guard let right = other.instant else { return false }
      return left < right
    }
    if one.amount != other.amount {
      guard let left = one.amount else { return true }
      guard let right = other.amount else { return false }
      return left < right
    }
    if one.kind != other.kind { return one.kind.rawValue.precedes(other.kind.rawValue) }
    if one.reference != other.reference { return one.reference.precedes(other.reference) }
    if one.side != other.side {
      return (one.side?.rawValue ?? "").precedes(other.side?.rawValue ?? "")
    }
    if one.detail != other.detail { return one.detail.precedes(other.detail) }
    return one.id.precedes(other.id)
  }
}

extension Diagnostic {
  /// Place, code, message.
  static func canonicalOrder(_ one: Diagnostic, _ other: Diagnostic) -> Bool {
    if one.place != other.place { return one.place < other.place }
    if one.code != other.code { return one.code.precedes(other.code) }
    return one.message.precedes(other.message)
  }
}

extension AliasUse {
  /// Venue, code, asset.
  static func canonicalOrder(_ one: AliasUse, _ other: AliasUse) -> Bool {
    if one.venue != other.venue { return one.venue.precedes(other.venue) }
    if one.code != other.code { return one.code.precedes(other.code) }
    if one.asset != other.asset { return one.asset.precedes(other.asset) }
    return one.count < other.count
  }
}

extension OpenPosition {
  /// Account, market, side, size, entry price.
  static func canonicalOrder(_ one: OpenPosition, _ other: OpenPosition) -> Bool {
    if one.account != other.account { return one.account.precedes(other.account) }
    if one.market != other.market { return one.market.precedes(other.market) }
    if one.side != other.side { return one.side == .statement }
    if one.size != other.size { return one.size < other.size }
    return (one.entryPrice ?? .zero) < (other.entryPrice ?? .zero)
  }
}

extension Entries {
  /// Whether two rows of one account and asset differ in nothing but their origin and group.
  func areTwins(_ one: Int, _ other: Int) -> Bool {
    nanoseconds[one] == nanoseconds[other] && kind[one] == kind[other]
      && reference[one] == reference[other] && amount(one) == amount(other)
  }

  /// Rows of one account and asset in order of amount, kind, reference and, among twins only,
  /// group, running balance and origin. The instant comes before all of these.
  func precedesAtInstant(_ one: Int, _ other: Int, _ running: [Amount?]) -> Bool {
    let (left, right) = (amount(one), amount(other))
    if left != right { return left < right }
    if kind[one] != kind[other] { return kind[one].rawValue < kind[other].rawValue }
    if reference[one] != reference[other] { return reference[one] < reference[other] }
    if group[one] != group[other] { return group[one] < group[other] }
    if !running.isEmpty, let left = running[one], let right = running[other], left != right {
      return left < right
    }
    let (here, there) = (origin[one], origin[other])
    if here.source != there.source { return here.source < there.source }
    if here.offset != there.offset { return here.offset < there.offset }
    return here.leg < there.leg
  }

  /// The rows in canonical order.
  ///
  /// - Parameter running: the running balance of each row; empty if there is none.
  func canonical(_ rows: [Int32], running: [Amount?]) -> [Int32] {
    struct Key {
      var nanoseconds: Int64
      var row: Int32
    }
    let times = nanoseconds
    var keys = rows.map { Key(nanoseconds: times[Int($0)], row: $0) }
    keys.sort { one, other in
      one.nanoseconds == other.nanoseconds
        ? precedesAtInstant(Int(one.row), Int(other.row), running)
        : one.nanoseconds < other.nanoseconds
    }
    return keys.map(\.row)
  }
}
