/// Files that lie beside what a run's signatures cover: the checkpoint, and what comes later, as
/// reviews and time stamps. The next run of the book seals their digests.
enum Sidecars {
  private static let folders = ["reviews", "timestamps"]
  private static let files = ["checkpoint.note"]

  /// SHA-256 by path in the run folder. What is still being written (a name with a dot in front) is
  /// not counted.
  static func digests(in run: borrowing Folder) throws(SealError) -> [String: String] {
    var digests: [String: String] = [:]
    for file in files where try run.has(file) {
      digests[file] = try digest(file, in: run)
    }
    for name in folders where try run.has(name) {
      let folder = try run.open(name)
      for file in try folder.names() where file.utf8.first != UInt8(ascii: ".") {
        digests["\(name)/\(file)"] = try digest(file, in: folder)
      }
    }
    return digests
  }

  private static func digest(
    _ name: String, in folder: borrowing Folder
  ) throws(SealError) -> String {
    let file = try FileReader(name, in: folder.descriptor, path: "\(folder.path)/\(name)")
    var hash = StreamedDigest()
    while case let chunk = try file.next(), !chunk.isEmpty { hash.append(chunk) }
    return hash.hex
  }
}
