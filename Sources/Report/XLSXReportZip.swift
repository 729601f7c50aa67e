/// What is in a zip file that is in memory (APPNOTE.TXT 6.3.10, without zip64).
struct XLSXReportZip {
  struct Entry {
    let name: [UInt8]
    let crc: UInt32
    /// Where its bytes stand, deflated or as they are.
    let packed: Range<Int>
    let size: Int
    let isDeflated: Bool

    var isSheet: Bool { name.starts(with: "xl/worksheets/sheet".utf8) }
  }

  let bytes: [UInt8]
  /// In order of the directory.
  let entries: [Entry]

  private static let localLength = 30
  private static let directoryLength = 46
  private static let endLength = 22

  /// Nil if the bytes are no zip file, whole to its end, of entries deflated or as they are.
  init?(_ bytes: [UInt8]) {
    let number = { (place: Int, width: Int) -> Int in
      (0..<width).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
    }
    let end = bytes.count - Self.endLength
    guard end >= 0, number(end, 4) == 0x0605_4B50 else { return nil }
    var place = number(end + 16, 4)
    var entries: [Entry] = []
    for _ in 0..<number(end + 10, 2) {
      guard place + Self.directoryLength <= end, number(place, 4) == 0x0201_4B50,
        [0, 8].contains(number(place + 10, 2))
      else { return nil }
      let names = place + Self.directoryLength
      let next = names + number(place + 28, 2) + number(place + 30, 2) + number(place + 32, 2)
      let local = number(place + 42, 4)
      guard next <= end, local + Self.localLength <= end, number(local, 4) == 0x0403_4B50 else {
        return nil
      }
      let start = local + Self.localLength + number(local + 26, 2) + number(local + 28, 2)
      let packed = number(place + 20, 4)
      guard start + packed <= end else { return nil }
      entries.append(
        Entry(
          name: Array(bytes[names..<names + number(place + 28, 2)]),
          crc: UInt32(number(place + 16, 4)), packed: start..<start + packed,
          size: number(place + 24, 4), isDeflated: number(place + 10, 2) == 8))
      place = next
    }
    guard place == end else { return nil }
    self.bytes = bytes
    self.entries = entries
  }

  /// The bytes of an entry; nil if they are not whole.
  func content(of entry: Entry) -> [UInt8]? {
    guard entry.isDeflated else {
      return entry.size == entry.packed.count ? Array(bytes[entry.packed]) : nil
    }
    return XLSXReportDeflated.inflated(bytes[entry.packed], size: entry.size, crc: entry.crc)
  }
}
