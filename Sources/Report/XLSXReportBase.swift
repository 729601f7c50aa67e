import Accounting
import Foundation

/// The file that the library writes, read back and gone.
struct XLSXReportBase {
  let path: String
  /// The workbook's own path, for messages.
  let shown: String

  /// How often it is written: the library takes no second try at a call that a signal cut short.
  private static let tries = 3

  /// - Parameter write: has the library write the file, and gives a plan a sheet.
  /// - Throws: `XLSXReportError` unless the file is whole.
  func make(
    _ write: (_ path: String) throws(XLSXReportError) -> [XLSXReportPlan]
  ) throws(XLSXReportError) -> (XLSXReportZip, [XLSXReportPlan]) {
    defer { _ = uninterrupted { unlink(path) } }
    var triesLeft = Self.tries
    while true {
      triesLeft -= 1
      do {
        let plans = try write(path)
        let zip = XLSXReportZip(try bytes())
        try XLSXReportCheck.check(zip, holds: plans.map(\.head))
        guard let zip else { throw XLSXReportCheck.Incomplete() }
        return (zip, plans)
      } catch {
        guard triesLeft == 0 else { continue }
        let fault = XLSXReportError.of(error, shown)
        guard let cause else { throw fault }
        throw XLSXReportError(path: shown, message: "\(fault.message): \(cause)")
      }
    }
  }

  /// What the system says if we write a file ourselves: the library does not tell. Nil if that is
  /// possible.
  private var cause: String? {
    let descriptor = uninterrupted { open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600) }
    guard descriptor >= 0 else { return String(cString: strerror(errno)) }
    var file = XLSXReportZipWriter(descriptor: descriptor)
    defer { close(descriptor) }
    do {
      try file.append([UInt8](repeating: 0, count: 1 << 16))
    } catch {
      return String(cString: strerror(error.code))
    }
    return nil
  }

  private func bytes() throws(XLSXReportZipWriter.Fault) -> [UInt8] {
    let descriptor = uninterrupted { open(path, O_RDONLY | O_CLOEXEC) }
    guard descriptor >= 0 else { throw XLSXReportZipWriter.Fault(code: errno) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let got = uninterrupted { read(descriptor, &piece, piece.count) }
      guard got >= 0 else { throw XLSXReportZipWriter.Fault(code: errno) }
      if got == 0 { return bytes }
      bytes += piece[..<got]
    }
  }
}
