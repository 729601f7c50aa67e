import Accounting

/// Breaks by kind and age, and the greatest of them with their evidence.
enum PageBreaks {
  static func values(
    _ reconciliation: Reconciliation, _ figures: RunFigures, _ ranking: BreakRanking
  ) -> PageValues {
    let breaks = reconciliation.breaks
    let most = figures.kinds.map(\.count).max() ?? 0
    return [
      "hasBreaks": !breaks.isEmpty,
      "kinds": figures.kinds.map { kind in
        [
          "kind": kind.kind.rawValue, "meaning": kind.kind.meaning, "count": String(kind.count),
          "material": String(kind.material),
          "bar": ChartScale.percent(kind.count, of: most),
          "materialBar": ChartScale.percent(kind.material, of: most),
        ] as PageValues
      },
      "severities": Severity.allCases.map(\.rawValue),
      "ages": ages(ranking),
      "breaksShown": shown(breaks, ranking),
      "breaks": ranking.largest.map { self.item(breaks[$0]) },
    ]
  }

  /// What part of the breaks is on the page.
  private static func shown(_ breaks: Breaks, _ ranking: BreakRanking) -> String {
    let order = "greatest value first, then those without a price or amount, most severe first"
    guard breaks.count > ranking.largest.count else {
      return "All \(breaks.count): \(order)."
    }
    let unpriced =
      ranking.unpriced > 0
      ? " \(ranking.unpriced) of all have no value: theirs could be any." : ""
    return "The first \(ranking.largest.count) of \(breaks.count): \(order)." + unpriced
      + " breaks.csv beside this page has all."
  }

  private static func ages(_ ranking: BreakRanking) -> [PageValues] {
    let totals = ranking.ages.map { $0.reduce(0, +) }
    let most = totals.max() ?? 0
    return AgeBand.allCases.map { band in
      let counts = ranking.ages[band.rawValue]
      var start = 0
      let bars: [PageValues] = Severity.allCases.compactMap { severity in
        let count = counts[severity.place]
        guard count > 0 else { return nil }
        defer { start += count }
        return [
          "severity": severity.rawValue, "x": ChartScale.percent(start, of: most),
          "width": ChartScale.percent(count, of: most),
        ]
      }
      return [
        "age": band.title, "counts": counts.map { String($0) },
        "total": String(totals[band.rawValue]), "bars": bars,
      ]
    }
  }

  // Not by `map`: see `JSONValue.optional`.
  private static func texts(_ amount: Amount?) -> [String] {
    guard let amount else { return [] }
    return [amount.description]
  }

  private static func item(_ item: Break) -> PageValues {
    var values: PageValues = [
      "id": item.id, "kind": item.kind.rawValue, "meaning": item.kind.meaning,
      "account": PageLimit.cut(item.account), "asset": PageLimit.cut(item.asset),
      "severity": item.severity.rawValue,
      "amount": texts(item.amount), "value": texts(item.valueUSD),
      "isMaterial": item.isMaterial,
    ]
    for column in BreakColumns.all {
      values[key(column)] = column.cell(of: item).map { [PageLimit.cut($0)] } ?? []
    }
    return values
  }

  /// A column's name among the values of a break.
  static func key(_ column: ReportColumn<Break>) -> String { "cell-\(column.name)" }
}

extension ReportColumn {
  /// The row's cell as a person reads it, long lists cut; nil if it is empty.
  fileprivate func cell(of row: Row) -> String? {
    let text: String? =
      switch value {
      case .text(let text): text(row)
      case .texts(let texts): Self.joined(texts(row))
      case .amount(let amount): Self.text(amount(row))
      case .count(let count): String(count(row))
      case .someCount(let count): count(row).map { String($0) }
      case .flag(let flag): flag(row) ? "true" : "false"
      case .instant(let instant): instant(row)?.description
      }
    return text?.isEmpty ?? true ? nil : text
  }

  var isNumber: Bool {
    switch value {
    case .amount, .count, .someCount: true
    case .text, .texts, .flag, .instant: false
    }
  }

  // Not by `map`: see `JSONValue.optional`.
  private static func text(_ amount: Amount?) -> String? {
    guard let amount else { return nil }
    return amount.description
  }

  private static func joined(_ texts: [String]) -> String {
    let rest = texts.count - PageLimit.entries
    return texts.prefix(PageLimit.entries).joined(separator: " ")
      + (rest > 0 ? " … (\(rest) more)" : "")
  }
}
