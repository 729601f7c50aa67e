import Accounting

/// The sentence Coinbase writes in the Notes of a trade or conversion.
///
/// `Bought 0.035 SOL for 6.6899 EUR on SOL-EUR at 190 EUR/SOL` ·
/// `Bought 0.01748102 BTC for Kč5,149.00 CZK` · `Converted 0.12141 BTC to 4.7987194 ETH`
struct CoinbaseNotes {
  enum Verb { case bought, sold, converted }

  /// Units of `currency` for one `asset`.
  struct Price {
    let amount: Amount
    let currency: Bytes
    let asset: Bytes
  }

  enum Fault: Error { case unreadable }

  let verb: Verb
  /// What stands right after the verb; not negative.
  let quantity: Amount
  let asset: Bytes
  /// What stands after `for` or `to`; not negative.
  let other: Amount
  /// Its code; empty if the sentence has only a sign.
  let currency: Bytes
  /// The sign or name in front of the amount; empty if there is none.
  let symbol: Bytes
  let price: Price?

  /// - Returns: nil if the text is no such sentence.
  /// - Throws: `.unreadable` if it begins like one and does not go on like one.
  static func read(_ text: Bytes) throws(Fault) -> CoinbaseNotes? {
    var words = WordScanner(text: text)
    let first = words.next()
    let verb: Verb
    if first.reads("Bought") {
      verb = .bought
    } else if first.reads("Sold") {
      verb = .sold
    } else if first.reads("Converted") {
      verb = .converted
    } else {
      return nil
    }
    let quantity = try amount(words.next())
    let asset = words.next()
    guard !asset.isEmpty, words.next().reads(verb == .converted ? "to" : "for") else {
      throw .unreadable
    }
    var money = words.next()
    var symbol = Bytes(rebasing: money[0..<0])
    if CurrencySymbol.isKnown(money) { (symbol, money) = (money, words.next()) }
    let other = try cell(money)
    if symbol.isEmpty { symbol = other.symbol }
    let currency = words.peekCode()
    if verb == .converted, currency.isEmpty { throw .unreadable }
    if !currency.isEmpty { _ = words.next() }
    return CoinbaseNotes(
      verb: verb, quantity: quantity, asset: asset, other: other.amount.magnitude,
      currency: currency, symbol: symbol, price: price(&words))
  }

  /// The `at P Q/B` among the words left.
  private static func price(_ words: inout WordScanner) -> Price? {
    while true {
      let word = words.next()
      if word.isEmpty { return nil }
      guard word.reads("at") else { continue }
      var rest = words
      guard let amount = try? amount(rest.next()) else { continue }
      let pair = rest.next()
      guard let slash = pair.firstIndex(of: UInt8(ascii: "/")), slash > 0,
        slash + 1 < pair.count
      else { continue }
      return Price(
        amount: amount, currency: Bytes(rebasing: pair[0..<slash]),
        asset: Bytes(rebasing: pair[(slash + 1)...]))
    }
  }

  /// The currency the sentence names, by its code or by a sign that only one currency has; nil if
  /// it names none.
  var named: String? { currency.isEmpty ? CurrencySymbol.currency(symbol) : currency.text }

  private static func amount(_ word: Bytes) throws(Fault) -> Amount {
    try cell(word).amount.magnitude
  }

  private static func cell(_ word: Bytes) throws(Fault) -> MoneyCell {
    guard !word.isEmpty, let cell = try? MoneyCell(word, dress: [.symbol, .groups]) else {
      throw .unreadable
    }
    return cell
  }
}

/// Words parted by blanks.
struct WordScanner {
  let text: Bytes
  private var index = 0

  init(text: Bytes) { self.text = text }

  /// The next word; empty at the end.
  mutating func next() -> Bytes {
    while index < text.count, text.blankWidth(at: index) > 0 { index += text.blankWidth(at: index) }
    let start = index
    while index < text.count, text.blankWidth(at: index) == 0 { index += 1 }
    return Bytes(rebasing: text[start..<index])
  }

  /// The next word if it may be an asset's code and not the sentence's `on`, `at` or `using`.
  func peekCode() -> Bytes {
    var rest = self
    var word = rest.next()
    // The sentence may end here, or go on behind a comma.
    while let last = word.last, last == UInt8(ascii: ".") || last == UInt8(ascii: ",") {
      word = Bytes(rebasing: word.dropLast())
    }
    let goesOn = word.reads("on") || word.reads("at") || word.reads("using") || word.reads("from")
    return goesOn ? Bytes(rebasing: word[0..<0]) : word
  }
}
