import TestSupport
import Trail

/// Runs of two books as no archive need have them: the trail must hold whatever a folder says.
struct RandomRuns {
  var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  static let books = ["acme", "b-0a1b2c3d"]

  mutating func runs(_ count: Int) -> [TrailRun] {
    Self.books.flatMap { book in (1...count).map { run(book, $0) } }
  }

  /// The run of a number; another call gives it other contents.
  mutating func run(_ book: String, _ sequence: Int) -> TrailRun {
    let date = "2026-11-\(10 + Int.random(in: 0...sequence, using: &generator))"
    let isFailed = Int.random(in: 0..<8, using: &generator) == 0
    let facts = TrailRun.Facts(
      bookName: "Buch \(book)", sequence: sequence,
      businessDate: Int.random(in: 0..<9, using: &generator) == 0 ? nil : date,
      kind: isFailed ? "failed" : "scheduled", status: "UNPROVED",
      finishedAt: "2026-12-01T00:00:00.00\(sequence % 10)Z", supersedes: nil, matched: 3,
      manifestSHA256: "\(Int.random(in: 0...Int.max, using: &generator))")
    let accounts = (0..<Int.random(in: 0...3, using: &generator)).map {
      TrailAccount(
        account: "venue/\($0)", status: Bool.random(using: &generator) ? "PROVED" : "NOT_RUN")
    }
    let ids = Set((0..<6).map { _ in Int.random(in: 0..<9, using: &generator) }).sorted()
    let breaks = ids.map { id in
      TrailBreak(
        id: "brk_\(id)", standing: TrailBreak.Standing.allCases.randomElement(using: &generator)!,
        kind: "ROUNDING", account: "venue/0", asset: "BTC", amount: "-0.0\(id)1",
        isMaterial: Bool.random(using: &generator), ageDays: id == 4 ? nil : id,
        firstSeen: "2026-11-0\(1 + id)")
    }
    return TrailRun(
      key: TrailKey(book: book, runID: "\(date)_00000\(sequence)"), facts: facts,
      accounts: accounts, breaks: breaks, reviews: reviews(ids))
  }

  private mutating func reviews(_ ids: [Int]) -> [TrailReview] {
    (1...2).prefix(Int.random(in: 0...2, using: &generator)).map { number in
      let minute = 10 + Int.random(in: 0..<40, using: &generator)
      return TrailReview(
        file: "reviews/0\(number)-amy.json", sha256: "\(minute)", reviewer: "amy\(number)",
        decision: "approved", reviewedAt: "2026-12-02T00:\(minute):00.000Z",
        dispositions: ids.shuffled(using: &generator).prefix(2).sorted().map {
          TrailReview.Disposition(
            breakID: "brk_\($0)", disposition: "carried", reason: "r\(minute)")
        })
    }
  }
}
