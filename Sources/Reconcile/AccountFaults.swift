import Accounting

/// What keeps whole accounts from being proved: sources that were not there, refused lines.
struct AccountFaults {
  private let policy: Policy
  private let refused: [(side: Side, line: RefusedLine)]
  /// The least status an account can still have.
  private var floors: [String: Status] = [:]

  init(policy: Policy, statement: Book, ledger: Book, names: BookNames) {
    self.policy = policy
    refused =
      statement.refused.map { (.statement, $0) } + ledger.refused.map { (.ledger, $0) }
    for expected in policy.accounts {
      if expected.isUnread {
        raise(expected.account, .notRun)
      } else if expected.fault != nil {
        raise(expected.account, .unproved)
      }
    }
    for book in [statement, ledger] {
      // A line of an unknown account may belong to any account its source has entries of; one of
      // the ledger to any account of the book.
      var homeless: Set<SourceID> = []
      for line in book.refused {
        if let account = line.account {
          raise(account, .unproved)
        } else {
          raise("", .unproved)
          homeless.insert(line.origin.source)
        }
      }
      guard !homeless.isEmpty else { continue }
      var touched: Set<NameID> = []
      for row in 0..<book.entries.count where homeless.contains(book.entries.origin[row].source) {
        touched.insert(book.entries.account[row])
      }
      for key in book.settledFirst.keys where homeless.contains(key.source) {
        touched.insert(key.account)
      }
      for balance in book.balances where homeless.contains(balance.origin.source) {
        touched.insert(balance.account)
      }
      for account in touched { raise(names.accounts[account], .unproved) }
      guard book.side == .ledger else { continue }
      for account in policy.accounts.map(\.account) + names.accounts.all {
        raise(account, .unproved)
      }
    }
  }

  private mutating func raise(_ account: String, _ status: Status) {
    floors[account] = max(floors[account] ?? .proved, status)
  }

  /// The best status the account can have.
  func floor(_ account: String) -> Status { floors[account] ?? .proved }

  /// A break for every account with a fault and every refused line, and the worst floor.
  func findings(naming: Naming) -> Findings {
    var findings = Findings()
    for expected in policy.accounts {
      guard expected.isUnread || expected.fault != nil else { continue }
      findings.breaks.append(
        Break(
          id: naming.breakID(
            account: expected.account, asset: "", kind: expected.kind, side: nil),
          kind: expected.kind, account: expected.account, asset: "", side: nil, amount: nil,
          detail: expected.fault ?? "nothing of the account was read"))
    }
    let ids = naming.breakIDs(refused: refused)
    for ((side, line), id) in zip(refused, ids) {
      findings.breaks.append(
        Break(
          id: id, kind: AccountFaults.kind(of: line.diagnostic), account: line.account ?? "",
          asset: "", side: side, amount: nil,
          entries: [
            EntryIdentity(
              id: ContentName.line.text(ContentName.number(in: id)), side: side,
              origin: line.origin)
          ],
          detail: "\(line.diagnostic.code): \(line.diagnostic.message)"))
    }
    findings.status = floors.values.max() ?? .proved
    return findings
  }

  static func kind(of diagnostic: Diagnostic) -> BreakKind {
    switch diagnostic.code {
    case "type-unknown": .unknownType
    case "asset-unknown": .unknownAsset
    default: .unparsedLine
    }
  }
}
