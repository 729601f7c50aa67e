import Accounting
import Foundation
import Report
import Seal

/// Writes a run's metrics to the file that the settings or `--prom` name, whatever its end.
///
/// The file is replaced by one rename, so that whoever reads it finds the old text or the new one.
struct RunMetrics: Sendable {
  let path: String
  /// Nil before the settings are read: then that of the run before, if its metrics are there.
  var book: String?
  let console: Console
  private let began = ContinuousClock.now

  init(path: String, book: String? = nil, console: Console) {
    self.path = path
    self.book = book
    self.console = console
  }

  /// What the node_exporter reads.
  static let suffix = ".prom"

  /// Says that a run sealed its result.
  func write(_ ending: RunEnding) {
    let code = ending.exit
    write(ending.result?.reconciliation, Int(code.rawValue)) { facts in
      facts.lastSuccess = facts.finished
      if code == .proved || code == .itemsWithinPolicy { facts.lastProved = facts.finished }
    }
  }

  /// Says that a run failed.
  func writeFailure(_ code: Int32) { write(nil, Int(code)) { _ in } }

  private func write(
    _ reconciliation: Reconciliation?, _ code: Int, _ change: (inout RunFacts) -> Void
  ) {
    let before = earlier
    let (seconds, rest) = (ContinuousClock.now - began).components
    var facts = RunFacts(
      book: book ?? before?.book ?? "unknown", exitCode: code,
      durationMilliseconds: Int(seconds * 1000 + rest / 1_000_000_000_000_000),
      finished: Instant.now, lastSuccess: before?.lastSuccess, lastProved: before?.lastProved)
    change(&facts)
    do {
      try replace(MetricsText.bytes(of: reconciliation, facts))
    } catch {
      console.show(.metricsNotWritten(error))
    }
  }

  /// What the metrics of the run before say of this book; nil if there are none.
  private var earlier: MetricsText.Earlier? {
    // Without waiting: a FIFO of that name must not hold the run.
    let descriptor = uninterrupted { open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC) }
    guard descriptor >= 0 else { return nil }
    let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    // Metrics of ours have some kilobytes; more is some other file, which no run reads whole.
    guard let data = try? file.read(upToCount: 1 << 20) else { return nil }
    let found = MetricsText.earlier(in: [UInt8](data))
    return book == nil || found?.book == book ? found : nil
  }

  private func replace(_ bytes: [UInt8]) throws(SealError) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    let folder = parts.dropLast().joined(separator: "/")
    // Not `….prom`: the node_exporter reads every file of that name, half written ones too.
    let name = ".\(parts[parts.count - 1]).\(getpid()).new"
    let neighbour = parts.count > 1 ? "\(folder)/\(name)" : name
    removeLeftovers(in: folder.isEmpty ? (parts.count > 1 ? "/" : ".") : folder)
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let descriptor = uninterrupted { open(neighbour, flags, 0o644) }
    guard descriptor >= 0 else { throw .system(call: "create", path: path, code: errno) }
    var isRenamed = false
    defer { if !isRenamed { _ = uninterrupted { unlink(neighbour) } } }
    var file = FileWriter(descriptor: descriptor, path: path)
    try file.append(bytes)
    _ = try file.finish(as: path)
    guard uninterrupted({ rename(neighbour, path) }) == 0 else {
      throw .system(call: "rename", path: path, code: errno)
    }
    isRenamed = true
    let place = uninterrupted {
      open(parts.count > 1 ? (folder.isEmpty ? "/" : folder) : ".", O_RDONLY | O_CLOEXEC)
    }
    guard place >= 0 else { return }
    _ = uninterrupted { fsync(place) }
    close(place)
  }

  /// Removes what runs that were killed left while they wrote this file, and our own namesake's.
  private func removeLeftovers(in folder: String) {
    let file = path.split(separator: "/").last ?? ""
    for name in (try? FolderList.names(of: folder)) ?? []
    where name.hasPrefix(".\(file).") && name.hasSuffix(".new") {
      let process = pid_t(name.dropFirst(file.count + 2).dropLast(4))
      guard let process, process == getpid() || kill(process, 0) != 0 && errno == ESRCH else {
        continue
      }
      _ = uninterrupted { unlink("\(folder)/\(name)") }
    }
  }
}

extension Diagnostic {
  fileprivate static func metricsNotWritten(_ fault: SealError) -> Diagnostic {
    var (place, message) = (Place(file: "--prom"), inert(fault.description))
    if case .system(let call, let path, let code) = fault {
      place = Place(file: path)
      message = "cannot \(call): \(quoted(String(cString: strerror(code))))"
    }
    return Diagnostic(
      code: "metrics-not-written", severity: .warning, place: place, message: message,
      hint: "the run itself ended as it says: name a folder that this user may write, with "
        + "--prom or 'prom' in the settings")
  }
}
