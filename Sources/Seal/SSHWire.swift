/// Writes the wire form of SSH (RFC 4251 section 5).
struct SSHWire {
  private(set) var bytes: [UInt8] = []

  mutating func append(_ number: UInt32) {
    for shift: UInt32 in [24, 16, 8, 0] {
      bytes.append(UInt8(truncatingIfNeeded: number >> shift))
    }
  }

  mutating func append(raw: [UInt8]) { bytes.append(contentsOf: raw) }

  /// A length of four bytes, then the bytes.
  mutating func append(string: [UInt8]) {
    append(UInt32(string.count))
    bytes.append(contentsOf: string)
  }
}

/// Reads the wire form of SSH; nil when the bytes end too soon.
struct SSHWireReader {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { rest = bytes[...] }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func raw(_ count: Int) -> [UInt8]? {
    guard count <= rest.count else { return nil }
    defer { rest = rest.dropFirst(count) }
    return Array(rest.prefix(count))
  }

  mutating func number() -> UInt32? {
    raw(4)?.reduce(0) { $0 << 8 | UInt32($1) }
  }

  mutating func string() -> [UInt8]? {
    guard let count = number() else { return nil }
    return raw(Int(count))
  }
}
