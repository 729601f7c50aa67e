import Accounting
import Reconcile

extension Plant {
  /// An event in parts of which the other side has some.
  ///
  /// Not planted: parts that the other side has one by one under their own references. Such pairs
  /// are beyond doubt and may be settled before the classifiers see the books, so nothing is told
  /// by them, and what is missing is told as an entry of its own.
  static let parts: [Plant] = [
    Plant(.splitIncomplete, "a fill is not in the order's sum") { book in
      book.plantSplit("a fill is not in the order's sum", isSummed: true)
    },
    Plant(.splitIncomplete, "a part of one reference is missing") { book in
      book.plantSplit("a part of one reference is missing", isSummed: false)
    },
  ]

  /// Several entries fit equally well.
  static let contested: [Plant] = [
    Plant(.ambiguous, "two as near as each other") { book in
      let spot = book.spot()
      let amount = book.signed(spot.amount, .trade)
      let delay = book.int(1...100)
      let side = book.side()
      let lines = [
        book.add(side, spot, amount, kind: .trade, reference: book.someReference(side)),
        book.add(
          side.other, spot, amount, kind: .trade, reference: book.someReference(side.other),
          delay: -delay),
        book.add(
          side.other, spot, amount, kind: .trade, reference: book.someReference(side.other),
          delay: delay),
      ]
      book.plant("two as near as each other", [.ambiguous], lines: lines)
    },
    Plant(.ambiguous, "two references at once") { book in
      let spot = book.spot()
      let amount = book.signed(spot.amount, .trade)
      let side = book.side()
      let lines = [
        book.add(side, spot, amount, kind: .trade, reference: book.someReference(side)),
        book.add(
          side.other, spot, amount, kind: .trade, reference: book.reference(side.other), delay: 9),
        book.add(
          side.other, spot, amount, kind: .trade, reference: book.reference(side.other), delay: 9),
      ]
      book.plant("two references at once", [.ambiguous], lines: lines)
    },
    Plant(.ambiguous, "two differences as large as each other") { book in
      let spot = book.spot(digits: 5)
      let gap = Int128(book.int(1...90))
      let reference = book.reference(.statement)
      let side = book.side()
      let lines =
        [book.add(side, spot, spot.amount, kind: .trade, reference: reference)]
        + [gap, -gap].map { more in
          let amount = Amount(units: spot.amount.units + more, scale: spot.amount.scale)
          return book.add(side.other, spot, amount, kind: .trade, reference: reference)
        }
      book.plant("two differences as large as each other", [.ambiguous], lines: lines)
    },
    Plant(.ambiguous, "two sums fit") { book in
      let spot = book.spot(digits: 8)
      let side = book.side()
      var lines = [
        book.add(side, spot, spot.amount, kind: .trade, reference: book.someReference(side))
      ]
      for _ in 0..<2 {
        let part = Int128(book.int(1_000_001...4_999_999))
        for units in [part, spot.amount.units - part] {
          let amount = Amount(units: units, scale: spot.amount.scale)
          lines.append(
            book.add(
              side.other, spot, amount, kind: .trade, reference: book.someReference(side.other),
              delay: book.int(0...50)))
        }
      }
      book.plant("two sums fit", [.ambiguous], lines: lines)
    },
  ]
}

extension LabelledBook {
  /// Three parts or more on one side, of which the other lacks one.
  ///
  /// - Parameter isSummed: the other side has the rest as one entry with the order's reference.
  fileprivate mutating func plantSplit(_ name: String, isSummed: Bool) {
    let spot = spot()
    let side = side()
    let order = reference(.statement)
    let parts = (0..<int(3...5)).map { _ in
      fresh(spot.asset, at: spot.second, digits: int(4...8))
    }
    let sign: Int128 = chance(50) ? 1 : -1
    let signed = parts.map { Amount(units: sign * $0.units, scale: $0.scale) }
    var lines = signed.map { part in
      add(
        side, spot, part, kind: .trade, reference: isSummed ? reference(.statement) : order,
        group: isSummed ? order : "", delay: int(0...5))
    }
    let known = Array(signed.dropLast())
    for part in isSummed ? [sum(known)] : known {
      lines.append(
        add(side.other, spot, part, kind: .trade, reference: order, delay: int(0...600)))
    }
    plant(name, [.splitIncomplete], lines: lines)
  }
}
