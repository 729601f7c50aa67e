import Accounting
import Reconcile

/// Reads `tolerances:` and `tolerance_budget:`.
enum ToleranceReader {
  static func read(_ map: inout SettingsMap, into settings: inout Settings) throws(SettingsFault) {
    for item in try map.maps("tolerances") { settings.tolerances.append(try tolerance(item)) }
    for var item in try map.maps("tolerance_budget") {
      let (account, asset) = (try item.text("account") ?? "*", try item.text("asset") ?? "*")
      let absolute = try item.amount("absolute")
      try item.finish()
      guard let absolute, !absolute.isNegative else {
        throw item.fault(
          "absolute", "a budget without an amount of 0 or more",
          hint: "write `absolute: \"0.05\"`: what tolerances may take, in units of the asset")
      }
      settings.toleranceBudgets.append(
        ToleranceBudget(account: account, asset: asset, absolute: absolute))
    }
  }

  private static func tolerance(_ given: SettingsMap) throws(SettingsFault) -> Tolerance {
    var item = given
    let (account, asset) = (try item.text("account") ?? "*", try item.text("asset") ?? "*")
    let rule = try item.text("rule")
    let scope = try item.choice("per", Tolerance.Scope.self)
    let (absolute, relative) = (try item.amount("absolute"), try item.amount("relative"))
    let before = try item.count("before_seconds")
    let after = try item.count("after_seconds")
    try item.finish()
    if let absolute, absolute.isNegative {
      throw item.fault(
        "absolute", "a tolerance without an amount of 0 or more",
        hint: "write `absolute: \"0.01\"`, in units of the asset")
    }
    if let relative, relative.isNegative || relative >= Amount(units: 1, scale: 0) {
      throw item.fault(
        "relative", "\(Diagnostic.quoted(relative.description)) is no share of an amount",
        hint: "it takes 0 or more and less than 1: \"0.001\" is a tenth of a per cent")
    }
    let times = before != nil ? "before_seconds" : after != nil ? "after_seconds" : nil
    guard absolute != nil || relative != nil || times != nil else {
      throw item.fault(
        "absolute", "a tolerance that says nothing of amounts or times",
        hint: "write `absolute`, `relative`, `before_seconds` or `after_seconds`")
    }
    let ofMatches = relative != nil ? "relative" : times ?? (rule != nil ? "rule" : nil)
    if let ofMatches, let scope, scope != .leg {
      throw item.fault(
        "per", "`\(ofMatches)` is of matched entries, not `per: \(scope.rawValue)`",
        hint: "write `per: leg` or leave it out; give a balance an item of its own")
    }
    try check(rule, item, amounts: absolute != nil || relative != nil, times: times != nil)
    return Tolerance(
      account: account, asset: asset, rule: rule, absolute: absolute, relative: relative,
      beforeSeconds: before, afterSeconds: after,
      scope: scope ?? (ofMatches == nil ? .both : .leg))
  }

  /// Refuses a rule that there is none of, or that allows nothing of the kind.
  private static func check(
    _ rule: String?, _ item: SettingsMap, amounts: Bool, times: Bool
  ) throws(SettingsFault) {
    guard let rule else { return }
    func words(_ names: [String]) -> String {
      names.map { "`\($0)`" }.joined(separator: ", ")
    }
    guard Reconciler.ruleNames.contains(rule) else {
      throw item.fault(
        "rule", "\(Diagnostic.quoted(rule)) is no rule",
        hint: "it takes one of \(words(Reconciler.ruleNames))")
    }
    let (ofAmounts, ofTimes) = (
      Reconciler.rules(allowing: .amounts), Reconciler.rules(allowing: .times)
    )
    if amounts, !ofAmounts.contains(rule) {
      throw item.fault(
        "rule", "`\(rule)` allows no difference of amounts",
        hint: "`absolute` and `relative` are for \(words(ofAmounts))")
    }
    if times, !ofTimes.contains(rule) {
      throw item.fault(
        "rule", "`\(rule)` does not look at times",
        hint: "`before_seconds` and `after_seconds` are for \(words(ofTimes))")
    }
  }
}
