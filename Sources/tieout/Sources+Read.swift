import Accounting
import Seal

extension Sources {
  /// To be asked when everything is written: reports fetch the texts of large files from these.
  ///
  /// - Throws: `.system` if a file's bytes could not be had a second time.
  func checkRead() throws(SealError) {
    for source in all {
      guard let code = source.window?.error, code != 0 else { continue }
      throw .system(call: "read again", path: source.name, code: code)
    }
  }
}
