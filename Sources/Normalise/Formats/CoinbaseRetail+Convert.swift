import Accounting

extension CoinbaseRetail {
  /// A conversion: both halves in one line, or a line each.
  ///
  /// The notes, `Converted X A to Y B`, are the same on every line of it. A line of B is a half of
  /// its own. A line of A gives B too, out of the notes, unless the line of B is there: 2026
  /// exports have it, and it is more precise than the notes.
  static func convert(
    _ quantity: Amount, _ instant: Instant, _ line: Line, _ reading: inout LineReading
  ) throws(LineFault) {
    let asset = line.withoutBlanks(Cell.asset)
    guard let notes = try notes(line), notes.verb == .converted else {
      throw .notesUnreadable(line.text(Cell.notes), field: Cell.notes)
    }
    let isSource = reading.isSameAsset(asset, notes.asset, at: instant)
    let isDestination = reading.isSameAsset(asset, notes.currency, at: instant)
    guard isSource != isDestination else {
      throw .conversionUnclear(asset.text, line.text(Cell.notes), field: Cell.asset)
    }
    let event = eventKey(line)
    if isDestination {
      guard !quantity.isNegative else {
        throw .conversionUnclear(asset.text, line.text(Cell.notes), field: Cell.quantity)
      }
      reading.isCounterpart(event)
      return try reading.entry(
        .conversion, quantity, asset: asset, assetField: Cell.asset, at: instant, line: line,
        reference: Cell.id)
    }
    try reading.entry(
      .conversion, quantity.magnitude.negated, asset: asset, assetField: Cell.asset, at: instant,
      line: line, reference: Cell.id)
    try reading.entry(
      .conversion, notes.other, asset: notes.currency, assetField: Cell.notes, at: instant,
      line: line, reference: Cell.id, standingInFor: event, mayBeHalf: quantity.isNegative)
  }

  private static func eventKey(_ line: Line) -> ReferenceKey {
    var mixer = KeyMixer()
    mixer.combine("coinbase-convert")
    mixer.combine(line.withoutBlanks(Cell.notes))
    return mixer.key
  }
}

extension LineFault {
  static func conversionUnclear(_ asset: String, _ notes: String, field: Int) -> LineFault {
    LineFault(
      code: "conversion-unclear", field: field,
      message: "\(Diagnostic.quoted(asset)) does not fit the notes \(Diagnostic.quoted(notes))",
      hint: "a conversion's line is of the asset given, or of the asset received with a positive "
        + "quantity")
  }
}
