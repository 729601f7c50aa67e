extension JSONValue {
  /// The one form our JSON files have: UTF-8, keys sorted, two-space indent, LF, final newline;
  /// byte for byte what `jq -S .` prints (jq 1.6, read 2026-11-20).
  ///
  /// - Throws: `.keyNotASCII`, `.numberOutOfRange`.
  package func canonical() throws(JSONFault) -> [UInt8] {
    var output: [UInt8] = []
    try append(to: &output, indent: 0)
    output.append(0x0a)
    return output
  }

  private func append(to output: inout [UInt8], indent: Int) throws(JSONFault) {
    switch self {
    case .object(let object):
      try Self.appendList(object.members, in: "{", "}", to: &output, indent: indent) {
        member, output throws(JSONFault) in
        guard member.name.utf8.allSatisfy({ $0 < 0x80 }) else {
          throw JSONFault(.keyNotASCII(member.name))
        }
        JSONText.append(member.name, escapingDelete: true, to: &output)
        output.append(contentsOf: ": ".utf8)
        try member.value.append(to: &output, indent: indent + 2)
      }
    case .array(let items):
      try Self.appendList(items, in: "[", "]", to: &output, indent: indent) {
        item, output throws(JSONFault) in
        try item.append(to: &output, indent: indent + 2)
      }
    case .string(let text): JSONText.append(text, escapingDelete: true, to: &output)
    case .integer(let number): try JSONText.append(number, to: &output)
    case .bool(let flag): output.append(contentsOf: (flag ? "true" : "false").utf8)
    case .null: output.append(contentsOf: "null".utf8)
    }
  }

  /// Appends elements one a line between two brackets; an empty list is the brackets alone.
  private static func appendList<Element>(
    _ elements: [Element], in open: String, _ close: String, to output: inout [UInt8],
    indent: Int, _ appendElement: (Element, inout [UInt8]) throws(JSONFault) -> Void
  ) throws(JSONFault) {
    output.append(contentsOf: open.utf8)
    var separator = "\n"
    for element in elements {
      output.append(contentsOf: separator.utf8)
      output.append(contentsOf: repeatElement(0x20, count: indent + 2))
      try appendElement(element, &output)
      separator = ",\n"
    }
    if !elements.isEmpty {
      output.append(0x0a)
      output.append(contentsOf: repeatElement(0x20, count: indent))
    }
    output.append(contentsOf: close.utf8)
  }
}

/// Strings and whole numbers as JSON text.
enum JSONText {
  /// Appends a quoted string. Both of our forms escape the same bytes but one: `jq` writes DEL
  /// as `\u007f`, RFC 8785 leaves it.
  static func append(_ text: String, escapingDelete: Bool, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): output.append(contentsOf: [0x5c, byte])
      case 0x08: output.append(contentsOf: "\\b".utf8)
      case 0x09: output.append(contentsOf: "\\t".utf8)
      case 0x0a: output.append(contentsOf: "\\n".utf8)
      case 0x0c: output.append(contentsOf: "\\f".utf8)
      case 0x0d: output.append(contentsOf: "\\r".utf8)
      case 0x7f where !escapingDelete: output.append(byte)
      case 0..<0x20, 0x7f:
        output.append(contentsOf: "\\u00".utf8)
        output.append(contentsOf: Hex.digits([byte]))
      default: output.append(byte)
      }
    }
    output.append(UInt8(ascii: "\""))
  }

  static func append(_ number: Int, to output: inout [UInt8]) throws(JSONFault) {
    guard number.magnitude <= JSONValue.integerLimit else { throw JSONFault(.numberOutOfRange) }
    output.append(contentsOf: String(number).utf8)
  }
}
