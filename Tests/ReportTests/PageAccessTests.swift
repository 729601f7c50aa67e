import Accounting
import Foundation
import Report
import TestSupport
import Testing

/// `report.html` for people who cannot see it, or use no mouse; and that it is HTML.
@Suite(.enabled(if: Tool.find("python3") != nil, "python3 is not here"))
struct PageAccessTests {
  private static func look(_ page: String) throws -> Tool.Outcome {
    let folder = try Places.scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(page.utf8).write(to: folder.appending(path: "report.html"))
    return try Python.run(pageAccessScript, [folder.path])
  }

  @Test func `pages with everything and with nothing keep to the list`() throws {
    let pages = try [
      Fixture.empty(), Fixture.small(), Fixture.rich(), PageTests.carrying(PageTests.hostile),
    ]
    for (number, page) in pages.enumerated() {
      let outcome = try Self.look(Written.text("report.html", page))
      #expect(outcome.status == 0, "page \(number): \(outcome.errors)")
    }
  }

  @Test(arguments: [
    ("<nav aria-label=\"Sections of this page\">", "<nav>"), ("<main id", "<main class=\"\" id"),
    ("<caption>Breaks by kind</caption>", "<caption></caption>"),
    ("scope=\"row\"", "scope=\"col\""), ("<p>", "<p tabindex=\"3\">"),
    ("class=\"scroll\" tabindex=\"0\"", "class=\"scroll\""),
    ("<strong>UNPROVED</strong>", "<strong></strong>"), ("✗", ""),
    ("initial-scale=1", "initial-scale=1, user-scalable=no"), ("<header>", "<div>"),
    ("aria-label=\"Breaks by age\"", "aria-label=\"Breaks by kind\""),
    (">critical</span>", "></span>"), ("<ul class=\"tiles\">", "<ul class=\"tiles\"><p></p>"),
    ("<a href=\"#kinds\">Breaks by kind and age</a>", "<a href=\"#kinds\"></a>"),
  ])
  func `a page that does not is found out`(good: String, bad: String) throws {
    let page = try Written.text("report.html", Fixture.rich())
    try #require(page.contains(good))
    // Changed once, and for a landmark at its end too.
    var changed = page.replacing(good, with: bad, maxReplacements: bad == "<div>" ? 1 : .max)
    if bad == "<div>" { changed = changed.replacing("</header>", with: "</div>") }
    if bad.hasPrefix("<main") { changed = changed.replacing("tabindex=\"-1\"", with: "") }
    #expect(try Self.look(changed).status != 0)
  }

  private static let hasHTML5 = Python.hasHTML5

  @Test(.enabled(if: hasHTML5, "python3 has no html5lib"))
  func `an HTML5 parser finds no fault, and finds one that is there`() throws {
    let script = """
      import sys, html5lib
      page = sys.stdin.buffer.read()
      html5lib.HTMLParser(strict=True).parse(page, transport_encoding="utf-8")
      """
    func parse(_ page: String) throws -> Tool.Outcome {
      let python = try #require(Tool.find("python3"))
      return try python.run(["-c", script], input: Data(page.utf8))
    }
    for page in try [
      Fixture.empty(), Fixture.rich(), PageTests.carrying(PageTests.hostile),
    ] {
      let outcome = try parse(Written.text("report.html", page))
      #expect(outcome.status == 0, "\(outcome.errors.suffix(400))")
    }
    let whole = try Written.text("report.html", Fixture.empty())
    for (good, bad) in [("</main>", ""), ("<tbody>", "<tbody><p>"), ("<!doctype html>", "")] {
      try #require(whole.contains(good))
      #expect(try parse(whole.replacing(good, with: bad)).status != 0, "\(good)")
    }
  }
}
