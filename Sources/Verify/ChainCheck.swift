import Accounting
import Seal

/// Follows a book's chain run by run, in order of sequence: nothing missing, nothing twice, each
/// run on the one before. Keeps a few words of each run, never a folder.
struct ChainCheck {
  private let terms: ChainTerms
  private(set) var findings: [Finding] = []
  private(set) var tree = MerkleTree()
  private(set) var count = 0
  private(set) var book: String?
  private(set) var lastRunID = ""
  /// Whether every run so far was there, once, with a manifest: only then is the tree the chain's.
  private var isWhole = true
  private var sequence = 0
  /// The runs of the last sequence number, and of the one before it.
  private var current: [ChainLink.Reference] = []
  private var before: [ChainLink.Reference] = []
  /// The same, where there is one of it only.
  private var currentLink: ChainLink?
  private var beforeLink: ChainLink?
  private var doubtful = DoubtfulRuns()
  private var clock: Instant?
  private var dates: [String: [Dated]] = [:]
  private var pinnedTree: MerkleTree?

  /// A run of a date.
  private struct Dated {
    let reference: ChainLink.Reference
    let hasFailed: Bool
  }

  init(_ terms: ChainTerms) { self.terms = terms }

  /// - Parameter link: nil if the run's manifest has no known form.
  /// - Parameter verdict: of the run's folder, what leaves it in doubt set aside.
  mutating func add(_ name: RunName, _ run: ExaminedRun) {
    let (verdict, link) = (run.verdict, run.link)
    count += 1
    lastRunID = name.runID
    place(name)
    guard let link else {
      isWhole = false
      doubtful.cutOff()
      current.append(ChainLink.Reference(runID: name.runID, sha256: ""))
      return
    }
    checkLink(link, name.runID)
    if let beforeLink { findings += ChainStep(before: beforeLink, link: link).findings() }
    currentLink = link
    if verdict.outcome == .good { doubtful.settle(by: link) }
    if let doubt = run.doubt {
      doubtful.add(name, doubt, run.doubtFindings.map { $0.inside(name.runID) })
    }
    current.append(ChainLink.Reference(runID: name.runID, sha256: link.sha256))
    checkDate(link, name.runID)
    if isWhole { grow(link, name.runID) }
  }

  /// Sequence numbers go up from 1 by one.
  private mutating func place(_ name: RunName) {
    if name.sequence == sequence {
      isWhole = false
      note(
        .sequenceTwice, name.runID, expected: "run \(sequence + 1)",
        actual: "\(current.last?.runID ?? "") too")
      doubtful.cutOff()
      currentLink = nil
      return
    }
    if name.sequence != sequence + 1 {
      isWhole = false
      let last = name.sequence - 1
      note(
        .runMissing, name.runID,
        expected: last > sequence + 1 ? "runs \(sequence + 1) to \(last)" : "run \(last)")
      before = []
      beforeLink = nil
      doubtful.cutOff()
    } else {
      before = current
      beforeLink = current.count == 1 ? currentLink : nil
    }
    current = []
    currentLink = nil
    sequence = name.sequence
  }

  private mutating func checkLink(_ link: ChainLink, _ path: String) {
    // Where the run before is gone, the gap is the finding.
    if !before.isEmpty, !before.contains(where: { $0.sha256.isEmpty || $0 == link.previous }) {
      doubtful.cutOff()
      note(
        .previousDiffers, path, expected: before.map(\.shown).joined(separator: " or "),
        actual: link.previous?.shown ?? "null")
    }
    if let finished = link.finishedAt {
      if let clock, finished < clock {
        note(
          .clockDecreased, path, expected: "from \(Stamp.milliseconds(clock))",
          actual: Stamp.milliseconds(finished))
      }
      clock = max(clock ?? finished, finished)
    }
    let known = book ?? link.book
    book = known
    if !ByteOrder.isEqual(link.book, known) {
      note(.bookDiffers, path, expected: known, actual: link.book)
    }
  }

  /// A date that is run again names the run that no longer counts.
  private mutating func checkDate(_ link: ChainLink, _ path: String) {
    let date = link.businessDate ?? ""
    let earlier = dates[date] ?? []
    if let superseded = link.supersedes {
      if !earlier.contains(where: { $0.reference == superseded }) {
        note(
          .supersedesDiffers, path, expected: "an earlier run of \(date)",
          actual: superseded.shown)
      }
    } else if !link.hasFailed, let other = earlier.last(where: { !$0.hasFailed }) {
      note(
        .dateTwice, path, expected: "a run that supersedes \(other.reference.runID)",
        actual: "two runs of \(date)")
    }
    let reference = ChainLink.Reference(runID: path, sha256: link.sha256)
    dates[date, default: []].append(Dated(reference: reference, hasFailed: link.hasFailed))
  }

  private mutating func grow(_ link: ChainLink, _ path: String) {
    tree.append(Hex.bytes(link.sha256))
    if tree.size == terms.pinned?.checkpoint.size { pinnedTree = tree }
    guard let checkpoint = link.checkpoint, checkpoint.size == tree.size, tree.size > 1,
      checkpoint.root != tree.root
    else { return }
    findings.append(CheckpointCheck.otherRoot(tree, checkpoint).inside(path))
  }

  /// What shows only at the end: the pinned history, the calendar.
  mutating func finish() {
    let isPinned = terms.pinned.map { checkPinned($0.checkpoint) } ?? false
    findings += doubtful.findings(
      pinned: isPinned ? terms.pinned?.checkpoint.size ?? 0 : 0, at: terms.pinnedAt)
    for date in terms.calendar {
      let runs = dates[date] ?? []
      guard !runs.contains(where: { !$0.hasFailed }) else { continue }
      note(
        .dateMissing, date, expected: "a run of this date",
        actual: runs.last.map { "\($0.reference.runID), which failed" } ?? "none")
    }
  }

  /// Whether the pinned history is the chain's start.
  private mutating func checkPinned(_ pinned: Checkpoint) -> Bool {
    let origin = Checkpoint.origin(ofBook: book ?? "")
    guard pinned.origin == origin else {
      note(.pinnedDiffers, lastRunID, expected: pinned.origin, actual: origin)
      return false
    }
    guard count >= pinned.size else {
      note(
        .pinnedTruncated, lastRunID, expected: "\(pinned.size) runs at least",
        actual: "\(count) runs")
      return false
    }
    guard let pinnedTree else {
      // Broken before that place, which is a finding of its own; nothing proves the history.
      note(.pinnedDiffers, lastRunID, expected: "a whole chain of \(pinned.size) runs")
      return false
    }
    guard pinnedTree.root != pinned.root else { return true }
    note(
      .pinnedDiffers, lastRunID, expected: "root \(Base64.text(pinned.root))",
      actual: "root \(Base64.text(pinnedTree.root)) over the first \(pinned.size) runs")
    return false
  }

  private mutating func note(
    _ code: FindingCode, _ path: String, expected: String = "", actual: String = ""
  ) {
    findings.append(Finding(code, path, expected: expected, actual: actual))
  }

  /// Gives away what was found so far, so that it need not be kept.
  mutating func takeFindings() -> [Finding] {
    defer { findings = [] }
    return findings
  }
}

extension ChainLink.Reference {
  fileprivate var shown: String { "\(runID) \(sha256.prefix(16))" }
}

extension Finding {
  /// The finding of a file in a folder, as one of the folder that holds it.
  func inside(_ folder: String) -> Finding {
    Finding(code, "\(folder)/\(path)", expected: expected, actual: actual)
  }
}
