import Accounting

/// A position moved by fills: its size, and what was opened since it was last zero.
///
/// A fill beyond zero is split there: one part closes, the other opens at its price.
struct PositionWalk {
  private(set) var size: Amount
  private(set) var opened: Opened?
  private(set) var bought = Amount.zero
  private(set) var sold = Amount.zero

  /// What was opened since the position was last zero.
  struct Opened {
    /// The sum of the sizes, without sign.
    var size = Amount.zero
    /// Σ size × price.
    var cost = Amount.zero
    var fills = 0
  }

  /// - Parameter opened: nil: it is not known how the position came to its size.
  init(size: Amount, opened: Opened?) {
    self.size = size
    self.opened = size.isZero ? Opened() : opened
  }

  /// Walks through fills in order of time.
  ///
  /// - Throws: if a sum or product needs more than 38 digits.
  mutating func walk(_ fills: [PositionFill]) throws(AmountError) {
    var start = 0
    while start < fills.count {
      var end = start + 1
      while end < fills.count, fills[end].instant == fills[start].instant { end += 1 }
      try walk(instant: fills[start..<end])
      start = end
    }
  }

  /// Fills of one instant: in the order their sizes before tell; else in any, if that does not
  /// matter; else it is not known what of them opened the position.
  private mutating func walk(instant fills: ArraySlice<PositionFill>) throws(AmountError) {
    let up = try Amount.sum(fills.map(\.size).filter { !$0.isNegative })
    let down = try Amount.sum(fills.map(\.size).filter(\.isNegative))
    let against = size.isNegative ? up : down
    let isMixed = !up.isZero && !down.isZero
    guard isMixed, size.isZero || against.magnitude >= size.magnitude else {
      for fill in fills { try move(fill.size, fill.price) }
      return
    }
    if let chain = try chained(fills) {
      for fill in chain { try move(fill.size, fill.price) }
      return
    }
    bought = try bought.adding(up)
    sold = try sold.adding(down)
    size = try Amount.sum([size, up, down])
    opened = size.isZero ? Opened() : nil
  }

  /// The fills in the one order in which each begins with the size the last one left.
  private func chained(_ fills: ArraySlice<PositionFill>) throws(AmountError) -> [PositionFill]? {
    var leaving: [Amount: PositionFill] = [:]
    for fill in fills {
      guard let before = fill.before, leaving.updateValue(fill, forKey: before) == nil else {
        return nil
      }
    }
    var chain: [PositionFill] = []
    var current = size
    while let fill = leaving.removeValue(forKey: current) {
      chain.append(fill)
      current = try current.adding(fill.size)
    }
    return leaving.isEmpty ? chain : nil
  }

  private mutating func move(_ change: Amount, _ price: Amount) throws(AmountError) {
    if change.isNegative {
      sold = try sold.adding(change)
    } else {
      bought = try bought.adding(change)
    }
    let before = size
    size = try size.adding(change)
    let isWith = before.isZero || before.isNegative == change.isNegative
    if size.isZero || !isWith && size.isNegative != before.isNegative {
      // Closed; what goes beyond zero opens anew.
      opened = Opened()
      try open(size, price)
    } else if isWith {
      try open(change, price)
    }
  }

  private mutating func open(_ change: Amount, _ price: Amount) throws(AmountError) {
    guard !change.isZero, let known = opened else { return }
    opened = Opened(
      size: try known.size.adding(change.magnitude),
      cost: try known.cost.adding(change.magnitude.multiplied(by: price)), fills: known.fills + 1)
  }
}
