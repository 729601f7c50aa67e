import Accounting
import Foundation
import Report
import Seal
import Trail
import Verify

/// Reads what the trail keeps from a sealed run folder.
struct TrailReader {
  /// The book's folder.
  let book: String
  /// The run folder's name.
  let name: RunName

  init(book: String, name: RunName) {
    self.book = book
    self.name = name
  }

  /// Why a folder, or a review in it, is left out.
  struct Refusal: Error {
    let path: String
    let reason: String
  }

  var path: String { "\(book)/\(name.runID)" }

  var key: TrailKey {
    let folder = book.split(separator: "/").last.map(String.init) ?? book
    return TrailKey(book: folder, runID: name.runID)
  }

  /// Sees that the folder is as it was sealed, by whatever key: whose key it is, is for
  /// `tieout verify`, and must not make the rows differ from reader to reader.
  func verify() throws(Refusal) {
    let verdict = Verifier.verify(folder: path, trust: nil, reviews: .setAside)
    guard let finding = verdict.findings.first(where: { $0.code != .trustMissing }) else { return }
    throw refused(finding.description)
  }

  /// SHA-256 of the manifest; nil if it cannot be read.
  var manifestSHA256: String? { bytes("run-manifest.json").map(Digest.hex) }

  /// - Parameter limit: bytes of breaks that are read at most; nil: any number.
  /// - Returns: nil if there are more.
  func run(limit: Int? = nil) throws(Refusal) -> TrailRun? {
    let manifest = try wanted("run-manifest.json")
    guard let predicate = (try? JSONParser.value(of: manifest))?["predicate"],
      let run = predicate["run"], let bookName = run["book"]?.text,
      let kind = run["kind"]?.text, let status = predicate["results"]?["status"]?.text,
      let finished = predicate["clock"]?["finished_at"]?.text,
      let matched = predicate["results"]?["matched"]?.number
    else { throw refused("its manifest is not understood") }
    guard SafeName.slug(of: bookName) == key.book else {
      throw refused("it is of the book \(Diagnostic.quoted(bookName))")
    }
    if let limit, size(Self.breaksPath) + size(Self.historyPath) > limit { return nil }
    let date = run["business_date"]?.text
    let facts = TrailRun.Facts(
      bookName: bookName, sequence: name.sequence, businessDate: date, kind: kind,
      status: status, finishedAt: finished, supersedes: run["supersedes"]?["run_id"]?.text,
      matched: matched, manifestSHA256: Digest.hex(of: manifest))
    let (accounts, breaks) = (try accounts(), try breaks(date ?? ""))
    guard Set(accounts.map { Array($0.account.utf8) }).count == accounts.count,
      Set(breaks.map(\.id)).count == breaks.count
    else { throw refused("it lists an account or a break twice") }
    return TrailRun(
      key: key, facts: facts, accounts: accounts, breaks: breaks,
      reviews: reviews(ReviewedRun(manifest: manifest)).found)
  }

  private static let breaksPath = "data/reports/breaks.json"
  private static let summaryPath = "data/reports/summary.json"
  private static let historyPath = "data/work/\(WorkDays.historyName)"

  /// None if the run has no summary: one whose inputs told nothing at all.
  private func accounts() throws(Refusal) -> [TrailAccount] {
    guard let bytes = bytes(Self.summaryPath) else { return [] }
    let value = try? JSONParser.value(of: bytes, sizeLimit: 1 << 30)
    guard let items = value?["accounts"]?.items else {
      throw refused("\(Self.summaryPath) is not understood")
    }
    var accounts: [TrailAccount] = []
    for item in items {
      guard let account = item["account"]?.text, let status = item["status"]?.text else {
        throw refused("\(Self.summaryPath) is not understood")
      }
      accounts.append(TrailAccount(account: account, status: status))
    }
    return accounts
  }

  /// Those of the report, and those that its history says it cleared or passed on.
  private func breaks(_ date: String) throws(Refusal) -> [TrailBreak] {
    var breaks: [TrailBreak] = []
    if let bytes = bytes(Self.breaksPath) {
      let value = try? JSONParser.value(of: bytes, sizeLimit: 1 << 30)
      guard let items = value?["breaks"]?.items else {
        throw refused("\(Self.breaksPath) is not understood")
      }
      for item in items {
        // A run that knew no run before says of no break how it stands.
        let standing = item["standing"]?.text ?? TrailBreak.Standing.new.rawValue
        guard let item = TrailBreak(item, standing: .init(rawValue: standing), seen: date) else {
          throw refused("\(Self.breaksPath) is not understood")
        }
        breaks.append(item)
      }
    }
    guard let history = bytes(Self.historyPath) else { return breaks }
    for line in history.split(separator: UInt8(ascii: "\n")) {
      guard let value = try? JSONParser.value(of: Array(line)) else {
        throw refused("\(Self.historyPath) is not understood")
      }
      let clearedOn = value["cleared_on"]?.text
      guard clearedOn == nil || clearedOn == date else { continue }
      let standing = clearedOn == nil ? TrailBreak.Standing.passed : .cleared
      guard let item = TrailBreak(value, standing: standing, seen: date) else {
        throw refused("\(Self.historyPath) is not understood")
      }
      breaks.append(item)
    }
    return breaks
  }

  func refused(_ reason: String) -> Refusal { Refusal(path: path, reason: reason) }

  func bytes(_ file: String) -> [UInt8]? {
    FileManager.default.contents(atPath: "\(path)/\(file)").map { [UInt8]($0) }
  }

  private func wanted(_ file: String) throws(Refusal) -> [UInt8] {
    guard let bytes = bytes(file) else { throw refused("\(file) cannot be read") }
    return bytes
  }

  private func size(_ file: String) -> Int {
    var status = stat()
    return stat("\(path)/\(file)", &status) == 0 ? Int(status.st_size) : 0
  }
}

extension TrailBreak {
  /// A break of `breaks.json` or a line of `history.jsonl`; nil if it is neither.
  ///
  /// - Parameter date: when it was first seen, if it does not say.
  fileprivate init?(_ value: JSONValue, standing: Standing?, seen date: String) {
    guard let standing, let id = value["break_id"]?.text, let kind = value["kind"]?.text,
      let account = value["account"]?.text, let asset = value["asset"]?.text
    else { return nil }
    self.init(
      id: id, standing: standing, kind: kind, account: account, asset: asset,
      amount: value["amount"]?.text, valueUSD: value["value_usd"]?.text,
      severity: value["severity"]?.text, isMaterial: value["material"] == .bool(true),
      ageDays: value["age_days"]?.number, firstSeen: value["first_seen"]?.text ?? date)
  }
}
