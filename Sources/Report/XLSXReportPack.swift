import Accounting
import Foundation

/// Makes the finished workbook of the one the library wrote: the same parts, and in the sheets of
/// tables the rows below their headers.
///
/// The library prints, copies and packs a row on one thread; here threads make and pack stretches
/// of rows (`ReportPieces`), whose bounds depend on the rows alone, so that the bytes are the same
/// for any number of threads. One stretch a thread is in memory.
struct XLSXReportPack {
  let base: XLSXReportZip
  /// A plan a sheet, in order of the sheets.
  let plans: [XLSXReportPlan]
  let threads: Int

  /// Rows of one stretch: about a megabyte of XML.
  private static let stretch = 1024

  /// Writes the file to `path`; none is there after an error.
  func write(to path: String) throws(XLSXReportError) {
    let flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC
    let descriptor = uninterrupted { open(path, flags, 0o644) }
    guard descriptor >= 0 else { throw .system(path, errno) }
    do {
      var file = XLSXReportZipWriter(descriptor: descriptor)
      try write(to: &file)
      try file.finish()
    } catch {
      close(descriptor)
      unlink(path)
      throw .of(error, path)
    }
    guard close(descriptor) == 0 || errno == EINTR else {
      let code = errno
      unlink(path)
      throw .system(path, code)
    }
  }

  private func write(to file: inout XLSXReportZipWriter) throws {
    var sheet = 0
    for entry in base.entries {
      try file.begin(entry.name)
      let plan = entry.isSheet ? plans[sheet] : nil
      sheet += entry.isSheet ? 1 : 0
      if let plan, plan.rows > 0 {
        try file.end(try splice(plan, entry, into: &file))
      } else {
        try file.append(base.bytes[entry.packed])
        try file.end(
          XLSXReportZipWriter.Sums(crc: entry.crc, packed: entry.packed.count, size: entry.size))
      }
    }
  }

  /// Packs a sheet anew with its rows.
  private func splice(
    _ plan: XLSXReportPlan, _ entry: XLSXReportZip.Entry, into file: inout XLSXReportZipWriter
  ) throws -> XLSXReportZipWriter.Sums {
    guard let content = base.content(of: entry),
      let place = content.firstRange(of: Array("</sheetData>".utf8))?.lowerBound
    else { throw XLSXReportCheck.Incomplete() }
    var sums = XLSXReportZipWriter.Sums()
    func add(_ piece: XLSXReportDeflated?) throws {
      guard let piece else { throw XLSXReportZipWriter.Fault(code: ENOMEM) }
      try file.append(piece.bytes)
      sums.crc = UInt32(truncatingIfNeeded: piece.crc(after: UInt(sums.crc)))
      sums.packed += piece.bytes.count
      sums.size += piece.size
    }
    try add(XLSXReportDeflated(Array(content[..<place]), isLast: false))
    try ReportPieces.write(
      rows: plan.rows, threads: threads, of: Self.stretch,
      make: { XLSXReportDeflated(plan.make($0), isLast: false) }, append: add)
    try add(XLSXReportDeflated(Array(content[place...]), isLast: true))
    return sums
  }
}

extension XLSXReportError {
  static func system(_ path: String, _ code: Int32) -> XLSXReportError {
    XLSXReportError(path: path, message: String(cString: strerror(code)))
  }

  static func of(_ error: any Error, _ path: String) -> XLSXReportError {
    switch error {
    case let fault as XLSXReportZipWriter.Fault: .system(path, fault.code)
    case let error as XLSXReportError: XLSXReportError(path: path, message: error.message)
    default: XLSXReportError(path: path, message: XLSXReportCheck.incomplete)
    }
  }
}
