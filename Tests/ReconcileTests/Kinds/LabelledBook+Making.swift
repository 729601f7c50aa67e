import Accounting
import Reconcile

extension LabelledBook {
  /// A book with several faults, all from the seed.
  static func made(seed: UInt64) -> LabelledBook {
    var book = LabelledBook(seed: seed)
    book.addNoise()
    for _ in 0..<book.int(3...8) { book.plantOne(of: Plant.ofEntries) }
    for _ in 0..<book.int(0...3) { book.plantOne(of: Plant.ofBalances) }
    book.addBalances()
    book.addPolicy()
    return book
  }

  /// Every kind is as likely as the other, however many ways there are to plant it.
  private mutating func plantOne(of plants: [Plant]) {
    let kind = pick(Set(plants.map(\.kind)).sorted { $0.rawValue < $1.rawValue })
    pick(plants.filter { $0.kind == kind }).plant(&self)
  }

  /// Prices of all assets but perhaps one, and who may owe: all that have no fault of that.
  private mutating func addPolicy() {
    let unpriced = chance(30) ? pick(assets).code : ""
    for asset in (assets + LabelledBook.unknown).map(\.code) where asset != unpriced {
      books.policy.prices[asset] = LabelledBook.smallPrice
    }
    for account in accounts {
      let negative = faults.filter {
        $0.account == account && $0.expected.contains(.negativeBalance)
      }.map(\.asset)
      books.policy.owing[account] = (assets + LabelledBook.unknown).map(\.code)
        .filter { !negative.contains($0) }.map(Pattern.init)
      let lines = Set(faults.flatMap(\.lines)).map { books.lines[$0] }
      let isBroken =
        lines.contains { $0.account == account && $0.asset == unpriced }
        || faults.contains { $0.account == account && $0.asset == unpriced }
      guard isBroken, unpriced != "USD" else { continue }
      plant("no price", [.unpriced], account: account, asset: unpriced)
    }
  }

  // MARK: What was told

  /// Reconciles the book and holds every break against what was planted.
  func told() throws -> [Telling] {
    let outcome = try books.run()
    let numbers = lineNumbers(outcome)
    var byFault = [[Break]](repeating: [], count: faults.count)
    var tellings: [Telling] = []
    for found in outcome.reconciliation.breaks {
      let places = places(of: found, numbers)
      if places.isEmpty {
        tellings.append(Telling(planted: nil, told: found.kind, name: "", detail: found.detail))
      }
      for place in places { byFault[place].append(found) }
    }
    for (fault, breaks) in zip(faults, byFault) { tellings += Telling.of(fault, breaks) }
    return tellings
  }

  /// The faults that a break tells of.
  private func places(of found: Break, _ numbers: [EntryIdentity: Int]) -> [Int] {
    if BreakKind.ofWholes.contains(found.kind) {
      return faults.indices.filter {
        faults[$0].account == found.account && faults[$0].asset == found.asset
          && !found.asset.isEmpty
          && (faults[$0].expected == [.unpriced]) == (found.kind == .unpriced)
      }
    }
    let lines = Set(found.entries.compactMap { numbers[$0] })
    return faults.indices.filter { !faults[$0].lines.isDisjoint(with: lines) }
  }

  /// The line of each entry.
  private func lineNumbers(_ outcome: Outcome) -> [EntryIdentity: Int] {
    var numbers: [EntryIdentity: Int] = [:]
    for side in Side.allCases {
      let own = books.lines.indices.filter { books.lines[$0].side == side }
      for (row, line) in own.enumerated() { numbers[outcome.identity(side, row)] = line }
    }
    return numbers
  }
}

extension BreakKind {
  /// Kinds of an account's asset as a whole, not of entries.
  static let ofWholes: Set<BreakKind> = [
    .balanceDiff, .unfooted, .openingDiscontinuity, .missingCurrency, .lockedOrReserved,
    .negativeBalance, .positionDiff, .entryPriceDiff, .unpriced,
  ]

  /// What is said where no cause could be shown.
  static let unclassified: Set<BreakKind> = [
    .missingLedger, .missingStatement, .amountDiff, .balanceDiff,
  ]
}

/// One break that should be, or was, told.
struct Telling: Hashable {
  /// What was planted; nil: nothing was, and yet a break was told.
  var planted: BreakKind?
  /// Nil: nothing was told of it.
  var told: BreakKind?
  /// The plant's name.
  var name: String
  /// The break's detail.
  var detail: String

  /// Breaks of the kinds expected first; the others are held against what is left, in order.
  static func of(_ fault: PlantedFault, _ breaks: [Break]) -> [Telling] {
    var rest = fault.expected
    var tellings: [Telling] = []
    var others: [Break] = []
    for found in breaks {
      if let place = rest.firstIndex(of: found.kind) {
        rest.remove(at: place)
        tellings.append(
          Telling(
            planted: found.kind, told: found.kind, name: fault.name, detail: found.detail))
      } else {
        others.append(found)
      }
    }
    for place in 0..<max(rest.count, others.count) {
      let found = others.indices.contains(place) ? others[place] : nil
      tellings.append(
        Telling(
          planted: rest.indices.contains(place) ? rest[place] : nil, told: found?.kind,
          name: fault.name, detail: found?.detail ?? ""))
    }
    return tellings
  }

  /// A cause was named that is not the one; or nothing was told at all.
  var isWrong: Bool {
    planted != told && (told.map { !BreakKind.unclassified.contains($0) } ?? true)
  }
}
