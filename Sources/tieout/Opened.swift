import Accounting
import Ingest

/// A planned file after it was opened, or why it could not be.
struct Opened: Sendable {
  struct Good: Sendable {
    var planned: PlannedSource
    /// Of a file that is read in chunks, its start.
    var source: Source
    var file: StreamedFile?
  }

  struct Fault: Sendable {
    var planned: PlannedSource
    var diagnostic: Diagnostic
  }

  var good: Good?
  var fault: Fault?

  /// - Parameter streamFrom: bytes from which on a file is read in chunks.
  init(
    _ planned: PlannedSource, streamFrom: Int, progress: (@Sendable (Int, Int) -> Void)?
  ) {
    if let known = planned.fault {
      fault = Fault(planned: planned, diagnostic: known)
      return
    }
    let file = InputFile(path: planned.path, name: planned.name, side: planned.side)
    do throws(InputFault) {
      if streamFrom < .max, planned.encoding != .windows1252,
        let large = try StreamedFile(file, from: streamFrom), let head = large.head()
      {
        good = Good(planned: planned, source: head, file: large)
        return
      }
      good = Good(
        planned: planned,
        source: try Ingest.open(file, encoding: planned.encoding, progress: progress), file: nil)
    } catch {
      fault = Fault(planned: planned, diagnostic: error.diagnostic)
    }
  }
}

extension [Opened.Good] {
  /// Files of the same name get a number, in order of their digests.
  func uniquelyNamed() -> [Opened.Good] {
    var seen: [String: Int] = [:]
    return map { item in
      var item = item
      seen[item.source.name, default: 0] += 1
      let number = seen[item.source.name]!
      if number > 1 { item.source.name += " (\(number))" }
      return item
    }
  }
}
