import Accounting
import Reconcile

extension Plant {
  /// Events of two assets.
  static let trades: [Plant] = [
    Plant(.fxPrice, "another price") { book in
      let spot = book.spot(digits: book.int(5...9))
      var paid = spot
      paid.asset = book.pick(book.assets.filter { $0 != spot.asset })
      var other = Amount.zero
      repeat {
        paid.amount = book.fresh(paid.asset, at: spot.second, digits: book.int(5...9))
        other = book.chance(50) ? book.slightlyOff(paid.amount) : book.withAnotherDigit(paid.amount)
      } while !book.areFresh((paid.amount, other), at: spot.second)
      let ends = book.ends(.shared)
      let sells = book.chance(50)
      let kind = book.pick([EntryKind.trade, .conversion])
      let booked = book.pick([kind, .other])
      book.pair(
        spot.account, spot.asset.code, sells ? spot.amount.negated : spot.amount, kind: kind,
        ledgerKind: booked, ends, at: spot.second)
      let lines = book.pair(
        spot.account, paid.asset.code, sells ? paid.amount : paid.amount.negated,
        ledger: sells ? other : other.negated, kind: kind, ledgerKind: booked, ends,
        at: spot.second)
      book.plant("another price", [.fxPrice], lines: lines)
    },
    Plant(.dustConversion, "small rests made one") { book in
      guard let pool = book.unknownPool() else { return }
      let spot = book.spot()
      let rest = book.fresh(pool.asset, at: spot.second, digits: book.int(3...8))
      book.pair(
        pool.account, pool.asset.code, rest, kind: .deposit, book.ends(.shared), at: spot.second)
      let reference = book.someReference(.statement)
      let second = min(spot.second + book.int(60...600), book.last)
      let made = book.fresh(spot.asset, at: second)
      let lines = [(pool.asset.code, rest.negated), (spot.asset.code, made)].map { asset, amount in
        book.add(
          LabelledLine(
            side: .statement, account: pool.account, asset: asset, amount: amount, second: second,
            kind: .conversion, reference: reference))
      }
      book.state(.statement, pool, .zero)
      book.plant(
        "small rests made one", [.dustConversion, .dustConversion], lines: lines,
        account: pool.account, asset: pool.asset.code)
    },
  ]
}
