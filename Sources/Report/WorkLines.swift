/// The files of `data/work`, for the auditor: JSON lines, one value a line, in the order given,
/// names sorted, amounts as strings, text as it is in the source. `WorkWriter` writes the large
/// ones.
package enum WorkLines {
  package static let entriesName = "entries.jsonl"
  package static let matchesName = "matches.jsonl"
  package static let missesName = "misses.jsonl"
  package static let tolerancesName = "tolerances.jsonl"
  package static let refusedName = "refused.jsonl"

  /// One line a refused line.
  package static func refused(_ lines: some Sequence<WorkRefusedLine>) -> [UInt8] {
    JSONText.lines(lines.lazy.map(\.json))
  }
}
