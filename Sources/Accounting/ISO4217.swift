/// The alphabetic currency codes in force and their minor units.
///
/// Source: ISO 4217 list one (SIX, maintenance agency) as of 2026-11; withdrawn codes are not in
/// it. Codes of metals, funds and tests (XAU, XTS) have no minor unit.
package enum ISO4217 {
  /// Whether the code is in force; upper case only.
  package static func contains(_ code: String) -> Bool { table[code] != nil }

  /// The decimals of the currency's minor unit (2 for USD, 0 for JPY); nil if the code is not in
  /// force or has no minor unit.
  package static func minorUnits(of code: String) -> Int? {
    guard let decimals = table[code] else { return nil }
    return decimals
  }

  /// Every code in force, in byte order.
  package static let codes: [String] = table.keys.sorted()

  private static let table: [String: Int?] = {
    var table: [String: Int?] = [:]
    for (decimals, codes) in codesByDecimals {
      for code in codes.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
        table.updateValue(decimals, forKey: String(code))
      }
    }
    return table
  }()

  private static let codesByDecimals: [(Int?, String)] = [
    (nil, "XAG XAU XBA XBB XBC XBD XDR XPD XPT XSU XTS XUA XXX"),
    (0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"),
    (
      2,
      """
      AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD
      CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP
      GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK
      LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO
      NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS
      SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST
      XAD XCD XCG YER ZAR ZMW ZWG
      """
    ),
    (3, "BHD IQD JOD KWD LYD OMR TND"),
    (4, "CLF UYW"),
  ]
}
