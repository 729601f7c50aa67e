package import Accounting

/// What settings may say about a table that is no known export: which column is what, and how
/// its values are written.
///
/// Everything that decides a number is said, nothing is guessed: decimal mark, order of day and
/// month, sign, unit.
package struct DeclaredFormat: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    case csv
    case json
    /// One object a line.
    case jsonLines = "jsonl"
  }

  package var kind: Kind
  package var columns: DeclaredColumns
  package var sign: SignRule
  /// Whether amounts count units of 10⁻ˢᶜᵃˡᵉ; nil: they are whole assets with decimals.
  package var minorUnits: MinorUnits?
  /// What a value in the fee's column says.
  package var fee: FeeRule
  package var time: DeclaredTime
  /// The zone of times that name none; nil: the source's terms say.
  package var zone: Zone?
  package var decimalMark: DecimalMark
  /// The mark between thousands; nil: none is accepted.
  package var thousands: GroupMark?
  /// CSV: one byte.
  package var delimiter: UInt8
  package var escape: FieldEscape
  /// CSV: whether prose may stand before the header.
  package var preamble: Bool
  /// The encoding to open the file with; nil: UTF-8, else windows-1252 and said so.
  package var encoding: TextEncoding?
  /// JSON: where the lines are, as `JSONList.path` says.
  package var list: String
  /// The asset of lines that name none.
  package var asset: String?
  /// Which lines count; the others are set aside by the rule `row-filter`.
  package var filter: RowFilter?
  package var sides: Set<Side>

  package init(
    kind: Kind = .csv, columns: DeclaredColumns, sign: SignRule = .asIs,
    minorUnits: MinorUnits? = nil, fee: FeeRule = .cost, time: DeclaredTime = .iso,
    zone: Zone? = nil, decimalMark: DecimalMark = .point, thousands: GroupMark? = nil,
    delimiter: UInt8 = UInt8(ascii: ","), escape: FieldEscape = .doubledQuote,
    preamble: Bool = false, encoding: TextEncoding? = nil, list: String = "[]",
    asset: String? = nil, filter: RowFilter? = nil, sides: Set<Side> = [.statement, .ledger]
  ) {
    self.kind = kind
    self.columns = columns
    self.sign = sign
    self.minorUnits = minorUnits
    self.fee = fee
    self.time = time
    self.zone = zone
    self.decimalMark = decimalMark
    self.thousands = thousands
    self.delimiter = delimiter
    self.escape = escape
    self.preamble = preamble
    self.encoding = encoding
    self.list = list
    self.asset = asset
    self.filter = filter
    self.sides = sides
  }
}

/// Which column (CSV) or dotted path (JSON) holds what. An amount, or debit and credit, and a
/// time are required.
package struct DeclaredColumns: Hashable, Sendable {
  /// The line's own id: two lines with the same one and the same entries are one line told twice.
  package var id: String?
  /// The event's id, the venue's or our own.
  package var reference: String?
  /// The order, trade or transfer beside the reference.
  package var group: String?
  package var bookedAt: String?
  package var account: String?
  package var asset: String?
  package var amount: String?
  /// Unsigned: what the account gains, and loses.
  package var debit: String?
  package var credit: String?
  package var fee: String?
  /// The fee's asset; nil: the line's asset.
  package var feeAsset: String?
  /// A word for the event; also what `SignRule.byType` looks at.
  package var kind: String?
  /// What the account holds after the entry.
  package var balance: String?
  /// For `MinorUnits.column`: the number of decimals the amount counts in.
  package var scale: String?

  package init(
    id: String? = nil, reference: String? = nil, group: String? = nil, bookedAt: String? = nil,
    account: String? = nil, asset: String? = nil, amount: String? = nil, debit: String? = nil,
    credit: String? = nil, fee: String? = nil, feeAsset: String? = nil, kind: String? = nil,
    balance: String? = nil, scale: String? = nil
  ) {
    self.id = id
    self.reference = reference
    self.group = group
    self.bookedAt = bookedAt
    self.account = account
    self.asset = asset
    self.amount = amount
    self.debit = debit
    self.credit = credit
    self.fee = fee
    self.feeAsset = feeAsset
    self.kind = kind
    self.balance = balance
    self.scale = scale
  }
}
