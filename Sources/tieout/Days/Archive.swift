import Accounting
import Foundation
import Seal
import Verify

/// Where runs of earlier business dates are found.
protocol PriorRuns {
  /// Whether lines read again were held against them; nil: that is still to be found out.
  var comparison: BroughtForward.Comparison? { get }

  /// The names of the runs of every earlier day, latest day first, and of a day latest run first.
  ///
  /// - Throws: `prior-run-unusable` if they cannot be listed: that is not the same as none.
  func runs(before date: CivilDate) throws(SettingsFault) -> [[String]]

  /// A run that may be built on.
  ///
  /// - Throws: `prior-run-unusable`, with the first finding.
  func verified(_ name: String) throws(SettingsFault) -> SealedRun
}

extension PriorRuns {
  /// The latest of a day's runs that did not fail; nil if all did.
  func latest(_ names: [String]) throws(SettingsFault) -> SealedRun? {
    for name in names {
      let run = try verified(name)
      if !run.hasFailed { return run }
    }
    return nil
  }
}

/// The run folders of one book, for what the next run takes over.
struct Archive: PriorRuns {
  /// The book's folder.
  let folder: String
  let trust: TrustStore?

  init(archive: String, book: String, trust: TrustStore?) {
    folder = "\(archive)/\(SafeName.slug(of: book))"
    self.trust = trust
  }

  var comparison: BroughtForward.Comparison? { nil }

  func runs(before date: CivilDate) throws(SettingsFault) -> [[String]] {
    let names: [String]
    do throws(SealError) {
      names = try FolderList.names(of: folder)
    } catch {
      // No such folder, or none can be there: what cannot be written is said when it is sealed.
      if error.isNotThere { return [] }
      throw SettingsFault(
        "prior-run-unusable", Place(file: folder),
        "the earlier runs cannot be listed: \(error.cause)",
        hint: "nothing was run; see that this user may read the archive")
    }
    let earlier = RunName.all(names).filter { $0.day < date.text }
    return Dictionary(grouping: earlier, by: \.day).sorted { $0.key > $1.key }
      .map { $0.value.reversed().map(\.runID) }
  }

  func verified(_ name: String) throws(SettingsFault) -> SealedRun {
    let path = "\(folder)/\(name)"
    let verdict = Verifier.verify(folder: path, trust: trust, reviews: .setAside)
    guard verdict.outcome == .good else {
      let finding = verdict.findings.first?.description ?? ""
      throw SettingsFault(
        "prior-run-unusable", Place(file: path),
        "the run to bring items forward from is \(verdict.outcome.rawValue): \(finding)",
        hint: "nothing was run; see `tieout verify`, or start afresh with --without-prior")
    }
    return try SealedRun(path: path, name: name)
  }
}

extension Instant {
  /// As reports and manifests write it.
  init?(stamp text: String) {
    guard let instant = try? Instant(parsing: text, form: .rfc3339, zone: nil) else { return nil }
    self = instant
  }
}
