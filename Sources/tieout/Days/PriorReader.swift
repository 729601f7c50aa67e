import Accounting
import Report
import Seal

/// Reads what the last sealed run of a book handed on, once it is verified.
struct PriorReader {
  let archive: any PriorRuns
  /// The accounts of this run; empty: whatever the files tell.
  let accounts: Set<String>
  /// What the settings know beside, so that it is not taken for gone.
  let firstSource: Int

  /// - Parameter names: gets the names of entries that come.
  /// - Returns: nil if no earlier run of the book is there.
  func read(
    before date: CivilDate, names: inout BookNames
  ) throws(SettingsFault) -> BroughtForward? {
    var last: SealedRun?
    for day in try archive.runs(before: date) where last == nil { last = try archive.latest(day) }
    guard let run = last else { return nil }
    var brought = BroughtForward(
      prior: PriorRun(businessDate: run.businessDate), firstSource: firstSource)
    brought.keep(run, SealedRun.summaryName, try run.summary)
    try readClosing(run, &brought)
    try readStanding(run, &brought)
    for side in Side.allCases { try readOpen(side, run, &brought, &names) }
    return brought
  }

  private func isOurs(_ account: String) -> Bool {
    accounts.isEmpty || account.isEmpty || accounts.contains(account)
  }

  private func readClosing(
    _ run: SealedRun, _ brought: inout BroughtForward
  ) throws(SettingsFault) {
    let place = "data/work/\(WorkDays.closingName)"
    let bytes = try run.wanted(place)
    guard let value = try? JSONParser.value(of: bytes, sizeLimit: 1 << 30),
      value["format"]?.text == "tieout-closing", value["format_version"]?.number == 1
    else { throw SealedRun.unreadable(run.place(place)) }
    for item in value["balances"]?.items ?? [] {
      let line = LineFields(value: item, bytes: [])
      guard let account = line.text("account"), let asset = line.text("asset"),
        let asOf = line.instant("as_of"), let statement = line.amount("statement"),
        let ledger = line.amount("ledger"), let unexplained = line.amount("unexplained")
      else { throw SealedRun.unreadable(run.place(place)) }
      let closing = PriorClosing(
        account: account, asset: asset, asOf: asOf, statement: statement, ledger: ledger,
        unexplained: unexplained)
      if isOurs(account) {
        brought.prior.closings.append(closing)
      } else {
        brought.passed.closings.append(closing)
        brought.passed.accounts.insert(account)
      }
    }
    for item in value["positions"]?.items ?? [] {
      let line = LineFields(value: item, bytes: [])
      guard let account = line.text("account"), let market = line.text("market"),
        let asOf = line.instant("as_of"), let size = line.amount("size")
      else { throw SealedRun.unreadable(run.place(place)) }
      let position = PriorPosition(
        account: account, market: market, asOf: asOf, size: size, opened: line.amount("opened"),
        entryPrice: line.amount("entry_price"))
      if isOurs(account) {
        brought.prior.positions.append(position)
      } else {
        brought.passed.positions.append(position)
      }
    }
    brought.keep(run, WorkDays.closingName, bytes)
  }

  /// The breaks of the run's report, and those its history lists beside.
  private func readStanding(
    _ run: SealedRun, _ brought: inout BroughtForward
  ) throws(SettingsFault) {
    let report = "data/reports/breaks.json"
    let bytes = try run.wanted(report)
    guard let value = try? JSONParser.value(of: bytes, sizeLimit: 1 << 30),
      let items = value["breaks"]?.items
    else { throw SealedRun.unreadable(run.place(report)) }
    for item in items { try add(LineFields(value: item, bytes: []), run, report, &brought) }
    brought.keep(run, "breaks.json", bytes)
    let history = "data/work/\(WorkDays.historyName)"
    guard let lines = try run.content(history) else { return }
    for line in try LineFields.all(lines, of: run.place(history)) {
      try add(line, run, history, &brought)
    }
    brought.keep(run, WorkDays.historyName, lines)
  }

  private func add(
    _ line: LineFields, _ run: SealedRun, _ file: String, _ brought: inout BroughtForward
  ) throws(SettingsFault) {
    guard let id = line.text("break_id"), let number = line.number("break_id"),
      let kind = line.text("kind").flatMap(BreakKind.init(rawValue:)),
      let account = line.text("account"), let asset = line.text("asset")
    else { throw SealedRun.unreadable(run.place(file)) }
    let standing = StandingBreak(
      id: id, kind: kind, account: account, asset: asset, amount: line.amount("amount"),
      firstSeen: line.text("first_seen") ?? run.businessDate,
      entries: (line.value["entries"]?.items ?? []).compactMap(\.text),
      detail: line.text("detail") ?? "", clearedOn: line.text("cleared_on"))
    // A break of a market is of no account's asset, but of its account.
    if isOurs(account) {
      brought.prior.standing[number] = standing
    } else {
      brought.passed.standing.append(standing)
    }
  }

  private func readOpen(
    _ side: Side, _ run: SealedRun, _ brought: inout BroughtForward, _ names: inout BookNames
  ) throws(SettingsFault) {
    let file = WorkDays.openName(side)
    let place = run.place("data/work/\(file)")
    guard let bytes = try run.content("data/work/\(file)"), !bytes.isEmpty else { return }
    let id = SourceID(index: firstSource + brought.sources.count)
    for line in try LineFields.all(bytes, of: place) {
      guard let account = line.text("account"), let asset = line.text("asset"),
        let amount = line.amount("amount"), let instant = line.instant("instant"),
        let kind = line.kind(), let reference = line.key("reference_key"),
        let group = line.key("group"), let twin = line.value["twin"]?.number,
        let twin = UInt32(exactly: twin), case .bool(let isHeld)? = line.value["held"]
      else { throw SealedRun.unreadable(place) }
      guard isOurs(account) else {
        brought.passed[side].append(Array(line.bytes))
        continue
      }
      brought.items.append(
        BroughtForward.Item(
          side: side,
          entry: Entry(
            account: names.accounts.id(of: account), asset: names.assets.id(of: asset),
            amount: amount, instant: instant, kind: kind, reference: reference, group: group,
            referenceText: reference.isNone ? .empty : line.referenceText,
            origin: line.origin(id)),
          twin: twin, isHeld: isHeld))
    }
    brought.sources.append(
      PriorReader.source(
        SealedRun.keptName(run.businessDate, file), side: side, bytes: bytes))
  }

  /// A file of an earlier run as a source that entries point into.
  static func source(_ name: String, side: Side, bytes: [UInt8]) -> Source {
    var source = Source(
      name: name, side: side, digest: Digest.hex(of: bytes), size: bytes.count, content: bytes,
      compressed: false, encoding: .utf8, hasByteOrderMark: false, newline: .lf)
    source.escape = .json
    source.format = broughtFormat
    return source
  }

  /// The format of files an earlier run handed on.
  static let broughtFormat = "tieout-work"
}
