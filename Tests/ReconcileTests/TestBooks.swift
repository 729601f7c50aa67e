import Accounting
import Reconcile

/// One entry of a constructed book.
struct TestLine: Hashable {
  var side: Side
  var account = "main"
  var asset = "USD"
  var amount: String
  var reference = ""
  /// Since the start of the test's day.
  var nanoseconds: Int64
  var kind = EntryKind.other
  var group = ""
  var running: String?
  /// A further leg of the line before it.
  var isLeg = false
}

struct TestBalance: Hashable {
  var side: Side
  var account: String
  var asset: String
  var amount: String
  var nanoseconds: Int64?
  /// Which of the side's sources states it, from 0.
  var source = 0
  /// The part that the side says is reserved.
  var held = "0"
}

struct TestRefusal {
  var side: Side
  var account: String?
  var code: String
  var text: String
}

/// Both sides of a constructed book; each side is one source whose content is its lines.
///
/// As a table, one line each, parts after the amount in any order:
/// `statement ACCOUNT ASSET AMOUNT [REFERENCE or -] [HH:MM:SS] [KIND] [@GROUP] [=RUNNING] [+leg]`
/// and `balance SIDE ACCOUNT ASSET AMOUNT [HH:MM:SS]`. A time of 24:00:00 and more is the next day.
struct TestBooks {
  var lines: [TestLine] = []
  var balances: [TestBalance] = []
  var refusals: [TestRefusal] = []
  var policy = Policy()
  /// Gives accounts and assets their numbers in the reverse order of sight.
  var reverseNames = false

  /// 2026-11-19T00:00:00Z.
  static let day = Instant(nanoseconds: 1_795_046_400_000_000_000)
  static let second: Int64 = 1_000_000_000

  init(_ table: String = "", policy: Policy = Policy()) {
    self.policy = policy
    for line in table.split(separator: "\n") {
      var words = line.split(separator: " ").map(String.init)
      guard !words.isEmpty else { continue }
      if words[0] == "balance" {
        balances.append(
          TestBalance(
            side: Side(rawValue: words[1])!, account: words[2], asset: words[3],
            amount: words[4],
            nanoseconds: words.count > 5 ? TestBooks.time(words[5]) : nil))
        continue
      }
      let side = Side(rawValue: words.removeFirst())!
      let account = words.removeFirst()
      lines.append(TestBooks.entry(side, account, words))
    }
  }

  static func entry(_ side: Side, _ account: String, _ words: [String]) -> TestLine {
    var entry = TestLine(
      side: side, account: account, asset: words[0], amount: words[1],
      nanoseconds: 36_000 * second)
    for word in words.dropFirst(2) {
      if word == "-" { continue }
      if let time = time(word) {
        entry.nanoseconds = time
      } else if word.hasPrefix("=") {
        entry.running = String(word.dropFirst())
      } else if word.hasPrefix("@") {
        entry.group = String(word.dropFirst())
      } else if word == "+leg" {
        entry.isLeg = true
      } else if let kind = EntryKind.allCases.first(where: { $0.name == word }) {
        entry.kind = kind
      } else {
        entry.reference = word
      }
    }
    return entry
  }

  static func time(_ text: String) -> Int64? {
    let parts = text.split(separator: ":").map { Int64($0) }
    guard parts.count == 3, let hours = parts[0], let minutes = parts[1], let seconds = parts[2]
    else { return nil }
    return (hours * 3600 + minutes * 60 + seconds) * second
  }

  static func amount(_ text: String) -> Amount {
    guard let amount = try? Amount(parsing: text) else { preconditionFailure("no amount: \(text)") }
    return amount
  }

  func run(book: String = "test") throws -> Outcome {
    var names = BookNames()
    var accounts = lines.map(\.account) + balances.map(\.account)
    var assets = lines.map(\.asset) + balances.map(\.asset)
    if reverseNames {
      accounts.reverse()
      assets.reverse()
    }
    for account in accounts { _ = names.accounts.id(of: account) }
    for asset in assets { _ = names.assets.id(of: asset) }
    var sources: [Source] = []
    var built: [Book] = []
    for side in Side.allCases {
      let (book, own) = build(side, names, firstSource: sources.count)
      built.append(book)
      sources += own
    }
    return try Reconciler(policy: policy).reconcile(
      book: book, businessDate: "2026-11-19", statement: built[0], ledger: built[1],
      names: names, sources: Sources(sources), aliases: [], diagnostics: [])
  }

  private func build(
    _ side: Side, _ names: BookNames, firstSource: Int
  ) -> (Book, [Source]) {
    var book = Book(side: side)
    var content: [UInt8] = []
    let id = SourceID(index: firstSource)
    var leg: UInt8 = 0
    var lineStart = 0
    for line in lines where line.side == side {
      if line.isLeg { leg += 1 } else { (leg, lineStart) = (0, content.count) }
      let start = content.count
      content += Array("\(line.reference),\(line.account),\(line.asset),\(line.amount)\n".utf8)
      let reference = Array(line.reference.utf8)
      let key = reference.withUnsafeBufferPointer { ReferenceKey(of: $0) }
      let group = Array(line.group.utf8).withUnsafeBufferPointer { ReferenceKey(of: $0) }
      if let running = line.running {
        book.running.append(
          RunningBalance(row: book.entries.count, amount: TestBooks.amount(running)))
      }
      book.entries.append(
        Entry(
          account: names.accounts.find(line.account)!, asset: names.assets.find(line.asset)!,
          amount: TestBooks.amount(line.amount),
          instant: Instant(nanoseconds: TestBooks.day.nanoseconds + line.nanoseconds),
          kind: line.kind, reference: key, group: group,
          referenceText: TextRange(offset: UInt64(start), length: UInt32(reference.count)),
          origin: Origin(source: id, offset: UInt64(lineStart), length: 1, leg: leg)))
    }
    var tally = SourceTally(source: id)
    tally.first = book.entries.nanoseconds.min().map(Instant.init(nanoseconds:))
    tally.last = book.entries.nanoseconds.max().map(Instant.init(nanoseconds:))
    book.tallies.append(tally)
    refuse(id, into: &book, &content)
    let stated = balances.filter { $0.side == side }
    for (place, balance) in stated.enumerated() {
      book.balances.append(
        Balance(
          account: names.accounts.find(balance.account)!,
          asset: names.assets.find(balance.asset)!, amount: TestBooks.amount(balance.amount),
          held: TestBooks.amount(balance.held),
          instant: balance.nanoseconds.map {
            Instant(nanoseconds: TestBooks.day.nanoseconds + $0)
          },
          origin: Origin(
            source: SourceID(index: firstSource + balance.source),
            offset: UInt64(content.count + place), length: 0, leg: 0)))
    }
    let count = 1 + (stated.map(\.source).max() ?? 0)
    let sources = (0..<count).map { number in
      Source(
        name: "\(side.rawValue)-\(number)", side: side, digest: "", size: content.count,
        content: number == 0 ? content : [], compressed: false, encoding: .utf8,
        hasByteOrderMark: false, newline: .lf)
    }
    return (book, sources)
  }

  private func refuse(_ id: SourceID, into book: inout Book, _ content: inout [UInt8]) {
    for refusal in refusals where refusal.side == book.side {
      let start = content.count
      content += Array("\(refusal.text)\n".utf8)
      book.refused.append(
        RefusedLine(
          diagnostic: Diagnostic(
            code: refusal.code, place: Place(file: book.side.rawValue, line: 1),
            message: "'\(refusal.text)' is not understood", hint: "another format may fit"),
          origin: Origin(
            source: id, offset: UInt64(start), length: UInt32(refusal.text.utf8.count), leg: 0),
          account: refusal.account))
    }
  }
}
