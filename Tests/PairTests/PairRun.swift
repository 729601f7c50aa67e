import Accounting
import Pair
import Reconcile
import TestSupport

/// A book settled beforehand, and then reconciled.
struct PairRun {
  var books: PairBooks
  /// Rows that are said to come: decides the number of partitions.
  var expected = 0
  var memory = 1 << 20
  var threads = 1
  var folder = "/tmp"
  var isExact = true
  var laterLimit = 100_000

  func settle() throws(SpillError) -> Settled {
    let writers = 2
    let (referenced, strangers) = (shelf(.reference, writers), shelf(.amount, writers))
    let ways = (0..<writers).map { _ in (referenced.writer(), strangers.writer()) }
    for index in books.lines.indices {
      let row = books.row(index)
      let way = ways[index % writers]
      if row.hasReference {
        way.0.add(row, of: books.lines[index].side)
      } else if !row.isUnfit {
        way.1.add(row, of: books.lines[index].side)
      }
    }
    for way in ways {
      way.0.close()
      way.1.close()
    }
    for source in books.dropped {
      referenced.drop(source: source)
      strangers.drop(source: source)
    }
    var terms = SettlerTerms(
      books.policy, names: books.names, threads: threads, isExact: isExact,
      numbered: books.numbered.map { SourceID(index: $0) })
    terms.laterLimit = laterLimit
    return try Settler(
      referenced: referenced, strangers: strangers, terms: terms
    ).settle()
  }

  private func shelf(_ key: RowShelf.Key, _ writers: Int) -> RowShelf {
    RowShelf(
      key: key, expected: expected, writers: writers, memory: memory, folder: folder)
  }

  /// The lines that are left: those held, and those that stay.
  func left(_ settled: Settled) -> [Int] {
    let staying = Set(settled.statement + settled.ledger)
    return books.usable.filter { !books.lines[$0].isPutAway || staying.contains(books.place($0)) }
  }

  func reconcile(_ settled: Settled) throws -> Reconciliation {
    let left = left(settled)
    return try books.reconcile(
      books.book(.statement, of: left, settled.settlement),
      books.book(.ledger, of: left, settled.settlement), settled.settlement)
  }
}

extension Settled {
  /// Everything it says.
  var picture: String {
    var lines = [
      "statement \(statement.map { String($0.bits, radix: 16) })",
      "ledger \(ledger.map { String($0.bits, radix: 16) })",
    ]
    lines += settlement.pools.map { pool, figures in
      let pairs = figures.pairs.sorted { $0.key < $1.key }
      return "pool \(pool.account.index) \(pool.asset.index) \(pairs) \(figures.sum) "
        + "\(figures.laterStatement) \(figures.laterLedger)"
    }.sorted()
    lines += settlement.totals.map { "\($0.key.source.index) \($0.key.asset.index) \($0.value)" }
      .sorted()
    return lines.joined(separator: "\n")
  }
}
