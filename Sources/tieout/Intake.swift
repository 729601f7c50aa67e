import Accounting
import Dispatch
import Foundation
import Ingest
import Normalise

/// Opens the planned files and reads them side by side into books, in canonical order.
///
/// A file that cannot be used is a diagnostic and a fault of its account; the others go on.
struct Intake {
  let plan: RunPlan
  let formats: [VenueFormat]
  let console: Console
  var sources = Sources()
  var diagnostics: [Diagnostic] = []
  /// Format versions by source, for the manifest.
  var formatVersions: [SourceID: Int] = [:]
  /// Whether a file as a whole could not be used.
  private(set) var hasInputFault = false
  private(set) var planned: [PlannedSource] = []
  /// Files that could not be opened.
  private(set) var unopened: [Opened.Fault] = []
  /// Files that are read in chunks.
  var streamed: [SourceID: Streamed] = [:]
  /// Files whose format is known and that may be used.
  var recognised: [SourceID: Recognised] = [:]
  private var faults: [String: AccountFault] = [:]
  /// Sources that are pages of a longer list, by account and format.
  private var pages: [String: Pages] = [:]
  /// Of a file that may be of any account.
  private var commonFault: AccountFault?
  private var read: Set<String> = []
  /// Where large inputs are copied while they are read; nil if nothing is sealed.
  private(set) var copies: InputCopies?
  private var eventsRead: [String: VenueFormat] = [:]

  init(plan: RunPlan, formats: [VenueFormat], console: Console) {
    self.plan = plan
    self.formats = formats
    self.console = console
  }

  /// Opens every file, several at once, and puts them in order of side and name. Large ones are
  /// read later, in chunks; the others are read and hashed here.
  mutating func open() throws {
    let plannedSources = plan.sources
    let console = console
    let names = Dictionary(grouping: plannedSources) { "\($0.side.rawValue)\u{0}\($0.name)" }
    let terms = plan.reading
    let opened = Concurrently.map(plannedSources, threads: plan.threads) { planned in
      // Files of one name are told apart by their digests, which takes reading them.
      let isAlone = names["\(planned.side.rawValue)\u{0}\(planned.name)"]?.count == 1
      return Opened(
        planned, streamFrom: isAlone ? terms.streamFrom : .max,
        progress: console.progress(planned.name))
    }
    for missing in plan.missing {
      note(Diagnostic.sourceMissing(missing.pattern), account: missing.account)
    }
    unopened = opened.compactMap(\.fault)
    for fault in unopened {
      hasInputFault = true
      note(fault.diagnostic, account: fault.planned.terms.account)
    }
    var usable = opened.compactMap(\.good)
    usable.sort { left, right in
      (left.source.side == .ledger ? 1 : 0, left.source.name, left.source.digest)
        < (right.source.side == .ledger ? 1 : 0, right.source.name, right.source.digest)
    }
    usable = usable.uniquelyNamed()
    for (index, item) in usable.enumerated() {
      planned.append(item.planned)
      sources.all.append(item.source)
      streamed[SourceID(index: index)] = item.file.map { Streamed(file: $0) }
    }
    if !streamed.isEmpty { try holdBook() }
  }

  /// Takes the book's lock, if the run is sealed and has not taken it yet. Before earlier runs are
  /// read: nobody adds one from then on.
  mutating func holdBook() throws {
    guard plan.isSealed, copies == nil else { return }
    let begun = try InputCopies(archive: plan.archive, book: plan.book)
    for name in begun.cleaned {
      console.say("removed what a run that was killed had left: \(Diagnostic.inert(name))")
    }
    copies = begun
  }

  /// Says of each of a side's files what format it has.
  mutating func recognise(_ side: Side) {
    for index in sources.all.indices where sources.all[index].side == side {
      let id = SourceID(index: index)
      attempt(id) { intake throws(InputFault) in
        intake.recognised[id] = try intake.recognise(id)
      }
    }
  }

  private mutating func recognise(_ id: SourceID) throws(InputFault) -> Recognised {
    let planned = planned[Int(id.index)]
    let recognition: Recognition
    do throws(InputFault) {
      recognition = try recognise(sources[id], planned)
    } catch {
      // What a file's start does not tell, the whole file may, or it tells what is wrong.
      guard streamed[id] != nil else { throw error }
      try readWhole(id)
      recognition = try recognise(sources[id], planned)
    }
    guard
      let format = planned.format
        ?? formats.first(where: { $0.format.name == recognition.format.name })
    else { preconditionFailure("a recognised format is one of the list") }
    if let venue = venue(ofAccount: planned.terms.account), planned.format == nil,
      !format.format.venue.isEmpty, format.format.venue != venue
    {
      throw InputFault(.venueDiffers(sources[id].name, format: format.format, venue: venue))
    }
    try claimEvents(of: format, source: sources[id], account: planned.terms.account)
    return Recognised(recognition: recognition, format: format)
  }

  /// Takes the file as one that is read whole.
  mutating func readWhole(_ id: SourceID) throws(InputFault) {
    let planned = planned[Int(id.index)]
    streamed[id] = nil
    let name = sources[id].name
    let file = InputFile(path: planned.path, name: name, side: planned.side)
    sources[id] = try Ingest.open(file, encoding: planned.encoding)
    sources[id].name = name
  }

  /// Reads one side's files.
  ///
  /// - Parameter shelves: where entries of files that were read in chunks go.
  mutating func read(
    _ side: Side, into normaliser: inout Normaliser, rules: [AccountRule] = [],
    shelves: Shelves? = nil
  ) {
    for index in sources.all.indices where sources.all[index].side == side {
      let id = SourceID(index: index)
      guard recognised[id] != nil else { continue }
      attempt(id) { intake throws(InputFault) in
        try intake.read(id, into: &normaliser, rules: rules, shelves: shelves)
        if let account = intake.planned[index].terms.account { intake.read.insert(account) }
      }
    }
  }

  /// Notes the fault of a file that cannot be used; the others go on.
  mutating func attempt(
    _ id: SourceID, _ body: (inout Intake) throws(InputFault) -> Void
  ) {
    do throws(InputFault) {
      try body(&self)
    } catch {
      hasInputFault = true
      recognised[id] = nil
      note(error.diagnostic, account: planned[Int(id.index)].terms.account)
    }
  }

  private mutating func read(
    _ id: SourceID, into normaliser: inout Normaliser, rules: [AccountRule], shelves: Shelves?
  ) throws(InputFault) {
    var isAgain = false
    if let large = streamed[id] {
      if let shelves, large.input != nil {
        if try readRest(id, large, into: &normaliser, rules: rules, shelves) { return }
        normaliser.abandon()
        shelves.drop(id)
        isAgain = true
      }
      try readWhole(id)
      let recognition = try recognise(sources[id], planned[Int(id.index)])
      recognised[id]?.recognition = recognition
    }
    guard let recognised = recognised[id] else { return }
    diagnostics += Ingest.warnings(of: sources[id])
    sources[id] = recognised.recognition.described(sources[id])
    formatVersions[id] = recognised.format.format.version
    normaliser.begin(
      sources[id], id: id, format: recognised.format, header: recognised.recognition.header,
      terms: terms(of: id, rules: rules), shelf: shelves?.shelf(sources[id].side, isAgain: isAgain))
    do throws(InputFault) {
      let outcome = try Ingest.scan(sources[id], id: id, as: recognised.recognition) {
        lines throws(InputFault) in
        normaliser.add(lines)
      }
      normaliser.end(refused: outcome.refused)
      notePage(recognised.recognition, id: id, account: planned[Int(id.index)].terms.account)
    } catch {
      normaliser.abandon()
      shelves?.drop(id)
      throw error
    }
  }

  /// What the settings say of a source that its file does not.
  func terms(of id: SourceID, rules: [AccountRule]) -> SourceTerms {
    var terms = planned[Int(id.index)].terms
    if terms.accountRules.isEmpty { terms.accountRules = rules }
    return terms
  }

  /// The one format of the list that fits; what fits several venues' formats (an empty list of
  /// fills) is taken for the account's own.
  private func recognise(
    _ source: Source, _ planned: PlannedSource
  ) throws(InputFault) -> Recognition {
    let candidates = formats.filter { $0.format.sides.contains(source.side) }.map(\.format)
    do throws(InputFault) {
      return try Ingest.recognise(source, among: candidates, forced: planned.format?.format)
    } catch {
      guard error.diagnostic.code == "format-ambiguous",
        let venue = venue(ofAccount: planned.terms.account)
      else { throw error }
      return try Ingest.recognise(source, among: candidates.filter { $0.venue == venue })
    }
  }

  /// The venue an account's name begins with: `coinbase` of `coinbase-pro/default`.
  private func venue(ofAccount account: String?) -> String? {
    guard let account else { return nil }
    return Set(formats.map(\.format.venue)).subtracting([""]).sorted().first {
      account.hasPrefix($0 + "/") || account.hasPrefix($0 + "-")
    }
  }

  /// Two formats that tell of the same events must not both be read for one account.
  private mutating func claimEvents(
    of format: VenueFormat, source: Source, account: String?
  ) throws(InputFault) {
    guard let events = format.events else { return }
    let key = "\(source.side.rawValue)\u{0}\(account ?? format.defaultAccount)\u{0}\(events)"
    if let other = eventsRead[key], format.retells(other) {
      throw InputFault(
        .sameEventsTwice(source.name, format: format.format.name, other: other.format.name))
    }
    eventsRead[key] = format
  }

  private mutating func note(
    _ diagnostic: Diagnostic, account: String?, kind: BreakKind = .sourceMissing
  ) {
    diagnostics.append(diagnostic)
    let fault = AccountFault(
      text: "\(diagnostic.place.file): \(diagnostic.message)", kind: kind)
    if let account {
      faults[account] = faults[account] ?? fault
    } else {
      commonFault = commonFault ?? fault
    }
  }

  /// Holds back that a page is incomplete: the other pages may be among the sources.
  private mutating func notePage(_ recognition: Recognition, id: SourceID, account: String?) {
    let isPage = { (diagnostic: Diagnostic) in diagnostic.code == "page-incomplete" }
    diagnostics += recognition.warnings.filter { !isPage($0) }
    let side = sources[id].side.rawValue
    let key = "\(side)\u{0}\(account ?? "")\u{0}\(recognition.format.name)"
    var known = pages[key] ?? Pages(account: account)
    known.sources.insert(id)
    known.total = max(known.total, recognition.statedTotal ?? 0)
    known.warnings += recognition.warnings.filter(isPage)
    pages[key] = known
  }

  /// Notes what the books show to be missing of their sources.
  mutating func noteGaps(_ books: BothSides) {
    noteSilence(books.statement.book)
    noteMissingPages([books.statement.book, books.ledger.book])
  }

  /// Notes the lists whose pages, all together and told once, are fewer than they say there are.
  private mutating func noteMissingPages(_ books: [Book]) {
    let tallies = books.flatMap(\.tallies)
    for (_, pages) in pages.sorted(by: { $0.key < $1.key }) where !pages.warnings.isEmpty {
      let found = tallies.filter { pages.sources.contains($0.source) }
        .reduce(0) { $0 + $1.read - $1.duplicates }
      guard found < pages.total else { continue }
      for warning in pages.warnings { note(warning, account: pages.account, kind: .coverageGap) }
    }
  }

  /// Notes the accounts whose statement files were read and say nothing of any balance: proved by
  /// nothing is not proved.
  private mutating func noteSilence(_ statement: Book) {
    var linesRead: [String: Int] = [:]
    var heard: Set<String> = []
    for tally in statement.tallies {
      guard let account = planned[Int(tally.source.index)].terms.account else { continue }
      linesRead[account, default: 0] += tally.read
      let statesBalance = statement.balances.contains { $0.origin.source == tally.source }
      if tally.last != nil || statesBalance { heard.insert(account) }
    }
    for account in linesRead.keys.sorted() where linesRead[account] == 0 {
      diagnostics.append(.statementEmpty(account))
    }
    for (account, lines) in linesRead where lines > 0 && !heard.contains(account) {
      let text = "none of the \(lines) lines of its statement tells of an entry or a balance"
      faults[account] = faults[account] ?? AccountFault(text: text, kind: .sourceMissing)
    }
  }

  /// Notes the accounts of which the statement tells only after the cut-off: the business date is
  /// wrong or the file is, and nothing of that day is proved.
  mutating func noteFuture(_ statement: Book, names: BookNames, cutOff: Instant) {
    var first: [NameID: Instant] = [:]
    for row in 0..<statement.entries.count {
      let account = statement.entries.account[row]
      let instant = statement.entries.instant(row)
      first[account] = min(first[account] ?? instant, instant)
    }
    for (key, instant) in statement.settledFirst {
      first[key.account] = min(first[key.account] ?? instant, instant)
    }
    for balance in statement.balances {
      // A balance as of the cut-off itself is the day's closing balance.
      let stated = balance.instant ?? cutOff
      let instant = stated <= cutOff ? Instant(nanoseconds: .min) : stated
      first[balance.account] = min(first[balance.account] ?? instant, instant)
    }
    for (account, instant) in first where instant >= cutOff {
      let name = names.accounts[account]
      let text = "the first line of its statement is of \(instant), after the cut-off \(cutOff)"
      faults[name] = faults[name] ?? AccountFault(text: text, kind: .coverageGap)
    }
  }

  /// What of the inputs goes into the run folder.
  func archived(
    _ sources: Sources, tallies: [SourceTally], brought: BroughtForward? = nil
  ) -> ArchivedInputs {
    ArchivedInputs(
      plan: plan, sources: sources, planned: planned, unopened: unopened, tallies: tallies,
      formatVersions: formatVersions, copies: copies, brought: brought)
  }

  /// The accounts that should be there, with what is wrong with their sources.
  func expectedAccounts(names: BookNames) -> [ExpectedAccount] {
    let accounts = plan.accounts.isEmpty ? names.accounts.all : plan.accounts
    guard !accounts.isEmpty else {
      let fault = commonFault?.text ?? "no statement line tells of an account"
      return [ExpectedAccount(account: "", fault: fault, isUnread: true)]
    }
    return accounts.sorted().map { account in
      let fault = faults[account] ?? commonFault
      return ExpectedAccount(
        account: account, fault: fault?.text, kind: fault?.kind ?? .sourceMissing,
        isUnread: !plan.accounts.isEmpty && !read.contains(account))
    }
  }
}

/// Why an account cannot be proved whatever its lines say.
private struct AccountFault {
  var text: String
  var kind: BreakKind
}

/// The pages of one list of one account.
private struct Pages {
  var account: String?
  var sources: Set<SourceID> = []
  var total = 0
  var warnings: [Diagnostic] = []
}
