import Accounting
import Normalise
import Seal

/// What a run takes over from the last sealed run of its book.
struct BroughtForward {
  /// An entry the last run handed on.
  struct Item {
    var side: Side
    var entry: Entry
    var twin: UInt32
    var isHeld: Bool
  }

  /// A file of an earlier run, as it is kept among this run's inputs.
  struct File {
    var name: String
    var bytes: [UInt8]
  }

  var prior: PriorRun
  var items: [Item] = []
  /// The files whose lines entries point into; the first has this number.
  var sources: [Source] = []
  var firstSource = 0
  /// The others that were read.
  var files: [File] = []
  var comparison = Comparison.none
  /// Of accounts this run does not have: handed on as they are.
  var passed = PassedOn()

  var isEmpty: Bool { items.isEmpty }

  /// Whether lines of closed days that were read again were held against earlier runs.
  enum Comparison: String {
    /// None was.
    case none
    case made
    /// Earlier runs do not list all they read.
    case abandoned
  }

  /// Keeps a file of an earlier run among this run's inputs, once.
  mutating func keep(_ run: SealedRun, _ file: String, _ bytes: [UInt8]) {
    let name = SealedRun.keptName(run.businessDate, file)
    guard !files.contains(where: { $0.name == name }) else { return }
    files.append(File(name: name, bytes: bytes))
  }

  /// What concerns accounts that this run does not have.
  struct PassedOn {
    var statement: [[UInt8]] = []
    var ledger: [[UInt8]] = []
    var closings: [PriorClosing] = []
    var positions: [PriorPosition] = []
    var standing: [StandingBreak] = []
    /// Breaks cleared long ago.
    var accounts: Set<String> = []

    subscript(side: Side) -> [[UInt8]] {
      get { side == .statement ? statement : ledger }
      set { if side == .statement { statement = newValue } else { ledger = newValue } }
    }
  }

  /// The book with a side's entries behind its own.
  func added(to book: Book) -> Book {
    let own = items.filter { $0.side == book.side }
    guard !own.isEmpty else { return book }
    var book = book
    book.tenses = [RowTense](repeating: .current, count: book.entries.count)
    for item in own {
      book.entries.append(item.entry)
      book.tenses.append(item.isHeld ? .held : .current)
      book.carriedTwins.append(item.twin)
    }
    for (place, source) in sources.enumerated() where source.side == book.side {
      let id = SourceID(index: firstSource + place)
      var tally = SourceTally(source: id)
      tally.read = own.count { $0.entry.origin.source == id }
      tally.understood = tally.read
      if tally.read > 0 { book.tallies.append(tally) }
    }
    return book
  }

  /// The rows that tell a shelf of entries that are in the book already.
  func rows(of side: Side) -> [EntryRow] {
    items.filter { $0.side == side }.map { item in
      let units = EntryRow.units(of: item.entry.amount)
      let origin = item.entry.origin
      return EntryRow(
        units: units ?? 0, reference: item.entry.reference,
        nanoseconds: item.entry.instant.nanoseconds,
        place: EntryRow.Place(
          source: Int(origin.source.index), offset: origin.offset, leg: origin.leg),
        account: item.entry.account, asset: item.entry.asset,
        marks: EntryRow.Mark.held | (units == nil ? EntryRow.Mark.unfit : 0)
          | EntryRow.Mark.kind(item.entry.kind))
    }
  }
}
