extension ControlTotal {
  /// Adds an entry.
  package mutating func add(_ amount: Amount) {
    entries += 1
    if amount.isNegative { debitSum.add(amount) } else { creditSum.add(amount) }
  }

  /// Adds the sums of settled entries.
  package mutating func add(_ sum: Settlement.ControlSum) {
    entries += sum.entries
    creditSum.add(sum.credits)
    debitSum.add(sum.debits)
  }
}

/// A sum that needs no more room than an amount as long as it fits one.
package struct RoomySum: Hashable, Sendable {
  private var amount = Amount.zero
  private var wide: WideSum?

  package init(_ amount: Amount = .zero) { self.amount = amount }

  package mutating func add(_ other: Amount) {
    if wide == nil, let sum = try? amount.adding(other) {
      amount = sum
    } else {
      widen()
      wide?.add(other)
    }
  }

  package mutating func add(_ sum: AmountSum) {
    if wide == nil, let total = try? sum.total(), let both = try? amount.adding(total) {
      amount = both
    } else {
      widen()
      wide?.add(sum)
    }
  }

  package mutating func add(_ other: RoomySum) {
    if let wider = other.wide {
      widen()
      wide?.add(wider)
    } else {
      add(other.amount)
    }
  }

  private mutating func widen() {
    guard wide == nil else { return }
    wide = widened
    amount = .zero
  }

  private var widened: WideSum {
    if let wide { return wide }
    var sum = WideSum()
    sum.add(amount)
    return sum
  }

  /// By value: in whatever order it was summed.
  package static func == (left: RoomySum, right: RoomySum) -> Bool { left.widened == right.widened }

  package func hash(into hasher: inout Hasher) { hasher.combine(widened) }

  /// Nil if the sum needs more than 38 digits.
  var total: Amount? { try? exact() }

  /// - Throws: `.tooManyDigits` if the sum needs more than 38 digits.
  package func exact() throws(AmountError) -> Amount {
    guard let wide else { return amount }
    return try wide.total()
  }
}
