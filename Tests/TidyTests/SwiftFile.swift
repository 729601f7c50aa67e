import Foundation
import TestSupport

/// A Swift file as the house rules see it: its lines, and its words with their place.
struct SwiftFile: Sendable {
  struct Word: Sendable {
    let text: String
    /// From 1.
    let line: Int
    /// The bytes right before and after the word; 0 at the ends of the file.
    let before: UInt8
    let after: UInt8
    let isComment: Bool
  }

  /// From the root: `Sources/Accounting/Amount.swift`.
  let path: String
  let lines: [String]
  /// The code with comments and texts blanked out, byte by byte, line ends kept.
  let code: [UInt8]
  /// Words of code and comments; what stands in a text (a string literal) is no word.
  let words: [Word]
  /// The texts of string literals that stand on one line and hold no interpolation.
  let literals: [(line: Int, text: String)]

  init(path: String, text: String) {
    self.path = path
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var lexer = SwiftLexer(Array(text.utf8))
    lexer.run()
    code = lexer.code
    literals = lexer.literals
    words =
      SwiftFile.words(of: lexer.code, isComment: false)
      + SwiftFile.words(of: lexer.comments, isComment: true)
  }

  var codeWords: [Word] { words.filter { !$0.isComment } }

  /// The folder under `Sources` or `Tests`; empty for a file beside them.
  var room: String {
    let parts = path.split(separator: "/")
    return parts.count > 2 ? String(parts[1]) : ""
  }

  var name: String { String(path.split(separator: "/").last ?? "") }
  var isSource: Bool { path.hasPrefix("Sources/") }

  /// Every Swift file below a folder of the root, in order of path.
  static func all(in folder: String) throws -> [SwiftFile] {
    try Tree.files(in: folder).filter { $0.hasSuffix(".swift") }.map { path in
      let text = try String(contentsOf: Places.root.appending(path: path), encoding: .utf8)
      return SwiftFile(path: path, text: text)
    }
  }

  private static func words(of bytes: [UInt8], isComment: Bool) -> [Word] {
    var words: [Word] = []
    var (line, index) = (1, 0)
    while index < bytes.count {
      guard isWordByte(bytes[index]) else {
        if bytes[index] == UInt8(ascii: "\n") { line += 1 }
        index += 1
        continue
      }
      let start = index
      while index < bytes.count, isWordByte(bytes[index]) { index += 1 }
      words.append(
        Word(
          text: String(decoding: bytes[start..<index], as: UTF8.self), line: line,
          before: start > 0 ? bytes[start - 1] : 0, after: index < bytes.count ? bytes[index] : 0,
          isComment: isComment))
    }
    return words
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte == UInt8(ascii: "_") || byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26
  }
}

/// The checkout's files.
enum Tree {
  /// The paths of all files below a folder or of the file itself, from the root, sorted; build
  /// products and a user's own archive are not looked into.
  static func files(in folder: String) throws -> [String] {
    let place = Places.root.appending(path: folder)
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: place.path, isDirectory: &isFolder) else {
      return []
    }
    if !isFolder.boolValue { return [folder] }
    return try FileManager.default.contentsOfDirectory(atPath: place.path).sorted()
      .filter { $0 != ".build" && $0 != ".git" && "\(folder)/\($0)" != "reports/runs" }
      .flatMap { try files(in: "\(folder)/\($0)") }
  }

  static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: Places.root.appending(path: path).path)
  }
}
