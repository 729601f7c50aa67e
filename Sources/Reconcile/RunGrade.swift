package import Accounting

/// How a run ended, for the exit code; worst last.
package enum RunGrade: Int, Hashable, Comparable, Sendable, CaseIterable {
  /// Everything is proved, at most within tolerance.
  case proved = 0
  /// There are breaks, and the policy calls none of them material.
  case openWithinPolicy = 1
  /// There are material breaks.
  case breaks = 2
  /// Something is UNPROVED or NOT_RUN, or lines were refused.
  case unproved = 3

  package init(of reconciliation: Reconciliation) {
    if reconciliation.status >= .unproved || !reconciliation.refused.isEmpty {
      self = .unproved
    } else if reconciliation.breaks.material > 0 {
      self = .breaks
    } else if !reconciliation.breaks.isEmpty {
      self = .openWithinPolicy
    } else {
      self = .proved
    }
  }

  package static func < (one: RunGrade, other: RunGrade) -> Bool { one.rawValue < other.rawValue }
}
