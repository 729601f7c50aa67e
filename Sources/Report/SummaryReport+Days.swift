import Accounting

extension SummaryReport {
  /// The breaks of one account's asset from the last run to this one.
  static func rollForward(_ line: BreakRollForward) -> JSONValue {
    .object([
      ("account", .text(line.account)),
      ("asset", .text(line.asset)),
      ("brought_forward", figures(line.broughtForward)),
      ("carried_forward", figures(line.carriedForward)),
      ("changed", figures(line.changed)),
      ("cleared", figures(line.cleared)),
      ("new", figures(line.new)),
      ("reopened", figures(line.reopened)),
    ])
  }

  private static func figures(_ figures: BreakRollForward.Figures) -> JSONValue {
    .object([("amount", .optional(figures.amount)), ("count", .count(figures.count))])
  }
}
