import Accounting

// Cells as what they mean: a decimal, a time, a word. A fault names its field and column.

extension Line {
  subscript<Name: FieldNames>(_ field: Name) -> Bytes { self[field.rawValue] }

  /// Whether the field is absent or empty.
  func isEmpty<Name: FieldNames>(_ field: Name) -> Bool { isEmpty(field.rawValue) }

  func text<Name: FieldNames>(_ field: Name) -> String { text(field.rawValue) }

  /// The exact decimal in a field, as it stands: no blanks, marks or symbols.
  ///
  /// - Throws: `amount-missing`, `amount-not-decimal`, `amount-too-long`.
  func decimal<Name: FieldNames>(_ field: Name) throws(LineFault) -> Amount {
    try decimal(field.rawValue, self[field.rawValue], column: field.name)
  }

  /// As `decimal`; nil if the field is absent or empty.
  func decimalIfAny<Name: FieldNames>(_ field: Name) throws(LineFault) -> Amount? {
    isEmpty(field) ? nil : try decimal(field)
  }

  /// The exact decimal in a part of a field.
  func decimal(
    _ field: Int, _ text: Bytes, mark: UInt8 = UInt8(ascii: "."),
    column: @autoclosure () -> String
  ) throws(LineFault) -> Amount {
    guard !text.isEmpty else { throw .amountMissing(column(), field: field) }
    do throws(AmountError) {
      return try Amount(parsing: text, mark: mark)
    } catch {
      throw .amount(error, text.text, column(), field: field)
    }
  }

  /// The instant in a field.
  ///
  /// - Throws: `time-unreadable`, `date-ambiguous`, `zone-missing`, `time-not-unique`,
  ///   `time-out-of-range`.
  func instant<Name: FieldNames>(
    _ field: Name, as form: TimeForm = .rfc3339, zone: Zone? = nil
  ) throws(LineFault) -> Instant {
    try instant(field.rawValue, as: form, zone: zone, column: field.name)
  }

  func instant(
    _ field: Int, as form: TimeForm, zone: Zone?, column: @autoclosure () -> String
  ) throws(LineFault) -> Instant {
    do throws(InstantError) {
      return try Instant(parsing: self[field], form: form, zone: zone)
    } catch {
      throw .time(error, text(field), column(), field: field, form: form)
    }
  }

  /// The start of a day written year, month, day; in the zone, or in UTC where none is declared.
  func day<Name: FieldNames>(_ field: Name, zone: Zone?) throws(LineFault) -> Instant {
    try instant(field, as: .local(.yearMonthDay), zone: zone ?? .utc)
  }
}

extension Bytes {
  /// Without one pair of double quotes around it.
  var unquoted: Bytes {
    let quote = UInt8(ascii: "\"")
    guard count >= 2, self[0] == quote, self[count - 1] == quote else { return self }
    return Bytes(rebasing: self[1..<count - 1])
  }

  func contains(byte: UInt8) -> Bool {
    for index in 0..<count where self[index] == byte { return true }
    return false
  }
}
