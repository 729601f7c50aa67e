/// A strict reader of Prometheus' text format 0.0.4, as `promtool check metrics` is: it knows
/// nothing of who wrote the text.
public struct Exposition: Sendable {
  public struct Sample: Sendable {
    public let family: String
    public let labels: [String: String]
    public let value: String
  }

  public private(set) var samples: [Sample] = []
  /// What is wrong, with the line's number; empty if the text is sound.
  public private(set) var faults: [String] = []
  private var helped: Set<String> = []
  private var typed: Set<String> = []
  private var closed: Set<String> = []
  private var current = ""
  private var seen: Set<String> = []

  public init(_ text: String) {
    var lines = Array(text.utf8).split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    if lines.popLast()?.isEmpty != true { faults.append("no line feed at the end") }
    for (index, bytes) in lines.enumerated() {
      let line = String(decoding: bytes, as: UTF8.self)
      if let fault = read(line) { faults.append("\(index + 1): \(fault): \(line)") }
    }
  }

  /// The value of the one sample of a family with these labels.
  public func value(_ family: String, _ labels: [String: String]) -> String? {
    let found = samples.filter { sample in
      sample.family == family && labels.allSatisfy { sample.labels[$0] == $1 }
    }
    return found.count == 1 ? found[0].value : nil
  }

  private mutating func read(_ line: String) -> String? {
    if line.isEmpty { return "an empty line" }
    if line.hasPrefix("# HELP ") { return readHelp(line.dropFirst(7)) }
    if line.hasPrefix("# TYPE ") { return readType(line.dropFirst(7)) }
    if line.hasPrefix("#") { return "a comment that is neither HELP nor TYPE" }
    return readSample(line)
  }

  private mutating func readHelp(_ rest: Substring) -> String? {
    let words = rest.split(separator: " ", maxSplits: 1)
    guard words.count == 2, Self.isName(words[0]) else { return "HELP without name or text" }
    guard helped.insert(String(words[0])).inserted else { return "HELP twice" }
    return nil
  }

  private mutating func readType(_ rest: Substring) -> String? {
    let words = rest.split(separator: " ")
    guard words.count == 2, ["gauge", "counter"].contains(words[1]) else { return "no such TYPE" }
    let name = String(words[0])
    guard helped.contains(name) else { return "TYPE before HELP" }
    guard typed.insert(name).inserted else { return "TYPE twice" }
    let isTotal = name.hasSuffix("_total")
    guard isTotal == (words[1] == "counter") else { return "the name does not fit the TYPE" }
    for end in ["_count", "_sum", "_bucket", "_info"] where name.hasSuffix(end) {
      return "a gauge may not end in \(end)"
    }
    if !current.isEmpty { closed.insert(current) }
    current = name
    return nil
  }

  private mutating func readSample(_ line: String) -> String? {
    var rest = Array(line.unicodeScalars)[...]
    let name = Self.text(Self.take(&rest) { Self.isNamePart($0) })
    guard typed.contains(name) else { return "a sample without TYPE" }
    guard name == current, !closed.contains(name) else { return "a family in two places" }
    guard let labels = Self.labels(&rest) else { return "labels that cannot be read" }
    guard rest.popFirst() == " " else { return "no blank before the value" }
    let value = Self.text(rest)
    guard value.wholeMatch(of: #/-?[0-9]+(\.[0-9]+)?/#) != nil else { return "no number" }
    let key = name + labels.sorted { $0.key < $1.key }.description
    guard seen.insert(key).inserted else { return "a sample twice" }
    samples.append(Sample(family: name, labels: labels, value: value))
    return nil
  }

  private static func labels(_ rest: inout ArraySlice<Unicode.Scalar>) -> [String: String]? {
    guard rest.popFirst() == "{" else { return nil }
    var labels: [String: String] = [:]
    while true {
      let name = text(take(&rest) { isNamePart($0) && $0 != ":" })
      guard isName(name[...]), rest.popFirst() == "=", rest.popFirst() == "\"",
        let value = labelValue(&rest), labels.updateValue(value, forKey: name) == nil
      else { return nil }
      switch rest.popFirst() {
      case ",": continue
      case "}": return labels
      default: return nil
      }
    }
  }

  private static func labelValue(_ rest: inout ArraySlice<Unicode.Scalar>) -> String? {
    var value = String.UnicodeScalarView()
    while let scalar = rest.popFirst() {
      switch scalar {
      case "\"": return String(value)
      case "\\":
        switch rest.popFirst() {
        case "n": value.append("\n")
        case "\\": value.append("\\")
        case "\"": value.append("\"")
        default: return nil
        }
      default: value.append(scalar)
      }
    }
    return nil
  }

  private static func take(
    _ rest: inout ArraySlice<Unicode.Scalar>, while isIn: (Unicode.Scalar) -> Bool
  ) -> ArraySlice<Unicode.Scalar> {
    let taken = rest.prefix(while: isIn)
    rest = rest.dropFirst(taken.count)
    return taken
  }

  private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  private static func isName(_ text: Substring) -> Bool {
    text.wholeMatch(of: #/[a-zA-Z_:][a-zA-Z0-9_:]*/#) != nil
  }

  private static func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII
      && (scalar.properties.isAlphabetic || scalar.properties.numericType == .decimal
        || scalar == "_" || scalar == ":")
  }
}
