/// Why bytes are no manifest JSON, or a value has no canonical form.
package struct JSONFault: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Kind: Hashable, Sendable {
    case tooLarge(limit: Int)
    case byteOrderMark
    case invalidUTF8
    case tooDeep(limit: Int)
    case duplicateKey(String)
    case float
    case numberOutOfRange
    case invalidString
    case trailingData
    case endOfData
    case unexpectedByte
    case keyNotASCII(String)
  }

  package let kind: Kind
  /// Byte offset from 0; 0 where the fault is of the whole.
  package let offset: Int

  package init(_ kind: Kind, at offset: Int = 0) {
    self.kind = kind
    self.offset = offset
  }

  package var description: String { "\(reason) at byte \(offset)" }

  private var reason: String {
    switch kind {
    case .tooLarge(let limit): "larger than \(limit) bytes"
    case .byteOrderMark: "byte order mark"
    case .invalidUTF8: "invalid UTF-8"
    case .tooDeep(let limit): "nested deeper than \(limit)"
    case .duplicateKey(let key): "duplicate key '\(key)'"
    case .float: "number that is not whole"
    case .numberOutOfRange: "number beyond ±(2^53 - 1)"
    case .invalidString: "invalid string"
    case .trailingData: "data after the end"
    case .endOfData: "unexpected end"
    case .unexpectedByte: "unexpected byte"
    case .keyNotASCII(let key): "key '\(key)' that is not ASCII"
    }
  }
}
