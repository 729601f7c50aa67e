import Foundation

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
  func files() -> [Found] {
    let whole = text.hasPrefix("/") ? text : joined(folder, text)
    guard text.utf8.contains(where: { "*?[".utf8.contains($0) }) else {
      return [Found(path: whole, name: name(of: whole))]
    }
    var result = glob_t()
    defer { globfree(&result) }
    guard glob(whole, GLOB_NOSORT, nil, &result) == 0 else { return [] }
    let paths = (0..<Int(result.gl_pathc)).compactMap { index in
      result.gl_pathv[index].map { String(cString: $0) }
    }
    return paths.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
      .map { Found(path: $0, name: name(of: $0)) }
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
