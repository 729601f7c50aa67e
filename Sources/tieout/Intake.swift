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
  private(set) var sources = Sources()
  private(set) var diagnostics: [Diagnostic] = []
  /// Format versions by source, for the manifest.
  private(set) var formatVersions: [SourceID: Int] = [:]
  /// Whether a file as a whole could not be used.
  private(set) var hasInputFault = false
  private var planned: [PlannedSource] = []
  private var faults: [String: AccountFault] = [:]
  /// Sources that are pages of a longer list, by account and format.
  private var pages: [String: Pages] = [:]
  /// Of a file that may be of any account.
  private var commonFault: AccountFault?
  private var read: Set<String> = []
  private var eventsRead: [String: VenueFormat] = [:]

  init(plan: RunPlan, formats: [VenueFormat], console: Console) {
    self.plan = plan
    self.formats = formats
    self.console = console
  }

  /// Opens and hashes every file, several at once, and puts them in order of side and name.
  mutating func open() {
    let plannedSources = plan.sources
    let console = console
    let opened = Concurrently.map(plannedSources, threads: plan.threads) { planned in
      Opened(planned, progress: console.progress(planned.name))
    }
    for missing in plan.missing {
      note(Diagnostic.sourceMissing(missing.pattern), account: missing.account)
    }
    for fault in opened.compactMap(\.fault) {
      hasInputFault = true
      note(fault.diagnostic, account: fault.planned.terms.account)
    }
    var usable = opened.compactMap(\.good)
    usable.sort { left, right in
      (left.source.side == .ledger ? 1 : 0, left.source.name, left.source.digest)
        < (right.source.side == .ledger ? 1 : 0, right.source.name, right.source.digest)
    }
    usable = usable.uniquelyNamed()
    for item in usable {
      planned.append(item.planned)
      sources.all.append(item.source)
    }
  }

  /// Reads one side's files.
  mutating func read(
    _ side: Side, into normaliser: inout Normaliser, rules: [AccountRule] = []
  ) {
    for index in sources.all.indices where sources.all[index].side == side {
      do throws(InputFault) {
        try read(SourceID(index: index), into: &normaliser, rules: rules)
        if let account = planned[index].terms.account { read.insert(account) }
      } catch {
        hasInputFault = true
        note(error.diagnostic, account: planned[index].terms.account)
      }
    }
  }

  private mutating func read(
    _ id: SourceID, into normaliser: inout Normaliser, rules: [AccountRule]
  ) throws(InputFault) {
    let planned = planned[Int(id.index)]
    let source = sources[id]
    let recognition = try recognise(source, planned)
    guard
      let format = planned.format
        ?? formats.first(where: { $0.format.name == recognition.format.name })
    else { preconditionFailure("a recognised format is one of the list") }
    if let venue = venue(ofAccount: planned.terms.account), planned.format == nil,
      !format.format.venue.isEmpty, format.format.venue != venue
    {
      throw InputFault(.venueDiffers(source.name, format: format.format, venue: venue))
    }
    try claimEvents(of: format, source: source, account: planned.terms.account)
    diagnostics += Ingest.warnings(of: source)
    sources[id] = recognition.described(source)
    formatVersions[id] = format.format.version
    var terms = planned.terms
    if terms.accountRules.isEmpty { terms.accountRules = rules }
    normaliser.begin(
      sources[id], id: id, format: format, header: recognition.header, terms: terms)
    do throws(InputFault) {
      let outcome = try Ingest.scan(sources[id], id: id, as: recognition) {
        lines throws(InputFault) in
        normaliser.add(lines)
      }
      normaliser.end(refused: outcome.refused)
      notePage(recognition, id: id, account: planned.terms.account)
    } catch {
      normaliser.abandon()
      throw error
    }
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

  /// Notes the lists whose pages, all together and told once, are fewer than they say there are.
  mutating func noteMissingPages(_ books: [Book]) {
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
  mutating func noteSilence(_ statement: Book) {
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

/// A planned file after it was opened, or why it could not be.
private struct Opened: Sendable {
  struct Good: Sendable {
    var planned: PlannedSource
    var source: Source
  }

  struct Fault: Sendable {
    var planned: PlannedSource
    var diagnostic: Diagnostic
  }

  var good: Good?
  var fault: Fault?

  init(_ planned: PlannedSource, progress: (@Sendable (Int, Int) -> Void)?) {
    let file = InputFile(path: planned.path, name: planned.name, side: planned.side)
    do throws(InputFault) {
      good = Good(
        planned: planned,
        source: try Ingest.open(file, encoding: planned.encoding, progress: progress))
    } catch {
      fault = Fault(planned: planned, diagnostic: error.diagnostic)
    }
  }
}

extension [Opened.Good] {
  /// Files of the same name get a number, in order of their digests.
  fileprivate func uniquelyNamed() -> [Opened.Good] {
    var seen: [String: Int] = [:]
    return map { item in
      var item = item
      seen[item.source.name, default: 0] += 1
      let number = seen[item.source.name]!
      if number > 1 { item.source.name += " (\(number))" }
      return item
    }
  }
}

extension Diagnostic {
  static func sourceMissing(_ pattern: String) -> Diagnostic {
    Diagnostic(
      code: "source-missing", place: Place(file: pattern),
      message: "no file fits \(quoted(pattern))",
      hint: "the export may be late: run again when it is there, or see `retry` in the settings")
  }

  static func statementEmpty(_ account: String) -> Diagnostic {
    Diagnostic(
      code: "statement-empty", severity: .warning, place: Place(file: account),
      message: "the statement files of the account hold no line",
      hint: "a day without events is fine; an export that was cut short is not")
  }

  static func venueDiffers(_ file: String, format: Format, venue: String) -> Diagnostic {
    Diagnostic(
      code: "venue-differs", place: Place(file: file),
      message:
        "format \(format.name) is an export of \(format.venue), the account is one of \(venue)",
      hint: "give the file to its own account, or force it with `format:` in the settings")
  }

  static func sameEventsTwice(_ file: String, format: String, other: String) -> Diagnostic {
    Diagnostic(
      code: "same-events-twice", place: Place(file: file),
      message: "format \(format) tells of the same events as \(other), which was read already",
      hint: "give one of the two exports for an account, not both")
  }
}
