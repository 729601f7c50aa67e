import Foundation
import TestSupport
import Testing

/// Books in which one reference, one amount or one line is nearly everything.
@Suite struct HeavyGroupTests {
  static let count = StreamedSampleTests.isLong ? 100_000 : 3_000

  struct Heavy: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// A line of a side: reference, seconds since midnight, amount; nil: the side has none.
    let line: @Sendable (_ number: Int, _ isLedger: Bool) -> (String, Int, String)?
  }

  static let cases: [Heavy] = [
    Heavy(testDescription: "one reference, distinct amounts") { number, isLedger in
      isLedger && number % 1_000 == 7 ? nil : ("R", number % 80_000, "\(number + 1)")
    },
    Heavy(testDescription: "one reference, one amount") { number, _ in ("R", number / 2, "5") },
    Heavy(testDescription: "one reference, one amount, one less") { number, isLedger in
      isLedger && number == 77 ? nil : ("R", number / 2, "5")
    },
    Heavy(testDescription: "one amount, no references") { number, isLedger in
      ("", number % 80_000 + (isLedger ? 1 : 0), "5")
    },
    Heavy(testDescription: "one amount, one less") { number, isLedger in
      isLedger && number == 77 ? nil : ("", number % 80_000, "5")
    },
    Heavy(testDescription: "strangers of few amounts") { number, isLedger in
      ("\(isLedger ? "L" : "S")\(number)", number % 80_000, "\(number % 10)5")
    },
    Heavy(testDescription: "all missing on one side") { number, isLedger in
      isLedger && number > 0 ? nil : ("R\(number)", number % 80_000, "\(number + 1)")
    },
    Heavy(testDescription: "identical lines") { _, _ in ("R", 36_000, "5") },
  ]

  @Test(arguments: cases)
  func `a heavy group gives the same read in chunks`(heavy: Heavy) throws {
    try Desk.with { desk in
      for isLedger in [false, true] {
        var text = "reference,time,asset,amount\n"
        for number in 0..<Self.count {
          guard let (reference, second, amount) = heavy.line(number, isLedger) else { continue }
          text += "\(reference),2026-11-19T\(Self.clock(second))Z,USD,\(amount)\n"
        }
        try desk.write(isLedger ? "ledger.csv" : "statement.csv", text)
      }
      let columns =
        "format: { kind: csv, columns: "
        + "{ reference: reference, booked_at: time, asset: asset, amount: amount } }"
      let settings = try desk.write(
        "tieout.yaml",
        """
        book: heavy
        accounts:
          - account: ex/a
            statement: [ "statement.csv" ]
            \(columns)
        ledger:
          - files: [ "ledger.csv" ]
            \(columns)
        """)
      let both = TwoWays(desk: desk, arguments: ["run", settings.path])
      let (whole, difference) = try both.compare([TwoWays.streamed(chunk: 65_536, memory: 0)])
      #expect(difference == nil, "\(heavy): \(difference ?? "")")
      #expect(whole.reports.count == 4, "\(whole.errors)")
    }
  }

  private static func clock(_ second: Int) -> String {
    [second / 3600, second / 60 % 60, second % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
      .joined(separator: ":")
  }
}
