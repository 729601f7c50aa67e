/// What a person decided about breaks, as a file says it. It changes what policy calls material,
/// and never a figure of the proof.
package struct Override: Hashable, Sendable {
  /// Its own name, `OV-2026-014`.
  package var id: String
  package var reason: String
  package var author: String
  /// The last business date it counts on.
  package var expires: CivilDate
  package var scope: Scope
  /// SHA-256 of what the decision rests on, lower-case hexadecimal.
  package var evidence: String
  /// Where it stands, for messages: a file's name.
  package var file: String

  /// Which breaks it is for: all that is said must fit.
  package struct Scope: Hashable, Sendable {
    package var breakID: String?
    /// Patterns; `*` stands for any text.
    package var account: String
    package var asset: String
    package var kind: BreakKind?
    /// The greatest |amount|, in the asset; a break without amount is beyond it.
    package var upTo: Amount?

    package init(
      breakID: String? = nil, account: String = "*", asset: String = "*", kind: BreakKind? = nil,
      upTo: Amount? = nil
    ) {
      self.breakID = breakID
      self.account = account
      self.asset = asset
      self.kind = kind
      self.upTo = upTo
    }

    package func holds(_ item: Break) -> Bool {
      if let breakID, breakID != item.id { return false }
      if let kind, kind != item.kind { return false }
      guard Pattern(account).matches(item.account), Pattern(asset).matches(item.asset) else {
        return false
      }
      guard let upTo else { return true }
      return item.amount.map { $0.magnitude <= upTo } ?? false
    }
  }

  package init(
    id: String, reason: String, author: String, expires: CivilDate, scope: Scope,
    evidence: String, file: String
  ) {
    self.id = id
    self.reason = reason
    self.author = author
    self.expires = expires
    self.scope = scope
    self.evidence = evidence
    self.file = file
  }
}
