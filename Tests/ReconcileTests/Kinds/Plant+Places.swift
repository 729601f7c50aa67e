import Accounting
import Reconcile

extension Plant {
  /// A side has an entry once too often.
  static let repeated: [Plant] = [
    Plant(.duplicateStatement, "stated twice") { $0.plantDuplicate(.statement) },
    Plant(.duplicateLedger, "booked twice") { $0.plantDuplicate(.ledger) },
    Plant(.reversalPair, "undone, same reference") { book in
      let reference = book.reference(.statement)
      book.plantReversal("undone, same reference", reference, reference, after: book.int(0...900))
    },
    Plant(.reversalPair, "undone, within the window") { book in
      let (one, other) = (book.someReference(.ledger), book.someReference(.ledger))
      book.plantReversal("undone, within the window", one, other, after: book.int(0...110))
    },
  ]

  /// The other side has the entry in another account or asset.
  static let elsewhere: [Plant] = Link.allCases.flatMap { link in
    [
      Plant(.wrongAccount, "another account, \(link)") { book in
        let spot = book.spot(digits: book.int(3...9))
        var other = spot
        (_, other.account) = (spot.account, book.pick(book.accounts.filter { $0 != spot.account }))
        book.plantElsewhere(.wrongAccount, "another account, \(link)", spot, other, link)
      },
      Plant(.wrongAsset, "another asset, \(link)") { book in
        // The first two wrap each other.
        let (one, other) = (book.pick(book.assets), book.pick(Array(book.assets.dropFirst(2))))
        guard one != other else { return }
        let pair = book.chance(50) ? (one, other) : (other, one)
        book.plantInAssets(.wrongAsset, "another asset, \(link)", pair, link)
      },
      Plant(.wrappedAsset, "wrapped, \(link)") { book in
        let (one, other) = (book.assets[0], book.assets[1])
        let pair = book.chance(50) ? (one, other) : (other, one)
        book.plantInAssets(.wrappedAsset, "wrapped, \(link)", pair, link)
      },
    ]
  }
}

extension LabelledBook {
  /// Once too often within the window, else the copy may be an event of its own.
  fileprivate mutating func plantDuplicate(_ side: Side) {
    let spot = spot()
    let kind = pick(EntryKind.allCases)
    let amount = signed(spot.amount, kind)
    let link = link()
    let ends = ends(link)
    var lines = pair(
      spot.account, spot.asset.code, amount, kind: kind, ends, at: spot.second)
    let first = side == .statement ? 0 : ends.delay
    let middle = side == .statement ? 2 * ends.delay : -2 * ends.delay
    var delay = chance(50) ? 0 : int(1...100)
    // Of two as near to the other side's as each other nobody knows which is the copy.
    if delay == middle { delay = 0 }
    lines.append(
      add(
        side, spot, amount, kind: kind,
        reference: side == .statement ? ends.statement : ends.ledger, delay: first + delay))
    let found: BreakKind = side == .statement ? .duplicateStatement : .duplicateLedger
    plant("twice, \(link)", [found], lines: lines)
  }

  fileprivate mutating func plantReversal(
    _ name: String, _ one: String, _ other: String, after: Int
  ) {
    let spot = spot()
    let side = side()
    let kind = pick(EntryKind.allCases)
    let amount = chance(50) ? spot.amount : spot.amount.negated
    let lines = [
      add(side, spot, amount, kind: kind, reference: one),
      add(side, spot, amount.negated, kind: kind, reference: other, delay: after),
    ]
    plant(name, [.reversalPair, .reversalPair], lines: lines)
  }

  /// The same amount in two assets, with decimals that both have.
  fileprivate mutating func plantInAssets(
    _ kind: BreakKind, _ name: String, _ assets: (GeneratedAsset, GeneratedAsset), _ link: Link
  ) {
    let coarse = assets.0.decimals < assets.1.decimals ? assets.0 : assets.1
    var spot = spot()
    spot.asset = assets.0
    spot.amount = fresh(coarse, at: spot.second, digits: int(3...9))
    var other = spot
    other.asset = assets.1
    plantElsewhere(kind, name, spot, other, link)
  }

  fileprivate mutating func plantElsewhere(
    _ kind: BreakKind, _ name: String, _ one: Spot, _ other: Spot, _ link: Link
  ) {
    let entryKind = pick(LabelledBook.plainKinds + LabelledBook.incomeKinds)
    let amount = signed(one.amount, entryKind)
    let ends = ends(link)
    let lines = [
      add(.statement, one, amount, kind: entryKind, reference: ends.statement),
      add(
        .ledger, other, amount, kind: entryKind, reference: ends.ledger, delay: ends.delay),
    ]
    plant(name, [kind, kind], lines: lines)
  }
}
