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
    let names = result.sources.all.map(\.name)
    let threads = result.plan.threads
    try makeFolder()
    let workbook = "\(path)/\(XLSXReport.name)"
    try Concurrently.beside(threads: threads) {
      try XLSXReport.write(reconciliation, sourceNames: names, to: workbook)
    } body: {
      for writer in reportWriters {
        var file = try create(writer.name)
        try writer.write(reconciliation, sourceNames: names, threads: threads) {
          try file.append($0)
        }
        try file.close()
      }
    }
  }

  private func makeFolder() throws(SealError) {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw .system(call: "make folder", path: path, code: errno == 0 ? ENOTDIR : errno)
    }
  }

  private func create(_ name: String) throws(SealError) -> PlainFile {
    let flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC
    let place = "\(path)/\(name)"
    let descriptor = open(place, flags, 0o644)
    guard descriptor >= 0 else { throw .system(call: "create", path: place, code: errno) }
    return PlainFile(descriptor: descriptor, path: place)
  }
}

/// A file that is written from its start to its end.
private struct PlainFile: ~Copyable {
  private var descriptor: Int32
  private let path: String

  init(descriptor: Int32, path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  deinit { if descriptor >= 0 { _ = systemClose(descriptor) } }

  func append(_ bytes: [UInt8]) throws(SealError) {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes {
        write(descriptor, $0.baseAddress! + done, bytes.count - done)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        throw .system(call: "write", path: path, code: count < 0 ? errno : EIO)
      }
      done += count
    }
  }

  mutating func close() throws(SealError) {
    let closing = descriptor
    descriptor = -1
    guard systemClose(closing) == 0 || errno == EINTR else {
      throw .system(call: "close", path: path, code: errno)
    }
  }
}

/// The system's `close`, under a name that the type's own method does not hide.
private func systemClose(_ descriptor: Int32) -> Int32 { close(descriptor) }
