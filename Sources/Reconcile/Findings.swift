import Accounting

/// What was found out so far; parts are added in canonical order of their pools.
struct Findings {
  var positions: [AccountAsset] = []
  var breaks = FoundBreaks()
  var pairings: [Pairing] = []
  var openStatement: [Int] = []
  var openLedger: [Int] = []
  var diagnostics: [Diagnostic] = []
  /// The worst status seen.
  var status = Status.proved

  mutating func add(_ other: Findings) {
    positions += other.positions
    breaks += other.breaks
    pairings += other.pairings
    openStatement += other.openStatement
    openLedger += other.openLedger
    diagnostics += other.diagnostics
    status = max(status, other.status)
  }
}
