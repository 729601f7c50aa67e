import Accounting

/// The line of a long read, for a terminal that writes it over and over.
package enum ProgressText {
  /// How much is read, how fast, and how long the rest will take at that rate; at most 79 columns,
  /// the name gives way in its middle.
  ///
  /// - Parameters:
  ///   - name: may be foreign; shown inert.
  ///   - done: bytes read of `whole`, which is not 0.
  ///   - milliseconds: since the first byte.
  package static func line(_ name: String, done: Int, whole: Int, milliseconds: Int) -> String {
    let done = min(max(done, 0), whole)
    var text = ": \(percent(done, whole)) % of \(whole >> 20) MiB"
    // The first moments tell no rate.
    if milliseconds >= 500, done > 0 {
      let rate = done / milliseconds * 1000
      text += ", \(rate >> 20) MiB/s"
      if rate > 0 { text += ", \(clock((whole - done) / rate)) left" }
    }
    let shown = TextTable.cut(
      Diagnostic.inert(name), to: max(8, 79 - TextTable.width(of: text)))
    return shown + text
  }

  private static func percent(_ done: Int, _ whole: Int) -> Int {
    // Not `done * 100 / whole`: a size may be any.
    whole < 100 ? done * 100 / max(whole, 1) : min(100, done / (whole / 100))
  }

  /// `0:07`, `12:30`, `3:00:00`.
  private static func clock(_ seconds: Int) -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60)
    return (hours > 0 ? "\(hours):\(two(minutes))" : "\(minutes)") + ":\(two(seconds % 60))"
  }
}
