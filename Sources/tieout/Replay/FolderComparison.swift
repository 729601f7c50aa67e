import Accounting
import Foundation
import Seal

/// Two run folders of what should be one run: byte by byte below `data`, figure by figure in the
/// manifest.
struct FolderComparison {
  let folder: String
  let again: String

  /// - Parameter manifest: that of the folder.
  func verdict(_ manifest: JSONValue) throws -> ReplayVerdict {
    let (files, others) = (try FolderPart.files(of: folder), try FolderPart.files(of: again))
    let known = Set(files)
    for path in others where !known.contains(path) {
      return .differs(.init(path: path, expected: "no such file", found: "a file"))
    }
    let made = Set(others)
    for path in files {
      guard made.contains(path) else {
        return .differs(.init(path: path, expected: "a file", found: "no such file"))
      }
      let pair = try FilePair("\(folder)/\(path)", "\(again)/\(path)")
      if let difference = try pair.difference(path) { return .differs(difference) }
    }
    let bytes = FileManager.default.contents(atPath: "\(again)/\(FolderPart.manifest)") ?? Data()
    let other = try JSONParser.value(of: [UInt8](bytes))
    if let difference = Self.difference(
      Self.evidence(manifest), Self.evidence(other), at: "\(FolderPart.manifest)#")
    {
      return .differs(difference)
    }
    return .identical(files: files.count)
  }

  /// What is left out: who ran it, when, with which build, and where in which chain it stands.
  private static let excluded: Set<String> = [
    "clock", "chain", "signing", "run/id", "run/kind", "run/operator", "run/supersedes",
    "tool/version", "tool/compiler", "tool/target", "tool/executable_sha256",
    "tool/dependencies", "tool/source_commit", "archive/bag_info_sha256",
    "archive/verify_txt_sha256",
  ]

  private static func evidence(_ manifest: JSONValue) -> JSONValue {
    guard case .object(let top) = manifest else { return manifest }
    return JSONValue(
      members: top.members.map { member in
        (member.name, member.name == "predicate" ? without(member.value, "") : member.value)
      })
  }

  private static func without(_ value: JSONValue, _ path: String) -> JSONValue {
    guard case .object(let object) = value else { return value }
    return JSONValue(
      members: object.members.filter { !excluded.contains(path + $0.name) }.map { member in
        (member.name, path.isEmpty ? without(member.value, "\(member.name)/") : member.value)
      })
  }

  /// The first place at which two values differ.
  private static func difference(
    _ one: JSONValue, _ other: JSONValue, at path: String
  ) -> ReplayVerdict.Difference? {
    switch (one, other) {
    case (.object(let left), .object(let right)):
      let names = Set(left.members.map(\.name) + right.members.map(\.name))
      for name in names.sorted(by: ByteOrder.isLess) {
        guard let mine = left[name], let its = right[name] else {
          return .init(
            path: "\(path)/\(name)", expected: shown(left[name]), found: shown(right[name]))
        }
        if let found = difference(mine, its, at: "\(path)/\(name)") { return found }
      }
      return nil
    case (.array(let left), .array(let right)) where left.count == right.count:
      for (index, pair) in zip(left, right).enumerated() {
        if let found = difference(pair.0, pair.1, at: "\(path)/\(index)") { return found }
      }
      return nil
    default:
      return one == other ? nil : .init(path: path, expected: shown(one), found: shown(other))
    }
  }

  private static func shown(_ value: JSONValue?) -> String {
    guard let value else { return "no such field" }
    let bytes = (try? value.jcs()) ?? []
    return FilePair.shown(bytes[...])
  }
}

/// Two files, read side by side in pieces.
struct FilePair {
  private let files: [FileHandle]
  private static let pieceBytes = 1 << 20
  private static let shownBytes = 120

  init(_ one: String, _ other: String) throws {
    files = try [one, other].map { try FileHandle(forReadingFrom: URL(filePath: $0)) }
  }

  /// The first line that differs; nil if no byte does.
  func difference(_ path: String) throws -> ReplayVerdict.Difference? {
    guard let offset = try firstDifference() else { return nil }
    let isText = !path.hasSuffix(".xlsx") && !path.hasSuffix(".gz")
    guard isText else {
      return .init(path: path, line: nil, expected: "other bytes", found: "other bytes")
    }
    let (line, start) = try line(at: offset)
    let texts = try files.map { try text(of: $0, from: start) }
    return .init(path: path, line: line, expected: texts[0], found: texts[1])
  }

  /// The first byte at which the files differ, or one of them ends.
  private func firstDifference() throws -> Int? {
    var offset = 0
    while true {
      let pieces = try files.map { try $0.read(upToCount: Self.pieceBytes) ?? Data() }
      guard pieces[0] == pieces[1] else {
        return offset + zip(pieces[0], pieces[1]).prefix { $0 == $1 }.count
      }
      if pieces[0].isEmpty { return nil }
      offset += pieces[0].count
    }
  }

  /// The line a byte is in, from 1, and where it starts; the files are equal up to there.
  private func line(at offset: Int) throws -> (number: Int, start: Int) {
    try files[0].seek(toOffset: 0)
    var (number, start, position) = (1, 0, 0)
    while position < offset {
      let wanted = min(Self.pieceBytes, offset - position)
      let piece = [UInt8](try files[0].read(upToCount: wanted) ?? Data())
      guard !piece.isEmpty else { break }
      for (index, byte) in piece.enumerated() where byte == 0x0a {
        number += 1
        start = position + index + 1
      }
      position += piece.count
    }
    return (number, start)
  }

  private func text(of file: FileHandle, from offset: Int) throws -> String {
    try file.seek(toOffset: UInt64(offset))
    let bytes = [UInt8](try file.read(upToCount: Self.shownBytes * 4) ?? Data())
    guard !bytes.isEmpty else { return "the end of the file" }
    return Self.shown(bytes.prefix { $0 != 0x0a })
  }

  static func shown(_ bytes: ArraySlice<UInt8>) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    return text.count > shownBytes ? "\(text.prefix(shownBytes))…" : text
  }
}
