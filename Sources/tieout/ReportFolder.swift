import Accounting
import Foundation
import Report
import Seal

/// A plain folder with the report files alone: no evidence, for looking and measuring. Files of
/// their names that are there are written anew.
struct ReportFolder {
  let path: String

  func write(_ result: RunResult) throws {
    let reconciliation = result.reconciliation
    let origin = ReportOrigin(sourceNames: result.sources.all.map(\.name))
    let threads = result.plan.threads
    let notes = BreakNotes(result, LinePlaces(result.sources), result.nearestMisses())
    try makeFolder()
    let workbook = "\(path)/\(XLSXReport.name)"
    try Concurrently.beside(threads: threads) {
      try XLSXReport.write(
        reconciliation, origin: origin, notes: notes, to: workbook, threads: threads)
    } body: {
      for writer in reportWriters {
        let place = "\(path)/\(writer.name)"
        let descriptor = try create(place)
        do {
          try writer.write(reconciliation, origin: origin, threads: threads) {
            try FileWriter.write($0, to: descriptor, path: place)
          }
        } catch {
          close(descriptor)
          throw error
        }
        try FileWriter.close(descriptor, path: place)
      }
    }
    try result.sources.checkRead()
  }

  private func makeFolder() throws(SealError) {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw .system(call: "make folder", path: path, code: errno == 0 ? ENOTDIR : errno)
    }
  }

  private func create(_ place: String) throws(SealError) -> Int32 {
    let flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC
    let descriptor = uninterrupted { open(place, flags, 0o644) }
    guard descriptor >= 0 else { throw .system(call: "create", path: place, code: errno) }
    return descriptor
  }
}
