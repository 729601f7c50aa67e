import Accounting

/// Whether the ids of a source's lines are numbers that ascend from line to line, as a ledger that
/// numbers its lines writes them: then no id stands twice, which needs no look at all of them.
package struct AscendingIDs: Sendable {
  private struct Run {
    var offset: Int
    var first: UInt64
    var last: UInt64
  }

  private var runs: [Run] = []
  private var isInRun = false
  private var isBroken = false

  /// So many digits make a number here.
  private static let digits = 1...16

  package init() {}

  /// Begins a stretch of the source, which may be any.
  package mutating func begin(at offset: Int) {
    runs.append(Run(offset: offset, first: 0, last: 0))
    isInRun = false
  }

  /// Takes the id of the stretch's next line; at least 64 bytes more may be read behind it.
  package mutating func take(_ text: UnsafePointer<UInt8>, _ count: Int) {
    guard !isBroken else { return }
    var others: UInt64 = 0
    let id: UInt64
    if !Self.digits.contains(count) {
      isBroken = true
      return
    } else if count <= 8 {
      id = PlainDigits.number(text, count, &others)
    } else {
      let high = PlainDigits.number(text, count - 8, &others)
      id = high * 100_000_000 + PlainDigits.number(text + (count - 8), 8, &others)
    }
    let place = runs.count - 1
    if others != 0 || (isInRun && id <= runs[place].last) {
      isBroken = true
      return
    }
    if !isInRun { runs[place].first = id }
    runs[place].last = id
    isInRun = true
  }

  /// Ends a stretch; one without ids says nothing.
  package mutating func end() {
    if !isInRun { runs.removeLast() }
    if isBroken { runs = [] }
  }

  /// Adds the stretches that another thread read of the same source.
  package mutating func add(_ other: AscendingIDs) {
    runs += other.runs
    isBroken = isBroken || other.isBroken
  }

  /// Whether they do in all stretches together; false without ids.
  package var ascend: Bool {
    guard !isBroken, !runs.isEmpty else { return false }
    let sorted = runs.sorted { $0.offset < $1.offset }
    return zip(sorted, sorted.dropFirst()).allSatisfy { $0.last < $1.first }
  }
}
