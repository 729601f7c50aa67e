import Accounting
import Foundation
import Ingest
import Normalise
import Reconcile
import Seal

/// A look at one file: read as a run would, reconciled with nothing.
struct Inspection {
  let path: String
  let side: Side?
  let format: String?
  let terms: SourceTerms

  struct Found {
    var name: String
    var source: Source?
    var book: Book?
    var names = BookNames()
    var blank = 0
    var diagnostics: [Diagnostic] = []
    /// First divergence of running balances, per account and asset.
    var divergences: [String] = []
    var runningBalances = 0

    /// A fault of the file as a whole, or a line that was refused.
    var isFaulty: Bool { diagnostics.contains { $0.severity == .error } }
  }

  func look() throws -> Found {
    var found = Found(name: path)
    do throws(InputFault) {
      try read(into: &found)
    } catch {
      found.diagnostics.append(error.diagnostic)
      return found
    }
    try checkBalances(&found)
    return found
  }

  private func read(into found: inout Found) throws(InputFault) {
    let formats = VenueFormat.all.filter { side.map($0.format.sides.contains) ?? true }
    let forced = format.flatMap { name in formats.first { $0.format.name == name } }
    let opened = try Ingest.open(InputFile(path: path, name: path, side: side ?? .statement))
    let recognition = try Ingest.recognise(
      opened, among: formats.map(\.format), forced: forced?.format)
    guard
      let venueFormat = forced
        ?? formats.first(where: { $0.format.name == recognition.format.name })
    else { preconditionFailure("a recognised format is one of the list") }
    var source = recognition.described(opened)
    source.side = side ?? (venueFormat.format.sides.contains(.statement) ? .statement : .ledger)
    found.diagnostics += Ingest.warnings(of: opened) + recognition.warnings
    var normaliser = Normaliser(side: source.side, names: BookNames())
    let id = SourceID(index: 0)
    normaliser.begin(source, id: id, format: venueFormat, header: recognition.header, terms: terms)
    let outcome = try Ingest.scan(source, id: id, as: recognition) { lines throws(InputFault) in
      normaliser.add(lines)
    }
    normaliser.end(refused: outcome.refused)
    let normalised = normaliser.finish()
    found.source = source
    found.book = normalised.book
    found.names = normalised.names
    found.blank = outcome.blank
    found.diagnostics += normalised.warnings + normalised.book.refused.map(\.diagnostic)
  }

  /// Lets the reconciler's own statement checks speak.
  private func checkBalances(_ found: inout Found) throws {
    guard let book = found.book, let source = found.source, !book.running.isEmpty else { return }
    found.runningBalances = book.running.count
    var statement = book
    statement.side = .statement
    let outcome = try Reconciler(policy: Policy()).reconcile(
      book: "inspect", businessDate: nil, statement: statement, ledger: Book(side: .ledger),
      names: found.names, sources: Sources([source]), aliases: [], diagnostics: [])
    found.divergences = outcome.reconciliation.breaks.all(of: [.unfooted])
      .map { "\($0.account) \($0.asset): \($0.detail)" }
  }
}

extension Inspection.Found {
  /// For a person, one fact a line.
  var lines: [String] {
    guard let source, let book, let tally = book.tallies.first else {
      return ["\(Diagnostic.inert(name)): not readable"]
    }
    var lines = ["\(Diagnostic.inert(name)): \(source.format)"]
    func fact(_ name: String, _ value: String) {
      lines.append("  " + name.padding(toLength: 18, withPad: " ", startingAt: 0) + value)
    }
    fact("sha-256", source.digest)
    fact(
      "encoding",
      source.encoding.rawValue + (source.hasByteOrderMark ? " with byte order mark" : "")
        + ", \(source.newline.rawValue)" + (source.compressed ? ", gzip" : ""))
    let ignored = tally.ignored.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
    fact(
      "lines",
      "\(tally.read) read = \(tally.understood) understood + \(tally.duplicates) duplicates"
        + " + \(tally.refused) refused + \(tally.ignored.values.reduce(0, +)) ignored"
        + (ignored.isEmpty ? "" : " (\(ignored.joined(separator: ", ")))"))
    if let first = tally.first, let last = tally.last { fact("time span", "\(first) to \(last)") }
    for (asset, total) in tally.totals.sorted(by: { $0.key < $1.key }) {
      fact("entries \(Diagnostic.inert(asset))", total.text)
    }
    for balance in balances {
      let held = balance.held == "0" ? "" : " (\(balance.held) held)"
      fact("balance \(Diagnostic.inert(balance.asset))", balance.amount + held)
    }
    for position in book.positions {
      fact("position \(Diagnostic.inert(position.market))", position.size.description)
    }
    if runningBalances > 0 {
      fact(
        "running balances",
        divergences.isEmpty ? "\(runningBalances) agree" : "\(divergences.count) diverge")
      for divergence in divergences { fact("", Diagnostic.inert(divergence)) }
    }
    return lines
  }

  private var balances: [(asset: String, amount: String, held: String)] {
    guard let book else { return [] }
    return book.balances.map { balance in
      (names.assets[balance.asset], balance.amount.description, balance.held.reduced.description)
    }
    .sorted { $0 < $1 }
  }

  var json: JSONValue {
    guard let source, let book, let tally = book.tallies.first else {
      return [
        "diagnostics": .array(diagnostics.map(\.json)), "file": .string(name), "format": .null,
      ]
    }
    return [
      "balances": .array(
        balances.map { balance in
          [
            "asset": .string(balance.asset), "balance": .string(balance.amount),
            "held": .string(balance.held),
          ]
        }),
      "diagnostics": .array(diagnostics.map(\.json)),
      "duplicates": .integer(tally.duplicates), "encoding": .string(source.encoding.rawValue),
      "file": .string(name), "first": .optional(tally.first?.description),
      "format": .string(source.format),
      "ignored": JSONValue(members: tally.ignored.map { ($0.key, .integer($0.value)) }),
      "last": .optional(tally.last?.description), "lines": .integer(tally.read),
      "positions": .array(
        book.positions.map { position in
          ["market": .string(position.market), "size": .string(position.size.description)]
        }),
      "refused": .integer(tally.refused),
      "running_balances": [
        "checked": .integer(runningBalances),
        "divergences": .array(divergences.map(JSONValue.string)),
      ],
      "sha256": .string(source.digest),
      "totals": JSONValue(members: tally.totals.map { ($0.key, $0.value.json) }),
      "understood": .integer(tally.understood),
    ]
  }
}

extension ControlTotal {
  private var net: String {
    guard isExact, let net = try? credits.adding(debits) else { return "beyond 38 digits" }
    return net.description
  }

  fileprivate var text: String { "\(entries), net \(net) (in \(credits), out \(debits))" }

  fileprivate var json: JSONValue {
    [
      "credits": .string(credits.description), "debits": .string(debits.description),
      "entries": .integer(entries), "net": .string(net),
    ]
  }
}

extension Diagnostic {
  var json: JSONValue {
    [
      "code": .string(code), "column": place.column.map(JSONValue.integer) ?? .null,
      "file": .string(place.file), "hint": .string(hint),
      "line": place.line.map(JSONValue.integer) ?? .null, "message": .string(message),
      "severity": .string(severity.rawValue),
    ]
  }
}
