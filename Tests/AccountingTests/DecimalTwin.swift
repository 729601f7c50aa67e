/// A decimal as a person writes it on paper: a sign, a row of digits and a place for the point.
/// Slow, of any length, and shares nothing with `Amount`.
struct DecimalTwin {
  var isNegative: Bool
  /// Most significant first, 0...9.
  var digits: [Int]
  /// How many of the digits stand behind the point.
  var decimals: Int

  /// Reads sign, digits, point and exponent; nil for anything else.
  init?(_ text: String) {
    var rest = Substring(text)
    isNegative = rest.hasPrefix("-")
    if rest.hasPrefix("-") || rest.hasPrefix("+") { rest.removeFirst() }
    var exponent = 0
    if let mark = rest.firstIndex(where: { $0 == "e" || $0 == "E" }) {
      var power = rest[rest.index(after: mark)...]
      if power.hasPrefix("+") || power.hasPrefix("-") { power.removeFirst() }
      guard power.allSatisfy({ "0123456789".contains($0) }), let size = Int(power) else {
        return nil
      }
      let value = rest[mark...].dropFirst().hasPrefix("-") ? -size : size
      exponent = value
      rest = rest[..<mark]
    }
    let parts = rest.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2 else { return nil }
    let joined = parts.joined()
    guard !joined.isEmpty, joined.allSatisfy({ "0123456789".contains($0) }) else { return nil }
    digits = joined.map { Int(String($0))! }
    decimals = (parts.count == 2 ? parts[1].count : 0) - exponent
    trim()
  }

  init(isNegative: Bool, digits: [Int], decimals: Int) {
    self.isNegative = isNegative
    self.digits = digits
    self.decimals = decimals
    trim()
  }

  /// No zeros in front or behind; zero is the empty row.
  private mutating func trim() {
    digits = Array(digits.drop(while: { $0 == 0 }))
    while digits.last == 0 {
      digits.removeLast()
      decimals -= 1
    }
    if digits.isEmpty { (isNegative, decimals) = (false, 0) }
  }

  /// Whether 38 digits and 38 decimals are enough.
  var fits: Bool {
    decimals >= 0
      ? digits.count <= 38 && decimals <= 38 : digits.count - decimals <= 38
  }

  /// The plain text an `Amount` of this value must have.
  var text: String {
    var row = digits
    if decimals < 0 { row += Array(repeating: 0, count: -decimals) }
    let behind = max(decimals, 0)
    while row.count <= behind { row.insert(0, at: 0) }
    let all = row.map(String.init)
    let whole = all[..<(all.count - behind)].joined()
    let fraction = all[(all.count - behind)...].joined()
    return (isNegative ? "-" : "") + whole + (fraction.isEmpty ? "" : "." + fraction)
  }

  static func + (left: DecimalTwin, right: DecimalTwin) -> DecimalTwin {
    let (one, other, decimals) = aligned(left, right)
    if left.isNegative == right.isNegative {
      return DecimalTwin(
        isNegative: left.isNegative, digits: sum(one, other), decimals: decimals)
    }
    let isLess = one.lexicographicallyPrecedes(other)
    return DecimalTwin(
      isNegative: isLess ? right.isNegative : left.isNegative,
      digits: isLess ? difference(other, one) : difference(one, other), decimals: decimals)
  }

  static prefix func - (value: DecimalTwin) -> DecimalTwin {
    DecimalTwin(
      isNegative: !value.isNegative, digits: value.digits, decimals: value.decimals)
  }

  static func * (left: DecimalTwin, right: DecimalTwin) -> DecimalTwin {
    var row = Array(repeating: 0, count: left.digits.count + right.digits.count)
    for (index, one) in left.digits.reversed().enumerated() {
      var carry = 0
      for (step, other) in right.digits.reversed().enumerated() {
        let sum = row[index + step] + one * other + carry
        row[index + step] = sum % 10
        carry = sum / 10
      }
      row[index + right.digits.count] += carry
    }
    return DecimalTwin(
      isNegative: left.isNegative != right.isNegative, digits: row.reversed(),
      decimals: left.decimals + right.decimals)
  }

  /// -1, 0 or 1.
  static func order(_ left: DecimalTwin, _ right: DecimalTwin) -> Int {
    let difference = left + -right
    return difference.digits.isEmpty ? 0 : (difference.isNegative ? -1 : 1)
  }

  /// Both rows with as many digits, and as many of them behind the point.
  private static func aligned(
    _ left: DecimalTwin, _ right: DecimalTwin
  ) -> ([Int], [Int], Int) {
    let decimals = max(left.decimals, right.decimals)
    var one = left.digits + Array(repeating: 0, count: decimals - left.decimals)
    var other = right.digits + Array(repeating: 0, count: decimals - right.decimals)
    let count = max(one.count, other.count)
    one = Array(repeating: 0, count: count - one.count) + one
    other = Array(repeating: 0, count: count - other.count) + other
    return (one, other, decimals)
  }

  private static func sum(_ one: [Int], _ other: [Int]) -> [Int] {
    var carry = 0
    var row: [Int] = []
    for index in one.indices.reversed() {
      let digit = one[index] + other[index] + carry
      row.append(digit % 10)
      carry = digit / 10
    }
    return [carry] + row.reversed()
  }

  private static func difference(_ one: [Int], _ other: [Int]) -> [Int] {
    var borrow = 0
    var row: [Int] = []
    for index in one.indices.reversed() {
      let digit = one[index] - other[index] - borrow
      row.append(digit < 0 ? digit + 10 : digit)
      borrow = digit < 0 ? 1 : 0
    }
    return row.reversed()
  }
}
