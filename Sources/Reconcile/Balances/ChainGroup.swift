import Accounting

/// The lines of one instant, in whatever order their balances chain.
struct ChainGroup {
  private let lines: [RunningChain.Line]
  /// Lines that leave a balance, less lines that arrive at it; balances with neither are left out.
  private let surplus: [Amount: Int]

  /// At most so many lines are weighed as the one that does not fit.
  private static let weighed = 64

  init(_ lines: [RunningChain.Line]) {
    self.lines = lines
    var surplus: [Amount: Int] = [:]
    if lines.count > 1 {
      for line in lines {
        surplus[line.before, default: 0] += 1
        surplus[line.after, default: 0] -= 1
      }
    } else {
      surplus[lines[0].before] = lines[0].before == lines[0].after ? 0 : 1
      surplus[lines[0].after] = lines[0].before == lines[0].after ? 0 : -1
    }
    self.surplus = surplus
  }

  /// Whether as many lines leave every balance as arrive at it.
  var isCircle: Bool { surplus.values.allSatisfy { $0 == 0 } }

  /// The one balance a path through the lines can start from; nil if none or any will do.
  var onlyStart: Amount? {
    let uneven = surplus.filter { $0.value != 0 }
    guard uneven.count == 2, let start = uneven.first(where: { $0.value == 1 }),
      uneven.contains(where: { $0.value == -1 })
    else { return nil }
    return start.key
  }

  func touches(_ balance: Amount) -> Bool { surplus[balance] != nil }

  var lowestBefore: Amount { lines.map(\.before).min()! }

  /// Where the lines end by themselves, whatever came before.
  var statedEnd: Amount {
    let ends = surplus.filter { $0.value == -1 }.map(\.key)
    return ends.count == 1 ? ends[0] : lines[lines.count - 1].after
  }

  /// Where a path from `start` through all lines ends; nil if there is none.
  func end(from start: Amount) -> Amount? {
    if lines.count == 1 { return lines[0].before == start ? lines[0].after : nil }
    return ChainGroup.path(Array(lines.indices), lines, from: start)
  }

  /// The end of a path through some of the lines (Hierholzer 1873, linear); nil if there is none.
  private static func path(
    _ some: [Int], _ lines: [RunningChain.Line], from start: Amount
  ) -> Amount? {
    guard !some.isEmpty else { return start }
    var leaving: [Amount: [Int]] = [:]
    var surplus: [Amount: Int] = [:]
    for index in some {
      leaving[lines[index].before, default: []].append(index)
      surplus[lines[index].before, default: 0] += 1
      surplus[lines[index].after, default: 0] -= 1
    }
    let uneven = surplus.filter { $0.value != 0 }
    var end = start
    if !uneven.isEmpty {
      guard uneven.count == 2, surplus[start] == 1,
        let last = uneven.first(where: { $0.value == -1 })
      else { return nil }
      end = last.key
    } else if surplus[start] == nil {
      return nil
    }
    // Degrees fit: there is a path if every line can be reached from the start.
    var reached = 0
    var waiting = [start]
    while let balance = waiting.popLast() {
      guard let next = leaving.removeValue(forKey: balance) else { continue }
      reached += next.count
      for index in next { waiting.append(lines[index].after) }
    }
    return reached == some.count ? end : nil
  }

  /// The first line that does not follow, where no path from `start` goes through all lines.
  ///
  /// Lines are followed as far as they chain. Of those left the first in canonical order is named
  /// after which the others chain again, from its own balance or from the one expected.
  func divergence(from start: Amount) throws(AmountError) -> RunningChain.Divergence {
    let (current, rest) = followed(from: start)
    let named =
      try rest.count <= ChainGroup.weighed
      ? misfit(rest, current) : misfitAmongMany(rest, current)
    return RunningChain.Divergence(
      row: lines[named].row, expected: try current.adding(lines[named].amount),
      stated: lines[named].after)
  }

  /// Where lines lead from `start` as far as they chain, and those left: at least one.
  private func followed(from start: Amount) -> (current: Amount, rest: [Int]) {
    var leaving: [Amount: [Int]] = [:]
    for index in lines.indices.reversed() {
      leaving[lines[index].before, default: []].append(index)
    }
    var isLeft = [Bool](repeating: true, count: lines.count)
    var current = start
    for _ in 1..<max(lines.count, 1) {
      guard let next = leaving[current]?.popLast() else { break }
      isLeft[next] = false
      current = lines[next].after
    }
    return (current, lines.indices.filter { isLeft[$0] })
  }

  private func misfit(_ rest: [Int], _ current: Amount) throws(AmountError) -> Int {
    for index in rest {
      let others = rest.filter { $0 != index }
      let expected = try current.adding(lines[index].amount)
      if ChainGroup.path(others, lines, from: expected) != nil
        || ChainGroup.path(others, lines, from: lines[index].after) != nil
      {
        return index
      }
    }
    return rest[0]
  }

  /// As `misfit`, but looks at the next line only, so that many lines cost no more each.
  private func misfitAmongMany(_ rest: [Int], _ current: Amount) throws(AmountError) -> Int {
    let starts = Set(rest.map { lines[$0].before })
    for index in rest {
      if starts.contains(try current.adding(lines[index].amount)) { return index }
    }
    return rest[0]
  }
}
