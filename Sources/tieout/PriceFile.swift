import Accounting
import Ingest

/// Reads the price file: `asset,price,currency`, one line an asset. Prices value breaks; they
/// never decide a match.
enum PriceFile {
  static let format = Format(
    name: "prices", venue: "", sides: [.ledger],
    shape: .csv(CSVShape(contains: ["asset", "price", "currency"])),
    fields: ["asset", "price", "currency"],
    summary: "the price of one whole asset in a currency, for valuation",
    source: "tieout's own")

  struct Outcome {
    /// US dollars for one whole asset.
    var prices: [String: Amount] = [:]
    var diagnostics: [Diagnostic] = []
    var content: [UInt8] = []
    /// Why it could not be opened; one of the diagnostics.
    var fault: Diagnostic?
  }

  /// Prices in another currency count if that currency has a price in USD in the same file.
  static func read(path: String, name: String) -> Outcome {
    var outcome = Outcome()
    do throws(InputFault) {
      let source = try Ingest.open(InputFile(path: path, name: name, side: .ledger))
      outcome.content = source.received
      let recognition = try Ingest.recognise(source, among: [format], forced: format)
      var rows: [Row] = []
      var places = Places(source: source)
      let scanned = try Ingest.scan(source, id: SourceID(index: 0), as: recognition) { lines in
        source.content.withUnsafeBufferPointer { content in
          lines.forEach(in: content) { line in
            if let row = Row(line) {
              rows.append(row)
            } else {
              outcome.diagnostics.append(
                .priceInvalid(line.text(1), at: places.place(of: line.fields[1].raw.offset)))
            }
          }
        }
      }
      outcome.diagnostics += scanned.refused.map(\.diagnostic)
      settle(rows, source, into: &outcome)
    } catch {
      outcome.diagnostics.append(error.diagnostic)
      if outcome.content.isEmpty { outcome.fault = error.diagnostic }
    }
    return outcome
  }

  private struct Row {
    var asset: String
    var price: Amount
    var currency: String
    /// Where the price begins.
    var offset: UInt64

    /// Nil if the line names no asset or no price.
    init?(_ line: Line) {
      guard let price = try? Amount(parsing: line[1]), !price.isNegative, !line[0].isEmpty else {
        return nil
      }
      self.price = price
      asset = line.text(0)
      currency = line.text(2)
      offset = line.fields[1].raw.offset
    }
  }

  private static func settle(_ rows: [Row], _ source: Source, into outcome: inout Outcome) {
    var places = Places(source: source)
    for row in rows where row.currency == "USD" {
      if let other = outcome.prices[row.asset], other != row.price {
        outcome.diagnostics.append(
          .priceContradicted(row.asset, at: places.place(of: row.offset)))
      } else {
        outcome.prices[row.asset] = row.price
      }
    }
    for row in rows where row.currency != "USD" && outcome.prices[row.asset] == nil {
      guard let rate = outcome.prices[row.currency],
        let price = try? row.price.multiplied(by: rate)
      else { continue }
      outcome.prices[row.asset] = price
    }
  }

  /// Places in a source, asked for in file order: one pass over it.
  private struct Places {
    let source: Source
    private var offset = 0
    private var line = 1
    private var lineStart = 0

    init(source: Source) { self.source = source }

    mutating func place(of target: UInt64) -> Place {
      while offset < Int(target) {
        if source.content[offset] == UInt8(ascii: "\n") {
          line += 1
          lineStart = offset + 1
        }
        offset += 1
      }
      return Place(
        file: source.name, line: line, column: Int(target) - lineStart + 1, offset: Int(target))
    }
  }
}

extension Diagnostic {
  fileprivate static func priceInvalid(_ text: String, at place: Place) -> Diagnostic {
    Diagnostic(
      code: "price-invalid", place: place, message: "\(quoted(text)) is no price",
      hint: "a line has asset, price and currency: BTC,91250.10,USD; without a price nothing of "
        + "the asset is immaterial")
  }

  fileprivate static func priceContradicted(_ asset: String, at place: Place) -> Diagnostic {
    Diagnostic(
      code: "price-invalid", place: place,
      message: "\(quoted(asset)) has two different prices in USD",
      hint: "the first one counts; give one price an asset and currency")
  }
}
