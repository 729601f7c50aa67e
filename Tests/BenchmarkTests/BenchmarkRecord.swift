import Foundation
import TestSupport

/// The runs measured in one go, as a table for programs and one for people.
struct BenchmarkRecord {
  struct Row {
    var shape: BookShape
    /// Of both sides.
    var lines: Int
    var number: Int
    var run: MeasuredRun

    var linesPerSecond: Int { Int(Double(lines) / run.wallSeconds) }
  }

  private(set) var rows: [Row] = []

  mutating func add(_ shape: BookShape, lines: Int, number: Int, _ run: MeasuredRun) {
    let row = Row(shape: shape, lines: lines, number: number, run: run)
    rows.append(row)
    print(
      "benchmark \(shape.rawValue): \(lines) lines, run \(number): "
        + "\(row.linesPerSecond) lines/s, \(Self.seconds(run.wallSeconds)) s, "
        + "CPU \(Self.seconds(run.cpuSeconds)) s, peak \(run.peakBytes >> 20) MiB")
  }

  /// Writes `raw.csv` and `summary.md` to `reports/benchmarks/<date>-<machine>`.
  ///
  /// - Returns: the folder.
  func write() throws -> URL {
    let folder = Places.root.appending(path: "reports/benchmarks/\(Self.day)-\(Self.machine)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(raw.utf8).write(to: folder.appending(path: "raw.csv"))
    try Data(summary.utf8).write(to: folder.appending(path: "summary.md"))
    return folder
  }

  private var raw: String {
    let lines = rows.map { row in
      "\(row.shape.rawValue),\(row.lines),\(row.number),\(Self.seconds(row.run.wallSeconds)),"
        + "\(Self.seconds(row.run.cpuSeconds)),\(row.run.peakBytes),\(row.linesPerSecond)"
    }
    let header = "book,lines,run,wall_seconds,cpu_seconds,peak_bytes,lines_per_second"
    return ([header] + lines).joined(separator: "\n") + "\n"
  }

  private var summary: String {
    var text = """
      # Whole runs, release build, sealed folder included

      \(Self.day), \(Self.machine). Medians; lines are those of both sides.

      | book | lines | runs | s | CPU s | lines/s | peak MiB |
      |---|--:|--:|--:|--:|--:|--:|

      """
    var seen: Set<String> = []
    for row in rows where seen.insert("\(row.shape.rawValue) \(row.lines)").inserted {
      let same = rows.filter { $0.shape == row.shape && $0.lines == row.lines }
      let wall = Self.median(same.map(\.run.wallSeconds))
      let cpu = Self.median(same.map(\.run.cpuSeconds))
      let peak = Self.median(same.map { Double($0.run.peakBytes) })
      text +=
        "| \(row.shape.rawValue) | \(row.lines) | \(same.count) | \(Self.seconds(wall)) | "
        + "\(Self.seconds(cpu)) | \(Int(Double(row.lines) / wall)) | \(Int(peak) >> 20) |\n"
    }
    return text
  }

  private static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }

  private static func seconds(_ value: Double) -> String {
    let thousandths = Int((value * 1000).rounded())
    return "\(thousandths / 1000).\(String(String(1000 + thousandths % 1000).dropFirst()))"
  }

  private static var day: String { String(Date().ISO8601Format().prefix(10)) }

  /// The kind of machine, not its name.
  private static var machine: String {
    var name = utsname()
    uname(&name)
    let kind = withUnsafeBytes(of: &name.machine) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
    let information = ProcessInfo.processInfo
    let memory = (information.physicalMemory + 1 << 29) >> 30
    return "\(kind)-\(information.activeProcessorCount)cores-\(memory)gib"
  }
}
