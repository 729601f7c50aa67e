extension JSONValue {
  /// The form of RFC 8785 (JSON Canonicalization Scheme, June 2020): no blanks, keys in order of
  /// their UTF-16 code units. For fingerprints only.
  ///
  /// - Throws: `.numberOutOfRange`.
  package func jcs() throws(JSONFault) -> [UInt8] {
    var output: [UInt8] = []
    try appendJCS(to: &output, escapingDelete: false)
    return output
  }

  /// The same on a line of its own for a program's log, with LF at the end; DEL is escaped, as a
  /// terminal may be what shows it.
  ///
  /// - Throws: `.numberOutOfRange`.
  package func line() throws(JSONFault) -> [UInt8] {
    var output: [UInt8] = []
    try appendJCS(to: &output, escapingDelete: true)
    output.append(UInt8(ascii: "\n"))
    return output
  }

  /// SHA-256 of the RFC 8785 form, lower-case hexadecimal.
  package func fingerprint() throws(JSONFault) -> String { Digest.hex(of: try jcs()) }

  private func appendJCS(
    to output: inout [UInt8], escapingDelete: Bool
  ) throws(JSONFault) {
    switch self {
    case .object(let object):
      let members = object.members.sorted {
        $0.name.utf16.lexicographicallyPrecedes($1.name.utf16)
      }
      output.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        JSONText.append(member.name, escapingDelete: escapingDelete, to: &output)
        output.append(UInt8(ascii: ":"))
        try member.value.appendJCS(to: &output, escapingDelete: escapingDelete)
      }
      output.append(UInt8(ascii: "}"))
    case .array(let items):
      output.append(UInt8(ascii: "["))
      for (index, item) in items.enumerated() {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        try item.appendJCS(to: &output, escapingDelete: escapingDelete)
      }
      output.append(UInt8(ascii: "]"))
    case .string(let text): JSONText.append(text, escapingDelete: escapingDelete, to: &output)
    case .integer(let number): try JSONText.append(number, to: &output)
    case .bool(let flag): output.append(contentsOf: (flag ? "true" : "false").utf8)
    case .null: output.append(contentsOf: "null".utf8)
    }
  }
}
