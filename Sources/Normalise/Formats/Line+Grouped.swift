import Accounting

extension Line {
  /// A decimal whose whole part may be grouped in threes: `1,234.56`, also `1234.56`.
  ///
  /// Strict: the first group has one to three digits and no zero in front, every other exactly
  /// three; no group mark after the decimal mark. `1,5`, `0,123` and `1,23,456` are refused.
  ///
  /// - Throws: `amount-not-decimal`, `amount-too-long`.
  func groupedDecimal(
    _ field: Int, _ text: Bytes, mark: UInt8 = UInt8(ascii: "."),
    group: UInt8 = UInt8(ascii: ","), column: @autoclosure () -> String
  ) throws(LineFault) -> Amount {
    guard text.contains(byte: group) else {
      return try decimal(field, text, mark: mark, column: column())
    }
    let outcome: Result<Amount, AmountError> = withUnsafeTemporaryAllocation(
      of: UInt8.self, capacity: text.count
    ) { plain in
      var count = 0
      guard Line.ungroup(text, mark: mark, group: group, into: plain, &count) else {
        return .failure(.notDecimal)
      }
      return Result { () throws(AmountError) in
        try Amount(parsing: Bytes(rebasing: plain[..<count]), mark: mark)
      }
    }
    do throws(AmountError) {
      return try outcome.get()
    } catch {
      throw .amount(error, String(decoding: text, as: UTF8.self), column(), field: field)
    }
  }

  /// Copies the text without its group marks; false if they do not stand in threes.
  private static func ungroup(
    _ text: Bytes, mark: UInt8, group: UInt8, into plain: UnsafeMutableBufferPointer<UInt8>,
    _ count: inout Int
  ) -> Bool {
    var digits = 0
    var first: UInt8 = 0
    var sawGroup = false
    var inWhole = true
    for byte in text {
      if inWhole, byte == group {
        let isFirst = !sawGroup && (1...3).contains(digits) && first != UInt8(ascii: "0")
        guard isFirst || (sawGroup && digits == 3) else { return false }
        sawGroup = true
        digits = 0
        continue
      }
      if inWhole, byte &- 0x30 < 10 {
        digits += 1
        if digits == 1, !sawGroup { first = byte }
      } else if inWhole, byte != UInt8(ascii: "-"), byte != UInt8(ascii: "+") {
        guard !sawGroup || digits == 3 else { return false }
        inWhole = false
      } else if !inWhole, byte == group {
        return false
      }
      plain[count] = byte
      count += 1
    }
    return !inWhole || !sawGroup || digits == 3
  }
}
