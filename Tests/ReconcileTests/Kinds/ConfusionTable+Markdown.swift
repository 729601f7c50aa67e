import Accounting

extension ConfusionTable {
  /// The table as Markdown, the same for the same counts.
  func markdown(seed: UInt64, books: Int) -> String {
    """
    # What each kind of break is told as

    \(books) books with planted faults, the first of seed \(seed); \(total) breaks. Made by
    `RECORD=1 TIEOUT_LONG=1 swift test --filter KindTests`; the faults are in
    `Tests/ReconcileTests/Kinds/`. A label is what was done to the book, never what a classifier
    said.

    "wrong" are breaks told as another cause, or not at all: \(wrong) of \(total)
    (\(Self.percent(wrong, total)) %). Not among them is what is told without a cause:
    \(names(BreakKind.unclassified)).

    Not planted, as nothing in the books' entries makes them: \(names(unplanted)).

    ## Kinds

    | kind | planted | told | right | precision % | recall % | wrong |
    |---|--:|--:|--:|--:|--:|--:|
    \(kinds.map(row).joined(separator: "\n"))

    ## What was not told as planted

    | planted | told | breaks |
    |---|---|--:|
    \(confusions)

    """
  }

  private var unplanted: Set<BreakKind> { Set(BreakKind.allCases).subtracting(kinds) }

  private func names(_ some: Set<BreakKind>) -> String {
    BreakKind.allCases.filter(some.contains).map(\.rawValue).joined(separator: ", ")
  }

  private func row(_ kind: BreakKind) -> String {
    let (planted, told, right) = (planted(kind), told(kind), right(kind))
    return "| \(kind.rawValue) | \(planted) | \(told) | \(right) | \(Self.percent(right, told)) "
      + "| \(Self.percent(right, planted)) | \(wrong(kind)) |"
  }

  private var confusions: String {
    let rows = counts.filter { $0.key.planted != $0.key.told }.map { cell, count in
      (count: count, text: "\(Self.name(cell.planted)) | \(Self.name(cell.told))")
    }
    guard !rows.isEmpty else { return "| none | none | 0 |" }
    return rows.sorted { ($1.count, $0.text) < ($0.count, $1.text) }
      .map { "| \($0.text) | \($0.count) |" }.joined(separator: "\n")
  }

  static func name(_ kind: BreakKind?) -> String { kind?.rawValue ?? "nothing" }

  /// With two decimals, cut off: what is not all is never 100.00.
  static func percent(_ part: Int, _ whole: Int) -> String {
    guard whole > 0 else { return "–" }
    let hundredths = part * 10_000 / whole
    return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
  }
}
