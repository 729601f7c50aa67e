package import Accounting
package import Seal

/// What a verifier holds beside the keys, to see what a chain alone does not show.
package struct ChainTerms: Sendable {
  package let trust: TrustStore?
  /// A checkpoint that was kept elsewhere.
  package let pinned: CheckpointNote?
  /// When it was put away, by the verifier's own word: what was in it is older.
  package let pinnedAt: Instant?
  /// Business dates of which a run is expected, in order.
  package let calendar: [String]
  package let reviews: ReviewTerms

  package init(
    trust: TrustStore?, pinned: CheckpointNote? = nil, pinnedAt: Instant? = nil,
    calendar: [String] = [], reviews: ReviewTerms = .checked
  ) {
    self.trust = trust
    self.pinned = pinned
    self.pinnedAt = pinnedAt
    self.calendar = calendar
    self.reviews = reviews
  }
}

/// The calendar of expected runs: a CSV file of which one column is read.
package enum RunCalendar {
  /// The dates, in order.
  ///
  /// The first line may be a header; the column is then the one called `business_date` or `date`,
  /// else the first.
  ///
  /// - Throws: the first line without a date, counted from 1.
  package static func dates(_ bytes: [UInt8]) throws(TrustFault) -> [String] {
    guard bytes.count <= 16 << 20 else { throw TrustFault(1, "larger than 16 MiB") }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw TrustFault(1, "invalid UTF-8")
    }
    var dates: Set<String> = []
    var column = 0
    let lines = text.utf8.split(separator: 0x0a, omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      let fields = line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        .map(plain)
      if fields == [""] { continue }
      if index == 0, !fields.contains(where: Stamp.isDay) {
        let names = fields.map(SafeName.folded)
        column = names.firstIndex(of: "business_date") ?? names.firstIndex(of: "date") ?? 0
        continue
      }
      guard column < fields.count, Stamp.isDay(fields[column]) else {
        throw TrustFault(index + 1, "no date of the form 2026-11-19 in column \(column + 1)")
      }
      dates.insert(fields[column])
    }
    guard !dates.isEmpty else { throw TrustFault(1, "no date") }
    return dates.sorted()
  }

  /// A field without its quotes, blanks and carriage return.
  private static func plain(_ field: some Collection<UInt8>) -> String {
    let marks: Set<UInt8> = [0x20, 0x09, 0x0d, UInt8(ascii: "\"")]
    let start = field.drop { marks.contains($0) }
    let kept = Array(start).reversed().drop { marks.contains($0) }.reversed()
    return String(decoding: Array(kept), as: UTF8.self)
  }
}
