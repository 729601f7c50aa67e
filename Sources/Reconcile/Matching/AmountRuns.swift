import Accounting

/// Indices of one side by amount, then in canonical order, cut into runs of one amount.
struct AmountRuns {
  private var indices: [Int] = []
  private var amounts: [Amount] = []
  private var starts: [Int] = []

  init(_ side: PoolSide, _ unsorted: [Int]) {
    struct Key {
      var amount: Amount
      var index: Int
    }
    var keys = unsorted.map { Key(amount: side.amount($0), index: $0) }
    keys.sort { $0.amount == $1.amount ? $0.index < $1.index : $0.amount < $1.amount }
    for (place, key) in keys.enumerated() {
      indices.append(key.index)
      if amounts.last.map({ $0 != key.amount }) ?? true {
        amounts.append(key.amount)
        starts.append(place)
      }
    }
    starts.append(indices.count)
  }

  /// The runs of the amounts that both have.
  func common(with other: AmountRuns) -> [(ArraySlice<Int>, ArraySlice<Int>)] {
    var found: [(ArraySlice<Int>, ArraySlice<Int>)] = []
    var (left, right) = (0, 0)
    while left < amounts.count, right < other.amounts.count {
      if amounts[left] < other.amounts[right] {
        left += 1
      } else if other.amounts[right] < amounts[left] {
        right += 1
      } else {
        found.append(
          (
            indices[starts[left]..<starts[left + 1]],
            other.indices[other.starts[right]..<other.starts[right + 1]]
          ))
        left += 1
        right += 1
      }
    }
    return found
  }
}
