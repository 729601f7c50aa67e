import Accounting
import TestSupport
import Testing

@Suite struct ReferenceKeyTests {
  static func key(_ bytes: [UInt8]) -> ReferenceKey {
    bytes.withUnsafeBufferPointer { ReferenceKey(of: $0) }
  }

  static func key(_ text: String) -> ReferenceKey { key(Array(text.utf8)) }

  /// Recorded, from another program with the same rule: a key is part of break ids, which must be
  /// the same on every machine and tomorrow.
  @Test(arguments: [
    ("a", "ef0383a70053e353-b305011f53de91b9"),
    ("L4UESK-ABCDEF-123456", "cd20cc99a2400f61-fcf17a90e030ad04"),
    ("3f2504e0-4f89-11d3-9a0c-0305e82c3301", "309191042347b8ac-f0c4e6bed3f81bed"),
  ])
  func `a key never changes`(text: String, hexadecimal: String) {
    let key = Self.key(text)
    #expect(String(key.high, radix: 16) + "-" + String(key.low, radix: 16) == hexadecimal)
  }

  @Test func `no bytes give no key, and any byte gives one`() {
    #expect(Self.key([]) == .none)
    for byte in UInt8.min...UInt8.max { #expect(Self.key([byte]) != .none) }
  }

  @Test func `a key depends on the bytes alone, not on where they stand`() {
    let text = Array("0123456789abcdefghijklmnopqrstuvwxyz-0123456789".utf8)
    for count in 1...text.count {
      let alone = Self.key(Array(text[..<count]))
      for shift in 0..<9 {
        let padded = Array(repeating: UInt8(ascii: "x"), count: shift) + text + [0xFF]
        let key = padded.withUnsafeBufferPointer { buffer in
          ReferenceKey(of: Bytes(rebasing: buffer[shift..<shift + count]))
        }
        #expect(key == alone)
      }
    }
  }

  /// Both halves must be unique by themselves: partitions and tables use one of them.
  @Test func `a million ids of one series share no half of a key`() {
    var (high, low) = (Set<UInt64>(), Set<UInt64>())
    let count = 1_000_000
    high.reserveCapacity(count)
    low.reserveCapacity(count)
    for number in 0..<count {
      let key = Self.key("ref-2026-\(number)")
      high.insert(key.high)
      low.insert(key.low)
    }
    #expect(high.count == count && low.count == count)
  }

  @Test func `zeros, repeated bytes and every length differ`() {
    var keys = Set<ReferenceKey>()
    var (high, low) = (Set<UInt64>(), Set<UInt64>())
    var count = 0
    for byte in UInt8.min...UInt8.max {
      for length in 1...100 {
        let key = Self.key(Array(repeating: byte, count: length))
        keys.insert(key)
        high.insert(key.high)
        low.insert(key.low)
        count += 1
      }
    }
    #expect(keys.count == count && high.count == count && low.count == count)
  }

  @Test func `words made to blot out a lane blot out nothing`() {
    // The mixer's own starting values and multipliers, in every place of a text.
    let words: [UInt64] = [
      0, UInt64.max, 0x2d35_8dcc_aa6c_78a5, 0x8bb8_4b93_962e_acc9, 0x9e37_79b9_7f4a_7c15,
      0xe703_7ed1_a0b4_28db, 0xa076_1d64_78bd_642f, 1 << 63, 1,
    ]
    var texts: [[UInt64]] = [[]]
    for _ in 0..<4 { texts += texts.flatMap { text in words.map { text + [$0] } } }
    let distinct = Set(texts)
    var (keys, high, low) = (Set<ReferenceKey>(), Set<UInt64>(), Set<UInt64>())
    for text in distinct {
      var bytes: [UInt8] = [7]
      for word in text {
        for shift in stride(from: 0, to: 64, by: 8) {
          bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(shift)))
        }
      }
      let key = Self.key(Array(bytes.dropFirst()) + [])
      guard !text.isEmpty else { continue }
      keys.insert(key)
      high.insert(key.high)
      low.insert(key.low)
    }
    let count = distinct.count - 1
    #expect(keys.count == count && high.count == count && low.count == count)
  }

  @Test func `one bit turns about half of the key's bits`() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    for length in [1, 4, 7, 8, 9, 15, 16, 17, 20, 24, 31, 32, 36, 64] {
      var (least, most, sum, count) = (128, 0, 0, 0)
      for _ in 0..<40 {
        let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
        let key = Self.key(bytes)
        for bit in 0..<length * 8 {
          var other = bytes
          other[bit / 8] ^= 1 << UInt8(bit % 8)
          let turned = Self.key(other)
          let distance =
            (key.high ^ turned.high).nonzeroBitCount + (key.low ^ turned.low).nonzeroBitCount
          (least, most) = (min(least, distance), max(most, distance))
          sum += distance
          count += 1
        }
      }
      #expect(least > 24 && most < 104, "seed \(seed), length \(length)")
      #expect(abs(sum - count * 64) < count * 2, "seed \(seed), length \(length)")
    }
  }

  @Test func `how items are cut is part of the key`() {
    func key(_ body: (inout KeyMixer) -> Void) -> ReferenceKey {
      var mixer = KeyMixer()
      body(&mixer)
      return mixer.key
    }
    let keys: [ReferenceKey] = [
      key { _ in }, key { $0.combine("") },
      key { mixer in
        mixer.combine("")
        mixer.combine("")
      },
      key { $0.combine("abc") },
      key { mixer in
        mixer.combine("ab")
        mixer.combine("c")
      },
      key { mixer in
        mixer.combine("a")
        mixer.combine("bc")
      },
      key { $0.combine(0) }, key { $0.combine(UInt64(1)) }, key { $0.combine("\0\0\0\0\0\0\0\0") },
      key { $0.combine("\u{1}\0\0\0\0\0\0\0") },
      key { mixer in
        mixer.combine(UInt64(1))
        mixer.combine(UInt64(2))
      },
      key { mixer in
        mixer.combine(UInt64(2))
        mixer.combine(UInt64(1))
      },
    ]
    #expect(Set(keys).count == keys.count)
    #expect(!keys.contains(.none))
    #expect(key { $0.combine("abc") } == Self.key("abc"))
  }

  @Test func `keys have one order`() {
    let keys = (0..<100).map { Self.key("\($0)") }.sorted()
    for (one, other) in zip(keys, keys.dropFirst()) {
      #expect(one < other && !(other < one))
    }
    #expect(ReferenceKey(high: 1, low: 9) < ReferenceKey(high: 2, low: 0))
    #expect(ReferenceKey(high: 1, low: 0) < ReferenceKey(high: 1, low: 9))
  }
}
