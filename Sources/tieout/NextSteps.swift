import Accounting
import Report

/// What a person does after a run: look, ask why, check the seal.
struct NextSteps {
  let ending: RunEnding

  /// Plain lines; a path is in quotes where a shell would take it for more than a word.
  var lines: [String] {
    guard let place = ending.folder ?? ending.reports else {
      return ["", "to seal this, run it again without --dry-run"]
    }
    let folder = RunEnding.shortened(place)
    guard ending.folder != nil else {
      return ["", "the page, for a browser:", "  \(Self.word("\(folder)/report.html"))"]
    }
    var lines = ["", "the page, for a browser:"]
    lines.append("  \(Self.word("\(folder)/data/reports/report.html"))")
    if let result = ending.result,
      let first = SummaryText.greatest(
        1, of: result.reconciliation.breaks, threads: result.plan.threads
      ).first
    {
      lines.append("from a break to file, line and raw text:")
      lines.append("  tieout explain \(first.id) --folder \(Self.word(folder))")
    }
    lines.append("is the folder as it was sealed:")
    lines.append("  tieout verify \(Self.word(folder))")
    return lines
  }

  /// The path as a shell takes it; one with characters that do not show is told, not quoted.
  private static func word(_ path: String) -> String {
    let isPlain = path.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "/"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: ","),
        UInt8(ascii: ":"), UInt8(ascii: "@"):
        true
      default: false
      }
    }
    if isPlain { return path }
    let shown = Diagnostic.inert(path)
    guard shown == path else { return shown }
    var quoted = String.UnicodeScalarView()
    // By scalars: a quote before an accent is another character, but to a shell it is a quote.
    for scalar in path.unicodeScalars {
      if scalar == "'" { quoted.append(contentsOf: "'\\'".unicodeScalars) }
      quoted.append(scalar)
    }
    return "'\(String(quoted))'"
  }
}
