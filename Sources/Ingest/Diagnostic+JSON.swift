package import Accounting

/// Faults of JSON documents and JSON lines.
extension Diagnostic {
  package static func jsonSyntax(_ what: String, found: String, at place: Place) -> Diagnostic {
    Diagnostic(
      code: "json-syntax", place: place,
      message: "this is not JSON: \(what), found \(Diagnostic.quoted(found))",
      hint: "save the venue's answer as it came; a spreadsheet or a log line is no JSON")
  }

  package static func jsonTruncated(at place: Place) -> Diagnostic {
    Diagnostic(
      code: "json-truncated", place: place, message: "the JSON text ends too early",
      hint: "the download was cut short: fetch it again")
  }

  package static func jsonTooDeep(limit: Int, at place: Place) -> Diagnostic {
    Diagnostic(
      code: "json-too-deep", place: place,
      message: "arrays and objects stand inside each other more than \(limit) deep",
      hint: "no export does; fetch the file again from the venue")
  }

  package static func jsonDuplicateKey(_ key: String, at place: Place) -> Diagnostic {
    Diagnostic(
      code: "json-duplicate-key", place: place,
      message: "the object has the key \(Diagnostic.quoted(key)) twice",
      hint: "which value counts is not guessed: ask whoever makes the file")
  }

  package static func jsonLineNotObject(at place: Place) -> Diagnostic {
    Diagnostic(
      code: "json-line-not-object", place: place,
      message: "the line is JSON, but not an object",
      hint: "a file of JSON lines has one object a line")
  }

  package static func jsonUnknown(
    found: String, nearest: [String], at place: Place
  ) -> Diagnostic {
    let near = nearest.isEmpty ? "" : "nearest: \(nearest.joined(separator: ", ")); "
    return Diagnostic(
      code: "format-unknown", place: place, message: "no format is a JSON document with \(found)",
      hint: near + "'tieout formats' lists all, 'format:' in the settings forces one")
  }

  package static func jsonMismatch(_ name: String, found: String, at place: Place) -> Diagnostic {
    Diagnostic(
      code: "format-mismatch", place: place,
      message: "the settings say \(name), but the file is a JSON document with \(found)",
      hint: "leave out 'format:' to have it recognised; 'tieout formats \(name)' shows its shape")
  }

  package static func pageIncomplete(
    listed: Int, total: String, at place: Place
  ) -> Diagnostic {
    Diagnostic(
      code: "page-incomplete", severity: .warning, place: place,
      message: "the page lists \(listed) of \(Diagnostic.quoted(total)) results",
      hint: "give the other pages too: what they hold is otherwise missing from the books")
  }

  package static func jsonListNotRead(_ key: String, _ name: String, at place: Place) -> Diagnostic
  {
    Diagnostic(
      code: "json-list-not-read", severity: .warning, place: place,
      message: "the list \(Diagnostic.quoted(key)) is not part of \(name) and was not read",
      hint: "if it holds movements, give it as a file of its own")
  }

  /// The diagnostic of a fault in the content.
  ///
  /// - Parameter counter: at a place not after the fault.
  static func json(
    _ fault: JSONFault, in bytes: Bytes, limits: InputLimits, counter: LineCounter, file: String
  ) -> Diagnostic {
    var counter = counter
    let place = counter.place(of: fault.offset, in: bytes, file: file)
    let rest = bytes[min(fault.offset, bytes.count)...]
    switch fault.rule {
    case .truncated: return .jsonTruncated(at: place)
    case .tooDeep: return .jsonTooDeep(limit: limits.jsonDepth, at: place)
    case .valueTooLong: return .fieldTooLong(limit: limits.fieldBytes, at: place)
    case .duplicateKey:
      let key = rest.dropFirst().prefix { $0 != UInt8(ascii: "\"") }.prefix(400)
      return .jsonDuplicateKey(String(decoding: key, as: UTF8.self), at: place)
    case .syntax(let what):
      let found = rest.prefix(24).prefix { $0 != 0x0A && $0 != 0x0D }
      return .jsonSyntax(what, found: String(decoding: found, as: UTF8.self), at: place)
    }
  }
}
