import Accounting
import Reconcile

/// A way to plant a fault of one kind.
///
/// What it plants, an accountant could name from the entries alone. What nobody could name is not
/// planted; each such limit stands as a comment where it is drawn.
struct Plant: Sendable {
  let kind: BreakKind
  let name: String
  /// Nil, and the book as it was, if the book has no room for it.
  let plant: @Sendable (inout LabelledBook) -> Void

  init(
    _ kind: BreakKind, _ name: String, _ plant: @escaping @Sendable (inout LabelledBook) -> Void
  ) {
    self.kind = kind
    self.name = name
    self.plant = plant
  }

  /// Faults of entries; of one kind each is as likely as the other.
  static let ofEntries: [Plant] =
    missing + atCutOff + slips + fees + repeated + elsewhere + parts + contested + trades

  /// Faults of a whole account's asset; planted last.
  static let ofBalances: [Plant] = balances
}

extension LabelledBook {
  /// Where and when a fault is, and the amount it is of.
  ///
  /// One in three is right beside another fault: faults come in heaps.
  mutating func spot(digits: Int? = nil) -> Spot {
    var asset = pick(assets)
    var second = time()
    var account = pick(accounts)
    let lines = faults.flatMap(\.lines).sorted()
    if !lines.isEmpty, chance(33) {
      let line = books.lines[pick(lines)]
      account = line.account
      asset = assets.first { $0.code == line.asset } ?? asset
      let near = Int(line.nanoseconds / TestBooks.second) + int(-150...150)
      second = min(max(near, LabelledBook.start), last)
    }
    return Spot(
      account: account, asset: asset, second: second,
      amount: fresh(asset, at: second, digits: digits))
  }

  struct Spot {
    var account: String
    var asset: GeneratedAsset
    var second: Int
    var amount: Amount
  }

  mutating func add(
    _ side: Side, _ spot: Spot, _ amount: Amount, kind: EntryKind, reference: String,
    group: String = "", delay: Int = 0
  ) -> Int {
    add(
      LabelledLine(
        side: side, account: spot.account, asset: spot.asset.code, amount: amount,
        second: spot.second + delay, kind: kind, reference: reference, group: group))
  }

  /// A side's own reference, or none.
  mutating func someReference(_ side: Side) -> String { chance(75) ? reference(side) : "" }
}
