import Accounting
import Reconcile

extension Plant {
  /// What a trade cost.
  ///
  /// Not planted: fees in different assets under references of each side's own. That they are of
  /// one trade only the trade tells, which is a match beyond doubt and may be settled before the
  /// classifiers see the books: a limit of ours, not of an accountant.
  static let fees: [Plant] = [
    Plant(.feeDiff, "another fee") { book in
      let spot = book.spot(digits: book.int(5...9))
      let ends = book.ends(.shared)
      book.addTrade(spot, ends)
      let fee = book.fee(spot)
      var booked = book.fee(spot)
      while booked == fee { booked = book.fee(spot) }
      let lines = book.pair(
        spot.account, spot.asset.code, fee, ledger: booked, kind: .fee,
        ledgerKind: book.pick([.fee, .other]), ends, at: spot.second)
      book.plant("another fee", [.feeDiff], lines: lines)
    },
    Plant(.feeDiff, "another fee, no common reference") { book in
      let spot = book.spot(digits: book.int(5...9))
      let ends = book.ends(book.pick(Link.near))
      book.addTrade(spot, ends)
      // A fee more than twice the other may be of another event.
      let fee = book.fee(spot)
      let percent = Int128(book.chance(50) ? book.int(60...95) : book.int(105...180))
      let booked = Amount(units: fee.units * percent, scale: fee.scale + 2)
      let lines = book.pair(
        spot.account, spot.asset.code, fee, ledger: booked, kind: .fee, ends, at: spot.second)
      book.plant("another fee, no common reference", [.feeDiff, .feeDiff], lines: lines)
    },
    Plant(.feeUnbooked, "the trade's fee is not booked") { book in
      let spot = book.spot(digits: book.int(5...9))
      let ends = book.ends(book.link())
      book.addTrade(spot, ends)
      let fee = book.fee(spot)
      let line = book.add(.statement, spot, fee, kind: .fee, reference: ends.statement)
      book.plant("the trade's fee is not booked", [.feeUnbooked], lines: [line])
    },
    Plant(.feeUnbooked, "a fee of its own is not booked") { book in
      var spot = book.spot()
      spot.amount = spot.amount.negated
      let line = book.add(
        .statement, spot, spot.amount, kind: .fee, reference: book.someReference(.statement))
      book.plant("a fee of its own is not booked", [.feeUnbooked], lines: [line])
    },
    Plant(.feeOtherAsset, "the fee in another asset") { book in
      let spot = book.spot(digits: book.int(5...9))
      let ends = book.ends(.shared)
      book.addTrade(spot, ends)
      var other = spot
      other.asset = book.pick(book.assets.filter { $0 != spot.asset })
      let (one, two) = book.chance(50) ? (spot, other) : (other, spot)
      let lines = [
        book.add(.statement, one, book.fee(one), kind: .fee, reference: ends.statement),
        book.add(
          .ledger, two, book.fee(two), kind: .fee, reference: ends.ledger, delay: ends.delay),
      ]
      book.plant("the fee in another asset", [.feeOtherAsset, .feeOtherAsset], lines: lines)
    },
  ]
}

extension LabelledBook {
  fileprivate mutating func addTrade(
    _ spot: Spot, _ ends: (statement: String, ledger: String, delay: Int)
  ) {
    let amount = signed(spot.amount, .trade)
    pair(spot.account, spot.asset.code, amount, kind: .trade, ends, at: spot.second)
  }

  fileprivate mutating func fee(_ spot: Spot) -> Amount {
    fresh(spot.asset, at: spot.second, digits: int(2...4)).negated
  }
}
