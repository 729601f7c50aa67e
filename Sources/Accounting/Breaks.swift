/// The breaks of a run in canonical order; a `Break` is made when it is asked for.
///
/// So a million of them cost what their table costs and no more. Making one again gives the same;
/// a few are made once and kept, for every report asks for each.
package struct Breaks: RandomAccessCollection, Sendable {
  private let table: any BreakTable
  /// How many there are of every account and kind: accounts in order, kinds in that of `BreakKind`.
  package let counts: [BreakCount]

  /// So many are kept; they take about a MiB.
  private static let kept = 1024

  package init(_ table: some BreakTable) {
    if table.count <= Breaks.kept { self.table = KeptBreaks(table) } else { self.table = table }
    counts = BreakCount.all(of: table)
  }

  package var startIndex: Int { 0 }
  package var endIndex: Int { table.count }

  package subscript(index: Int) -> Break { table.made(index) }

  /// What the break at a place is ranked and aged by.
  package func weight(_ index: Int) -> BreakWeight { table.weight(index) }

  /// How many of them the policy calls material.
  package var material: Int { counts.reduce(0) { $0 + $1.material } }

  /// Those of some kinds, in order; the others are not made.
  package func all(of kinds: Set<BreakKind>) -> [Break] {
    guard counts.contains(where: { kinds.contains($0.kind) }) else { return [] }
    return indices.filter { kinds.contains(table.outline($0).kind) }.map(table.made)
  }
}

extension Breaks: ExpressibleByArrayLiteral {
  package init(arrayLiteral breaks: Break...) { self.init(breaks) }
}

/// Where breaks come from: rows of some kind that a `Break` is made from.
package protocol BreakTable: Sendable {
  /// The number of breaks.
  var count: Int { get }

  /// The break at a place from 0; the same however often it is asked for.
  func made(_ index: Int) -> Break

  /// What is counted of it, without making its texts.
  func outline(_ index: Int) -> BreakOutline

  /// What it is ranked and aged by; tables of rows tell it without making texts.
  func weight(_ index: Int) -> BreakWeight
}

extension BreakTable {
  package func weight(_ index: Int) -> BreakWeight { BreakWeight(made(index)) }
}

/// Breaks that are made already.
private struct KeptBreaks<Table: BreakTable>: BreakTable {
  let table: Table
  let breaks: [Break]

  init(_ table: Table) {
    self.table = table
    breaks = (0..<table.count).map(table.made)
  }

  var count: Int { breaks.count }
  func made(_ index: Int) -> Break { breaks[index] }
  func outline(_ index: Int) -> BreakOutline { table.outline(index) }
  func weight(_ index: Int) -> BreakWeight { table.weight(index) }
}

/// What a break is ranked and aged by.
package struct BreakWeight: Hashable, Sendable {
  /// As `Break.valueUSD`; nil: it could be any.
  package var valueUSD: Amount?
  /// As `Break.ageDays`.
  package var ageDays: Int?
  package var severity: Severity

  package init(valueUSD: Amount?, ageDays: Int?, severity: Severity) {
    self.valueUSD = valueUSD
    self.ageDays = ageDays
    self.severity = severity
  }

  package init(_ made: Break) {
    self.init(valueUSD: made.valueUSD, ageDays: made.ageDays, severity: made.severity)
  }
}

/// What is counted of a break.
package struct BreakOutline: Hashable, Sendable {
  package var account: String
  package var kind: BreakKind
  package var isMaterial: Bool

  package init(account: String, kind: BreakKind, isMaterial: Bool) {
    self.account = account
    self.kind = kind
    self.isMaterial = isMaterial
  }
}

extension [Break]: BreakTable {
  package func made(_ index: Int) -> Break { self[index] }

  package func outline(_ index: Int) -> BreakOutline {
    let item = self[index]
    return BreakOutline(account: item.account, kind: item.kind, isMaterial: item.isMaterial)
  }
}

/// How many breaks of one account and kind there are.
package struct BreakCount: Hashable, Sendable {
  package let account: String
  package let kind: BreakKind
  package fileprivate(set) var count = 0
  package fileprivate(set) var material = 0

  fileprivate static func all(of table: some BreakTable) -> [BreakCount] {
    var placeOf: [String: Int] = [:]
    var accounts: [[BreakCount]] = []
    var last: (account: String, place: Int)?
    for index in 0..<table.count {
      let outline = table.outline(index)
      let place: Int
      if let last, last.account == outline.account {
        place = last.place
      } else {
        place = placeOf[outline.account] ?? accounts.count
        if place == accounts.count {
          placeOf[outline.account] = place
          accounts.append(
            BreakKind.allCases.map { BreakCount(account: outline.account, kind: $0) })
        }
        last = (outline.account, place)
      }
      let kind = outline.kind.place
      accounts[place][kind].count += 1
      accounts[place][kind].material += outline.isMaterial ? 1 : 0
    }
    return accounts.flatMap { $0.filter { $0.count > 0 } }
  }
}

extension BreakKind {
  /// Its place in `allCases`.
  package var place: Int { BreakKind.places[self]! }

  private static let places = Dictionary(
    uniqueKeysWithValues: zip(allCases, allCases.indices))
}
