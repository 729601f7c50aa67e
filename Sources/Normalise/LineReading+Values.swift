package import Accounting

// Fields to values, with the fault that names the column where it cannot be done.

extension LineReading {
  /// The field's column or path as the file or the format names it.
  package func column(_ field: Int) -> String {
    if header.indices.contains(field), !header[field].isEmpty { return header[field] }
    return fields.indices.contains(field) ? fields[field] : ""
  }

  /// The decimal in the field.
  ///
  /// - Throws: `amount-missing` if it is empty, `amount-not-decimal`, `amount-too-long`.
  package func amount(_ line: Line, _ field: Int) throws(LineFault) -> Amount {
    guard let amount = try optionalAmount(line, field) else {
      throw .amountMissing(column(field), field: field)
    }
    return amount
  }

  /// The decimal in the field; nil if it is empty or absent.
  ///
  /// - Throws: `amount-not-decimal`, `amount-too-long`.
  package func optionalAmount(_ line: Line, _ field: Int) throws(LineFault) -> Amount? {
    let text = line.withoutBlanks(field)
    if text.isEmpty { return nil }
    do throws(AmountError) {
      return try Amount(parsing: text)
    } catch {
      throw fault(error, line, field)
    }
  }

  /// The number in the field, with what else a venue may write around it; nil if it is empty.
  ///
  /// - Throws: `amount-not-decimal`, `amount-too-long`.
  func dressedAmount(
    _ line: Line, _ field: Int, _ dress: MoneyCell.Dress
  ) throws(LineFault) -> Amount? {
    let text = line.withoutBlanks(field)
    if text.isEmpty { return nil }
    do throws(AmountError) {
      return try MoneyCell(text, dress: dress).amount
    } catch {
      throw fault(error, line, field)
    }
  }

  /// A quantity, its thousands perhaps grouped and its minus perhaps U+2212.
  ///
  /// - Throws: `amount-missing` if it is empty, `amount-not-decimal`, `amount-too-long`.
  func quantity(_ line: Line, _ field: Int) throws(LineFault) -> Amount {
    guard let amount = try dressedAmount(line, field, .groups) else {
      throw .amountMissing(column(field), field: field)
    }
    return amount
  }

  /// The instant in the field.
  ///
  /// - Parameter zone: what a text without a zone means; nil: what the settings declare.
  /// - Throws: `time-unreadable`, `date-ambiguous`, `zone-missing`, `time-not-unique`,
  ///   `time-out-of-range`.
  package func instant(
    _ line: Line, _ field: Int, _ form: TimeForm = .rfc3339, zone: Zone? = nil
  ) throws(LineFault) -> Instant {
    do throws(InstantError) {
      return try Instant(parsing: line.withoutBlanks(field), form: form, zone: zone ?? terms.zone)
    } catch {
      throw .timeUnreadable(line.text(field), column: column(field), field: field, error)
    }
  }

  /// The fault of an amount's text.
  package func fault(_ error: AmountError, _ line: Line, _ field: Int) -> LineFault {
    switch error {
    case .notDecimal:
      .amountNotDecimal(line.text(field), column: column(field), field: field)
    case .tooManyDigits: .amountTooLong(line.text(field), column: column(field), field: field)
    }
  }
}

extension Line {
  /// The field's text without blanks (also U+00A0) around it.
  package func withoutBlanks(_ field: Int) -> Bytes { self[field].withoutBlanks }

  /// Whether the field has no text, or the file no such column.
  package func isEmpty(_ field: Int) -> Bool { withoutBlanks(field).isEmpty }

  /// A key of the field's text; `.none` if it is empty.
  package func key(_ field: Int) -> ReferenceKey { ReferenceKey(of: withoutBlanks(field)) }
}

extension Bytes {
  /// Without blanks, tabs and U+00A0 around it.
  package var withoutBlanks: Bytes {
    var (start, end) = (0, count)
    while start < end {
      let width = blankWidth(at: start)
      guard width > 0, start + width <= end else { break }
      start += width
    }
    while end > start {
      if self[end - 1] == 0x20 || self[end - 1] == 0x09 {
        end -= 1
      } else if end - start >= 2, self[end - 2] == 0xC2, self[end - 1] == 0xA0 {
        end -= 2
      } else {
        break
      }
    }
    return Bytes(rebasing: self[start..<end])
  }

  /// Bytes of the blank that stands at `index`: 1 for a space or tab, 2 for U+00A0, 3 for U+202F,
  /// 0 if none does.
  func blankWidth(at index: Int) -> Int {
    switch self[index] {
    case 0x20, 0x09: return 1
    case 0xC2: return index + 1 < count && self[index + 1] == 0xA0 ? 2 : 0
    case 0xE2:
      let isNarrow =
        index + 2 < count && self[index + 1] == 0x80 && self[index + 2] == 0xAF
      return isNarrow ? 3 : 0
    default: return 0
    }
  }

  /// Whether the bytes are the text, byte for byte.
  package func reads(_ text: StaticString) -> Bool {
    guard count == text.utf8CodeUnitCount else { return false }
    for index in 0..<count where self[index] != text.utf8Start[index] { return false }
    return true
  }

  /// Whether both have the same bytes.
  package func isEqual(_ other: Bytes) -> Bool {
    guard count == other.count else { return false }
    for index in 0..<count where self[index] != other[index] { return false }
    return true
  }

  /// Whether the bytes are the text but for the case of ASCII letters; `text` is lower case.
  package func readsIgnoringCase(_ text: StaticString) -> Bool {
    guard count == text.utf8CodeUnitCount else { return false }
    for index in 0..<count where self[index].lowerCased != text.utf8Start[index] { return false }
    return true
  }

  package var text: String { String(decoding: self, as: UTF8.self) }
}

extension UInt8 {
  /// An ASCII capital as a small letter; every other byte as it is.
  var lowerCased: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }
}
