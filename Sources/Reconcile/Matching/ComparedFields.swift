/// What a rule holds against each other before it matches entries, for a person.
///
/// - Returns: nil if no rule has the name.
package func comparedFields(rule: String) -> String? {
  switch rule {
  case "exact-reference": "reference equal, amount equal"
  case "reference-group": "order, trade or transfer equal, sums equal"
  case "reference-amount-differs": "reference equal, amount differs"
  case "amount-within-window": "amount equal within the tolerance, time within the window"
  case "fee-aware": "amount and fee equal to one amount, by reference or time within the window"
  case "covering-set": "sums equal, time within the window"
  default: nil
  }
}
