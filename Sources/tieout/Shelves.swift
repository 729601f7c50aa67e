import Accounting
import Normalise
import Pair

/// How much is read at once and what is kept in memory.
struct ReadingPlan: Sendable {
  /// Files of so many bytes or more are read in chunks; the entries of smaller ones are all kept in
  /// memory, and all in `data/work`.
  var streamFrom = 16 << 20
  var chunkBytes = 1 << 20
  /// Bytes of rows that are kept in memory; more go to an unlinked file.
  var memory = 16 << 20
  var hasDigests = true
  /// Where that file is made.
  var folder = "/var/tmp"
}

/// The shelves of a run, and the ways of its threads to them.
final class Shelves: @unchecked Sendable {
  let referenced: RowShelf
  let strangers: RowShelf
  private let writers: [(referenced: RowWriter, strangers: RowWriter)]
  private let own: (referenced: RowWriter, strangers: RowWriter)

  /// - Parameter bytes: of the inputs that are read in chunks.
  init(_ plan: ReadingPlan, threads: Int, bytes: Int) {
    // A line of a plain table has about a hundred bytes.
    let expected = bytes / 100
    referenced = RowShelf(
      key: .reference, expected: expected, writers: threads, memory: plan.memory,
      folder: plan.folder)
    strangers = RowShelf(key: .amount, beside: referenced, memory: plan.memory / 2)
    let (one, other) = (referenced, strangers)
    writers = (0..<threads).map { _ in (one.writer(), other.writer()) }
    own = (one.writer(), other.writer())
  }

  /// Puts rows away that a thread read.
  func add(_ rows: UnsafeBufferPointer<EntryRow>, of side: Side, worker: Int) {
    let writer = writers[worker]
    writer.referenced.add(rows, of: side, others: writer.strangers)
  }

  /// What takes the entries of lines that are read the whole way.
  ///
  /// - Parameter isAgain: whether the source was read before and what came of it forgotten.
  func shelf(_ side: Side, isAgain: Bool = false) -> (EntryRow) -> Void {
    if isAgain { return { [self] row in add(row.marked(EntryRow.Mark.again), side, own) } }
    return { [self] row in add(row, side, own) }
  }

  @inline(__always)
  private func add(
    _ row: EntryRow, _ side: Side, _ writer: (referenced: RowWriter, strangers: RowWriter)
  ) {
    if row.hasReference {
      writer.referenced.add(row, of: side)
    } else if !row.isUnfit {
      writer.strangers.add(row, of: side)
    }
  }

  /// Forgets the rows of a source.
  func drop(_ id: SourceID) {
    referenced.drop(source: Int(id.index))
    strangers.drop(source: Int(id.index))
  }

  func close() {
    for writer in writers + [own] {
      writer.referenced.close()
      writer.strangers.close()
    }
  }
}
