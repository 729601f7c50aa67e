import Accounting
import Reconcile

extension Plant {
  /// Both sides have the event, with amounts that differ.
  static let slips: [Plant] =
    slip(.signReversed, "sign") { book, spot in (spot.amount, spot.amount.negated) }
    + slip(.scale10N, "decimal mark") { book, spot in
      // Of one digit alone nobody could tell 5 and 50 from two amounts.
      let power = Int128(book.pick([10, 100, 1_000, 1_000_000]))
      let amount = spot.amount
      if book.chance(50) {
        return (amount, Amount(units: amount.units * power, scale: amount.scale))
      }
      let zeros = UInt8("\(power)".utf8.count - 1)
      return (amount, Amount(units: amount.units, scale: amount.scale + zeros))
    }
    + slip(.transposed, "two digits exchanged") { book, spot in
      book.transposed(spot.amount).map { (spot.amount, $0) }
    }
    + [
      slip(.amountDiff, "another digit", isNear: false) { book, spot in
        (spot.amount, book.withAnotherDigit(spot.amount))
      },
      slip(.amountDiff, "another amount", isNear: false) { book, spot in
        (spot.amount, book.fresh(spot.asset, at: spot.second, digits: book.int(5...9)))
      },
      slip(.amountDiff, "a few last units", isNear: false) { book, spot in
        (spot.amount, book.slightlyOff(spot.amount))
      },
    ]
    + slip(.rounding, "rounded up") { book, spot in book.shortened(spot, isUp: true) }
    + slip(.precisionLoss, "cut off") { book, spot in book.shortened(spot, isUp: false) }

  private typealias Amounts = (Amount, Amount)

  /// By reference, and without one.
  private static func slip(
    _ kind: BreakKind, _ name: String,
    _ amounts: @escaping @Sendable (inout LabelledBook, LabelledBook.Spot) -> Amounts?
  ) -> [Plant] {
    [
      slip(kind, name, isNear: false, amounts),
      slip(kind, "\(name), no common reference", isNear: true, amounts),
    ]
  }

  /// - Parameter amounts: one amount and what the slip makes of it; nil: nothing, try another.
  private static func slip(
    _ kind: BreakKind, _ name: String, isNear: Bool,
    _ amounts: @escaping @Sendable (inout LabelledBook, LabelledBook.Spot) -> Amounts?
  ) -> Plant {
    Plant(kind, name) { book in
      var spot = book.spot(digits: book.int(5...9))
      var found = amounts(&book, spot)
      while !(found.map { book.areFresh($0, at: spot.second) } ?? false) {
        spot.amount = book.fresh(spot.asset, at: spot.second, digits: book.int(5...9))
        found = amounts(&book, spot)
      }
      guard var (one, other) = found else { return }
      if book.chance(50) { (one, other) = (other, one) }
      if book.chance(50) { (one, other) = (one.negated, other.negated) }
      // Of fees both sides have it is FEE_DIFF, whatever the amounts.
      let kinds = LabelledBook.plainKinds + LabelledBook.incomeKinds
      let ends = book.ends(isNear ? book.pick(Link.near) : .shared)
      let lines = book.pair(
        spot.account, spot.asset.code, one, ledger: other, kind: book.pick(kinds), ends,
        at: spot.second)
      book.plant(name, [BreakKind](repeating: kind, count: isNear ? 2 : 1), lines: lines)
    }
  }
}

extension LabelledBook {
  func areFresh(_ amounts: (Amount, Amount), at second: Int) -> Bool {
    isFresh(amounts.0, at: second) && isFresh(amounts.1, at: second)
  }

  /// Two neighbouring digits that differ change places; the first stays no zero, as nobody writes
  /// one there. Nil if there are none.
  fileprivate mutating func transposed(_ amount: Amount) -> Amount? {
    var digits = Array("\(amount.units)")
    let places = digits.indices.dropLast().filter {
      digits[$0] != digits[$0 + 1] && ($0 > 0 || digits[1] != "0")
    }
    guard let place = places.randomElement(using: &random) else { return nil }
    digits.swapAt(place, place + 1)
    return Amount(units: Int128(String(digits))!, scale: amount.scale)
  }

  /// Another digit somewhere, which is no zero: a digit that became zero at the end may be cut off.
  mutating func withAnotherDigit(_ amount: Amount) -> Amount {
    var digits = Array("\(amount.units)")
    let place = int(0...(digits.count - 1))
    digits[place] = pick(Array("123456789").filter { $0 != digits[place] })
    return Amount(units: Int128(String(digits))!, scale: amount.scale)
  }

  /// Some last units more. Not by a multiple of nine, which exchanged digits would make; nor so
  /// that zeros come to stand at the end, which rounding would make.
  mutating func slightlyOff(_ amount: Amount) -> Amount {
    while true {
      let more = Amount(units: amount.units + Int128(int(1...60)), scale: amount.scale)
      if more.units % 10 != 0, (more.units - amount.units) % 9 != 0 { return more }
    }
  }

  /// The amount in full, and with two decimals fewer or more, rounded up or cut off.
  ///
  /// Rounding down is cutting off: nobody can tell them apart. One decimal fewer, or a gap of one
  /// last unit, may be another amount as well; and three digits may agree by chance.
  fileprivate mutating func shortened(_ spot: Spot, isUp: Bool) -> (Amount, Amount) {
    while true {
      let kept = max(2, spot.asset.decimals - int(0...2))
      let cut = int(2...9)
      let long = amount(digits: min(30, int(3...8) + cut), decimals: kept + cut)
      let power = Int128.powersOfTen[cut]
      let (quotient, rest) = long.units.quotientAndRemainder(dividingBy: power)
      guard quotient > 999, isUp == (rest * 2 >= power), isUp ? power - rest > 1 : rest > 1 else {
        continue
      }
      return (long, Amount(units: quotient + (isUp ? 1 : 0), scale: UInt8(kept)))
    }
  }
}
