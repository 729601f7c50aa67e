import Accounting

extension VenueFormat {
  static let dydxV4Transfers = VenueFormat(
    DYDX.indexer(
      "dydx-v4-transfers", fields: DYDX.Transfer.self,
      lists: [
        JSONList(
          path: "transfers[]",
          keys: ["sender", "recipient", "size|amount", "type", "createdAt"])
      ],
      summary: "Transfers of the v4 indexer (/v4/transfers). The type says the direction. "
        + "Reference: the transaction hash, which the web shows and books hold; several "
        + "transfers may share one, so it is the indexer's own id that tells duplicates. "
        + DYDX.accounts),
    defaultAccount: DYDX.account, events: DYDX.Events.transfers, read: DYDX.readTransfer)
}

extension DYDX {
  enum Transfer: Int, FieldNames {
    case id, type, size, amount, symbol, asset, createdAt, transactionHash
    case `sender.address`, `sender.subaccountNumber`, `sender.parentSubaccountNumber`
    case `recipient.address`, `recipient.subaccountNumber`, `recipient.parentSubaccountNumber`
  }

  /// What a transfer's type says; nil for an unknown type.
  struct Direction {
    let kind: EntryKind
    let isIn: Bool

    init?(_ word: Bytes) {
      if word.reads("DEPOSIT") {
        (kind, isIn) = (.deposit, true)
      } else if word.reads("WITHDRAWAL") {
        (kind, isIn) = (.withdrawal, false)
      } else if word.reads("TRANSFER_IN") {
        (kind, isIn) = (.transfer, true)
      } else if word.reads("TRANSFER_OUT") {
        (kind, isIn) = (.transfer, false)
      } else {
        return nil
      }
    }

    static func of<Name: FieldNames>(
      _ line: Line, _ field: Name
    ) throws(LineFault) -> Direction {
      if let direction = Direction(line[field]) { return direction }
      throw .unknownWord(
        code: "type-unknown", line.text(field), field.name, field: field.rawValue,
        known: "DEPOSIT, WITHDRAWAL, TRANSFER_IN and TRANSFER_OUT")
    }

    func signed(_ amount: Amount) -> Amount { isIn ? amount : amount.negated }
  }

  static func readTransfer(_ line: Line, _ reading: inout LineReading) throws(LineFault) {
    let direction = try Direction.of(line, Transfer.type)
    let owner = try transferOwner(line, isIn: direction.isIn, reading)
    if let rule = owner.foreign { return reading.ignore(rule) }
    reading.identify(line, by: [Transfer.id.rawValue])
    let asset = line.isEmpty(Transfer.symbol) ? Transfer.asset : Transfer.symbol
    let amount = try line.decimal(line.isEmpty(Transfer.size) ? Transfer.amount : Transfer.size)
    let hasHash = !line.isEmpty(Transfer.transactionHash)
    try reading.entry(
      direction.kind, direction.signed(amount), asset: line[asset], assetField: asset.rawValue,
      at: try line.instant(Transfer.createdAt), line: line,
      reference: (hasHash ? Transfer.transactionHash : Transfer.id).rawValue,
      group: ReferenceKey(of: line[Transfer.id]), account: owner.account)
  }

  /// Our end of the transfer: the recipient of what comes in, the sender of what goes out.
  private static func transferOwner(
    _ line: Line, isIn: Bool, _ reading: LineReading
  ) throws(LineFault) -> Owner {
    let address = isIn ? Transfer.`recipient.address` : .`sender.address`
    let number = isIn ? Transfer.`recipient.subaccountNumber` : .`sender.subaccountNumber`
    let parent =
      isIn ? Transfer.`recipient.parentSubaccountNumber` : .`sender.parentSubaccountNumber`
    return try owner(
      line, number: line.isEmpty(number) ? parent : number, address: address, reading)
  }
}
