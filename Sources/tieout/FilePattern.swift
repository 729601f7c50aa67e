import Accounting
import Foundation
import Seal

/// Finds the files of a settings pattern: `*`, `?` and `[…]` within a name, as a shell does.
struct FilePattern {
  let text: String
  /// The settings file's folder, or the working directory.
  let folder: String

  struct Found {
    /// As the system opens it.
    var path: String
    /// Relative to the folder where it lies below it; else the file's own name.
    var name: String
  }

  /// The files in byte order of their paths; a text without pattern marks always gives itself.
  ///
  /// - Throws: `.system` if a folder cannot be listed for another reason than that it is not there
  ///   or closed to this user: a file must not seem late because the disk failed.
  func files() throws(SealError) -> [Found] {
    guard Self.hasMarks(text) else {
      let whole = text.hasPrefix("/") ? text : joined(folder, text)
      return [Found(path: whole, name: name(of: whole))]
    }
    // The folder is no pattern.
    var paths = [text.hasPrefix("/") || folder == "." || folder.isEmpty ? "" : folder + "/"]
    for (place, part) in text.split(separator: "/", omittingEmptySubsequences: false).enumerated() {
      var next: [String] = []
      for path in paths {
        let start = place == 0 ? path : path + "/"
        next += Self.hasMarks(part) ? try names(part, in: start) : [start + part]
      }
      paths = next
    }
    return paths.filter(Self.exists).sorted(by: ByteOrder.isLess)
      .map { Found(path: $0, name: name(of: $0)) }
  }

  /// Whether it is a pattern, or a name with a mark's own meaning taken away.
  private static func hasMarks(_ text: some StringProtocol) -> Bool {
    text.utf8.contains { "*?[".utf8.contains($0) }
  }

  /// What in a folder fits one part of the pattern.
  private func names(_ part: Substring, in start: String) throws(SealError) -> [String] {
    let names: [String]
    do throws(SealError) {
      names = try FolderList.names(of: start.isEmpty ? "." : start)
    } catch {
      if error.isNotThere { return [] }
      if case .system(_, _, EACCES) = error { return [] }
      throw error
    }
    return names.filter { fnmatch(String(part), $0, FNM_PERIOD) == 0 }.map { start + $0 }
  }

  private static func exists(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  private func joined(_ folder: String, _ text: String) -> String {
    folder.isEmpty || folder == "." ? text : folder + "/" + text
  }

  /// As reports show a path: relative, never a place of the machine.
  func name(of path: String) -> String {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard !text.hasPrefix("/"), !parts.contains("..") else {
      return path.split(separator: "/").last.map(String.init) ?? path
    }
    let prefix = joined(folder, "")
    return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path
  }
}
