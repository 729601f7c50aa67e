/// What was done to an event.
package enum Plant: String, CaseIterable, Sendable {
  case none
  case missingInLedger, missingInStatement
  /// The ledger's amount differs by one unit of the last decimal, by one and a bit, or in its sign.
  case lastDigit, wholeUnit, sign
  case twiceInLedger, twiceOnStatement
  /// Booked an hour to three days late.
  case late
  /// The ledger has no reference.
  case blank
  /// Booked after the cut-off.
  case nextDay
  /// The ledger's amount is no number.
  case unreadable

  /// In ten thousandths of the events.
  static func shares(of shape: BookShape) -> [(plant: Plant, share: Int)] {
    [
      (.missingInLedger, 10), (.missingInStatement, 10), (.lastDigit, 4), (.wholeUnit, 3),
      (.sign, 3), (.twiceInLedger, 3), (.twiceOnStatement, 2), (.late, 50),
      (.blank, shape == .fewerReferences ? 50 : 20),
    ]
  }
  /// What a query over columns stops at, or has no word for.
  static let faultShares: [(plant: Plant, share: Int)] = [(.nextDay, 10), (.unreadable, 1)]
}

/// Says of every event what is planted in it, from its number alone.
struct PlantPlan: Sendable {
  private let shape: BookShape
  private let order: Shuffle
  /// The first rank after each plant's, in the order of the shares.
  private let ends: [(plant: Plant, end: Int)]

  init(_ book: GeneratedBook) {
    shape = book.shape
    order = Shuffle(count: book.events, seed: book.seed ^ 0x5eed)
    var ends: [(Plant, Int)] = []
    if book.shape.isPlanted {
      var end = 0
      for (plant, share) in Plant.shares(of: book.shape) + (book.hasFaults ? Plant.faultShares : [])
      {
        end += max(1, book.events * share / 10_000)
        ends.append((plant, end))
      }
      precondition(end <= book.events, "a book has room for every plant")
    }
    self.ends = ends
  }

  func plant(of index: Int) -> Plant {
    switch shape {
    case .references, .fewerReferences, .otherReferences, .noReferences, .manyAccounts:
      let rank = order[index]
      guard rank < ends[ends.count - 1].end else { return .none }
      return ends.first { rank < $0.end }?.plant ?? .none
    // Far apart, so that what is left over has an equal neighbour within the window.
    case .oneAmount: return index % 100 == 50 ? .missingInLedger : .none
    case .oneReference: return index % 1_000 == 50 ? .lastDigit : .none
    case .statementOnly: return index > 0 ? .missingInLedger : .none
    case .identical, .oneWindow: return .none
    }
  }

  /// The events the ledger has twice.
  var twiceInLedger: [Int] {
    guard let place = ends.firstIndex(where: { $0.plant == .twiceInLedger }) else { return [] }
    let start = place > 0 ? ends[place - 1].end : 0
    return (start..<ends[place].end).map(order.index(of:))
  }
}
