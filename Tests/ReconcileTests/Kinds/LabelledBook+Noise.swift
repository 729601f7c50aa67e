import Accounting
import Reconcile

/// How the entries of one event are to be found on both sides.
enum Link: CaseIterable {
  /// Both have the venue's reference; the times may be far apart.
  case shared
  /// Each side has its own; the times are near.
  case own
  /// The ledger has none; the times are near.
  case oneSided
  /// Neither has one; the times are near.
  case none

  static let near: [Link] = [.own, .oneSided, .none]
}

extension LabelledBook {
  /// The references of both sides, and how much later the ledger is.
  mutating func ends(_ link: Link) -> (statement: String, ledger: String, delay: Int) {
    let reference = reference(.statement)
    switch link {
    case .shared: return (reference, reference, int(-1_000...1_000))
    case .own: return (reference, self.reference(.ledger), int(-110...110))
    case .oneSided: return (reference, "", int(-110...110))
    case .none: return ("", "", int(-110...110))
    }
  }

  mutating func link() -> Link { chance(50) ? .shared : pick(Link.near) }

  static let plainKinds: [EntryKind] = [
    .trade, .deposit, .withdrawal, .transfer, .conversion, .adjustment, .other,
  ]
  static let incomeKinds: [EntryKind] = [.income, .staking, .rebate, .funding]

  /// The amount with the sign the kind has; that of most kinds is either.
  mutating func signed(_ amount: Amount, _ kind: EntryKind) -> Amount {
    switch kind {
    case .deposit, .income, .staking, .rebate: amount
    case .withdrawal, .fee: amount.negated
    case .trade, .conversion, .transfer, .funding, .adjustment, .other:
      chance(50) ? amount : amount.negated
    }
  }

  /// Adds one event to both sides, by default alike.
  @discardableResult
  mutating func pair(
    _ account: String, _ asset: String, _ amount: Amount, ledger: Amount? = nil,
    kind: EntryKind, ledgerKind: EntryKind? = nil,
    _ ends: (statement: String, ledger: String, delay: Int), at second: Int
  ) -> [Int] {
    [
      add(
        LabelledLine(
          side: .statement, account: account, asset: asset, amount: amount, second: second,
          kind: kind, reference: ends.statement)),
      add(
        LabelledLine(
          side: .ledger, account: account, asset: asset, amount: ledger ?? amount,
          second: second + ends.delay, kind: ledgerKind ?? kind, reference: ends.ledger)),
    ]
  }

  // MARK: Ordinary entries

  /// Fills every account's asset with events that both sides have, the first of them plain so that
  /// both sides know the asset.
  mutating func addNoise() {
    for account in accounts {
      for asset in assets {
        let second = time()
        let ends = ends(link())
        pair(account, asset.code, signed(amount(asset), .trade), kind: .trade, ends, at: second)
        for _ in 0..<int(1...5) { addEvent(account, asset) }
        if cutOff != nil, chance(20) { addLate(account, asset) }
      }
    }
  }

  private mutating func addEvent(_ account: String, _ asset: GeneratedAsset) {
    let second = time()
    switch int(1...100) {
    case ...58:
      let kind = pick(EntryKind.allCases)
      let ends = ends(link())
      pair(account, asset.code, signed(amount(asset), kind), kind: kind, ends, at: second)
    case ...68: addFee(account, asset, isNetted: false, at: second)
    case ...76: addFee(account, asset, isNetted: true, at: second)
    case ...84: addSplit(account, asset, at: second)
    case ...92: addTransfer(asset, at: second)
    case ...96: addTwins(account, asset, at: second)
    default: addThereAndBack(account, asset, at: second)
    }
  }

  /// A trade and its fee, which the ledger has too or has taken off.
  private mutating func addFee(
    _ account: String, _ asset: GeneratedAsset, isNetted: Bool, at second: Int
  ) {
    let ends = ends(chance(60) ? .shared : .own)
    let trade = signed(amount(digits: int(5...8), decimals: asset.decimals), .trade)
    let fee = amount(digits: int(2...3), decimals: asset.decimals).negated
    let rows = [(trade, EntryKind.trade), (fee, EntryKind.fee)]
    for (amount, kind) in rows {
      _ = add(
        LabelledLine(
          side: .statement, account: account, asset: asset.code, amount: amount, second: second,
          kind: kind, reference: ends.statement))
    }
    let booked = isNetted ? [(sum(rows.map(\.0)), EntryKind.trade)] : rows
    for (amount, kind) in booked {
      _ = add(
        LabelledLine(
          side: .ledger, account: account, asset: asset.code, amount: amount,
          second: second + ends.delay, kind: kind, reference: ends.ledger))
    }
  }

  /// Fills of one order that the ledger has as one.
  private mutating func addSplit(_ account: String, _ asset: GeneratedAsset, at second: Int) {
    let order = reference(.statement)
    let parts = (0..<int(2...4)).map { _ in amount(digits: int(4...8), decimals: asset.decimals) }
    for part in parts {
      _ = add(
        LabelledLine(
          side: .statement, account: account, asset: asset.code, amount: part,
          second: second + int(0...5), reference: reference(.statement), group: order))
    }
    _ = add(
      LabelledLine(
        side: .ledger, account: account, asset: asset.code, amount: sum(parts),
        second: second + int(0...60), reference: order))
  }

  /// Both ends of a transfer, on both sides.
  private mutating func addTransfer(_ asset: GeneratedAsset, at second: Int) {
    let (from, to) = twoAccounts()
    let amount = amount(asset)
    let ends = (ends(link()), self.ends(link()))
    let kinds: (EntryKind, EntryKind) =
      chance(50) ? (.withdrawal, .deposit) : (.transfer, .transfer)
    pair(from, asset.code, amount.negated, kind: kinds.0, ends.0, at: second)
    pair(to, asset.code, amount, kind: kinds.1, ends.1, at: min(second + int(0...600), last))
  }

  /// Two equal events, near in time and without references.
  private mutating func addTwins(_ account: String, _ asset: GeneratedAsset, at second: Int) {
    let amount = signed(amount(asset), .trade)
    for _ in 0..<2 {
      let ends = (statement: "", ledger: "", delay: int(0...20))
      pair(account, asset.code, amount, kind: .trade, ends, at: second + int(0...20))
    }
  }

  /// An entry and its reversal, which both sides have.
  private mutating func addThereAndBack(
    _ account: String, _ asset: GeneratedAsset, at second: Int
  ) {
    let amount = amount(asset)
    for (signed, delay) in [(amount, 0), (amount.negated, int(1...100))] {
      let ends = ends(.shared)
      pair(account, asset.code, signed, kind: .adjustment, ends, at: second + delay)
    }
  }

  /// An event after the cut-off.
  private mutating func addLate(_ account: String, _ asset: GeneratedAsset) {
    guard let cutOff else { return }
    let ends = ends(link())
    let second = cutOff + 1_200 + int(0...3_600)
    pair(account, asset.code, signed(amount(asset), .trade), kind: .trade, ends, at: second)
  }

  /// The last second of ordinary entries.
  var last: Int { LabelledBook.start + span }

  func sum(_ amounts: [Amount]) -> Amount {
    guard let sum = try? Amount.sum(amounts) else { preconditionFailure("a sum has no room") }
    return sum
  }
}
