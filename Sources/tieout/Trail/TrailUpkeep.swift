import Accounting
import Foundation
import Seal
import Trail
import Verify

/// Keeps the trail of an archive as its run folders are.
struct TrailUpkeep {
  let place: TrailPlace
  /// The folder of the only book that is asked about; nil for all.
  var book: String?
  let console: Console

  /// What looking through the folders came to.
  struct Outcome {
    var runs = 0
    var leftOut = 0
  }

  /// The trail, as the folders are now. Where it cannot be kept on disk, which is said, it is made
  /// in memory.
  func current() throws -> TrailFile {
    do throws(TrailFault) {
      return try onDisk()
    } catch {
      console.show(
        .trailNotWritten(
          place.path, error,
          hint: "the answer is from the run folders alone, which takes longer"))
      let trail = try TrailFile.inMemory()
      _ = try follow(trail)
      return trail
    }
  }

  /// - Throws: what cannot be cured.
  private func onDisk() throws(TrailFault) -> TrailFile {
    do throws(TrailFault) {
      let trail = try place.open()
      try trail.check()
      _ = try follow(trail)
      return trail
    } catch {
      guard error.isCured else { throw error }
      console.show(.trailMadeAnew(place.path, error))
    }
    let trail = try place.replace()
    _ = try follow(trail)
    return trail
  }

  /// The trail of all folders, made anew, whatever there was.
  func rebuild() throws(TrailFault) -> Outcome {
    try follow(try place.replace())
  }

  /// Adds a run that was sealed just now. Nothing depends on it: what is missing in the trail comes
  /// in when somebody asks.
  func note(run path: String) {
    guard let reader = reader(of: path) else { return }
    change { trail throws(TrailFault) in
      // A run of very many breaks is left to the command that asks for them.
      guard let run = try? reader.run(limit: 1 << 20) else { return }
      try trail.change(removing: [], adding: [run])
    }
  }

  /// Takes over the reviews of a run that the trail has.
  func noteReviews(run path: String) {
    guard FileManager.default.fileExists(atPath: place.path), let reader = reader(of: path) else {
      return
    }
    change { trail throws(TrailFault) in
      guard let before = try trail.known()[reader.key] else { return }
      try followReviews(reader, before, trail)
    }
  }

  private func reader(of run: String) -> TrailReader? {
    let real = URL(filePath: run).resolvingSymlinksInPath()
    return RunName(real.lastPathComponent).map {
      TrailReader(book: real.deletingLastPathComponent().path, name: $0)
    }
  }

  private func change(_ body: (borrowing TrailFile) throws(TrailFault) -> Void) {
    do throws(TrailFault) {
      do throws(TrailFault) {
        try body(try place.open())
      } catch {
        guard error.isCured else { throw error }
        try body(try place.replace())
      }
    } catch {
      console.show(
        .trailNotWritten(
          place.path, error,
          hint: "the run is sealed all the same; `tieout history` takes it in from its folder"))
    }
  }

  /// Takes out what is gone, takes in what is new or was changed.
  private func follow(_ trail: borrowing TrailFile) throws(TrailFault) -> Outcome {
    var outcome = Outcome()
    var known = try trail.known()
    if let book { known = known.filter { $0.key.book == book } }
    var added: [TrailRun] = []
    for reader in readers {
      outcome.runs += 1
      let before = known.removeValue(forKey: reader.key)
      if let before, before.manifestSHA256 == reader.manifestSHA256 {
        if before.reviews != reader.reviewDigests { try followReviews(reader, before, trail) }
        continue
      }
      do throws(TrailReader.Refusal) {
        try reader.verify()
        if let run = try reader.run() { added.append(run) }
      } catch {
        console.show(.runLeftOut(error))
        outcome.leftOut += 1
        if before != nil { try trail.change(removing: [reader.key], adding: []) }
        continue
      }
      warnOfReviews(reader)
      if added.count == Self.batch {
        try trail.change(removing: [], adding: added)
        added = []
      }
    }
    try trail.change(removing: Array(known.keys), adding: added)
    return outcome
  }

  /// Runs that are written together.
  private static let batch = 100

  private func followReviews(
    _ reader: TrailReader, _ before: KnownRun, _ trail: borrowing TrailFile
  ) throws(TrailFault) {
    let found = reader.reviews(reader.bytes("run-manifest.json").flatMap(ReviewedRun.init)).found
    warnOfReviews(reader)
    let digests = Dictionary(found.map { ($0.file, $0.sha256) }) { $1 }
    if digests != before.reviews { try trail.setReviews(found, of: reader.key) }
  }

  private func warnOfReviews(_ reader: TrailReader) {
    guard !reader.reviewDigests.isEmpty else { return }
    let run = reader.bytes("run-manifest.json").flatMap(ReviewedRun.init)
    for refusal in reader.reviews(run).refusals { console.show(.runLeftOut(refusal)) }
  }

  /// Every run folder, by book and sequence number.
  private var readers: [TrailReader] {
    let manager = FileManager.default
    let books =
      book.map { [$0] } ?? ((try? manager.contentsOfDirectory(atPath: place.archive)) ?? [])
    return books.sorted(by: ByteOrder.isLess).flatMap { book in
      let folder = "\(place.archive)/\(book)"
      let names = (try? manager.contentsOfDirectory(atPath: folder)) ?? []
      return RunName.all(names).map { TrailReader(book: folder, name: $0) }
    }
  }
}

extension Diagnostic {
  static func trailNotWritten(_ path: String, _ fault: TrailFault, hint: String) -> Diagnostic {
    Diagnostic(
      code: "trail-not-written", severity: .warning, place: Place(file: path),
      message: "the trail cannot be kept: \(quoted(fault.reason))", hint: hint)
  }

  fileprivate static func trailMadeAnew(_ path: String, _ fault: TrailFault) -> Diagnostic {
    Diagnostic(
      code: "trail-made-anew", severity: .warning, place: Place(file: path),
      message: "the trail could not be used: \(quoted(fault.reason))",
      hint: "it was made again from the run folders; nothing is lost, it is no evidence")
  }

  fileprivate static func runLeftOut(_ refusal: TrailReader.Refusal) -> Diagnostic {
    Diagnostic(
      code: "run-left-out", severity: .warning, place: Place(file: refusal.path),
      message: "it is left out of the trail: \(inert(refusal.reason))",
      hint: "see `tieout verify`; the trail has what is as it was sealed, and nothing else")
  }
}
