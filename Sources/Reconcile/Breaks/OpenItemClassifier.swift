import Accounting

/// Says why an entry stays open, where it can show its evidence.
protocol OpenItemClassifier: Sendable {
  /// Those of a side's open entries that it claims, ascending.
  ///
  /// - Parameters:
  ///   - open: the entries that no classifier before claims, by index, ascending.
  ///   - elsewhere: what open entries of other accounts and assets tell of these.
  func claims(
    _ side: Side, _ open: [Int], in pool: Pool, _ elsewhere: Elsewhere
  ) -> [OpenItemClaim]

  func kind(_ side: Side) -> BreakKind

  /// Its evidence for a person.
  ///
  /// - Parameter number: as its claim says.
  func sentence(_ number: UInt8, _ side: Side) -> String
}

/// An open entry that a classifier claims.
struct OpenItemClaim: Hashable, Sendable {
  private let place: Int32
  /// -1: none.
  private let witnessRow: Int32
  private let witnessSide: Side
  /// Which of the classifier's sentences is its evidence.
  let sentence: UInt8

  init(index: Int, sentence: UInt8, witness: Witness? = nil) {
    place = Int32(index)
    self.sentence = sentence
    witnessRow = witness?.row ?? -1
    witnessSide = witness?.side ?? .statement
  }

  /// The entry's index in its side of the pool.
  var index: Int { Int(place) }

  /// The entry that the evidence names beside it.
  var witness: Witness? {
    witnessRow < 0 ? nil : Witness(side: witnessSide, row: witnessRow)
  }
}

/// An entry that a break's evidence names, by row.
struct Witness: Hashable, Sendable {
  var side: Side
  var row: Int32
}

/// In order; the first that can show its evidence wins. The last claims what is left.
let openItemClassifiers: [any OpenItemClassifier] = [
  CutOffTiming(),
  DuplicateEntry(),
  ReversalPair(),
  OtherPlace(kindOfPlace: .wrongAccount),
  OtherPlace(kindOfPlace: .wrappedAsset),
  OtherPlace(kindOfPlace: .wrongAsset),
  LikeAmount(likeness: .signReversed),
  LikeAmount(likeness: .scale10N),
  LikeAmount(likeness: .transposed),
  LikeAmount(likeness: .precisionLoss),
  LikeAmount(likeness: .rounding),
  OtherPlace(kindOfPlace: .feeOtherAsset),
  DustConversion(),
  NearFee(),
  UnbookedFee(),
  KindAlone(
    kinds: [.income, .staking, .rebate, .funding], result: .unstatedIncome,
    text: "income of the venue that no ledger entry is"),
  SplitIncomplete(),
  MissingEntry(),
]
