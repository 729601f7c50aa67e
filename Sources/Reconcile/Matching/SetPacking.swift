import Accounting

/// Sets that share entries, directly or by others.
enum SetClusters {
  static func all(_ sets: [ZeroSums.Found]) -> [[ZeroSums.Found]] {
    struct Entry: Hashable {
      var side: Side
      var index: Int
    }
    var parent = Array(sets.indices)
    func root(_ index: Int) -> Int {
      var index = index
      while parent[index] != index { index = parent[index] }
      return index
    }
    var first: [Entry: Int] = [:]
    for (place, set) in sets.enumerated() {
      let entries =
        set.statement.map { Entry(side: .statement, index: $0) }
        + set.ledger.map { Entry(side: .ledger, index: $0) }
      for entry in entries {
        if let other = first[entry] {
          let (one, two) = (root(place), root(other))
          parent[max(one, two)] = min(one, two)
        } else {
          first[entry] = place
        }
      }
    }
    var clusters: [Int: [ZeroSums.Found]] = [:]
    for place in sets.indices { clusters[root(place), default: []].append(sets[place]) }
    return clusters.keys.sorted().map { clusters[$0]! }
  }
}

/// The best choice of sets that share no entry: the most entries matched, then the most sets.
struct SetPacking {
  enum Answer {
    case sets([ZeroSums.Found])
    /// Several best choices leave different entries open; the text names the sets.
    case ambiguous(String)
  }

  let answer: Answer

  /// The most different sets that are weighed against each other.
  private static let limit = 18

  init(_ cluster: [ZeroSums.Found], _ pool: Pool) {
    let contents = Contents(pool)
    let names = cluster.map(contents.of)
    if cluster.count == 1 || Set(names).count == 1 {
      // All say the same of interchangeable entries: as many as fit, in canonical order.
      var taken: [ZeroSums.Found] = []
      for set in cluster where taken.allSatisfy(set.isDisjoint) { taken.append(set) }
      answer = .sets(taken)
      return
    }
    guard cluster.count <= SetPacking.limit else {
      answer = .ambiguous(SetPacking.note(cluster, pool))
      return
    }
    var best: [[Int]] = []
    var bestWorth = (entries: 0, sets: 0)
    SetPacking.packings(cluster) { chosen in
      let entries = chosen.reduce(0) { $0 + cluster[$1].statement.count + cluster[$1].ledger.count }
      let worth = (entries, chosen.count)
      if worth > bestWorth {
        (best, bestWorth) = ([chosen], worth)
      } else if worth == bestWorth {
        best.append(chosen)
      }
    }
    let answers = Set(best.map { chosen in contents.all(chosen.map { cluster[$0] }) })
    answer =
      answers.count == 1
      ? .sets(best[0].map { cluster[$0] }) : .ambiguous(SetPacking.note(cluster, pool))
  }

  /// Every choice of sets that share no entry.
  private static func packings(_ cluster: [ZeroSums.Found], _ body: ([Int]) -> Void) {
    var chosen: [Int] = []
    func go(_ next: Int) {
      guard next < cluster.count else { return body(chosen) }
      if chosen.allSatisfy({ cluster[$0].isDisjoint(with: cluster[next]) }) {
        chosen.append(next)
        go(next + 1)
        chosen.removeLast()
      }
      go(next + 1)
    }
    go(0)
  }

  /// `10 = 4 + 6; 10 = 3 + 7`, statement first.
  private static func note(_ cluster: [ZeroSums.Found], _ pool: Pool) -> String {
    let shown = cluster.prefix(4).map { set in
      let sums = [(Side.statement, set.statement), (.ledger, set.ledger)].map { side, some in
        some.map { pool[side].amount($0).reduced.description }.joined(separator: " + ")
      }
      return sums.joined(separator: " = ")
    }
    let more = cluster.count > shown.count ? "; and \(cluster.count - shown.count) more" : ""
    return shown.joined(separator: "; ") + more
  }
}

/// What entries say, so that interchangeable ones are told as one.
private struct Contents {
  let pool: Pool

  init(_ pool: Pool) { self.pool = pool }

  func of(_ set: ZeroSums.Found) -> [String] { all([set]) }

  func all(_ sets: [ZeroSums.Found]) -> [String] {
    sets.flatMap { set in
      set.statement.map { text(.statement, $0) } + set.ledger.map { text(.ledger, $0) }
    }.sorted()
  }

  private func text(_ side: Side, _ index: Int) -> String {
    let table = pool[side]
    let reference = table.reference(index)
    return "\(side.rawValue) \(table.amount(index).reduced) \(table.nanoseconds(index)) "
      + "\(table.kind(index).rawValue) \(reference.high) \(reference.low)"
  }
}
