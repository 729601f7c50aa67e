import Accounting
import Reconcile

extension Plant {
  /// One side has an entry that the other has nowhere.
  static let missing: [Plant] = [
    Plant(.missingLedger, "not booked") { book in
      let spot = book.spot()
      let kind = book.pick(LabelledBook.plainKinds)
      let amount = book.signed(spot.amount, kind)
      let line = book.add(
        .statement, spot, amount, kind: kind, reference: book.someReference(.statement))
      book.plant("not booked", [.missingLedger], lines: [line])
    },
    Plant(.missingStatement, "not stated") { book in
      let spot = book.spot()
      let kind = book.pick(EntryKind.allCases)
      let amount = book.signed(spot.amount, kind)
      let line = book.add(.ledger, spot, amount, kind: kind, reference: book.someReference(.ledger))
      book.plant("not stated", [.missingStatement], lines: [line])
    },
    Plant(.missingStatement, "a transfer that never left") { book in
      // Both ends are booked and neither venue has its own: nothing is on its way.
      let spot = book.spot()
      let (from, to) = book.twoAccounts()
      let reference = book.reference(.ledger)
      var lines: [Int] = []
      for (account, amount) in [(from, spot.amount.negated), (to, spot.amount)] {
        var spot = spot
        spot.account = account
        lines.append(
          book.add(.ledger, spot, amount, kind: .transfer, reference: reference))
      }
      book.plant(
        "a transfer that never left", [.missingStatement, .missingStatement], lines: lines)
    },
    Plant(.unstatedIncome, "income not booked") { book in
      let spot = book.spot()
      let kind = book.pick(LabelledBook.incomeKinds)
      let amount = book.signed(spot.amount, kind)
      let line = book.add(
        .statement, spot, amount, kind: kind, reference: book.someReference(.statement))
      book.plant("income not booked", [.unstatedIncome], lines: [line])
    },
  ]

  /// One side has the entry before the cut-off, the other after it; or it is on its way.
  static let atCutOff: [Plant] = [
    Plant(.timingCutoff, "late, same reference") { book in
      guard let cutOff = book.cutOff else { return }
      let reference = book.reference(.statement)
      book.plantLate(
        reference, reference, before: cutOff - book.int(1...5_000),
        after: cutOff + book.int(0...40_000), name: "late, same reference")
    },
    Plant(.timingCutoff, "late, within the window") { book in
      guard let cutOff = book.cutOff else { return }
      let before = book.int(1...60)
      let reference = book.someReference(.statement)
      book.plantLate(
        reference, book.someReference(.ledger), before: cutOff - before,
        after: cutOff + book.int(0...(110 - before)), name: "late, within the window")
    },
    Plant(.inTransit, "on its way, same reference") { book in
      let reference = book.reference(.statement)
      book.plantTransit(
        "on its way, same reference", left: reference, booked: reference, arrives: reference,
        after: book.int(0...20_000))
    },
    Plant(.inTransit, "on its way, by amount") { book in
      book.plantTransit(
        "on its way, by amount", left: book.reference(.statement), booked: book.reference(.ledger),
        arrives: book.someReference(.ledger), after: book.int(0...20_000))
    },
  ]
}

extension LabelledBook {
  fileprivate mutating func plantLate(
    _ statement: String, _ ledger: String, before: Int, after: Int, name: String
  ) {
    let side = side()
    let asset = pick(assets)
    let kind = pick(EntryKind.allCases)
    let amount = signed(fresh(asset, at: before), kind)
    let account = pick(accounts)
    for (own, second) in [(side, before), (side.other, after)] {
      let line = add(
        LabelledLine(
          side: own, account: account, asset: asset.code, amount: amount, second: second,
          kind: kind, reference: own == .statement ? statement : ledger))
      if own == side { plant(name, [.timingCutoff], lines: [line]) }
    }
  }

  /// What left is on both sides; what is to come is in the ledger only, less a fee of up to a
  /// hundredth.
  fileprivate mutating func plantTransit(
    _ name: String, left: String, booked: String, arrives: String, after: Int
  ) {
    var spot = spot(digits: int(5...9))
    let (from, to) = twoAccounts()
    spot.account = from
    let kind = pick([EntryKind.withdrawal, .transfer])
    pair(
      from, spot.asset.code, spot.amount.negated, kind: kind,
      (statement: left, ledger: booked, delay: int(-100...100)), at: spot.second)
    spot.account = to
    let fee = chance(50) ? 0 : Int(spot.amount.units) / int(150...5_000)
    let amount = Amount(units: spot.amount.units - Int128(fee), scale: spot.amount.scale)
    let line = add(
      .ledger, spot, amount, kind: kind == .transfer ? .transfer : .deposit, reference: arrives,
      delay: min(after, last + 1_000 - spot.second))
    plant(name, [.inTransit], lines: [line])
  }
}
