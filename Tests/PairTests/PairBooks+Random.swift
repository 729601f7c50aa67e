import Accounting
import TestSupport

extension PairBooks {
  /// A book of few accounts, assets, references, amounts and times, so that groups collide, around
  /// the cut-off and where nothing is near any more.
  static func random(seed: UInt64) -> PairBooks {
    var random = SeededGenerator(seed: seed)
    var books = PairBooks()
    for name in ["beta", "alpha", "gamma"] { _ = books.names.accounts.id(of: name) }
    for name in ["USD", "BTC", "EUR"] { _ = books.names.assets.id(of: name) }
    books.sourcesPerSide = Int.random(in: 1...2, using: &random)
    books.policy.windowSeconds = [0, 60, 120].randomElement(using: &random)!
    if Int.random(in: 0..<4, using: &random) > 0 {
      books.policy.cutOff = Instant(nanoseconds: day + 600 * second)
    }
    let shape = Shape(&random)
    for _ in 0..<Int.random(in: 0...shape.events, using: &random) {
      books.addEvent(shape, &random)
    }
    books.lines.shuffle(using: &random)
    books.addPolicy(&random)
    if Int.random(in: 0..<8, using: &random) == 0 {
      books.dropped = [Int.random(in: 0..<2 * books.sourcesPerSide, using: &random)]
    }
    books.numbered = Set(
      (0..<2 * books.sourcesPerSide).filter { _ in Bool.random(using: &random) })
    return books
  }

  static func amount(_ text: String) -> Amount {
    guard let amount = try? Amount(parsing: text) else { preconditionFailure("no amount: \(text)") }
    return amount
  }

  /// How much of a book collides.
  private struct Shape {
    var events: Int
    var accounts: Int
    var assets: Int
    var references: Int
    var amounts: [Amount]
    var times: Int
    /// Of so many lines one is held; 0: none.
    var held: Int

    init(_ random: inout SeededGenerator) {
      events = [4, 12, 40].randomElement(using: &random)!
      accounts = Int.random(in: 1...3, using: &random)
      assets = Int.random(in: 1...3, using: &random)
      references = [0, 2, 8, 60].randomElement(using: &random)!
      var texts = ["1", "-1", "2", "1.000"]
      switch Int.random(in: 0..<4, using: &random) {
      case 0: texts += ["0.5", "-2", "3", "7", "1.01", "0.99"]
      case 1: texts += ["1e-20", "1.00000000000000000001"]
      case 2: texts += ["99999999999999999999", "1e25", "-1e25", "99999999999999999999.5"]
      default: texts = ["1"]
      }
      amounts = texts.map(PairBooks.amount)
      times = [2, 12, 40].randomElement(using: &random)!
      held = [0, 0, 6, 2].randomElement(using: &random)!
    }
  }

  private mutating func addEvent(_ shape: Shape, _ random: inout SeededGenerator) {
    // Twenty seconds a step, the cut-off after the thirtieth.
    let steps = Int64.random(in: 0..<Int64(shape.times), using: &random)
    let start: Int64 = shape.times == 12 ? 25 : 15
    var one = PairLine(
      side: .statement, account: Int.random(in: 0..<shape.accounts, using: &random),
      asset: Int.random(in: 0..<shape.assets, using: &random),
      amount: shape.amounts.randomElement(using: &random)!,
      reference: shape.references == 0 || Int.random(in: 0..<3, using: &random) == 0
        ? "" : "R\(Int.random(in: 0..<shape.references, using: &random))",
      nanoseconds: Self.day + (start + steps) * 20 * Self.second,
      kind: Int.random(in: 0..<5, using: &random) == 0 ? .fee : .trade,
      source: Int.random(in: 0..<sourcesPerSide, using: &random),
      isHeld: shape.held > 0 && Int.random(in: 0..<shape.held, using: &random) == 0)
    one.isIdentified = Bool.random(using: &random)
    if one.isHeld, Bool.random(using: &random) { one.running = one.amount }
    one.isSuperseded = one.isHeld && one.running == nil && Bool.random(using: &random)
    var other = one
    other.side = .ledger
    other.source = Int.random(in: 0..<sourcesPerSide, using: &random)
    other.isHeld = shape.held > 0 && Int.random(in: 0..<shape.held * 2, using: &random) == 0
    other.running = nil
    other.isSuperseded = false
    if Int.random(in: 0..<8, using: &random) == 0 { addTrade(of: one, &random) }
    switch Int.random(in: 0..<12, using: &random) {
    case 0: lines += [one]
    case 1: lines += [other]
    case 2: lines += [one, one, other]
    case 3: lines += [one, other, other, other]
    case 4:
      other.amount = shape.amounts.randomElement(using: &random)!
      lines += [one, other]
    case 5:
      other.nanoseconds += Int64.random(in: -8...8, using: &random) * 20 * Self.second
      lines += [one, other]
    case 6:
      other.reference = ""
      other.nanoseconds += Int64.random(in: 0...7, using: &random) * Self.second
      lines += [one, other]
    case 7:
      other.reference = "X\(Int.random(in: 0..<3, using: &random))"
      lines += [one, other]
    case 8:
      let second = 600 + Int64.random(in: -1...130, using: &random)
      other.nanoseconds = Self.day + second * Self.second
      lines += [one, other]
    default: lines += [one, other]
    }
  }

  /// A trade of two assets, one leg of which may differ; now and then a leg stands twice.
  private mutating func addTrade(of one: PairLine, _ random: inout SeededGenerator) {
    var leg = one
    leg.reference = "T\(Int.random(in: 0..<30, using: &random))"
    (leg.kind, leg.isHeld, leg.isSuperseded, leg.running) = (.trade, false, false, nil)
    for (asset, texts) in [(0, ["3", "3"]), (1, ["-700", "-733"])] {
      leg.asset = (one.asset + asset) % names.assets.all.count
      for side in Side.allCases {
        leg.side = side
        leg.amount = Self.amount(texts.randomElement(using: &random)!)
        leg.source = Int.random(in: 0..<sourcesPerSide, using: &random)
        let count = Int.random(in: 0..<12, using: &random) == 0 ? 2 : 1
        lines += [PairLine](repeating: leg, count: count)
      }
    }
  }

  /// Shares, times before and after, tolerances of a rule, budgets.
  private mutating func addTolerances(_ random: inout SeededGenerator) {
    let rules = ["amount-within-window", "reference-amount-differs", "fee-aware", "covering-set"]
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      let rule = Bool.random(using: &random) ? nil : rules.randomElement(using: &random)!
      let isOfAmounts = rule != "fee-aware" && rule != "covering-set"
      let isOfTimes = rule != "reference-amount-differs"
      let seconds = [nil, 0, 20, 60, 200]
      policy.tolerances.append(
        Tolerance(
          account: ["*", "alpha", "b*"].randomElement(using: &random)!,
          asset: ["*", "USD", "*C"].randomElement(using: &random)!, rule: rule,
          absolute: isOfAmounts && Int.random(in: 0..<3, using: &random) == 0
            ? Self.amount("0.5") : nil,
          relative: isOfAmounts && Int.random(in: 0..<3, using: &random) == 0
            ? Self.amount(["0.01", "0.6"].randomElement(using: &random)!) : nil,
          beforeSeconds: isOfTimes ? seconds.randomElement(using: &random)! : nil,
          afterSeconds: isOfTimes ? seconds.randomElement(using: &random)! : nil, scope: .leg))
    }
    if Bool.random(using: &random) {
      policy.toleranceBudgets = [ToleranceBudget(asset: "USD", absolute: Self.amount("0.02"))]
    }
  }

  private mutating func addPolicy(_ random: inout SeededGenerator) {
    if Int.random(in: 0..<3, using: &random) == 0 {
      policy.tolerances = [
        Tolerance(asset: "USD", absolute: Self.amount("0.02")),
        Tolerance(
          account: "alpha", absolute: Self.amount("1"),
          scope: Tolerance.Scope.allCases.randomElement(using: &random)!),
      ]
    }
    if Int.random(in: 0..<3, using: &random) == 0 { addTolerances(&random) }
    if Int.random(in: 0..<3, using: &random) == 0 {
      policy.openings.append(
        Opening(
          side: Bool.random(using: &random) ? .statement : .ledger, account: "beta", asset: "USD",
          amount: Amount(units: 3, scale: 0)))
    }
    if Int.random(in: 0..<3, using: &random) == 0 {
      // From before all entries, or amid them.
      let start = Int64.random(in: 0...40, using: &random) * 20 * Self.second
      for asset in names.assets.all {
        policy.priorClosings.append(
          PriorClosing(
            account: "beta", asset: asset, asOf: Instant(nanoseconds: Self.day + start),
            statement: Self.amount("4"), ledger: Self.amount("5"), unexplained: Self.amount("2")))
      }
    }
    kindless = Set((0..<2 * sourcesPerSide).filter { _ in Bool.random(using: &random) })
    for _ in 0..<Int.random(in: 0...2, using: &random) {
      balances.append(
        (
          Bool.random(using: &random) ? .statement : .ledger, Int.random(in: 0..<3, using: &random),
          Int.random(in: 0..<3, using: &random), Amount(units: 1, scale: 0)
        ))
    }
    guard Int.random(in: 0..<4, using: &random) == 0 else { return }
    let source = Int.random(in: 0..<2 * sourcesPerSide, using: &random)
    refusals.append(
      RefusedLine(
        diagnostic: Diagnostic(
          code: "row-odd", place: Place(file: "source-\(source)", line: 1), message: "odd",
          hint: "none"),
        origin: Origin(source: SourceID(index: source), offset: 0, length: 0, leg: 0),
        account: Bool.random(using: &random) ? "alpha" : nil))
  }
}
