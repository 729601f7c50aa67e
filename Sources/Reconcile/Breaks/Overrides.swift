import Accounting

/// The overrides of a run: which break one is for, and those that have expired or fit none.
struct Overrides: Sendable {
  /// Those that count, in order of id.
  private let valid: [Override]
  private let expired: [Override]

  /// - Parameter businessDate: without one nothing expires.
  init(_ all: [Override], businessDate: CivilDate?) {
    let sorted = all.sorted { $0.id.precedes($1.id) }
    expired = sorted.filter { item in businessDate.map { item.expires < $0 } ?? false }
    valid = sorted.filter { item in businessDate.map { item.expires >= $0 } ?? true }
  }

  var isEmpty: Bool { valid.isEmpty }

  /// Names the override a break is under: it is then not material.
  func tell(_ found: inout Break) {
    guard let one = valid.first(where: { $0.scope.holds(found) }) else { return }
    found.override = one.id
    found.isMaterial = false
  }

  /// A break for every override that has expired, and for every one that no break is under.
  func breaks(_ sheet: BreakSheet, naming: Naming) -> [Break] {
    var used: Set<String> = []
    if !valid.isEmpty {
      for index in 0..<sheet.count {
        let item = sheet.made(index)
        for one in valid where one.scope.holds(item) { used.insert(one.id) }
      }
    }
    return expired.map { item in
      made(
        item, .overrideExpired, naming,
        "override \(Diagnostic.quoted(item.id)) of \(Diagnostic.quoted(item.author)) "
          + "(\(Diagnostic.quoted(item.file))) expired on \(item.expires.text): "
          + "\(Diagnostic.quoted(item.reason))")
    }
      + valid.filter { !used.contains($0.id) }.map { item in
        made(
          item, .overrideUnmatched, naming,
          "override \(Diagnostic.quoted(item.id)) of \(Diagnostic.quoted(item.author)) "
            + "(\(Diagnostic.quoted(item.file))) fits no break: \(Diagnostic.quoted(item.reason))")
      }
  }

  private func made(
    _ item: Override, _ kind: BreakKind, _ naming: Naming, _ detail: String
  ) -> Break {
    let account = item.scope.account.utf8.contains(UInt8(ascii: "*")) ? "" : item.scope.account
    return Break(
      id: naming.breakID(account: account, kind: kind, override: item.id), kind: kind,
      account: account, asset: "", side: nil, amount: nil, detail: detail)
  }
}
