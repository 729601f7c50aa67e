import Accounting

/// Which of a format's fields a plain reading asks for, and as what; nil where the format has no
/// such field.
///
/// A plain line is one as nearly every line of a plain table is: an RFC 3339 time, a decimal with a
/// point, nothing escaped, nothing missing. Whatever else a line has, it is read the whole way.
package struct PlainLayout: Sendable {
  /// The format's fields, in the order of a stretch's cells.
  package private(set) var fields: [Int] = []
  let time: Int
  let amount: Int
  let isNegated: Bool
  private(set) var reference: Int?
  private(set) var asset: Int?
  private(set) var account: Int?
  private(set) var fee: Int?
  private(set) var feeAsset: Int?
  private(set) var isFeeCost: Bool
  private(set) var identity: Int?
  private(set) var group: Int?
  private(set) var kind: Int?
  let ownAsset: [UInt8]

  /// Nil if the declaration asks for more than plain lines say.
  init?(_ reading: DeclaredReading) {
    let format = reading.format
    guard case .iso = format.time, format.sign == .asIs || format.sign == .negate,
      format.decimalMark == .point, format.thousands == nil, format.minorUnits == nil,
      format.filter == nil, reading.balance == nil, reading.debit == nil, reading.credit == nil,
      format.escape == .doubledQuote, format.encoding != .windows1252,
      let amount = reading.amount
    else { return nil }
    var slots = [reading.bookedAt, amount]
    isNegated = format.sign == .negate
    isFeeCost = format.fee == .cost
    ownAsset = reading.ownAsset
    (time, self.amount) = (0, 1)
    func cell(_ slot: DeclaredReading.Slot?) -> Int? {
      guard let slot else { return nil }
      // A column that is declared as two things is one cell.
      let name = reading.names[slot.lowerBound].utf8
      let known = slots.firstIndex {
        $0.count == slot.count && reading.names[$0.lowerBound].utf8.elementsEqual(name)
      }
      if let known { return known }
      slots.append(slot)
      return slots.count - 1
    }
    reference = cell(reading.reference)
    asset = cell(reading.asset)
    account = cell(reading.account)
    fee = cell(reading.fee)
    feeAsset = cell(reading.feeAsset)
    identity = cell(reading.id)
    group = cell(reading.group)
    kind = cell(reading.kind)
    guard slots.allSatisfy({ $0.count == 1 }) else { return nil }
    fields = slots.map(\.lowerBound)
  }
}
