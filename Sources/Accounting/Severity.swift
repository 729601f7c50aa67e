/// How urgent a break is: by value, age and kind; worst last.
package enum Severity: String, Hashable, Comparable, Sendable, CaseIterable {
  case low, medium, high, critical

  package static func < (one: Severity, other: Severity) -> Bool {
    allCases.firstIndex(of: one)! < allCases.firstIndex(of: other)!
  }

  /// So many steps worse, at most `critical`.
  func raised(by steps: Int) -> Severity {
    let place = Severity.allCases.firstIndex(of: self)! + steps
    return Severity.allCases[min(place, Severity.allCases.count - 1)]
  }
}

/// What the settings say of severity.
package struct SeverityPolicy: Hashable, Sendable {
  /// US dollars from which a break is medium, high and critical; ascending.
  package var bandsUSD: [Amount]

  /// 1,000, 10,000 and 100,000 US dollars.
  package static let usual = SeverityPolicy(
    bandsUSD: [3, 4, 5].map { Amount(units: Int128.powersOfTen[$0], scale: 0) })

  package init(bandsUSD: [Amount]) { self.bandsUSD = bandsUSD }

  /// The value's band, a step worse from six business days on, two from thirty-one on; not below
  /// what the kind calls for. Without a value at least medium: it could be any.
  package func severity(of kind: BreakKind, valueUSD: Amount?, ageDays: Int?) -> Severity {
    var band = Severity.medium
    if let value = valueUSD {
      band = Severity.allCases[bandsUSD.prefix { $0 <= value }.count]
    }
    let steps =
      switch ageDays ?? 0 {
      case ...5: 0
      case ...30: 1
      default: 2
      }
    return max(band.raised(by: steps), kind.leastSeverity)
  }
}

extension BreakKind {
  /// What keeps an account from being proved is high whatever its value.
  fileprivate var leastSeverity: Severity {
    switch self {
    case .balanceDiff, .unfooted, .toleranceExceeded, .openingDiscontinuity, .coverageGap,
      .sourceMissing, .staleFile, .priorPeriodChange, .unparsedLine, .unknownType, .unknownAsset,
      .positionDiff:
      .high
    case .negativeBalance, .missingCurrency, .ambiguous, .overrideExpired, .overrideUnmatched:
      .medium
    case .timingCutoff, .inTransit, .missingLedger, .missingStatement, .amountDiff, .feeDiff,
      .feeUnbooked, .feeOtherAsset, .rounding, .precisionLoss, .fxPrice, .signReversed, .transposed,
      .scale10N, .duplicateLedger, .duplicateStatement, .wrongAsset, .wrappedAsset, .wrongAccount,
      .reversalPair, .splitIncomplete, .lockedOrReserved, .unstatedIncome, .dustConversion,
      .entryPriceDiff, .unpriced:
      .low
    }
  }
}
