import Accounting

/// What venues write in front of a number for a currency, and which it is where only one can be.
enum CurrencySymbol {
  /// Names longer than a sign; a single currency sign of Unicode is known without a row.
  private static let names: Set<String> = [
    "A$", "AU$", "C$", "CA$", "HK$", "MX$", "NT$", "NZ$", "R$", "S$", "US$",
    "Fr", "Fr.", "Ft", "Kč", "kr", "kr.", "lei", "R", "RM", "Rp", "zł", "лв", "лв.",
  ]

  private static let currencies: [String: String] = [
    "€": "EUR", "£": "GBP", "₹": "INR", "₺": "TRY", "₩": "KRW", "₽": "RUB", "₫": "VND",
    "₱": "PHP", "₪": "ILS", "R$": "BRL", "Kč": "CZK", "zł": "PLN", "US$": "USD", "CA$": "CAD",
    "AU$": "AUD", "NZ$": "NZD", "HK$": "HKD", "MX$": "MXN",
  ]

  static func isKnown(_ symbol: Bytes) -> Bool {
    let text = symbol.text
    if names.contains(text) || AliasTable.isCurrency(text) { return true }
    let scalars = text.unicodeScalars
    return scalars.count == 1 && scalars.first!.properties.generalCategory == .currencySymbol
  }

  /// The only currency the symbol stands for; nil if several use it, or it is none.
  static func currency(_ symbol: Bytes) -> String? {
    let text = symbol.text
    return AliasTable.isCurrency(text) ? text : currencies[text]
  }
}
