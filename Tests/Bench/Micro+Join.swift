import Accounting
import Reconcile

extension Micro {
  /// Reconciles the statement with itself as ledger, in the reverse order.
  static func join(_ samples: Samples) throws -> Micro {
    var names = BookNames()
    let statement = try book(.statement, samples, Array(samples.references.indices), &names)
    let ledger = try book(.ledger, samples, samples.references.indices.reversed(), &names)
    return Micro(name: "join", unit: "line") { [names] in
      let outcome = try Reconciler(policy: Policy()).reconcile(
        book: "micro", businessDate: nil, statement: statement, ledger: ledger, names: names,
        sources: Sources(), aliases: [], diagnostics: [])
      return Work(
        operations: 2 * samples.references.count, bytes: 0, sum: UInt64(outcome.matches.count))
    }
  }

  private static func book(
    _ side: Side, _ samples: Samples, _ rows: [Int], _ names: inout BookNames
  ) throws -> Book {
    let source = SourceID(index: side == .statement ? 0 : 1)
    var book = Book(side: side)
    for row in rows {
      let (reference, asset) = (samples.references[row], samples.cell(samples.assets[row]))
      book.entries.append(
        Entry(
          account: names.accounts.id(of: "bench/0"),
          asset: names.assets.id(of: String(decoding: asset, as: UTF8.self)),
          amount: try Amount(parsing: samples.cell(samples.amounts[row])),
          instant: try Instant(
            parsing: samples.cell(samples.times[row]), form: .rfc3339, zone: nil),
          kind: .other, reference: ReferenceKey(of: samples.cell(reference)), group: .none,
          referenceText: TextRange(
            offset: UInt64(reference.lowerBound), length: UInt32(reference.count)),
          origin: Origin(
            source: source, offset: UInt64(reference.lowerBound), length: 100, leg: 0)))
    }
    return book
  }
}
