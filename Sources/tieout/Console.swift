import Accounting
import Foundation

/// What a person sees: on standard error, so that standard output stays data.
struct Console: Sendable {
  let isQuiet: Bool
  let isTerminal: Bool
  let hasColour: Bool

  init(isQuiet: Bool, environment: [String: String]) {
    self.isQuiet = isQuiet
    isTerminal = isatty(STDERR_FILENO) == 1
    hasColour = isTerminal && (environment["NO_COLOR"] ?? "").isEmpty
  }

  /// A line for a person; nothing when quiet.
  func say(_ line: String) {
    guard !isQuiet else { return }
    Console.write(line + "\n", to: STDERR_FILENO)
  }

  /// A diagnostic; shown even when quiet.
  func show(_ diagnostic: Diagnostic) {
    var text = diagnostic.text
    if hasColour {
      let colour = diagnostic.severity == .error ? "\u{1B}[31m" : "\u{1B}[33m"
      let word = "\(diagnostic.severity.rawValue)[\(diagnostic.code)]"
      if let range = text.range(of: word) {
        text.replaceSubrange(range, with: "\(colour)\(word)\u{1B}[0m")
      }
    }
    Console.write(text + "\n", to: STDERR_FILENO)
  }

  /// A line of data.
  static func print(_ line: String) { write(line + "\n", to: STDOUT_FILENO) }

  static func write(_ text: String, to descriptor: Int32) {
    var text = text
    text.withUTF8 { bytes in
      var start = 0
      while start < bytes.count {
        let written = Foundation.write(
          descriptor, bytes.baseAddress! + start, bytes.count - start)
        if written < 0 && errno == EINTR { continue }
        guard written > 0 else { return }
        start += written
      }
    }
  }

  /// Reports progress of a long file on a terminal, one line that is written over.
  func progress(_ name: String) -> (@Sendable (_ done: Int, _ whole: Int) -> Void)? {
    guard isTerminal, !isQuiet else { return nil }
    let shown = Diagnostic.inert(name)
    return { done, whole in
      guard whole > 32 << 20 else { return }
      let percent = done * 100 / whole
      let end = done >= whole ? "\r\u{1B}[K" : ""
      Console.write("\r\(shown): \(percent) % of \(whole >> 20) MiB\(end)", to: STDERR_FILENO)
    }
  }
}
