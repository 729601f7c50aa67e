import Foundation
import TestSupport
import Testing

/// The page of a sample in a real browser, without a network and without a script of its own.
/// Skipped where there is no Chromium; CI installs it.
@Suite(.enabled(if: chromium != nil, "chromium is not here"), .serialized)
struct PageBrowserTests {
  /// Calls `body` with the folder of the sample's reports.
  private func withPage(_ body: (Desk, URL) throws -> Void) throws {
    try Desk.with { desk in
      let sample = SampleCase.samples.appending(path: "end-of-day").path
      let reports = desk.folder.appending(path: "reports")
      let outcome = try desk.tieout([
        "run", sample, "--business-date", "2026-11-19", "--unsealed", reports.path,
      ])
      #expect(outcome.status == 3, "\(outcome.errors)")
      try body(desk, reports)
    }
  }

  private func browse(_ desk: Desk, _ options: [String], _ address: String) throws -> String {
    let browser = try #require(chromium)
    let profile = desk.folder.appending(path: "profile").path
    let outcome = try browser.run(
      [
        "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-extensions",
        "--host-resolver-rules=MAP * ~NOTFOUND", "--user-data-dir=\(profile)",
        "--timeout=20000",
      ] + options + [address])
    #expect(outcome.status == 0, "\(outcome.errors.suffix(600))")
    return outcome.output
  }

  @Test func `a link to a closed statement opens it, with no script`() throws {
    try withPage { desk, reports in
      let file = reports.appending(path: "report.html")
      let page = try String(contentsOf: file, encoding: .utf8)
      let closed = try #require(
        page.ranges(of: "<details class=\"statement\">").first, "every statement is open")
      let start = try #require(page[closed.upperBound...].range(of: "id=\"statement-"))
      let number = page[start.upperBound...].prefix { $0 != "\"" }
      let dom = try browse(desk, ["--dump-dom"], "file://\(file.path)#statement-\(number)")
      func open(_ text: String) -> Int {
        text.ranges(of: "<details class=\"statement\" open").count
      }
      #expect(open(dom) == open(page) + 1)
      // What the browser made of it is what was written: nothing moved, nothing was added.
      let count = { (text: String, tag: String) in text.ranges(of: "<\(tag)").count }
      for tag in ["details", "table", "tr>", "th ", "td", "dd", "svg", "bdi", "section"] {
        #expect(count(dom, tag) == count(page, tag), "\(tag)")
      }
    }
  }

  @Test func `it prints, with what is closed on the screen in it`() throws {
    try withPage { desk, reports in
      let print = desk.folder.appending(path: "page.pdf")
      let address = "file://\(reports.appending(path: "report.html").path)"
      _ = try browse(
        desk, ["--no-pdf-header-footer", "--print-to-pdf=\(print.path)"], address)
      let bytes = try Data(contentsOf: print)
      #expect(bytes.starts(with: Data("%PDF-".utf8)))
      let text = String(decoding: bytes, as: UTF8.self)
      let pages = text.ranges(of: #/\/Type\s*\/Page\b/#).count
      #expect(pages >= 3)
    }
  }
}

private let chromium = Tool.find("chromium") ?? Tool.find("chromium-browser")
