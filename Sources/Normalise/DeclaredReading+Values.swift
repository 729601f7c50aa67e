import Accounting

extension DeclaredReading {
  /// The exact value of a field: marks and parentheses as declared, then minor units.
  ///
  /// - Throws: `amount-missing`, `amount-not-decimal`, `amount-too-long`, `scale-unknown`.
  func value(
    _ line: Line, _ field: Int, _ asset: Bytes, _ reading: LineReading
  ) throws(LineFault) -> Amount {
    let text = line[field].withoutBlanks
    guard !text.isEmpty else { throw .amountMissing(reading.column(field), field: field) }
    guard text.contains(where: { $0 >= 0x80 }) else {
      return try value(line, field, text, asset, reading)
    }
    let plain = plainMarks(text)
    let outcome: Result<Amount, LineFault> = plain.withUnsafeBufferPointer { bytes in
      Result { () throws(LineFault) in try value(line, field, bytes, asset, reading) }
    }
    return try outcome.get()
  }

  /// The text with a hyphen for U+2212 and, where blanks group thousands, a blank for U+00A0 and
  /// U+202F: how typesetters write the marks that are declared.
  private func plainMarks(_ text: Bytes) -> [UInt8] {
    var plain: [UInt8] = []
    var index = 0
    while index < text.count {
      let width = format.thousands == .blank ? text.blankWidth(at: index) : 0
      let rest = Bytes(rebasing: text[index...])
      if width > 1 {
        plain.append(UInt8(ascii: " "))
        index += width
      } else if rest.starts(with: [0xE2, 0x88, 0x92]) {
        plain.append(UInt8(ascii: "-"))
        index += 3
      } else {
        plain.append(text[index])
        index += 1
      }
    }
    return plain
  }

  private func value(
    _ line: Line, _ field: Int, _ cell: Bytes, _ asset: Bytes, _ reading: LineReading
  ) throws(LineFault) -> Amount {
    var text = cell
    let isBracketed =
      text.count > 2 && text[0] == UInt8(ascii: "(")
      && text[text.count - 1] == UInt8(ascii: ")") && text[1] &- 0x30 < 10
    if isBracketed { text = Bytes(rebasing: text[1..<text.count - 1]) }
    let mark = format.decimalMark.byte
    let plain =
      if let group = format.thousands?.byte {
        try line.groupedDecimal(
          field, text, mark: mark, group: group, column: reading.column(field))
      } else {
        try line.decimal(field, text, mark: mark, column: reading.column(field))
      }
    let whole = try inWholeAssets(plain, line, field, asset, reading)
    return isBracketed ? whole.negated : whole
  }

  /// A count of minor units as whole assets.
  private func inWholeAssets(
    _ units: Amount, _ line: Line, _ field: Int, _ asset: Bytes, _ reading: LineReading
  ) throws(LineFault) -> Amount {
    guard let rule = format.minorUnits else { return units }
    guard units.scale == 0 || units.reduced.scale == 0 else {
      throw LineFault(
        code: "amount-not-whole", field: field,
        message:
          "column '\(reading.column(field))' holds \(Diagnostic.quoted(line.text(field))), which "
          + "is no whole number of minor units",
        hint: "this format is declared to count minor units; without them, amounts have decimals")
    }
    let decimals = try decimals(rule, line, asset, reading)
    do throws(AmountError) {
      return try units.multiplied(by: Amount(units: 1, scale: decimals))
    } catch {
      throw .amount(error, line.text(field), reading.column(field), field: field)
    }
  }

  private func decimals(
    _ rule: MinorUnits, _ line: Line, _ asset: Bytes, _ reading: LineReading
  ) throws(LineFault) -> UInt8 {
    switch rule {
    case .fixed(let decimals): return UInt8(decimals)
    case .asset:
      if let decimals = NativeDecimals.of(asset) { return decimals }
      throw LineFault(
        code: "scale-unknown", field: self.asset.map { self.field(line, $0) },
        message: "\(Diagnostic.quoted(String(decoding: asset, as: UTF8.self))) has no known "
          + "number of decimals",
        hint: "declare the number of decimals, or the column that holds it")
    case .column:
      let field = field(line, scale!)
      let value = try line.decimal(field, line[field].withoutBlanks, column: reading.column(field))
      guard value.scale == 0, (0...Int128(Amount.digitLimit)).contains(value.units) else {
        throw .amount(.notDecimal, line.text(field), reading.column(field), field: field)
      }
      return UInt8(value.units)
    }
  }

  /// When the entry was booked.
  ///
  /// - Throws: `time-unreadable`, `date-ambiguous`, `zone-missing`, `time-not-unique`,
  ///   `time-out-of-range`.
  func instant(_ line: Line, _ reading: LineReading) throws(LineFault) -> Instant {
    let field = field(line, bookedAt)
    let text = line[field].withoutBlanks
    let zone = format.zone ?? reading.terms.zone
    switch format.time {
    case .epoch(let unit):
      return try instant(line, field, text, .epoch(unit), zone, reading)
    case .local(let order):
      return try instant(line, field, text, .local(order), zone, reading)
    case .iso:
      if let order = reading.terms.dateOrder {
        return try instant(line, field, text, .local(order), zone, reading)
      }
      guard DayText.isYearFirst(text) else {
        if text.contains(byte: UInt8(ascii: "/")) || text.contains(byte: UInt8(ascii: ".")) {
          _ = try DayText(line, field, column: reading.column(field)).start(nil, zone: zone)
        }
        return try instant(line, field, text, .rfc3339, zone, reading)
      }
      return try instant(line, field, text, .local(.yearMonthDay), zone, reading)
    }
  }

  /// A text without a time of day needs no zone: it is that day in UTC.
  private func instant(
    _ line: Line, _ field: Int, _ text: Bytes, _ form: TimeForm, _ zone: Zone?,
    _ reading: LineReading
  ) throws(LineFault) -> Instant {
    let isDay = text.count <= 10 && !text.contains(byte: UInt8(ascii: ":"))
    do throws(InstantError) {
      return try Instant(parsing: text, form: form, zone: zone ?? (isDay ? .utc : nil))
    } catch {
      throw .time(error, line.text(field), reading.column(field), field: field, form: form)
    }
  }
}

/// The native decimals of well-known assets: what a count of minor units counts in.
enum NativeDecimals {
  /// Nil for an asset without known decimals.
  static func of(_ asset: Bytes) -> UInt8? { table[ReferenceKey(of: asset)] }

  private static let table: [ReferenceKey: UInt8] = {
    var table: [ReferenceKey: UInt8] = [:]
    for row in AssetRow.crypto + AssetRow.fiat where row.meaning == .asset(row.code) {
      let code = Array(row.code.utf8)
      table[code.withUnsafeBufferPointer { ReferenceKey(of: $0) }] = row.decimals
    }
    return table
  }()
}
