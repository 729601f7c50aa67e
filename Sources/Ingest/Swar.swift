import Accounting

/// Eight bytes at a time in one register: finds bytes without looking at each.
enum Swar {
  static let low: UInt64 = 0x0101_0101_0101_0101
  static let high: UInt64 = 0x8080_8080_8080_8080

  /// The byte in each of the eight places.
  static func spread(_ byte: UInt8) -> UInt64 { UInt64(byte) &* low }

  /// A mask whose lowest set bit is in the first zero byte; 0 if no byte is zero.
  @inline(__always)
  static func zeros(_ word: UInt64) -> UInt64 { (word &- low) & ~word & high }

  /// A mask whose lowest set bit is in the first byte below 0x20; 0 if there is none.
  @inline(__always)
  static func controls(_ word: UInt64) -> UInt64 { (word &- 0x20 &* low) & ~word & high }

  @inline(__always)
  static func load(_ bytes: Bytes, _ index: Int) -> UInt64 {
    UInt64(
      littleEndian: UnsafeRawPointer(bytes.baseAddress.unsafelyUnwrapped)
        .loadUnaligned(fromByteOffset: index, as: UInt64.self))
  }

  /// Which of the eight bytes a mask's lowest bit is in.
  @inline(__always)
  static func place(_ mask: UInt64) -> Int { mask.trailingZeroBitCount &>> 3 }

  /// The first byte over 0x7F at or after an offset; the count if there is none.
  static func firstHigh(in bytes: Bytes, from start: Int) -> Int {
    var index = start
    while index &+ 8 <= bytes.count {
      let mask = load(bytes, index) & high
      if mask != 0 { return index &+ place(mask) }
      index &+= 8
    }
    while index < bytes.count, bytes[index] < 0x80 { index &+= 1 }
    return index
  }

  /// The first such byte in a range; its end if there is none.
  static func first(_ byte: UInt8, in bytes: Bytes, from start: Int, to end: Int) -> Int {
    let wanted = spread(byte)
    var index = start
    while index &+ 8 <= end {
      let mask = zeros(load(bytes, index) ^ wanted)
      if mask != 0 { return index &+ place(mask) }
      index &+= 8
    }
    while index < end, bytes[index] != byte { index &+= 1 }
    return index
  }
}

extension UInt8 {
  /// Space, tab, line feed or carriage return: what JSON allows between tokens.
  var isJSONBlank: Bool { self == 0x20 || self == 0x0A || self == 0x0D || self == 0x09 }
}
