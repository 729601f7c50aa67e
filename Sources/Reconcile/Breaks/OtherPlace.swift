import Accounting

/// The other side has the entry elsewhere: in another account or another asset.
///
/// Evidence: it is open there, with the same amount and reference or within the window, and each of
/// the two has no other such entry (`Elsewhere`).
struct OtherPlace: OpenItemClassifier {
  /// `WRONG_ACCOUNT`, `WRONG_ASSET`, `WRAPPED_ASSET` or `FEE_OTHER_ASSET`.
  let kindOfPlace: BreakKind

  func kind(_ side: Side) -> BreakKind { kindOfPlace }

  func claims(
    _ side: Side, _ open: [Int], in pool: Pool, _ elsewhere: Elsewhere
  ) -> [OpenItemClaim] {
    let found = elsewhere.found(side, account: pool.account, asset: pool.asset)
    guard !found.isEmpty else { return [] }
    return open.compactMap { index in
      guard let place = found[pool[side].rows[index]], place.kind == kindOfPlace else { return nil }
      return OpenItemClaim(
        index: index, sentence: 0, witness: Witness(side: side.other, row: place.row))
    }
  }

  func sentence(_ number: UInt8, _ side: Side) -> String {
    let other = side.other.rawValue
    return switch kindOfPlace {
    case .wrongAccount: "the \(other) has it in another account"
    case .wrappedAsset: "the \(other) has it in the wrapped or unwrapped asset"
    case .feeOtherAsset: "the \(other) has the event's fee in another asset"
    default: "the \(other) has it in another asset"
    }
  }
}

/// Open entries of both sides that are each other's in another account or asset.
struct Elsewhere: Sendable {
  struct Place: Sendable {
    var kind: BreakKind
    /// The other side's row.
    var row: Int32
  }

  private struct Key: Hashable {
    var side: Side
    var account: String
    var asset: String
  }

  private struct Item {
    var pool: Int
    var row: Int32
    var amount: Amount
    var nanoseconds: Int64
    var reference: ReferenceKey
    var isFee: Bool
  }

  private var places: [Key: [Int32: Place]] = [:]
  /// The statement's rows that are legs of a conversion of small rests.
  private(set) var dust: Set<Int32> = []

  /// Pairs that wrap each other; the same amount of both is one claim.
  private static let wrapped: [(String, String)] = [
    ("WBTC", "BTC"), ("CBBTC", "BTC"), ("TBTC", "BTC"), ("WETH", "ETH"), ("CBETH", "ETH"),
    ("STETH", "ETH"), ("WSTETH", "STETH"), ("WSOL", "SOL"), ("WAVAX", "AVAX"), ("WBNB", "BNB"),
    ("WPOL", "POL"), ("WMATIC", "MATIC"),
  ]

  /// More entries of one amount are not weighed against each other.
  private static let limit = 32

  static let none = Elsewhere()

  private init() {}

  init(_ pools: [Pool], _ policy: Policy) {
    guard pools.count > 1 else { return }
    dust = DustRows.all(pools, policy)
    let counts = Side.allCases.map { side in
      pools.reduce(0) { $0 + $1[side].fate.count(where: { $0 == .open }) }
    }
    guard counts.allSatisfy({ $0 > 0 }) else { return }
    // The side with fewer says what is looked at of the other: where everything is open on one side
    // nothing of it is copied.
    let fewer: Side = counts[0] <= counts[1] ? .statement : .ledger
    let some = Elsewhere.items(of: fewer, pools) { _ in true }
    var filter = KeyFilter(count: 2 * some.count)
    for item in some {
      filter.insert(item.amount.mixed)
      filter.insert(item.reference.low)
    }
    let others = Elsewhere.items(of: fewer.other, pools) {
      filter.mayHold($0.amount.mixed) || ($0.isFee && filter.mayHold($0.reference.low))
    }
    let (statement, ledger) = fewer == .statement ? (some, others) : (others, some)
    let nearness = pools[0].nearness
    add(
      statement, ledger, pools, { $0.amount.mixed },
      fits: { one, other in
        one.amount == other.amount
          && (TimeLine.near(one.nanoseconds, other.nanoseconds, nearness)
            || (!one.reference.isNone && one.reference == other.reference))
      }, kind: Elsewhere.kind)
    add(
      statement.filter { $0.isFee && !$0.reference.isNone },
      ledger.filter { $0.isFee && !$0.reference.isNone }, pools, { $0.reference.low },
      fits: { $0.reference == $1.reference },
      kind: { one, other in
        one.account == other.account && one.asset != other.asset ? .feeOtherAsset : nil
      })
  }

  /// A side's open entries that are wanted.
  private static func items(
    of side: Side, _ pools: [Pool], where isWanted: (Item) -> Bool
  ) -> [Item] {
    var items: [Item] = []
    for (number, pool) in pools.enumerated() {
      let table = pool[side]
      for index in table.fate.indices where table.fate[index] == .open {
        let item = Item(
          pool: number, row: table.rows[index], amount: table.amount(index),
          nanoseconds: table.nanoseconds(index), reference: table.reference(index),
          isFee: table.kind(index) == .fee)
        if isWanted(item) { items.append(item) }
      }
    }
    return items
  }

  /// What the same entry in two pools is; nil: nothing that can be told.
  private static func kind(_ one: Pool, _ other: Pool) -> BreakKind? {
    if one.asset == other.asset { return .wrongAccount }
    guard one.account == other.account else { return nil }
    let isWrapped = wrapped.contains {
      ($0.0 == one.asset && $0.1 == other.asset) || ($0.1 == one.asset && $0.0 == other.asset)
    }
    return isWrapped ? .wrappedAsset : .wrongAsset
  }

  private mutating func add(
    _ statement: [Item], _ ledger: [Item], _ pools: [Pool], _ number: (Item) -> UInt64,
    fits: (Item, Item) -> Bool, kind: (Pool, Pool) -> BreakKind?
  ) {
    let common = KeyFilter.common(
      Array(statement.indices), { number(statement[$0]) }, Array(ledger.indices),
      { number(ledger[$0]) })
    let ones = Dictionary(grouping: common.one) { number(statement[$0]) }
    let others = Dictionary(grouping: common.other) { number(ledger[$0]) }
    for (key, some) in ones {
      guard let candidates = others[key], some.count <= Self.limit,
        candidates.count <= Self.limit
      else { continue }
      for one in some {
        let found = candidates.filter { fits(statement[one], ledger[$0]) }
        guard found.count == 1, some.count(where: { fits(statement[$0], ledger[found[0]]) }) == 1
        else { continue }
        let (left, right) = (statement[one], ledger[found[0]])
        guard left.pool != right.pool, let kind = kind(pools[left.pool], pools[right.pool]) else {
          continue
        }
        note(.statement, pools[left.pool], left.row, Place(kind: kind, row: right.row))
        note(.ledger, pools[right.pool], right.row, Place(kind: kind, row: left.row))
      }
    }
  }

  private mutating func note(_ side: Side, _ pool: Pool, _ row: Int32, _ place: Place) {
    let key = Key(side: side, account: pool.account, asset: pool.asset)
    if places[key, default: [:]][row] == nil { places[key, default: [:]][row] = place }
  }

  /// By row; empty if there is nothing to tell of the account's asset.
  func found(_ side: Side, account: String, asset: String) -> [Int32: Place] {
    places[Key(side: side, account: account, asset: asset)] ?? [:]
  }
}
