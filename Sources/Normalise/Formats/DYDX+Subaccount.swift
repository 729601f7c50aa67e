import Accounting

extension DYDX {
  /// The account of a line that names its subaccount; nil in `account` if it names none.
  struct Owner {
    var account: AccountText?
    /// The rule that sets the line aside: it is of another account than the source's.
    var foreign: String?
  }

  /// Whose line it is, by subaccount number and, where the line has one, address.
  ///
  /// - Throws: `subaccount-malformed` if the number is none.
  static func owner<Name: FieldNames>(
    _ line: Line, number: Name, address: Name? = nil, _ reading: LineReading
  ) throws(LineFault) -> Owner {
    let text = line[number]
    guard !text.isEmpty else {
      return Owner(foreign: foreign(number: nil, address.map { line[$0] }, reading))
    }
    guard text.count <= 9, text.allSatisfy({ $0 &- 0x30 < 10 }) else {
      throw LineFault(
        code: "subaccount-malformed", field: number.rawValue,
        message: "'\(number.name)' holds \(Diagnostic.quoted(line.text(number))), which is no "
          + "subaccount number",
        hint: "a subaccount is a whole number from 0")
    }
    return Owner(
      account: AccountText(text, prefix: "dydx/"),
      foreign: foreign(number: text, address.map { line[$0] }, reading))
  }

  /// The rule by which a line is not of the source's account `dydx/<address>/<number>`.
  private static func foreign(
    number: Bytes?, _ address: Bytes?, _ reading: LineReading
  ) -> String? {
    guard let account = reading.terms.account, account.hasPrefix("dydx/") else { return nil }
    let parts = account.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    guard parts.count == 3 else { return nil }
    if let address, !address.isEmpty, parts[1].starts(with: "dydx1".utf8),
      !address.elementsEqual(parts[1], by: { $0 | 0x20 == $1 | 0x20 })
    {
      return "other-address"
    }
    guard let number, !parts[2].isEmpty, parts[2].allSatisfy({ $0 &- 0x30 < 10 }) else {
      return nil
    }
    return number.elementsEqual(parts[2]) ? nil : "other-subaccount"
  }
}
