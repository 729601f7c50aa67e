import Accounting
import Foundation
import Report
import Testing

/// All reports of a reconciliation in a scratch folder.
struct Written {
  let folder: URL

  init(
    _ reconciliation: Reconciliation, in folder: URL, rowLimit: Int = XLSXReport.rowLimit
  ) throws {
    self.folder = folder
    for writer in reportWriters {
      let bytes = try Written.bytes(of: writer, reconciliation)
      try Data(bytes).write(to: folder.appending(path: writer.name))
    }
    try XLSXReport.write(
      reconciliation, origin: Fixture.origin, notes: Fixture.notes,
      to: folder.appending(path: XLSXReport.name).path, rowLimit: rowLimit)
  }

  func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: folder.appending(path: name)))
  }

  /// The bytes of one of the reports made in memory.
  static func report(_ name: String, _ reconciliation: Reconciliation) throws -> [UInt8] {
    let writer = try #require(reportWriters.first { $0.name == name })
    return try bytes(of: writer, reconciliation)
  }

  static func bytes(
    of writer: ReportWriter, _ reconciliation: Reconciliation, threads: Int = 1
  ) throws -> [UInt8] {
    var bytes: [UInt8] = []
    try writer.write(
      reconciliation, origin: Fixture.origin, threads: threads
    ) { bytes += $0 }
    return bytes
  }

  static func text(_ name: String, _ reconciliation: Reconciliation) throws -> String {
    String(decoding: try report(name, reconciliation), as: UTF8.self)
  }
}
