import Accounting

/// A walk as the numbers of its drawing.
enum PageWalk {
  /// Height of a step: its label, and the bar below it.
  private static let row = 40

  static func values(_ walk: Walk, _ position: AccountAsset) -> PageValues {
    let steps: [PageValues] = walk.steps.enumerated().map { index, step in
      let top = index * row
      let isLast = index == walk.steps.count - 1
      return [
        "label": step.label, "kind": step.kind.rawValue, "amount": step.amount.description,
        "labelY": String(top + 15), "barY": String(top + 21),
        "x": ChartScale.percent(step.start), "width": ChartScale.percent(step.width),
        "link": isLast
          ? []
          : [
            [
              "at": ChartScale.percent(step.end), "from": String(top + 21),
              "to": String(top + row + 33),
            ] as PageValues
          ],
      ]
    }
    let told = walk.steps.map { "\($0.label) \($0.amount)" }.joined(separator: "; ")
    return [
      "height": String(walk.steps.count * row), "steps": steps,
      "told": "\(told). In \(position.asset).",
      "axis": walk.zero.map { [ChartScale.percent($0)] } ?? [],
      "isCut": walk.zero == nil,
    ]
  }
}
