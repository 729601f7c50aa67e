import Accounting
import Seal

/// The run folder from when the book is held: large inputs are copied into it by who reads them, so
/// that the digest is of the bytes that were parsed and of those that are kept.
final class InputCopies {
  private var folder: RunFolder?
  private var paths: [SourceID: String] = [:]
  /// Inputs that are in the folder.
  private(set) var done: [SourceID: String] = [:]

  /// Names of what killed runs had left, and is gone.
  let cleaned: [String]

  /// Begins a run folder, whose date is told when it is taken.
  init(archive: String, book: String) throws(SealError) {
    let begun = try RunFolder.begin(archive: archive, book: book, date: nil)
    cleaned = begun.cleaned
    folder = consume begun
  }

  /// Begins the copy of an input.
  ///
  /// - Returns: where its bytes go.
  func begin(_ id: SourceID, name: String) throws -> Int32 {
    let path = "data/inputs/\(name)"
    paths[id] = path
    return try folder!.beginFile(path: path)
  }

  /// Ends the copy of an input.
  ///
  /// - Parameter code: the system's error while writing; 0 if there was none.
  func end(_ id: SourceID, size: Int, digest: String, code: Int32) throws {
    guard let path = paths.removeValue(forKey: id) else { return }
    guard code == 0 else { throw SealError.system(call: "write", path: path, code: code) }
    try folder!.endFile(path: path, size: size, sha256: digest)
    done[id] = path
  }

  /// Forgets the copy of an input that is read otherwise.
  func drop(_ id: SourceID) throws {
    guard let path = paths.removeValue(forKey: id) else { return }
    try folder!.dropFile(path: path)
  }

  /// The folder, for the rest of the run; it is of this date.
  func take(date: String) throws -> RunFolder {
    var taken = folder.take()!
    try taken.setDate(date)
    return taken
  }
}
