extension ControlTotal {
  /// Adds an entry; a sum that no longer fits 38 digits is marked, never rounded.
  package mutating func add(_ amount: Amount) {
    entries += 1
    do throws(AmountError) {
      if amount.isNegative {
        debits = try debits.adding(amount)
      } else {
        credits = try credits.adding(amount)
      }
    } catch {
      isExact = false
    }
  }
}
