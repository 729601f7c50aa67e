import Accounting
import Seal

/// What came of making a run again.
enum ReplayVerdict {
  /// Every byte of `data` and every figure of the manifest came out again.
  case identical(files: Int)
  case differs(Difference)
  /// The rules have changed since: the run needs a tool with the semantics it was made with.
  case semanticsChanged(needed: Int, version: String)
  /// The folder does not hold what the run was made from.
  case incomplete(String)

  /// The first place that came out otherwise.
  struct Difference {
    /// In the run folder; with `#/…` behind it, a place in the manifest.
    var path: String
    /// From 1; nil where the file is no text or is missing.
    var line: Int?
    /// What the folder says.
    var expected: String
    /// What came out now.
    var found: String
  }

  var name: String {
    switch self {
    case .identical: "identical"
    case .differs: "differs"
    case .semanticsChanged: "semantics changed"
    case .incomplete: "incomplete"
    }
  }

  var exitCode: Int32 {
    switch self {
    case .identical: 0
    case .differs: 1
    case .semanticsChanged, .incomplete: 3
    }
  }

  /// For a person: why, one line each.
  var lines: [String] {
    switch self {
    case .identical:
      return ["every file of data and every figure of the manifest came out again"]
    case .differs(let difference):
      let line = difference.line.map { ":\($0)" } ?? ""
      return [
        Diagnostic.inert("\(difference.path)\(line)"),
        "  in the folder: \(Diagnostic.inert(difference.expected))",
        "  made again:    \(Diagnostic.inert(difference.found))",
      ]
    case .semanticsChanged(let needed, let version):
      return [
        "the run was made with semantics \(needed) (tieout \(Diagnostic.inert(version))), this "
          + "tool has \(Version.semantics): replay it with a tieout of semantics \(needed)"
      ]
    case .incomplete(let reason): return [reason]
    }
  }

  var json: JSONValue {
    var members: [(name: String, value: JSONValue)] = [
      ("verdict", .string(name)), ("exit_code", .integer(Int(exitCode))),
      ("semantics", .integer(Version.semantics)),
    ]
    switch self {
    case .identical(let files): members.append(("files", .integer(files)))
    case .differs(let difference):
      members += [
        ("path", .string(difference.path)),
        ("line", difference.line.map(JSONValue.integer) ?? .null),
        ("expected", .string(difference.expected)), ("found", .string(difference.found)),
      ]
    case .semanticsChanged(let needed, let version):
      members += [("needed", .integer(needed)), ("version", .string(version))]
    case .incomplete(let reason): members.append(("reason", .string(reason)))
    }
    return JSONValue(members: members)
  }
}
