import Foundation
import TestSupport
import Testing

/// Runs that take something over from earlier ones, made again without those; and folders that do
/// not hold what their run was made from.
@Suite struct ReplayDaysTests {
  /// A book whose files of a day tell of all days before too.
  private func layCumulative(_ book: DayBook, on desk: Desk) throws -> String {
    let settings = try book.lay(on: desk)
    for side in ["statement", "ledger"] {
      var all = ""
      for day in 0..<book.days {
        let name = "book/\(side)/\(DayBook.date(day)).csv"
        let text = try String(contentsOf: desk.folder.appending(path: name), encoding: .utf8)
        let isFirst = all.isEmpty
        all += isFirst ? text : String(text.drop { $0 != "\n" }.dropFirst())
        // One line of the first day says something else from the third day on.
        let changed = day < 2 ? all : all.replacing("1000.03", with: "1000.04")
        try desk.write(name, changed)
      }
    }
    return settings
  }

  private func check(
    _ desk: Desk, _ settings: String, days: Int, _ options: (Int) -> [String]
  ) throws {
    for day in 0..<days {
      let outcome = try desk.run(
        [settings, "--business-date", DayBook.date(day)] + options(day))
      try #require([0, 2, 3].contains(outcome.status), "\(outcome.errors)")
    }
    let runs = desk.sealed()
    #expect(runs.count == days)
    for run in runs {
      let replayed = try ReplayTests.replay(run, on: desk)
      #expect(
        replayed.status == 0,
        "\(run.url.lastPathComponent): \(replayed.output)\(replayed.errors)")
    }
  }

  @Test(arguments: [[], ReplayTests.chunked])
  func `days with open items come out again`(options: [String]) throws {
    try Desk.with { desk in
      let book = DayBook(days: 6, perDay: 6, seed: 7)
      try check(desk, try book.lay(on: desk), days: book.days) { _ in options }
    }
  }

  /// Runs that were read in chunks do not list all they read, so nothing is held against them.
  @Test(arguments: [(0, "made"), (3, "abandoned"), (4, "none")])
  func `days that were read again come out again`(chunked: Int, comparison: String) throws {
    try Desk.with { desk in
      let book = DayBook(days: 4, perDay: 6, seed: 7)
      try check(desk, try layCumulative(book, on: desk), days: book.days) { day in
        day < chunked ? ReplayTests.chunked : []
      }
      let last = try #require(desk.sealed().last)
      let plan = try String(
        contentsOf: last.url.appending(path: "data/config/run-plan.json"), encoding: .utf8)
      #expect(plan.contains("\"comparison\": \"\(comparison)\""), "\(plan)")
    }
  }

  struct Damage: Sendable, CustomTestStringConvertible {
    let name: String
    let status: Int32
    let says: String
    let make: @Sendable (SealedFolder) throws -> Void
    var testDescription: String { name }
  }

  private static func edit(_ run: SealedFolder, _ path: String, _ old: String, _ new: String) throws
  {
    let file = run.url.appending(path: path)
    let text = try String(contentsOf: file, encoding: .utf8)
    try #require(text.contains(old), "\(path)")
    try Data(text.replacing(old, with: new).utf8).write(to: file)
  }

  private static func delete(_ run: SealedFolder, _ path: String) throws {
    try FileManager.default.removeItem(at: run.url.appending(path: path))
  }

  /// The one input of a role.
  private static func input(_ run: SealedFolder, _ mark: String) throws -> String {
    let names = try FileManager.default.contentsOfDirectory(
      atPath: run.url.appending(path: "data/inputs").path)
    return "data/inputs/" + (try #require(names.sorted().first { $0.contains(mark) }))
  }

  static let plan = "data/config/run-plan.json"

  static let damages = [
    Damage(name: "a report", status: 1, says: "data/reports/breaks.csv:2\n") {
      try edit($0, "data/reports/breaks.csv", "brk_", "brk-")
    },
    Damage(name: "a report that ends too soon", status: 1, says: "data/reports/breaks.csv:") {
      let file = $0.url.appending(path: "data/reports/breaks.csv")
      try Data(try Data(contentsOf: file).dropLast(9)).write(to: file)
    },
    Damage(name: "the workbook", status: 1, says: "data/reports/breaks.xlsx\n") {
      let file = $0.url.appending(path: "data/reports/breaks.xlsx")
      try Data(try Data(contentsOf: file) + [0]).write(to: file)
    },
    Damage(name: "one report more", status: 1, says: "data/reports/more.csv\n") {
      try Data().write(to: $0.url.appending(path: "data/reports/more.csv"))
    },
    Damage(name: "one report less", status: 1, says: "in the folder: no such file") { run in
      try delete(run, "data/reports/cleared.csv")
    },
    Damage(name: "an input's amount", status: 1, says: "data/reports/breaks.csv:") { run in
      try edit(run, try input(run, "ledger-"), ",USD,", ",USD,9")
    },
    Damage(name: "an input's blank line", status: 1, says: "data/reports/breaks.xlsx") { run in
      let file = run.url.appending(path: try input(run, "ledger-"))
      try Data(Array("\n".utf8) + Data(contentsOf: file)).write(to: file)
    },
    Damage(name: "what was brought forward", status: 1, says: "data/reports/") { run in
      try edit(run, try input(run, "-open-statement"), "\"amount\":\"1", "\"amount\":\"2")
    },
    Damage(name: "a figure of the manifest", status: 1, says: "#/predicate/results/matched\n") {
      try edit($0, "run-manifest.json", "\"matched\": ", "\"matched\": 9")
    },
    Damage(name: "another semantics", status: 3, says: "made with semantics 91") {
      try edit($0, "run-manifest.json", "\"semantics\": ", "\"semantics\": 91")
    },
    Damage(name: "settings that are none", status: 3, says: "settings-not-a-map") {
      try Data("[]".utf8).write(to: $0.url.appending(path: "data/config/tieout.yaml"))
    },
    Damage(name: "other settings", status: 3, says: "has the pattern") {
      try edit($0, "data/config/tieout.yaml", "ledger/{date}", "other/{date}")
    },
    Damage(name: "no plan", status: 3, says: "run-plan.json cannot be read") {
      try delete($0, plan)
    },
    Damage(name: "a plan that leads out", status: 3, says: "is no record") {
      try edit($0, plan, "\"data/inputs/statement", "\"data/inputs/../statement")
    },
    Damage(name: "an input that is a link", status: 3, says: "is no plain file") { run in
      let path = try input(run, "ledger-")
      try delete(run, path)
      try FileManager.default.createSymbolicLink(
        atPath: run.url.appending(path: path).path, withDestinationPath: "/dev/zero")
    },
    Damage(name: "no manifest", status: 3, says: "run-manifest.json cannot be read") {
      try delete($0, "run-manifest.json")
    },
    Damage(name: "no data", status: 3, says: "data cannot be read") { try delete($0, "data") },
  ]

  @Test(arguments: damages)
  func `what was changed is named`(damage: Damage) throws {
    try Desk.with { desk in
      let settings = try DayBook(days: 2, perDay: 8, seed: 3).lay(on: desk)
      for day in 0..<2 { _ = try desk.run([settings, "--business-date", DayBook.date(day)]) }
      let run = try #require(desk.sealed().last)
      try damage.make(run)
      let replayed = try ReplayTests.replay(run, on: desk)
      #expect(replayed.status == damage.status, "\(replayed.output)\(replayed.errors)")
      #expect(replayed.output.contains(damage.says), "\(replayed.output)")
      #expect(replayed.errors == "")
    }
  }
}
