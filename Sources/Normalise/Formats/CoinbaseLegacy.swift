import Accounting

// Exports from before 2019-10: the report of one wallet, of one coin's buys and sells, and the US
// tax report.

extension VenueFormat {
  /// To about 2018: the report of one wallet.
  static let coinbaseRetailV0 = VenueFormat(
    Coinbase.csv(
      "coinbase-retail-v0",
      CSVShape(
        headers: [CoinbaseWallet.columns, CoinbaseWallet.shortColumns],
        aliases: [CoinbaseWallet.longID: ["Coinbase ID"]], preamble: true, ragged: true),
      fields: [
        "Timestamp", "Balance", "Amount", "Currency", "Transfer Total", "Transfer Total Currency",
        "Transfer Fee", "Transfer Fee Currency", "Transfer ID", CoinbaseWallet.longID,
        CoinbaseWallet.longHash,
      ],
      summary: "Coinbase wallet report to about 2018, one file a wallet, with running balance. "
        + "Reference: the Coinbase ID, else the transfer ID. A line that repeats a transfer's fee "
        + "is set aside. Dates a spreadsheet rewrote are refused.",
      source: "BittyTax coinbase.py, read 2026-11-20"),
    defaultAccount: Coinbase.account, events: Coinbase.Events.retail,
    telling: Coinbase.Events.report, linesNameAccount: false, read: CoinbaseWallet.read)

  /// To about 2018: the buys and sells of one coin.
  static let coinbaseRetailV0Transfers = VenueFormat(
    Coinbase.csv(
      "coinbase-retail-v0-transfers",
      CSVShape(
        headers: [
          [
            "Timestamp", "Type", "*", "Subtotal", "Fees", "Total", "Currency", "Price Per Coin",
            "Payment Method", "ID", "Share",
          ]
        ], preamble: true),
      fields: ["Timestamp", "Type", "*", "Fees", "Total", "Currency", "ID"],
      summary: "Coinbase buys and sells of one coin, which the third column's name is. "
        + "Reference: ID.",
      source: "BittyTax coinbase.py, read 2026-11-20"),
    defaultAccount: Coinbase.account, events: Coinbase.Events.retail,
    telling: Coinbase.Events.report, linesNameAccount: false, read: CoinbaseCoinTransfers.read)

  /// 2018 to 2020: the report for US taxes.
  static let coinbaseRetailUSTax = VenueFormat(
    Coinbase.csv(
      "coinbase-retail-us-tax",
      CSVShape(
        headers: [
          [
            "Timestamp", "Transaction Type", "Asset", "Quantity Transacted",
            "USD Spot Price at Transaction", CoinbaseUSTax.oldTotal, "Address", "Notes",
          ],
          [
            "Timestamp", "Transaction Type", "Asset", "Quantity Transacted",
            "USD Spot Price at Transaction", "Subtotal", CoinbaseUSTax.total, "Notes",
          ],
        ],
        aliases: [CoinbaseUSTax.total: [CoinbaseUSTax.oldTotal]], preamble: true),
      fields: [
        "Timestamp", "Transaction Type", "Asset", "Quantity Transacted", CoinbaseUSTax.total,
        "Notes",
      ],
      summary: "Coinbase report for US taxes, 2018 to 2020: days without time, month first, and "
        + "no id. Without a declared zone a day is the UTC day, and a warning says so. The fee is "
        + "inside the total.",
      source: "robertkarl/yabc testdata/coinbase, read 2026-11-20"),
    defaultAccount: Coinbase.account, events: Coinbase.Events.retail,
    telling: Coinbase.Events.report, linesNameAccount: false, read: CoinbaseUSTax.read)
}
