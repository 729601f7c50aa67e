import Accounting

/// Puts records in the canonical order of their breaks: account, asset, instant, amount, kind,
/// reference, side, detail, id.
///
/// Records come pool by pool, each in nearly this order; so groups of one account and asset are
/// sorted by their numbers, and texts are read only where all numbers agree.
struct BreakOrder {
  let maker: BreakMaker

  private struct Group {
    var account: String
    var asset: String
    var range: Range<Int>
  }

  /// A record whose instant, amount and kind others have too.
  private struct Tied {
    /// The first 16 bytes of the reference, the first highest.
    var prefix: UInt128
    /// The number in the break's id.
    var number: UInt64
    var record: BreakRecord
  }

  func sort(_ records: inout [BreakRecord]) {
    let groups = self.groups(records)
    if groups.count > 1 {
      var together: [BreakRecord] = []
      together.reserveCapacity(records.count)
      for group in groups { together += records[group.range] }
      records = together
    }
    var (start, first) = (0, 0)
    while start < groups.count {
      var end = start + 1
      while end < groups.count, !BreakOrder.precedes(groups[start], groups[end]) { end += 1 }
      let last = first + groups[start..<end].reduce(0) { $0 + $1.range.count }
      // In place: a slice of the array would be a copy.
      records.withUnsafeMutableBufferPointer {
        sortOne(UnsafeMutableBufferPointer(rebasing: $0[first..<last]))
      }
      (start, first) = (end, last)
    }
  }

  /// Stretches of one account and asset, in order; two may be of the same.
  private func groups(_ records: [BreakRecord]) -> [Group] {
    var groups: [Group] = []
    for (index, record) in records.enumerated() {
      let (account, asset) = maker.names(record)
      if let last = groups.last, last.account == account, last.asset == asset {
        groups[groups.count - 1].range = last.range.lowerBound..<index + 1
      } else {
        groups.append(Group(account: account, asset: asset, range: index..<index + 1))
      }
    }
    return groups.sorted(by: BreakOrder.precedes)
  }

  private static func precedes(_ one: Group, _ other: Group) -> Bool {
    if one.account != other.account { return one.account.precedes(other.account) }
    return one.asset != other.asset && one.asset.precedes(other.asset)
  }

  private func sortOne(_ some: UnsafeMutableBufferPointer<BreakRecord>) {
    var records = some
    records.sort { one, other in
      let (left, right) = (time(one), time(other))
      return left == right ? byNumbers(one, other) < 0 : left < right
    }
    var start = records.startIndex
    while start < records.endIndex {
      var end = start + 1
      while end < records.endIndex, time(records[end]) == time(records[start]),
        byNumbers(records[start], records[end]) == 0
      {
        end += 1
      }
      if end - start > 1 {
        var tied = records[start..<end].map(tie)
        tied.sort(by: precedes)
        for (place, item) in tied.enumerated() { records[start + place] = item.record }
      }
      start = end
    }
  }

  /// Nanoseconds; the least number without an instant.
  private func time(_ record: BreakRecord) -> Int64 { maker.instant(record)?.nanoseconds ?? .min }

  /// Compares instant, amount and kind: negative, zero or positive as the one is before, with or
  /// after the other. What has none of them comes first.
  private func byNumbers(_ one: BreakRecord, _ other: BreakRecord) -> Int {
    if one.form == .told || other.form == .told {
      let (left, right) = (maker.instant(one) != nil, maker.instant(other) != nil)
      if left != right { return left ? 1 : -1 }
    }
    if let left = maker.amount(one) {
      guard let right = maker.amount(other) else { return 1 }
      if left != right { return left < right ? -1 : 1 }
    } else if maker.amount(other) != nil {
      return -1
    }
    let (left, right) = (maker.kind(one).rawValue, maker.kind(other).rawValue)
    return left == right ? 0 : (left.precedes(right) ? -1 : 1)
  }

  private func tie(_ record: BreakRecord) -> Tied {
    guard let (side, row) = record.openEntry else {
      let found = maker.made(record)
      var reference = found.reference
      return Tied(
        prefix: reference.withUTF8(BreakOrder.prefix), number: ContentName.number(in: found.id),
        record: record)
    }
    let contents = maker.naming.contents(side)
    return Tied(
      prefix: contents.withReference(row, BreakOrder.prefix),
      number: maker.naming.breakNumber(side, row, entry: contents.number(row)), record: record)
  }

  private static func prefix(_ text: Bytes) -> UInt128 {
    var prefix: UInt128 = 0
    for place in 0..<16 {
      prefix = prefix << 8 | UInt128(place < text.count ? text[place] : 0)
    }
    return prefix
  }

  /// Reference, side, detail, id.
  private func precedes(_ one: Tied, _ other: Tied) -> Bool {
    if one.prefix != other.prefix { return one.prefix < other.prefix }
    if let (side, row) = one.record.openEntry, let (otherSide, otherRow) = other.record.openEntry,
      side == otherSide,
      maker.naming.contents(side).referenceKey(row)
        == maker.naming.contents(side).referenceKey(otherRow)
    {
      if one.record.classifier == other.record.classifier, one.record.detail == other.record.detail
      {
        return one.number < other.number
      }
    }
    return Break.canonicalOrder(maker.made(one.record), maker.made(other.record))
  }
}
