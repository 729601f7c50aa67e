/// A file of a run folder as it was written.
package struct FileDigest: Hashable, Sendable {
  /// Relative to the run folder: `data/reports/breaks.csv`.
  package let path: String
  /// In bytes.
  package let size: Int
  /// SHA-256, lower-case hexadecimal.
  package let sha256: String

  package init(path: String, size: Int, sha256: String) {
    self.path = path
    self.size = size
    self.sha256 = sha256
  }
}
