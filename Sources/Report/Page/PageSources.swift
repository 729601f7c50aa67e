import Accounting

/// What was read: sources, refused lines, warnings, aliases.
enum PageSources {
  static func values(_ reconciliation: Reconciliation, _ sourceNames: [String]) -> PageValues {
    let tallies = PageLimit.first(
      PageLimit.lines, of: SummaryReport.talliesInOrder(reconciliation, sourceNames),
      all: "summary.json")
    let refused = PageLimit.first(
      PageLimit.lines, of: RefusedRow.all(reconciliation, sourceNames: sourceNames),
      all: "breaks.xlsx, sheet Statement lines refused")
    let diagnostics = PageLimit.first(
      PageLimit.lines, of: SummaryReport.diagnosticsInOrder(reconciliation), all: "summary.json")
    let aliases = PageLimit.first(
      PageLimit.lines, of: reconciliation.aliases, all: "summary.json")
    return [
      "sources": tallies.shown.map(source), "sourcesLeft": tallies.rest,
      "hasRefused": !refused.shown.isEmpty, "refusedLeft": refused.rest,
      "refused": refused.shown.map { row in
        [
          "source": row.source, "account": row.account.map { [$0] } ?? [], "code": row.code,
          "message": PageLimit.cut(row.message), "hint": row.hint,
        ] as PageValues
      },
      "hasDiagnostics": !diagnostics.shown.isEmpty, "diagnosticsLeft": diagnostics.rest,
      "diagnostics": diagnostics.shown.map { item in
        [
          "severity": item.severity.rawValue, "code": item.code, "file": item.place.file,
          "message": PageLimit.cut(item.message), "hint": item.hint,
        ] as PageValues
      },
      "hasAliases": !aliases.shown.isEmpty, "aliasesLeft": aliases.rest,
      "aliases": aliases.shown.map { use in
        [
          "venue": use.venue, "code": use.code, "asset": use.asset, "count": String(use.count),
        ] as PageValues
      },
    ]
  }

  private static func source(name: String, tally: SourceTally) -> PageValues {
    let ignored = tally.ignored.sorted { $0.key.precedesInBytes($1.key) }
    return [
      "name": name,
      "counts": [
        tally.read, tally.understood, tally.duplicates, tally.refused,
        tally.ignored.values.reduce(0, +),
      ].map { String($0) },
      "ignoredBy": ignored.isEmpty
        ? [] : [ignored.map { "\($0.key) \($0.value)" }.joined(separator: ", ")],
      "first": tally.first?.description ?? "–", "last": tally.last?.description ?? "–",
    ]
  }
}
