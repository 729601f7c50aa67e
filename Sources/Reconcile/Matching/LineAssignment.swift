import Accounting

/// The best pairing of two kinds of points on a line, and where best answers differ.
///
/// Exact, in O(n log n) for n positions, however dense. Let b be the statement points passed and
/// waiting for a partner, less the ledger points that wait. In order of position, each point is
/// taken (b moves by one) or left, and a gap of width g costs g·|b|: paired first come, first
/// served, that is the total distance. The best value as a function f of b is concave, so it is
/// kept as its sorted slopes: a point inserts one slope, a gap lowers the slopes above b = 0 and
/// raises those below.
///
/// The window: statement points wait for ledger points after them, ledger points for statement
/// points they are before. Before a position p, at most as many points of a side may wait as lie
/// within the side's part of the window before p. That counts left points too and so forbids less
/// than the window does; but an answer in which a point waits too long while a left point of its
/// side lies within the window is improved by exchanging the two, so every best answer keeps the
/// window.
///
/// Walking back from b = 0, the values of b on best answers form an interval; its ends say how
/// many points of each position best answers take at least and at most. The idea of the slopes is
/// the "slope trick" for convex functions of one variable.
enum LineAssignment {
  /// The points of both sides at one position.
  struct Stop {
    var position: Int128
    var statement: Int
    var ledger: Int
  }

  /// How many points of a stop best answers take, at least and at most.
  struct Choice: Hashable {
    var statement: ClosedRange<Int>
    var ledger: ClosedRange<Int>
    /// Whether no best answer pairs across the gap before this stop.
    var isCut: Bool
  }

  /// - Parameters:
  ///   - stops: by ascending position; positions span less than 2¹²⁴.
  ///   - window: how far a ledger point may be below and above its statement point; nil if any
  ///     distance will do.
  /// - Returns: a choice a stop.
  static func solve(_ stops: [Stop], window: TimeWindow?) -> [Choice] {
    var walk = SlopeWalk()
    var thresholds: [(statement: SlopeWalk.Threshold, ledger: SlopeWalk.Threshold)] = []
    thresholds.reserveCapacity(stops.count)
    var (firstStatement, firstLedger, statementNear, ledgerNear) = (0, 0, 0, 0)
    for index in stops.indices {
      let stop = stops[index]
      if index > 0 { walk.pass(gap: stop.position - stops[index - 1].position) }
      if let window {
        while stop.position - stops[firstStatement].position > Int128(window.after) {
          statementNear -= stops[firstStatement].statement
          firstStatement += 1
        }
        while stop.position - stops[firstLedger].position > Int128(window.before) {
          ledgerNear -= stops[firstLedger].ledger
          firstLedger += 1
        }
        walk.limit(statement: statementNear, ledger: ledgerNear)
      }
      let one = walk.meet(.statement, stop.statement)
      let other = walk.meet(.ledger, stop.ledger)
      thresholds.append((one, other))
      statementNear += stop.statement
      ledgerNear += stop.ledger
    }
    return choices(stops, thresholds)
  }

  private static func choices(
    _ stops: [Stop], _ thresholds: [(statement: SlopeWalk.Threshold, ledger: SlopeWalk.Threshold)]
  ) -> [Choice] {
    var choices: [Choice] = []
    choices.reserveCapacity(stops.count)
    var waiting = 0...0
    for index in stops.indices.reversed() {
      let (stop, threshold) = (stops[index], thresholds[index])
      // A ledger point taken moved b down by one: before it, b was that much higher.
      let needLedger = { (b: Int) in (threshold.ledger.strict - b).clamped(to: 0...stop.ledger) }
      let mayLedger = { (b: Int) in (threshold.ledger.level - b).clamped(to: 0...stop.ledger) }
      let ledger = needLedger(waiting.upperBound)...mayLedger(waiting.lowerBound)
      waiting =
        waiting.lowerBound + needLedger(waiting.lowerBound)...waiting.upperBound
        + mayLedger(waiting.upperBound)
      let need = { (b: Int) in (b - threshold.statement.level).clamped(to: 0...stop.statement) }
      let may = { (b: Int) in (b - threshold.statement.strict).clamped(to: 0...stop.statement) }
      let statement = need(waiting.lowerBound)...may(waiting.upperBound)
      waiting =
        waiting.lowerBound - may(waiting.lowerBound)...waiting.upperBound - need(waiting.upperBound)
      choices.append(Choice(statement: statement, ledger: ledger, isCut: waiting == 0...0))
    }
    choices.reverse()
    return choices
  }
}

extension Int {
  func clamped(to range: ClosedRange<Int>) -> Int {
    Swift.min(Swift.max(self, range.lowerBound), range.upperBound)
  }
}
