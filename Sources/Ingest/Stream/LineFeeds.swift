package import Accounting
import CScan

/// Counts line feeds, many bytes at a time.
package enum LineFeeds {
  package static func count(_ bytes: Bytes) -> Int {
    bytes.baseAddress.map { count($0, to: bytes.count) } ?? 0
  }

  static func count(_ bytes: UnsafePointer<UInt8>, to end: Int) -> Int {
    Int(tieout_count(bytes, end, UInt8(ascii: "\n")))
  }
}
