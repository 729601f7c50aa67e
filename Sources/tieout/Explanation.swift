import Accounting
import Foundation
import Reconcile
import Seal

/// Why a break or an entry is what it is: the rule or the fault, both sides, places, raw text.
struct Explanation {
  private let subject: JSONValue?
  private let matches: [JSONValue]
  private let entries: [JSONValue]
  private let refused: [JSONValue]
  /// The open entries' lines of `misses.jsonl`.
  private let misses: [JSONValue]
  private let raw: [String?]

  init(id: String, evidence: EvidenceReader) throws {
    let breaks = try evidence.breaks()
    let subject = breaks.first { item in
      item["break_id"]?.text == id || (item["entries"]?.items ?? []).contains(.string(id))
    }
    self.subject = subject
    // The break's own entries first, then those that its evidence names.
    var wanted = ["entries", "competing"].flatMap { (subject?[$0]?.items ?? []).compactMap(\.text) }
    if id.hasPrefix("ent_"), !wanted.contains(id) { wanted.append(id) }
    matches = try evidence.lines(of: "data/work/matches.jsonl", holding: wanted)
    for match in matches {
      for side in ["statement", "ledger"] {
        for entry in (match[side]?.items ?? []).compactMap(\.text) where !wanted.contains(entry) {
          wanted.append(entry)
        }
      }
    }
    // Of the subject's own entries only: what they nearly fit has misses of its own.
    let own = wanted
    misses = try evidence.lines(of: "data/work/misses.jsonl", holding: own)
      .filter { line in line["entry"]?.text.map(own.contains) ?? false }
    for miss in misses.flatMap({ $0["misses"]?.items ?? [] }) {
      if let entry = miss["entry"]?.text, !wanted.contains(entry) { wanted.append(entry) }
    }
    entries = try evidence.lines(of: "data/work/entries.jsonl", holding: wanted)
      .filter { entry in entry["id"]?.text.map(wanted.contains) ?? false }
    let lineIDs = wanted.filter { $0.hasPrefix("lin_") } + (id.hasPrefix("lin_") ? [id] : [])
    refused = try evidence.lines(of: "data/work/refused.jsonl", holding: lineIDs)
    raw = try (entries + refused).map { place in
      guard let source = place["source"]?.text, let offset = place["offset"]?.number,
        let length = place["length"]?.number
      else { return nil }
      return try evidence.rawText(source: source, offset: offset, length: length)
    }
  }

  var isFound: Bool { subject != nil || !entries.isEmpty || !refused.isEmpty }

  /// For a person.
  var lines: [String] {
    var lines: [String] = []
    if let subject {
      lines.append("\(shown(subject, "break_id"))  \(shown(subject, "kind"))")
      if let kind = BreakKind(rawValue: shown(subject, "kind")) {
        lines.append("  \(kind.meaning)")
      }
      for key in [
        "account", "asset", "statement_amount", "ledger_amount", "amount", "reference", "instant",
        "value_usd", "detail",
      ] where !shown(subject, key).isEmpty {
        let name = key.padding(toLength: 18, withPad: " ", startingAt: 0)
        lines.append("  \(name)\(shown(subject, key))")
      }
    }
    for match in matches {
      let rule = shown(match, "rule")
      lines.append("  matched by \(rule), residual \(shown(match, "residual"))")
      if let fields = comparedFields(rule: rule) { lines.append("    compared: \(fields)") }
    }
    for line in misses { lines += missLines(line) }
    for (place, raw) in zip(entries + refused, raw) {
      lines.append("")
      lines.append(
        "  \(shown(place, "side")) \(shown(place, "source")):\(number(place, "line"))"
          + " (bytes \(number(place, "offset"))+\(number(place, "length")))  \(shown(place, "id"))")
      if place["amount"] != nil {
        lines.append(
          "    \(shown(place, "amount")) \(shown(place, "asset"))  \(shown(place, "kind"))"
            + "  \(shown(place, "instant"))  \(shown(place, "reference"))")
      } else {
        lines.append("    \(shown(place, "code")): \(shown(place, "message"))")
        lines.append("    hint: \(shown(place, "hint"))")
      }
      lines.append("    | " + Diagnostic.inert(raw ?? "(in a compressed file)"))
    }
    return lines
  }

  /// What nearly fits an open entry: the failing fields with both values and the gap.
  private func missLines(_ line: JSONValue) -> [String] {
    guard let own = entry(shown(line, "entry")) else { return [] }
    var lines: [String] = []
    for miss in line["misses"]?.items ?? [] {
      let id = shown(miss, "entry")
      guard let other = entry(id) else { continue }
      lines.append("  nearest miss of \(shown(line, "entry")): \(id)")
      for field in (miss["fails"]?.items ?? []).compactMap(\.text) {
        let name = field == "time" ? "instant" : field
        let gap =
          switch field {
          case "amount": ", gap \(shown(miss, "amount_gap"))"
          case "time": ", gap \(shown(miss, "seconds_gap")) s"
          default: ""
          }
        lines.append("    \(field): \(shown(own, name)) against \(shown(other, name))\(gap)")
      }
    }
    return lines
  }

  private func entry(_ id: String) -> JSONValue? {
    entries.first { $0["id"]?.text == id }
  }

  var json: JSONValue {
    let places = zip(entries + refused, raw).map { place, raw -> JSONValue in
      ["place": place, "raw_text": .optional(raw)]
    }
    return [
      "break": subject ?? .null, "matches": .array(matches), "misses": .array(misses),
      "places": .array(Array(places)),
    ]
  }

  private func shown(_ value: JSONValue, _ key: String) -> String {
    Diagnostic.inert(value[key]?.text ?? "")
  }

  private func number(_ value: JSONValue, _ key: String) -> String {
    value[key]?.number.map(String.init) ?? "?"
  }
}
