import Accounting
import Reconcile
import TestSupport

/// A small book whose faults are known because they were planted: ordinary matched entries of
/// several accounts and assets, and among them faults, each with the kind it was planted as.
///
/// No label is ever asked of the classifiers: it is the name of what was done to the book.
struct LabelledBook {
  var books = TestBooks()
  var faults: [PlantedFault] = []
  var random: SeededGenerator
  let accounts: [String]
  let assets: [GeneratedAsset]
  /// Entries are of so many seconds, from an hour after the day's start on.
  let span: Int
  /// The second of the cut-off; nil: the policy has none.
  let cutOff: Int?
  /// The seconds at which digits occur in an amount: what is fresh has digits of its own.
  private var seen: [UInt128: [Int]] = [:]
  private var references = 0

  static let start = 3_600
  /// Assets that an account has only if a fault is made with them.
  static let unknown = ["DOGE", "AVAX", "ATOM", "SHIB"].map {
    GeneratedAsset(code: $0, decimals: 6)
  }
  /// US dollars that one of every asset costs: a rest of a thousand is small.
  static let smallPrice = Amount(units: 1, scale: 3)
  /// Within so many seconds of each other no digits of a fault occur twice.
  private static let freshSeconds = 600

  init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
    accounts = Array(
      ["kraken/spot", "coinbase/prime", "bank/main", "cold/1"].shuffled(using: &random)
        .prefix(Int.random(in: 2...3, using: &random)))
    // Always two that wrap each other, and two that do not.
    let wrapped = GeneratedAsset.wrapped.randomElement(using: &random)!
    let others = GeneratedAsset.others.shuffled(using: &random).prefix(2)
    assets = wrapped + others
    span = [86_400, 14_400, 3_600].randomElement(using: &random)!
    cutOff =
      Int.random(in: 0..<3, using: &random) > 0 ? LabelledBook.start + span + 1_200 : nil
    books.policy.cutOff = cutOff.map {
      Instant(nanoseconds: TestBooks.day.nanoseconds + Int64($0) * TestBooks.second)
    }
  }

  // MARK: Drawing

  mutating func int(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

  mutating func chance(_ percent: Int) -> Bool { int(1...100) <= percent }

  mutating func pick<T>(_ list: [T]) -> T { list.randomElement(using: &random)! }

  mutating func time() -> Int { LabelledBook.start + int(0...span) }

  /// A reference that occurs nowhere else.
  mutating func reference(_ side: Side) -> String {
    references += 1
    return side == .statement ? "V\(7_000_000 + references * 13)" : "L-\(references)"
  }

  mutating func side() -> Side { pick(Side.allCases) }

  /// Two different accounts.
  mutating func twoAccounts() -> (String, String) {
    let two = accounts.shuffled(using: &random)
    return (two[0], two[1])
  }

  /// An amount above zero as people and machines write it: one in six is round.
  mutating func amount(_ asset: GeneratedAsset) -> Amount {
    if chance(16) {
      return Amount(
        units: Int128(pick([1, 2, 5, 10, 15, 20, 25, 50, 75, 100, 250, 1_000])), scale: 0)
    }
    return amount(
      digits: int(3...9), decimals: chance(70) ? asset.decimals : int(0...asset.decimals))
  }

  /// An amount of so many digits, the last of them not zero.
  mutating func amount(digits: Int, decimals: Int) -> Amount {
    var units = Int128(int(1...9))
    for place in 1..<max(2, digits) {
      units = units * 10 + Int128(int((place + 1 == max(2, digits) ? 1 : 0)...9))
    }
    return Amount(units: units, scale: UInt8(decimals))
  }

  /// An amount whose digits no other entry near in time has: of two entries alike in amount and
  /// time nobody could tell which is the faulty one.
  mutating func fresh(_ asset: GeneratedAsset, at second: Int, digits: Int? = nil) -> Amount {
    while true {
      let amount =
        digits.map { self.amount(digits: $0, decimals: asset.decimals) } ?? self.amount(asset)
      if isFresh(amount, at: second) { return amount }
    }
  }

  func isFresh(_ amount: Amount, at second: Int) -> Bool {
    !(seen[LabelledBook.digits(amount)] ?? []).contains {
      abs($0 - second) <= LabelledBook.freshSeconds
    }
  }

  private static func digits(_ amount: Amount) -> UInt128 {
    var units = amount.units.magnitude
    while units > 0, units % 10 == 0 { units /= 10 }
    return units
  }

  // MARK: Adding

  /// Adds a line; gives its number.
  mutating func add(_ line: LabelledLine) -> Int {
    seen[LabelledBook.digits(line.amount), default: []].append(line.second)
    books.lines.append(
      TestLine(
        side: line.side, account: line.account, asset: line.asset,
        amount: line.amount.description, reference: line.reference,
        nanoseconds: Int64(line.second) * TestBooks.second, kind: line.kind, group: line.group,
        isLeg: line.isLeg))
    return books.lines.count - 1
  }

  mutating func plant(
    _ name: String, _ expected: [BreakKind], lines: [Int] = [], account: String = "",
    asset: String = ""
  ) {
    faults.append(
      PlantedFault(
        name: name, expected: expected, lines: Set(lines), account: account, asset: asset))
  }
}

/// A line before its texts are made.
struct LabelledLine {
  var side: Side
  var account: String
  var asset: String
  var amount: Amount
  var second: Int
  var kind = EntryKind.trade
  var reference = ""
  var group = ""
  var isLeg = false
}

/// What was done to a book, and which breaks must tell of it.
struct PlantedFault: Hashable {
  /// The plant's name, for a person.
  var name: String
  /// One kind a break.
  var expected: [BreakKind]
  /// The lines that its breaks may name; empty for a fault of a whole account's asset.
  var lines: Set<Int>
  var account: String
  var asset: String
}

/// An asset and how many decimals its amounts are written with.
struct GeneratedAsset: Hashable {
  var code: String
  var decimals: Int

  static let wrapped: [[GeneratedAsset]] = [
    [GeneratedAsset(code: "BTC", decimals: 8), GeneratedAsset(code: "WBTC", decimals: 8)],
    [GeneratedAsset(code: "ETH", decimals: 8), GeneratedAsset(code: "STETH", decimals: 8)],
    [GeneratedAsset(code: "WETH", decimals: 9), GeneratedAsset(code: "ETH", decimals: 9)],
    [GeneratedAsset(code: "SOL", decimals: 9), GeneratedAsset(code: "WSOL", decimals: 9)],
  ]

  static let others = [
    GeneratedAsset(code: "USD", decimals: 2), GeneratedAsset(code: "EUR", decimals: 2),
    GeneratedAsset(code: "USDC", decimals: 6), GeneratedAsset(code: "USDT", decimals: 6),
    GeneratedAsset(code: "BNB", decimals: 8), GeneratedAsset(code: "ADA", decimals: 6),
    GeneratedAsset(code: "JPY", decimals: 0),
  ]
}
