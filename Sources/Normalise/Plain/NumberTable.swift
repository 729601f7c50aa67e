import Accounting

/// Small numbers by keys of 128 bits, found without a check or a count: the reading of each line
/// looks here. Who makes it deallocates it.
struct NumberTable {
  private var keys: UnsafeMutablePointer<ReferenceKey>
  private var values: UnsafeMutablePointer<Int32>
  private var mask: Int
  private var count = 0

  init() {
    mask = 255
    keys = .allocate(capacity: 256)
    keys.initialize(repeating: .none, count: 256)
    values = .allocate(capacity: 256)
    values.initialize(repeating: -1, count: 256)
  }

  func deallocate() {
    keys.deallocate()
    values.deallocate()
  }

  /// A short text as a key of its own bytes, which is no key of a longer text; nil if it is empty
  /// or longer than eight bytes.
  ///
  /// - Precondition: eight bytes from `text` on can be read.
  @inline(__always)
  static func key(_ text: UnsafePointer<UInt8>, _ count: Int) -> ReferenceKey? {
    guard count > 0, count <= 8 else { return nil }
    let bytes = UInt64(littleEndian: UnsafeRawPointer(text).loadUnaligned(as: UInt64.self))
    let shift = UInt64(truncatingIfNeeded: 64 &- (8 &* count))
    return ReferenceKey(high: (bytes &<< shift) &>> shift, low: 0)
  }

  /// The number of a key; -1 if it has none.
  ///
  /// - Precondition: the key is not `.none`.
  @inline(__always)
  func find(_ key: ReferenceKey) -> Int32 {
    var slot = NumberTable.slot(key) & mask
    while true {
      let found = keys[slot]
      if found.high == key.high, found.low == key.low { return values[slot] }
      if found.high == 0, found.low == 0 { return -1 }
      slot = (slot &+ 1) & mask
    }
  }

  /// - Precondition: the key is not there.
  mutating func insert(_ key: ReferenceKey, _ value: Int32) {
    if (count + 1) * 2 > mask + 1 { grow() }
    put(key, value)
    count += 1
  }

  @inline(__always)
  private static func slot(_ key: ReferenceKey) -> Int {
    let mixed = (key.high ^ (key.low &<< 1)) &* 0x9e37_79b9_7f4a_7c15
    return Int(truncatingIfNeeded: mixed &>> 40)
  }

  private func put(_ key: ReferenceKey, _ value: Int32) {
    var slot = NumberTable.slot(key) & mask
    while keys[slot] != .none { slot = (slot + 1) & mask }
    keys[slot] = key
    values[slot] = value
  }

  private mutating func grow() {
    let (oldKeys, oldValues, size) = (keys, values, mask + 1)
    mask = size * 2 - 1
    keys = .allocate(capacity: size * 2)
    keys.initialize(repeating: .none, count: size * 2)
    values = .allocate(capacity: size * 2)
    values.initialize(repeating: -1, count: size * 2)
    for slot in 0..<size where oldKeys[slot] != .none { put(oldKeys[slot], oldValues[slot]) }
    oldKeys.deallocate()
    oldValues.deallocate()
  }
}

/// A list of plain items that is read and written without a check; it grows by doubling. Who makes
/// it deallocates it.
struct PlainList<Item> {
  private(set) var items: UnsafeMutablePointer<Item>
  private(set) var count = 0
  private var capacity = 64

  init() { items = .allocate(capacity: capacity) }

  func deallocate() { items.deallocate() }

  mutating func append(_ item: Item) {
    if count == capacity {
      let larger = UnsafeMutablePointer<Item>.allocate(capacity: capacity * 2)
      larger.moveInitialize(from: items, count: count)
      items.deallocate()
      items = larger
      capacity *= 2
    }
    (items + count).initialize(to: item)
    count += 1
  }
}
