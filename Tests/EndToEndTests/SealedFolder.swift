import Foundation

/// One run folder that a run left.
struct SealedFolder {
  let url: URL

  /// Every run folder below an archive, in order of name.
  static func all(in archive: URL) -> [SealedFolder] {
    let books = names(in: archive).map { archive.appending(path: $0) }
    return books.flatMap { book in
      names(in: book).map { SealedFolder(url: book.appending(path: $0)) }
    }
  }

  /// What is in an archive and is no book folder, lock or whole run folder: must be nothing.
  static func leftovers(in archive: URL) -> [String] {
    var found: [String] = []
    for book in everything(in: archive) {
      for name in everything(in: archive.appending(path: book)) where name != ".lock" {
        let run = archive.appending(path: book).appending(path: name)
        let sealed = run.appending(path: "run-manifest.json.sig").path
        if name.hasPrefix(".") || !FileManager.default.fileExists(atPath: sealed) {
          found.append("\(book)/\(name)")
        }
      }
    }
    return found
  }

  private static func names(in folder: URL) -> [String] {
    everything(in: folder).filter { !$0.hasPrefix(".") }
  }

  private static func everything(in folder: URL) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
  }

  /// A report's bytes.
  func report(_ name: String) throws -> Data {
    try Data(contentsOf: url.appending(path: "data/reports/\(name)"))
  }

  /// A report's JSON.
  func json(_ name: String) throws -> [String: Any] {
    try JSONSerialization.jsonObject(with: report(name)) as? [String: Any] ?? [:]
  }

  /// A part of the manifest's predicate: `run`, `chain`.
  func manifest(_ part: String) throws -> [String: Any] {
    let data = try Data(contentsOf: url.appending(path: "run-manifest.json"))
    let value = try JSONSerialization.jsonObject(with: data) as? [String: Any]
    return (value?["predicate"] as? [String: Any])?[part] as? [String: Any] ?? [:]
  }

  func breaks() throws -> [[String: Any]] {
    try json("breaks.json")["breaks"] as? [[String: Any]] ?? []
  }

  /// `KIND asset amount` of every break, in the report's order.
  func breakLines() throws -> [String] {
    try breaks().map { item in
      ["kind", "asset", "amount"].map { key in
        let text = item[key] as? String ?? ""
        return text.isEmpty ? "-" : text
      }
      .joined(separator: " ")
    }
  }

  /// Key stages of the run, one JSON value a line.
  func work(_ name: String) throws -> [[String: Any]] {
    let data = try Data(contentsOf: url.appending(path: "data/work/\(name)"))
    return try data.split(separator: 0x0A).map { line in
      try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any] ?? [:]
    }
  }
}
