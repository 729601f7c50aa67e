import Accounting
import Foundation
import Seal
import Verify

/// Where a run stands among the runs of its book: what kind it is, which run it takes the place of,
/// and whether it is one that is there already.
struct ChainPlace {
  let kind: RunManifest.Kind
  let supersedes: RunManifest.Superseded?
  /// The run of the same date whose evidence is the very same.
  let same: RunName?

  /// What a run is by itself.
  struct Facts {
    /// Nil if it could not be told.
    var businessDate: String?
    var hasFailed: Bool
    var isWithoutLines: Bool
    /// The fingerprint that equal evidence shares.
    var evidence: String
    /// Why it is made again, if that was said.
    var reason: String?
  }

  /// A run that stands in the chain, as its manifest says.
  private struct Known {
    let name: RunName
    let sha256: String
    let businessDate: String?
    let hasFailed: Bool
    let evidence: String?

    /// Nil if the manifest is none: `tieout verify` says so, it is no date's run.
    init?(_ name: RunName, in folder: borrowing RunFolder) {
      guard let bytes = try? folder.manifest(of: name),
        let predicate = (try? JSONParser.value(of: bytes))?["predicate"], let run = predicate["run"]
      else { return nil }
      self.name = name
      sha256 = Digest.hex(of: bytes)
      businessDate = run["business_date"]?.text
      hasFailed = run["kind"]?.text == RunManifest.Kind.failed.rawValue
      evidence = predicate["replay"]?["sha256"]?.text
    }
  }

  init(_ facts: Facts, in folder: borrowing RunFolder) {
    let day = String(folder.runID.prefix(10))
    var ofDate: [Known] = []
    for name in folder.runs where name.day == day {
      guard let known = Known(name, in: folder), known.businessDate == facts.businessDate else {
        continue
      }
      ofDate.append(known)
    }
    same = ofDate.last { $0.hasFailed == facts.hasFailed }
      .flatMap { $0.evidence == facts.evidence ? $0.name : nil }
    // A run that failed takes nobody's place; one that did not, that of the last that did not.
    let before = ofDate.last { !$0.hasFailed } ?? ofDate.last
    supersedes =
      facts.hasFailed
      ? nil
      : before.map {
        RunManifest.Superseded(
          runID: $0.name.runID, sha256: $0.sha256, reason: facts.reason ?? "run again")
      }
    kind =
      if facts.hasFailed {
        .failed
      } else if facts.isWithoutLines {
        .noData
      } else if supersedes != nil {
        .rerun
      } else if let date = facts.businessDate, Self.hasLater(than: date, in: folder) {
        .backfill
      } else {
        .scheduled
      }
  }

  /// Whether a later business date was run already.
  private static func hasLater(than date: String, in folder: borrowing RunFolder) -> Bool {
    for name in folder.runs.sorted(by: { $0.day > $1.day }) {
      guard name.day > date else { return false }
      // One that failed may bear the day of its clock.
      guard let known = Known(name, in: folder), !known.hasFailed else { continue }
      return true
    }
    return false
  }
}

/// A run folder after sealing.
struct Sealed {
  let path: String
  /// False if the very same evidence was there already.
  let isNew: Bool
}

extension RunFolder {
  /// Publishes the run, unless the same evidence is there and nobody asked for it again.
  mutating func publish(
    _ manifest: RunManifest, _ facts: ChainPlace.Facts, plan: RunPlan, signer: RunSigner
  ) throws -> Sealed {
    let place = ChainPlace(facts, in: self)
    if let same = place.same, !plan.isAgain {
      let path = path(of: same)
      if Verifier.verify(folder: path, trust: plan.trust, reviews: .setAside).outcome == .good {
        try discard()
        return Sealed(path: path, isNew: false)
      }
    }
    var manifest = manifest
    manifest.run.kind = place.kind
    manifest.run.supersedes = place.supersedes
    willReveal = plan.willReveal
    return Sealed(path: try publish(manifest, signer: signer), isNew: true)
  }
}
