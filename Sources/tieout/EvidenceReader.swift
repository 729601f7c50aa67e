import Accounting
import Foundation
import Seal

#if canImport(Glibc)
  import Glibc
#endif

/// Reads what a run folder says, for `explain`. It trusts the folder: `tieout verify` checks it.
struct EvidenceReader {
  let folder: String

  /// The breaks of `breaks.json`.
  func breaks() throws -> [JSONValue] {
    let bytes = try content("data/reports/breaks.json")
    return try JSONParser.value(of: bytes, sizeLimit: 1 << 30)["breaks"]?.items ?? []
  }

  /// The JSON lines of a file that hold any of the texts; others are not parsed.
  func lines(of path: String, holding texts: [String]) throws -> [JSONValue] {
    guard !texts.isEmpty else { return [] }
    let needles = texts.map { Array("\"\($0)\"".utf8) }
    let bytes = try content(path)
    return try bytes.split(separator: UInt8(ascii: "\n"))
      .filter { line in needles.contains { line.holds($0) } }
      .map { try JSONParser.value(of: Array($0)) }
  }

  /// The archived input's bytes of a place, as text.
  func rawText(source: String, offset: Int, length: Int) throws -> String? {
    let manifest = try JSONParser.value(of: try content("run-manifest.json"))
    let inputs = manifest["predicate"]?["inputs"]?.items ?? []
    guard let input = inputs.first(where: { $0["original_name"]?.text == source }),
      let path = input["name"]?.text, input["compressed"] != .bool(true)
    else { return nil }
    guard let bytes = bytes(of: path, at: offset, count: length) else { return nil }
    let encoding = input["encoding"]?.text.flatMap(TextEncoding.init(rawValue:)) ?? .utf8
    let raw = FieldText.decoded(
      bytes, encoding: encoding, escape: .none)
    return String(decoding: raw, as: UTF8.self)
  }

  /// The bytes of a range of a file, which may be large; nil if it has no such range.
  private func bytes(of path: String, at offset: Int, count: Int) -> [UInt8]? {
    guard offset >= 0, count >= 0,
      let file = FileHandle(forReadingAtPath: "\(folder)/\(path)")
    else { return nil }
    defer { try? file.close() }
    guard (try? file.seek(toOffset: UInt64(offset))) != nil,
      let data = try? file.read(upToCount: count) ?? Data(), data.count == count
    else { return nil }
    return [UInt8](data)
  }

  private func content(_ path: String) throws -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: "\(folder)/\(path)") else {
      throw SettingsFault(
        "run-folder-unreadable", Place(file: "\(folder)/\(path)"), "the file cannot be read",
        hint: "is this a whole run folder? `tieout verify` says what is missing")
    }
    return [UInt8](data)
  }
}

extension ArraySlice<UInt8> {
  fileprivate func holds(_ needle: [UInt8]) -> Bool {
    guard count >= needle.count else { return false }
    return withUnsafeBufferPointer { line in
      needle.withUnsafeBufferPointer { needle in
        (0...line.count - needle.count).contains { start in
          line[start] == needle[0]
            && memcmp(line.baseAddress! + start, needle.baseAddress!, needle.count) == 0
        }
      }
    }
  }
}
