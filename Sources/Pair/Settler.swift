import Accounting
import Dispatch
import Synchronization

/// Takes off both sides what is one event beyond doubt, partition by partition.
///
/// First by reference: one entry a side of one account, asset and reference, with one amount. Then,
/// of entries whose reference the other side does not know, by amount and time: one entry a side
/// with no other of that amount near. Several on both sides, where all of them are matched anyway.
/// What is left the rules see; that they would have matched just so, and that nothing they say of
/// the others changes, the tests hold against the rules themselves.
package struct Settler {
  private let referenced: RowShelf
  private let strangers: RowShelf
  private let terms: SettlerTerms

  /// - Parameters:
  ///   - referenced: rows by reference; those with one.
  ///   - strangers: rows by amount; those without a reference, and later those whose reference
  ///     the other side does not know.
  package init(referenced: RowShelf, strangers: RowShelf, terms: SettlerTerms) {
    self.referenced = referenced
    self.strangers = strangers
    self.terms = terms
  }

  /// - Throws: if rows could not be written or read back.
  package func settle() throws(SpillError) -> Settled {
    var settled = Settled()
    try pass(over: referenced, into: &settled) { ReferencePass(strangers.writer(), terms, $0) }
    try pass(over: strangers, into: &settled) { AmountPass(terms, $0) }
    // Entries of after the day are the next run's; too many of them are counted alone.
    if settled.later.entries <= terms.laterLimit {
      settled.statement += settled.later.statement
      settled.ledger += settled.later.ledger
      settled.later = Later()
    } else {
      settled.settlement.add(settled.later.settlement)
    }
    settled.statement.sort()
    settled.ledger.sort()
    return settled
  }

  private func pass(
    over shelf: RowShelf, into settled: inout Settled,
    _ make: @escaping (SettledSums) -> any SettlingPass
  ) throws(SpillError) {
    try shelf.check()
    let next = Mutex(0)
    let found = Mutex([PassFindings]())
    let dropped = shelf.dropped
    let rule = shelf.key == .reference ? "exact-reference" : AmountPass.rule
    let passes = (0..<terms.threads).map { _ in
      make(SettledSums(rule: rule))
    }
    nonisolated(unsafe) let workers = passes
    DispatchQueue.concurrentPerform(iterations: terms.threads) { number in
      let pass = workers[number]
      let table = KeyTable(key: shelf.key)
      var error: SpillError?
      while error == nil {
        let partition = next.withLock { next in
          defer { next += 1 }
          return next
        }
        guard partition < shelf.partitions else { break }
        do throws(SpillError) {
          table.removeAll()
          for side in Side.allCases {
            table.makeRoom(shelf.count(side, partition), side)
            try shelf.take(side, partition) { table.append($0, side, but: dropped) }
          }
          table.build()
          pass.work(table)
        } catch let fault { error = fault }
      }
      pass.close()
      found.withLock { $0.append(pass.findings(error)) }
    }
    for part in found.withLock({ $0 }) {
      if let error = part.error { throw error }
      settled.settlement.add(part.settlement)
      settled.statement += part.statement
      settled.ledger += part.ledger
      settled.later.add(part.later)
    }
  }
}

/// What one thread of a pass found.
struct PassFindings: Sendable {
  var settlement: Settlement
  var statement: [EntryRow.Place]
  var ledger: [EntryRow.Place]
  /// Of after the day.
  var later: Later
  var error: SpillError?
}

/// Entries that are too late to be compared with any of the day.
package struct Later: Sendable {
  var statement: [EntryRow.Place] = []
  var ledger: [EntryRow.Place] = []
  var settlement = Settlement()

  /// How many they are, of both sides.
  package var entries: Int { settlement.setAside }

  mutating func add(_ other: Later) {
    statement += other.statement
    ledger += other.ledger
    settlement.add(other.settlement)
  }
}

/// One thread's work on partitions.
protocol SettlingPass: AnyObject {
  var sums: SettledSums { get }
  var staying: Staying { get }
  var later: Staying { get }
  func work(_ table: KeyTable)
  func close()
}

extension SettlingPass {
  func findings(_ error: SpillError?) -> PassFindings {
    PassFindings(
      settlement: sums.settlement(areLater: false), statement: staying.statement,
      ledger: staying.ledger,
      later: Later(
        statement: later.statement, ledger: later.ledger,
        settlement: sums.settlement(areLater: true)),
      error: error)
  }
}

/// Entries that are not settled.
final class Staying {
  private(set) var statement: [EntryRow.Place] = []
  private(set) var ledger: [EntryRow.Place] = []

  /// Keeps a row, unless its entry is in the book already.
  func append(_ row: EntryRow, _ side: Side) {
    guard !row.isHeld else { return }
    if side == .statement { statement.append(row.place) } else { ledger.append(row.place) }
  }

  /// Keeps a row unless there are more than the limit, when none of them is asked for.
  func append(_ row: EntryRow, _ side: Side, atMost limit: Int) {
    guard statement.count + ledger.count <= limit else { return }
    append(row, side)
  }
}
