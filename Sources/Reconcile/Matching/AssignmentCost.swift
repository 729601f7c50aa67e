/// What a pair costs: first the residual, then the distance in time.
struct AssignmentCost: Hashable, Comparable {
  var residual: Int128
  var time: Int128

  static let zero = AssignmentCost(residual: 0, time: 0)

  static func < (one: AssignmentCost, other: AssignmentCost) -> Bool {
    one.residual == other.residual ? one.time < other.time : one.residual < other.residual
  }

  static func + (one: AssignmentCost, other: AssignmentCost) -> AssignmentCost {
    AssignmentCost(residual: one.residual + other.residual, time: one.time + other.time)
  }

  static func - (one: AssignmentCost, other: AssignmentCost) -> AssignmentCost {
    AssignmentCost(residual: one.residual - other.residual, time: one.time - other.time)
  }
}
