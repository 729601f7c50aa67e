/// Makes the events of a book, each from the seed and its number alone.
struct EventMaker: Sendable {
  let book: GeneratedBook
  private let numbers: Shuffle
  private let hundred: [Int]
  private let sizes: [Size]
  private let start: Int
  private let step: Int

  /// How an asset's amounts are drawn.
  private struct Size {
    var unit: UInt64
    /// How many amounts there are for one number, by the digits before the point.
    var choices: [UInt64]
    var wholes: [UInt64]
  }

  init(_ book: GeneratedBook) {
    self.book = book
    let room = max(1 << 20, UInt64(1) << (Int.bitWidth - book.events.leadingZeroBitCount))
    numbers = Shuffle(count: Int(room), seed: book.seed ^ 0xa3)
    hundred = AssetRow.all.enumerated().flatMap { Array(repeating: $0, count: $1.share) }
    sizes = AssetRow.all.map { asset in
      let unit = AssetRow.power(asset.decimals)
      let isWide = asset.decimals > 10
      return Size(
        unit: unit,
        choices: (1...asset.digits).map { digits in
          max(1, (isWide ? unit : unit * AssetRow.power(digits)) / 8 / room)
        },
        wholes: (1...asset.digits).map { isWide ? AssetRow.power($0) : 1 })
    }
    let period = GeneratedBook.period(of: book.shape, events: book.events)
    start = period.lowerBound
    step = max(1, period.count / max(1, book.events))
  }

  func event(_ index: Int) -> Event {
    let seed = mixed(UInt64(index), book.seed)
    let (first, second) = (mixed(seed, 1), mixed(seed, 2))
    let account = book.accounts == 1 ? 0 : index % book.accounts
    let asset: Int
    switch book.shape {
    // One asset a pool of matching, so that no side lacks one of several.
    case .manyAccounts: asset = account % AssetRow.all.count
    case .references, .fewerReferences, .otherReferences, .noReferences:
      asset = hundred[Int(first % 100)]
    case .statementOnly, .oneAmount, .identical, .oneWindow, .oneReference: asset = AssetRow.dollar
    }
    let (kind, isNegative) = Self.kind(first >> 8)
    var event = Event(
      index: index, account: account, asset: asset,
      amount: amount(index, asset, first, second, isNegative: isNegative),
      microseconds: start + index * step + Int((first >> 24) % UInt64(step)), kind: kind,
      lag: Int((second >> 8) % 2_000_000), variety: second >> 32)
    switch book.shape {
    case .references, .fewerReferences, .otherReferences, .noReferences, .statementOnly,
      .manyAccounts,
      .oneReference:
      break
    case .oneAmount, .oneWindow, .identical:
      event.amount = Quantity(isNegative: false, whole: 1, fraction: 25_000_000)
      event.kind = "trade"
    }
    if book.shape == .oneAmount || book.shape == .identical {
      // The ledger's milliseconds say the same time.
      (event.microseconds, event.lag) = (event.microseconds / 1_000 * 1_000, 0)
    }
    if book.shape == .identical { event.microseconds = start }
    return event
  }

  private static func kind(_ bits: UInt64) -> (StaticString, isNegative: Bool) {
    switch bits & 127 {
    case 0..<9: ("deposit", false)
    case 9..<15: ("withdrawal", true)
    case 15..<18: ("reward", false)
    default: ("trade", bits & 128 != 0)
    }
  }

  /// An amount that no other event has: the event's number, shuffled, stands in its lowest digits.
  /// Its units leave 4 when divided by 8, those of a planted difference 5 or 6.
  private func amount(
    _ index: Int, _ asset: Int, _ first: UInt64, _ second: UInt64, isNegative: Bool
  ) -> Quantity {
    let size = sizes[asset]
    let digits = Int((first >> 16) % UInt64(size.choices.count))
    let choice = (first >> 20) % size.choices[digits]
    let units = 8 * (UInt64(numbers[index]) + UInt64(numbers.count) * choice) + 4
    let (whole, fraction) = units.quotientAndRemainder(dividingBy: size.unit)
    return Quantity(
      isNegative: isNegative, whole: whole + second % size.wholes[digits], fraction: fraction)
  }
}
