import Accounting
import Reconcile
import TestSupport

/// A book of two days, of which one side's file may end with the first.
struct LabelledSources {
  private var books = TestBooks()
  private var faults: [PlantedFault] = []

  static func made(seed: UInt64) -> LabelledSources {
    var made = LabelledSources()
    var random = SeededGenerator(seed: seed)
    made.books.policy.cutOff = Instant(
      nanoseconds: TestBooks.day.nanoseconds + 86_400 * TestBooks.second)
    let stale: Side? = Int.random(in: 0..<3, using: &random) == 0 ? nil : made.side(&random)
    for account in ["kraken/spot", "bank/main"] {
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        made.add(account, second: -Int.random(in: 200...86_000, using: &random), &random)
      }
      let count = Int.random(in: 0...4, using: &random)
      for _ in 0..<count {
        made.add(
          account, second: Int.random(in: 0...86_200, using: &random), butOn: stale, &random)
      }
      if stale != nil, count > 0 {
        made.faults.append(
          PlantedFault(
            name: "a file of the day before", expected: [.staleFile], lines: [], account: account,
            asset: ""))
      }
    }
    return made
  }

  private func side(_ random: inout SeededGenerator) -> Side {
    Side.allCases.randomElement(using: &random)!
  }

  private mutating func add(
    _ account: String, second: Int, butOn stale: Side? = nil, _ random: inout SeededGenerator
  ) {
    let reference = "V\(books.lines.count)"
    let amount = Amount(units: Int128.random(in: 1_000_001...9_999_999, using: &random), scale: 2)
    for side in Side.allCases where side != stale {
      books.lines.append(
        TestLine(
          side: side, account: account, amount: amount.description, reference: reference,
          nanoseconds: Int64(second) * TestBooks.second, kind: .trade))
    }
    guard let stale else { return }
    faults.append(
      PlantedFault(
        name: "an entry the file does not have",
        expected: [stale == .statement ? .missingStatement : .missingLedger],
        lines: [books.lines.count - 1], account: account, asset: "USD"))
  }

  func told() throws -> [Telling] {
    let outcome = try books.run()
    var byFault = [[Break]](repeating: [], count: faults.count)
    var tellings: [Telling] = []
    for found in outcome.reconciliation.breaks {
      let place = faults.firstIndex { fault in
        if found.kind == .staleFile {
          return fault.asset.isEmpty && fault.account == found.account
        }
        return fault.lines.contains { books.lines[$0].reference == found.reference }
      }
      if let place {
        byFault[place].append(found)
      } else {
        tellings.append(Telling(planted: nil, told: found.kind, name: "", detail: found.detail))
      }
    }
    for (fault, breaks) in zip(faults, byFault) { tellings += Telling.of(fault, breaks) }
    return tellings
  }
}
