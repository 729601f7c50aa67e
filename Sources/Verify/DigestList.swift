import Seal

/// A list in the form of `sha256sum`: what it says and whether the folder agrees.
struct DigestList {
  struct Entry {
    let digest: String
    let path: String
  }

  /// Findings of `manifest-sha256.txt` against the files below `data/`.
  static func payloadFindings(_ contents: FolderContents) -> [Finding] {
    guard let bytes = contents.content(Layout.payloadList) else { return [] }
    return findings(
      bytes, of: Layout.payloadList, in: contents, files: contents.payload, isSafe: isPayloadPath)
  }

  /// Findings of `tagmanifest-sha256.txt` against the files it must cover.
  static func tagFindings(_ contents: FolderContents) -> [Finding] {
    guard let bytes = contents.content(Layout.tagList) else { return [] }
    let files = Layout.taggedFiles.compactMap { contents.files[$0] }
    return findings(bytes, of: Layout.tagList, in: contents, files: files) {
      Layout.taggedFiles.contains($0)
    }
  }

  private static func findings(
    _ bytes: [UInt8], of list: String, in contents: FolderContents, files: [FoundFile],
    isSafe: (String) -> Bool
  ) -> [Finding] {
    guard let entries = entries(bytes) else {
      return [Finding(.listNotCanonical, list, expected: "lines of digest, two blanks, path")]
    }
    var findings: [Finding] = []
    var listed: Set<String> = []
    let found = Dictionary(files.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    for entry in entries {
      guard isSafe(entry.path) else {
        findings.append(Finding(.nameUnsafe, list, actual: entry.path))
        continue
      }
      guard listed.insert(SafeName.folded(entry.path)).inserted else {
        findings.append(Finding(.nameCollision, list, actual: entry.path))
        continue
      }
      guard let file = found[entry.path] else {
        if !contents.isUnread(entry.path) {
          findings.append(Finding(.fileMissing, entry.path, expected: "as \(list) says"))
        }
        continue
      }
      if file.sha256 != entry.digest {
        findings.append(
          Finding(.digestDiffers, entry.path, expected: entry.digest, actual: file.sha256))
      }
    }
    let paths = Set(entries.map(\.path))
    for file in files where !paths.contains(file.path) {
      findings.append(Finding(.fileUnlisted, file.path, expected: "a line in \(list)"))
    }
    if text(entries) != bytes {
      findings.append(Finding(.listNotCanonical, list, expected: "lines in order of path"))
    }
    return findings
  }

  private static func text(_ entries: [Entry]) -> [UInt8] {
    let sorted = entries.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    return sorted.flatMap { Array("\($0.digest)  \($0.path)\n".utf8) }
  }

  /// The lines; nil if one has another form.
  static func entries(_ bytes: [UInt8]) -> [Entry]? {
    guard bytes.isEmpty || bytes.last == 0x0a else { return nil }
    var entries: [Entry] = []
    for line in bytes.split(separator: 0x0a, omittingEmptySubsequences: true) {
      let digest = String(decoding: Array(line.prefix(64)), as: UTF8.self)
      guard line.count > 66, Hex.isDigest(digest),
        line.dropFirst(64).prefix(2).elementsEqual([0x20, 0x20])
      else { return nil }
      let path = String(decoding: Array(line.dropFirst(66)), as: UTF8.self)
      entries.append(Entry(digest: digest, path: path))
    }
    return entries
  }

  /// Whether a path is `data/<room>/<safe name>`.
  static func isPayloadPath(_ path: String) -> Bool {
    let parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      .map { String(decoding: Array($0), as: UTF8.self) }
    return parts.count == 3 && Layout.folders.contains("\(parts[0])/\(parts[1])")
      && SafeName.isSafe(parts[2])
  }
}
