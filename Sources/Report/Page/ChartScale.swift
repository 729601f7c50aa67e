import Accounting

/// Where amounts stand on a drawing's width, in hundredths of a per cent; whole numbers only.
struct ChartScale {
  /// Decimal digits before the point of the greatest amount; negative below 0.1.
  private let digits: Int
  private let low: Int128
  private let high: Int128

  /// - Parameter amounts: all that are drawn.
  init(_ amounts: [Amount]) {
    let digits = amounts.map(ChartScale.digits).max() ?? 1
    let places = amounts.map { ChartScale.place($0, digits: digits) }
    self.digits = digits
    low = places.min() ?? 0
    high = places.max() ?? 0
  }

  /// 0...10,000; 0 if all amounts are one.
  func place(_ amount: Amount) -> Int {
    guard high > low else { return 0 }
    let place = ChartScale.place(amount, digits: digits) - low
    return Int(min(max(place, 0), high - low) * 10_000 / (high - low))
  }

  /// `12.34%`, as CSS and SVG write it.
  static func percent(_ hundredths: Int) -> String {
    let rest = hundredths % 100
    return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)%"
  }

  /// A part of a whole as `percent` shows it.
  static func percent(_ part: Int, of whole: Int) -> String {
    percent(whole > 0 ? part * 10_000 / whole : 0)
  }

  /// Zero has none.
  private static func digits(_ amount: Amount) -> Int {
    amount.isZero ? -.max : String(amount.units.magnitude).utf8.count - Int(amount.scale)
  }

  /// The first eighteen digits of an amount, counted from the greatest amount's first.
  private static func place(_ amount: Amount, digits: Int) -> Int128 {
    if amount.isZero { return 0 }
    let power = 18 - digits - Int(amount.scale)
    if power >= 0 { return amount.units * Int128.powersOfTen[power] }
    return -power > 38 ? 0 : amount.units / Int128.powersOfTen[-power]
  }
}
