import Accounting
import Foundation

/// Earlier runs as a run folder keeps what was taken over of them, for the run that is made again.
struct KeptRuns: PriorRuns {
  let folder: String
  let comparison: BroughtForward.Comparison?
  /// The dates of the runs, latest first.
  private let dates: [String]

  init(folder: String, comparison: BroughtForward.Comparison) {
    self.folder = folder
    self.comparison = comparison
    let names =
      (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/data/inputs")) ?? []
    dates = names.compactMap(SealedRun.date(ofKept:)).sorted(by: >)
  }

  func runs(before date: CivilDate) throws(SettingsFault) -> [[String]] {
    dates.filter { $0 < date.text }.map { [$0] }
  }

  func verified(_ name: String) throws(SettingsFault) -> SealedRun {
    try SealedRun(keptIn: folder, of: name)
  }
}
