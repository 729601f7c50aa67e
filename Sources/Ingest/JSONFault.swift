/// What makes a text no JSON, or not one this program takes.
package struct JSONFault: Error, Hashable, Sendable {
  package enum Rule: Hashable, Sendable {
    case syntax(String)
    case truncated
    case tooDeep
    case duplicateKey
    case valueTooLong
  }

  package let rule: Rule
  /// Where in the content.
  package let offset: Int

  package init(rule: Rule, offset: Int) {
    self.rule = rule
    self.offset = offset
  }
}
