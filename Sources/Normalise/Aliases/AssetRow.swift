package import Accounting

/// One row of the alias table: what a code means.
///
/// Codes are compared byte for byte: `XBt` and `XBT` are different codes. Wrapped, bridged and
/// staked tokens have rows of their own and are never the asset behind them.
package struct AssetRow: Hashable, Sendable {
  package enum Meaning: Hashable, Sendable {
    case asset(String)
    /// The code counts units of 10⁻ⁿ of the asset, so it is no other name of it.
    case minorUnits(of: String)
    /// Good sources disagree.
    case disputed(String)
  }

  package let code: String
  package let meaning: Meaning
  /// Decimals of the asset on its own chain, or its ISO 4217 minor units: for display and for
  /// telling a loss of precision. No rounding rule.
  package let decimals: UInt8
  /// The row holds before this instant; nil: always.
  package let until: Instant?
  package let note: String

  /// The asset's own code.
  static func own(_ code: String, _ decimals: UInt8, _ note: String = "") -> AssetRow {
    AssetRow(
      code: code, meaning: .asset(code), decimals: decimals, until: nil, note: note)
  }

  static func code(
    _ code: String, is asset: String, _ decimals: UInt8, _ note: String = "",
    until: Instant? = nil
  ) -> AssetRow {
    AssetRow(code: code, meaning: .asset(asset), decimals: decimals, until: until, note: note)
  }

  static func minorUnits(_ code: String, of asset: String, _ decimals: UInt8) -> AssetRow {
    AssetRow(
      code: code, meaning: .minorUnits(of: asset), decimals: decimals, until: nil, note: "")
  }

  static func disputed(_ code: String, _ why: String) -> AssetRow {
    AssetRow(code: code, meaning: .disputed(why), decimals: 0, until: nil, note: why)
  }
}

extension Instant {
  /// 2022-05-28: Terra 2.0 takes the letters LUNA; the old chain becomes LUNC and USTC.
  static let terraRelaunch = Instant(nanoseconds: 1_653_696_000 * 1_000_000_000)
  /// 2018-11-16: BCC stops meaning Bitcoin Cash on Binance.
  static let bitcoinCashFork = Instant(nanoseconds: 1_542_326_400 * 1_000_000_000)
}
