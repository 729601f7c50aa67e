import Accounting
import Foundation
import Seal
import Report
import Synchronization

/// What a person sees: on standard error, so that standard output stays data.
struct Console: Sendable {
  let isQuiet: Bool
  let isTerminal: Bool
  let hasColour: Bool
  /// Whether a line may be written over.
  let hasProgress: Bool
  /// What a program is told beside; nil if none listens.
  var events: EventLog?

  init(isQuiet: Bool, environment: [String: String]) {
    self.isQuiet = isQuiet
    isTerminal = isatty(STDERR_FILENO) == 1
    let isPlain = environment["TERM"] == "dumb"
    hasColour = isTerminal && !isPlain && (environment["NO_COLOR"] ?? "").isEmpty
    hasProgress = isTerminal && !isPlain && !isQuiet
  }

  /// A line for a person; nothing when quiet.
  func say(_ line: String) {
    guard !isQuiet else { return }
    Console.write(line + "\n", to: STDERR_FILENO)
  }

  /// A diagnostic; shown even when quiet.
  func show(_ diagnostic: Diagnostic) {
    events?.say(diagnostic)
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

  /// A result for a program, in its canonical form but for `inert(json:)`.
  ///
  /// - Parameter isExact: to the byte, for what is signed elsewhere.
  static func print(_ value: JSONValue, isExact: Bool = false) throws {
    let text = String(decoding: try value.canonical(), as: UTF8.self)
    write(isExact ? text : inert(json: text), to: STDOUT_FILENO)
  }

  /// The same JSON, with escapes for what a terminal would act on or not show: C1 controls and
  /// characters that turn text round or hide it. JSON itself asks for escapes of C0 alone.
  static func inert(json: String) -> String {
    guard json.utf8.contains(where: { $0 >= 0x7F }) else { return json }
    var shown = String.UnicodeScalarView()
    for scalar in json.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control where scalar.value >= 0x7F, .format, .lineSeparator, .paragraphSeparator:
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16)
          let zeros = String(repeating: "0", count: 4 - digits.count)
          shown.append(contentsOf: "\\u\(zeros)\(digits)".unicodeScalars)
        }
      default: shown.append(scalar)
      }
    }
    return String(shown)
  }

  static func write(_ text: String, to descriptor: Int32) {
    var text = text
    text.withUTF8 { bytes in
      var start = 0
      while start < bytes.count {
        let written = uninterrupted {
          Foundation.write(descriptor, bytes.baseAddress! + start, bytes.count - start)
        }
        guard written > 0 else { return }
        start += written
      }
    }
  }

  /// Reports progress of a long read on a terminal, one line that is written over and gone at
  /// the end; nil where there is none to see it.
  ///
  /// - Parameter sizes: of the files that are read together.
  func progress(
    _ name: String, sizes: [Int]
  ) -> (@Sendable (_ file: Int, _ done: Int) -> Void)? {
    guard let progress = progress(name) else { return nil }
    let whole = sizes.reduce(0, +)
    let done = Mutex(sizes.map { _ in 0 })
    return { file, read in
      let sum = done.withLock { done in
        done[file] = max(done[file], read)
        return done.reduce(0, +)
      }
      progress(sum, whole)
    }
  }

  /// The same for one file.
  func progress(_ name: String) -> (@Sendable (_ done: Int, _ whole: Int) -> Void)? {
    guard hasProgress else { return nil }
    let began = ContinuousClock.now
    // When the line was last written; several threads may tell.
    let shown = Mutex<ContinuousClock.Instant?>(nil)
    return { done, whole in
      guard whole > 32 << 20 else { return }
      let now = ContinuousClock.now
      let isEnd = done >= whole
      shown.withLock { shown in
        if let last = shown, !isEnd, now - last < .milliseconds(100) { return }
        shown = now
        let (seconds, rest) = (now - began).components
        let milliseconds = Int(seconds * 1000 + rest / 1_000_000_000_000_000)
        let line = ProgressText.line(name, done: done, whole: whole, milliseconds: milliseconds)
        Console.write("\r\(isEnd ? "" : line)\u{1B}[K", to: STDERR_FILENO)
      }
    }
  }
}
