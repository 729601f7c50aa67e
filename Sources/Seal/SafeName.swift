/// Names that are safe as a part of a path on every system.
///
/// Safe: ASCII `[A-Za-z0-9_][A-Za-z0-9._-]*`, at most 100 bytes, no dot at the end, no device
/// name of Windows.
package enum SafeName {
  package static let lengthLimit = 100

  package static func isSafe(_ name: String) -> Bool {
    let bytes = Array(name.utf8)
    guard let first = bytes.first, bytes.count <= lengthLimit, bytes.last != UInt8(ascii: "."),
      isWord(first), bytes.allSatisfy(isAllowed)
    else { return false }
    let stem = bytes.prefix { $0 != UInt8(ascii: ".") }
    return !devices.contains(folded(String(decoding: stem, as: UTF8.self)))
  }

  /// The name itself if it is safe; else what is left of it and eight digits of the SHA-256 of
  /// the real name, so that different names stay different.
  package static func slug(of name: String) -> String {
    isSafe(name) ? name : marked(name, extension: "")
  }

  /// Like `slug`, but a safe extension of a file's name stays at the end: `März.csv` becomes
  /// `M-rz-` and the digits and `.csv`.
  package static func file(of name: String) -> String {
    isSafe(name) ? name : marked(name, extension: safeExtension(of: name))
  }

  /// One safe file name for each real name, in the same order, all different even where case is
  /// not told apart. Equal real names get `-2`, `-3` …
  package static func files(of names: [String]) -> [String] {
    var groups: [String: Set<[UInt8]>] = [:]
    for name in names { groups[folded(file(of: name)), default: []].insert(Array(name.utf8)) }
    var used: Set<String> = []
    return names.map { name in
      let suffix = safeExtension(of: name)
      let plain = file(of: name)
      let isAlone = groups[folded(plain)]?.count == 1
      let base = isAlone ? plain : marked(name, extension: suffix)
      var candidate = base
      var number = 1
      while !used.insert(folded(candidate)).inserted {
        number += 1
        let stem = base.utf8.dropLast(suffix.utf8.count)
        let cut = stem.prefix(lengthLimit - suffix.utf8.count - 12)
        candidate = String(decoding: cut, as: UTF8.self) + "-\(number)" + suffix
      }
      return candidate
    }
  }

  /// ASCII letters in lower case; other bytes as they are.
  package static func folded(_ name: String) -> String {
    let bytes = name.utf8.map { (0x41...0x5a).contains($0) ? $0 | 0x20 : $0 }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func marked(_ name: String, extension suffix: String) -> String {
    let mark = "-" + String(Digest.hex(of: Array(name.utf8)).prefix(8)) + suffix
    var stem: [UInt8] = []
    for byte in name.utf8.dropLast(suffix.utf8.count) {
      if isAllowed(byte) {
        stem.append(byte)
      } else if stem.last != UInt8(ascii: "-") {
        stem.append(UInt8(ascii: "-"))
      }
      if stem.count >= lengthLimit - mark.utf8.count { break }
    }
    if stem.isEmpty || !isWord(stem[0]) { stem = [UInt8(ascii: "_")] + stem }
    stem = Array(stem.prefix(lengthLimit - mark.utf8.count))
    let name = String(decoding: stem, as: UTF8.self) + mark
    // A device name is one up to the first dot: the mark must stand before it.
    guard !isSafe(name) else { return name }
    return String(decoding: ([UInt8(ascii: "_")] + stem).prefix(80), as: UTF8.self) + mark
  }

  /// `.csv` of `a.csv`: at most ten letters or digits after the last dot; else empty.
  private static func safeExtension(of name: String) -> String {
    let bytes = Array(name.utf8)
    guard let dot = bytes.lastIndex(of: UInt8(ascii: ".")), dot > 0 else { return "" }
    let letters = bytes[(dot + 1)...]
    guard (1...10).contains(letters.count),
      letters.allSatisfy({ isWord($0) && $0 != UInt8(ascii: "_") })
    else { return "" }
    return String(decoding: bytes[dot...], as: UTF8.self)
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, UInt8(ascii: "_"): true
    default: false
    }
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    isWord(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
  }

  private static let devices: Set<String> = Set(
    ["con", "prn", "aux", "nul"] + (0...9).flatMap { ["com\($0)", "lpt\($0)"] })
}
