package import Accounting

// The choices a declared format makes, one small type each.

/// Which way an amount goes.
package enum SignRule: Hashable, Sendable {
  /// Positive: the account holds more.
  case asIs
  /// The other way round, balances too.
  case negate
  /// Unsigned; the word in the kind's column says. A word in neither list is refused.
  case byType(positive: [String], negative: [String])
}

/// How many decimals a whole number of minor units has.
package enum MinorUnits: Hashable, Sendable {
  /// 0...38.
  case fixed(Int)
  /// The line's scale column says.
  case column
  /// The asset's native decimals: BTC 8, ETH 18, EUR 2. An asset without known ones is refused.
  case asset
}

/// What a value in the fee's column says.
package enum FeeRule: String, Hashable, Sendable, CaseIterable {
  /// What was paid: 1.5 lowers the account by 1.5, -1.5 is a rebate.
  case cost
  /// The change itself: -1.5 lowers the account by 1.5.
  case change
}

/// How times are written.
package enum DeclaredTime: Hashable, Sendable {
  /// RFC 3339, or a date with the year first; what has no zone needs one declared, but a date
  /// without a time is 00:00:00 UTC where none is.
  case iso
  case local(DateOrder)
  case epoch(EpochUnit)
}

package enum DecimalMark: String, Hashable, Sendable, CaseIterable {
  case point = "."
  case comma = ","

  var byte: UInt8 { self == .point ? UInt8(ascii: ".") : UInt8(ascii: ",") }
}

package enum GroupMark: String, Hashable, Sendable, CaseIterable {
  case comma = ","
  case point = "."
  case blank = " "
  case apostrophe = "'"

  var byte: UInt8 { rawValue.utf8.first! }
}

/// Lines count whose column holds one of the values, byte for byte.
package struct RowFilter: Hashable, Sendable {
  package var column: String
  package var equals: [String]

  package init(column: String, equals: [String]) {
    self.column = column
    self.equals = equals
  }
}

/// Why a declaration cannot be used: our settings contradict themselves.
package enum DeclarationFault: Error, Hashable, Sendable {
  /// Neither an amount nor debit and credit, or no time.
  case columnMissing(String)
  /// Both an amount and debit or credit.
  case amountTwice
  /// Neither an asset's column nor an asset.
  case assetMissing
  /// The sign or the minor units look at a column that is not declared.
  case columnNeeded(String, by: String)
  /// Decimal and thousands mark are the same.
  case marksEqual
  /// A delimiter that is a quote, a letter, a digit or a line end.
  case delimiterUnusable
  /// Decimals beyond 0...38.
  case scaleOutOfRange(Int)
  /// A word is both positive and negative, or a list is empty.
  case wordsUnusable
  /// A JSON format with CSV's choices, or the other way round.
  case notForKind(String)

  /// In words, for a diagnostic.
  package var message: String {
    switch self {
    case .columnMissing(let column): "no column is declared for \(column)"
    case .amountTwice: "both an amount and debit or credit columns are declared"
    case .assetMissing: "neither a column for the asset nor one asset for all lines is declared"
    case .columnNeeded(let column, let rule): "\(rule) needs a column for \(column)"
    case .marksEqual: "decimal mark and thousands mark are the same"
    case .delimiterUnusable: "this delimiter can be part of a value"
    case .scaleOutOfRange(let scale): "\(scale) decimals are not within 0 to 38"
    case .wordsUnusable: "each of the words must be positive or negative, and there must be some"
    case .notForKind(let choice): "\(choice) has no meaning in this kind of file"
    }
  }
}
