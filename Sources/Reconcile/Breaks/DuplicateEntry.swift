import Accounting

/// The side has the same entry more often than the other.
///
/// Evidence: an entry of the same side, account, asset, reference (or none) and amount, within
/// the window in time, is matched already.
struct DuplicateEntry: OpenItemClassifier {
  func kind(_ side: Side) -> BreakKind {
    side == .statement ? .duplicateStatement : .duplicateLedger
  }

  private struct Content: Hashable {
    var reference: ReferenceKey
    var amount: Amount
  }

  func claims(_ side: Side, _ open: [Int], in pool: Pool) -> [OpenItemClaim] {
    let table = pool[side]
    let references = Set(open.map { table.reference($0) })
    var wanted: Set<Content> = []
    for index in open {
      wanted.insert(Content(reference: table.reference(index), amount: table.amount(index)))
    }
    guard !wanted.isEmpty else { return [] }
    var matched: [Content: [Int64]] = [:]
    for index in table.rows.indices
    where table.fate[index] == .matched && references.contains(table.reference(index)) {
      let content = Content(reference: table.reference(index), amount: table.amount(index))
      if wanted.contains(content) {
        matched[content, default: []].append(table.nanoseconds(index))
      }
    }
    guard !matched.isEmpty else { return [] }
    var claims: [OpenItemClaim] = []
    for index in open {
      let content = Content(reference: table.reference(index), amount: table.amount(index))
      guard let times = matched[content] else { continue }
      if DuplicateEntry.hasNear(times, table.nanoseconds(index), pool.window) {
        claims.append(OpenItemClaim(index: index, sentence: 0))
      }
    }
    return claims
  }

  func sentence(_ number: UInt8, _ side: Side) -> String {
    "an equal \(side.rawValue) entry is matched already"
  }

  /// Whether one of the ascending times is within the window of another.
  private static func hasNear(_ times: [Int64], _ time: Int64, _ window: Int64) -> Bool {
    var (low, high) = (0, times.count)
    while low < high {
      let middle = (low + high) / 2
      if times[middle] < time { low = middle + 1 } else { high = middle }
    }
    if low < times.count, TimeLine.near(times[low], time, window) { return true }
    return low > 0 && TimeLine.near(times[low - 1], time, window)
  }
}
