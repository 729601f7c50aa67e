import Seal
import Verify

/// What a verification found: the worst outcome, and so many findings as a reader can use.
struct FindingLog {
  /// Whether each finding is printed as it comes.
  let prints: Bool
  private(set) var outcome = Outcome.good
  private(set) var findings: [Finding] = []
  private(set) var leftOut = 0
  private var reviews: [FoundReview] = []

  static let limit = 10_000

  init(prints: Bool) { self.prints = prints }

  mutating func add(_ finding: Finding) {
    outcome = max(outcome, finding.code.outcome)
    if prints {
      Console.print(finding.description)
    } else if findings.count < Self.limit {
      findings.append(finding)
    } else {
      leftOut += 1
    }
  }

  /// What one run came to, and the reviews that stand.
  mutating func add(_ verdict: Verdict) {
    verdict.findings.forEach { add($0) }
    reviews += verdict.reviews
    if prints { verdict.reviews.forEach { Console.print($0.description) } }
  }

  func json(_ kind: FolderKind, _ books: [BookSummary]) -> JSONValue {
    var members: [(name: String, value: JSONValue)] = [
      ("outcome", .string(outcome.rawValue)), ("exit_code", .integer(Int(outcome.exitCode))),
      ("findings", .array(findings.map(\.json))),
    ]
    if leftOut > 0 { members.append(("findings_left_out", .integer(leftOut))) }
    if kind == .run { members.append(("reviews", .array(reviews.map(\.json)))) }
    if kind != .run { members.append(("books", .array(books.map(\.json)))) }
    return JSONValue(members: members)
  }
}
