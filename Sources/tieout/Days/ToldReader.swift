import Accounting
import Report
import Seal

/// Reads what earlier runs of a book listed of the time this run reads again.
struct ToldReader {
  let archive: any PriorRuns
  /// What later runs found to be gone.
  private var gone: Set<UInt64> = []

  init(archive: any PriorRuns) { self.archive = archive }

  /// Goes back run by run until the lists have every line, and adds them to what was brought.
  ///
  /// - Parameter firstUntold: the earliest line of a closed day that no list has.
  /// - Returns: false if a run on the way does not list all it read, so that nothing is compared.
  mutating func read(
    before date: CivilDate, _ brought: inout BroughtForward,
    firstUntold: (ToldEntries) -> Instant?
  ) throws(SettingsFault) -> Bool {
    brought.comparison = archive.comparison ?? .abandoned
    guard archive.comparison != .abandoned else { return false }
    var told = ToldEntries()
    gone = []
    let sources = brought.sources.count
    let files = brought.files.count
    for day in try archive.runs(before: date) {
      guard let run = try archive.latest(day) else { continue }
      guard try add(run, &told, &brought) else {
        brought.sources.removeSubrange(sources...)
        brought.files.removeSubrange(files...)
        return false
      }
      guard let first = firstUntold(told) else { break }
      if let start = run.windowStart, start <= first { break }
    }
    brought.prior.told = told
    brought.comparison = .made
    return true
  }

  private mutating func add(
    _ run: SealedRun, _ told: inout ToldEntries, _ brought: inout BroughtForward
  ) throws(SettingsFault) -> Bool {
    guard let closing = try run.content("data/work/\(WorkDays.closingName)"),
      let value = try? JSONParser.value(of: closing, sizeLimit: 1 << 30),
      value["entries_complete"] == .bool(true)
    else { return false }
    brought.keep(run, SealedRun.summaryName, try run.summary)
    brought.keep(run, WorkDays.closingName, closing)
    for item in value["balances"]?.items ?? [] {
      guard let account = item["account"]?.text, let start = run.windowStart else { continue }
      told.since[account] = min(told.since[account] ?? start, start)
    }
    let entries = "data/work/\(WorkLines.entriesName)"
    let matches = "data/work/\(WorkLines.matchesName)"
    let (entryBytes, matchBytes) = (try run.wanted(entries), try run.wanted(matches))
    let id = SourceID(index: brought.firstSource + brought.sources.count)
    let formats = run.formats
    for line in try LineFields.all(entryBytes, of: run.place(entries)) {
      guard let number = line.number(), let side = line.text("side").flatMap(Side.init(rawValue:)),
        let account = line.text("account"), let asset = line.text("asset"),
        let amount = line.amount("amount"), let instant = line.instant("instant"),
        let kind = line.kind()
      else { throw SealedRun.unreadable(run.place(entries)) }
      guard !gone.contains(number) else { continue }
      let format = formats[line.text("source") ?? ""] ?? ""
      let isOfFile = format != PriorReader.broughtFormat
      if isOfFile { told.since[account] = min(told.since[account] ?? instant, instant) }
      told.items.append(
        ToldEntries.Item(
          number: number, side: side, account: account, asset: asset, amount: amount,
          instant: instant, kind: kind, reference: line.text("reference") ?? "",
          format: isOfFile ? format : "", origin: line.origin(id),
          referenceText: line.referenceText))
    }
    try addMatches(matchBytes, ["statement", "ledger"], run.place(matches), &told)
    let earlier = "data/work/\(WorkDays.earlierMatchesName)"
    if let bytes = try run.content(earlier) {
      try addMatches(bytes, ["entries"], run.place(earlier), &told)
      brought.keep(run, WorkDays.earlierMatchesName, bytes)
    }
    gone.formUnion((value["gone"]?.items ?? []).compactMap { LineFields.number($0) })
    brought.sources.append(
      PriorReader.source(
        SealedRun.keptName(run.businessDate, WorkLines.entriesName), side: .statement,
        bytes: entryBytes))
    brought.keep(run, WorkLines.matchesName, matchBytes)
    return true
  }

  private func addMatches(
    _ bytes: [UInt8], _ lists: [String], _ path: String, _ told: inout ToldEntries
  ) throws(SettingsFault) {
    for line in try LineFields.all(bytes, of: path) {
      let all = lists.flatMap { (line.value[$0]?.items ?? []).compactMap { LineFields.number($0) } }
      for number in all where told.partners[number] == nil {
        told.partners[number] = all.filter { $0 != number }
      }
    }
  }
}
