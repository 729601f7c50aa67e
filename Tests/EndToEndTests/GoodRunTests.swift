import Foundation
import TestSupport
import Testing

/// No false alarm: what no one touched is good, each run and the whole chain.
@Suite struct GoodRunTests {
  static let days = Effort.isLong ? 1_000 : 12

  @Test func `a long chain of untouched runs raises no finding`() throws {
    try Desk.with { desk in
      let settings = try DayBook(days: Self.days, perDay: 3, seed: 19).lay(on: desk)
      let book = desk.out.appending(path: "days")
      for day in 0..<Self.days {
        let ran = try desk.run([settings, "--business-date", DayBook.date(day)])
        try #require(ran.status <= 3, "\(ran.errors)")
        let name = "\(DayBook.date(day))_\(Self.padded(day + 1))"
        let run = book.appending(path: name)
        let verified = try desk.tieout(["verify", run.path])
        try #require(verified.status == 0, "\(verified.output)\(verified.errors)")
        #expect(verified.output == "\(run.path): good\n")
        if day == Self.days / 2 {
          let note = try desk.tieout(["checkpoint", book.path, "--export"])
          try desk.write("kept.note", note.output)
        }
      }
      let calendar = "date\n" + (0..<Self.days).map { "\(DayBook.date($0))\n" }.joined()
      try desk.write("calendar.csv", calendar)
      let whole = try desk.tieout(
        ["verify", book.path, "--pinned", "kept.note", "--calendar", "calendar.csv"])
      #expect(whole.status == 0, "\(whole.output)\(whole.errors)")
      let last = "\(DayBook.date(Self.days - 1))_\(Self.padded(Self.days))"
      #expect(
        whole.output == "days: \(Self.days) runs up to \(last)\n\(book.path): good\n")
      #expect(try desk.tieout(["verify", desk.out.path]).status == 0)
      #expect(SealedFolder.leftovers(in: desk.out) == [])
    }
  }

  private static func padded(_ sequence: Int) -> String {
    String("000000\(sequence)".suffix(6))
  }
}
