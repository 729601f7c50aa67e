#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The folder `reviews` in a sealed run: files are added, never changed.
///
/// A review is three files, or two if it was signed by other tools. All are on disk under names of
/// their own before the first gets its place, so that a killed program leaves a review whole or not
/// there: the next one finishes it.
package enum ReviewFolder {
  package static let name = "reviews"
  package static let statementEnd = ".json"
  package static let signatureEnd = ".json.sig"
  package static let envelopeEnd = ".dsse.json"

  /// The files of one review as bytes.
  package struct Files: Sendable {
    package let statement: [UInt8]
    package let signature: [UInt8]
    /// Nil if the signer made none.
    package let envelope: [UInt8]?

    package init(statement: [UInt8], signature: [UInt8], envelope: [UInt8]?) {
      self.statement = statement
      self.signature = signature
      self.envelope = envelope
    }
  }

  /// Adds a review to a run folder.
  ///
  /// - Parameter reviewer: of whose name the file's is made.
  /// - Returns: the statement's path in the run folder: `reviews/01-amy.json`.
  package static func add(
    _ files: Files, by reviewer: String, to run: String
  ) throws(SealError) -> String {
    let runFolder = try Folder(run, path: run)
    try runFolder.lock()
    defer { runFolder.unlock() }
    try runFolder.make(name)
    try runFolder.sync()
    let folder = try runFolder.open(name)
    try finishOthers(in: folder)
    let number = try folder.names().compactMap(Self.number).max() ?? 0
    guard number < 99 else { throw .sequenceExhausted(folder.path) }
    let stem = (number < 9 ? "0" : "") + "\(number + 1)-\(slug(reviewer))"
    // The statement last: it is what a review is looked for by.
    var list = [(stem + signatureEnd, files.signature)]
    if let envelope = files.envelope { list.append((stem + envelopeEnd, envelope)) }
    list.append((stem + statementEnd, files.statement))
    for (name, bytes) in list {
      var file = try folder.create(staged(name))
      try file.append(bytes)
      _ = try file.finish(as: name)
    }
    try folder.sync()
    for (name, _) in list { try folder.rename(staged(name), to: name) }
    try folder.sync()
    return "\(Self.name)/\(stem)\(statementEnd)"
  }

  /// A file while it is written: `.01-amy.json.tmp`.
  package static func staged(_ name: String) -> String { ".\(name).tmp" }

  /// The name a staged file is to get; nil if it is none.
  package static func unstaged(_ name: String) -> String? {
    let bytes = Array(name.utf8)
    guard bytes.count > 5, bytes.first == UInt8(ascii: "."),
      bytes.suffix(4).elementsEqual(".tmp".utf8)
    else { return nil }
    return String(decoding: bytes[1..<bytes.count - 4], as: UTF8.self)
  }

  /// A file's name without its end, and that; nil if it is no file of a review.
  package static func parts(_ name: String) -> (stem: String, end: String)? {
    for end in [envelopeEnd, signatureEnd, statementEnd] where name.utf8.count > end.utf8.count {
      let stem = name.utf8.dropLast(end.utf8.count)
      guard name.utf8.suffix(end.utf8.count).elementsEqual(end.utf8) else { continue }
      let text = String(decoding: Array(stem), as: UTF8.self)
      guard number(text) != nil, text.utf8.allSatisfy({ $0 != UInt8(ascii: ".") }) else {
        return nil
      }
      return (text, end)
    }
    return nil
  }

  /// The number of `01-amy` or `01-amy.json`; nil if it has another form.
  package static func number(_ name: String) -> Int? {
    let bytes = Array(name.utf8)
    guard bytes.count > 3, bytes[0] &- 0x30 < 10, bytes[1] &- 0x30 < 10,
      bytes[2] == UInt8(ascii: "-")
    else { return nil }
    let number = Int(bytes[0] - 0x30) * 10 + Int(bytes[1] - 0x30)
    return number > 0 ? number : nil
  }

  /// A safe name without dots, short enough for its ends.
  private static func slug(_ reviewer: String) -> String {
    let safe = SafeName.slug(of: reviewer)
    let bytes = safe.utf8.map { $0 == UInt8(ascii: ".") ? UInt8(ascii: "-") : $0 }
    return String(decoding: bytes.prefix(60), as: UTF8.self)
  }

  /// Finishes a review that a killed program had begun to show; removes one it had not.
  private static func finishOthers(in folder: borrowing Folder) throws(SealError) {
    let names = try folder.names()
    let shown = Set(names.compactMap { parts($0)?.stem })
    for name in names {
      guard let final = unstaged(name) else { continue }
      if let stem = parts(final)?.stem, shown.contains(stem) {
        try folder.rename(name, to: final)
      } else {
        try folder.remove(name)
      }
    }
  }
}
