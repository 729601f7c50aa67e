/// A batch of lines of one source as found: which bytes hold which field. No text is built.
///
/// A line is a CSV record, or a JSON object of the format's list. Fields stand in the order of
/// the format's `fields`; a column the file does not have is an absent field.
package struct Lines: Sendable {
  package let source: SourceID
  /// Fields a line.
  package let width: Int
  /// Which of the format's lists these are lines of; 0 for CSV.
  package let list: Int
  /// `width` fields a line, line after line.
  package var fields: [Field] = []
  /// Byte offset of each line in the source's content.
  package var offsets: [UInt64] = []
  /// Bytes of each line, without its line end.
  package var lengths: [UInt32] = []
  /// Decoded bytes of the fields that are `.decoded`.
  package var decoded: [UInt8] = []

  package init(source: SourceID, width: Int, list: Int = 0) {
    self.source = source
    self.width = width
    self.list = list
  }

  package var count: Int { offsets.count }
}

/// Where one field's bytes stand.
package struct Field: Hashable, Sendable {
  package enum Form: UInt8, Hashable, Sendable {
    /// The file has no such column or key, or JSON says null.
    case absent
    /// A CSV field, or the inside of a JSON string, whose raw bytes are its text.
    case plain
    /// As `plain`, but the text was decoded: it stands in `Lines.decoded`.
    case decoded
    /// A JSON number, as written.
    case number
    /// A JSON true or false.
    case boolean
    /// A JSON object or array, as written.
    case nested
  }

  /// The raw bytes in the source's content, inside the quotes.
  package var raw: TextRange
  /// Where the decoded text stands in `Lines.decoded`, if the form is `.decoded`.
  package var decoded: TextRange
  package var form: Form

  package static let absent = Field(raw: .empty, form: .absent)

  package init(raw: TextRange, decoded: TextRange = .empty, form: Form) {
    self.raw = raw
    self.decoded = decoded
    self.form = form
  }
}

/// One line while it is read: its fields as UTF-8 bytes. Valid only inside the reading call.
package struct Line {
  package let content: Bytes
  package let decoded: Bytes
  package let fields: UnsafeBufferPointer<Field>
  package let source: SourceID
  package let list: Int
  package let offset: UInt64
  package let length: UInt32
  /// How far the content's offsets are from the source's: not 0 where some lines were put together.
  package let shift: Int

  package init(
    content: Bytes, decoded: Bytes, fields: UnsafeBufferPointer<Field>, source: SourceID,
    list: Int, offset: UInt64, length: UInt32, shift: Int = 0
  ) {
    self.content = content
    self.decoded = decoded
    self.fields = fields
    self.source = source
    self.list = list
    self.offset = offset
    self.length = length
    self.shift = shift
  }

  /// Where an entry of the line comes from.
  package func origin(leg: UInt8) -> Origin {
    Origin(
      source: source, offset: UInt64(Int(offset) + shift), length: length, leg: leg)
  }

  /// Where the field's raw bytes stand in the source.
  package func textRange(_ field: Int) -> TextRange {
    let raw = fields[field].raw
    return TextRange(offset: UInt64(Int(raw.offset) + shift), length: raw.length)
  }

  /// The field's text as UTF-8; empty if it is absent.
  package subscript(field: Int) -> Bytes {
    let field = fields[field]
    let range = field.form == .decoded ? field.decoded : field.raw
    let bytes = field.form == .decoded ? decoded : content
    let start = Int(range.offset)
    return Bytes(rebasing: bytes[start..<start + Int(range.length)])
  }

  package func isAbsent(_ field: Int) -> Bool { fields[field].form == .absent }

  /// The field's text as a String: for refusals, and formats whose rule is in a text.
  package func text(_ field: Int) -> String { String(decoding: self[field], as: UTF8.self) }
}

extension Lines {
  /// Calls `body` with each line in order.
  ///
  /// - Parameter piece: whose content it is, if that is some lines put together.
  package func forEach<E: Error>(
    in content: Bytes, of piece: SourcePiece? = nil, _ body: (Line) throws(E) -> Void
  ) throws(E) {
    let outcome: Result<Void, E> = fields.withUnsafeBufferPointer { fields in
      decoded.withUnsafeBufferPointer { decoded in
        Result { () throws(E) in
          for row in 0..<count {
            let line = Line(
              content: content, decoded: decoded,
              fields: UnsafeBufferPointer(rebasing: fields[row * width..<(row + 1) * width]),
              source: source, list: list, offset: offsets[row], length: lengths[row],
              shift: piece?.shift(at: Int(offsets[row])) ?? 0)
            try body(line)
          }
        }
      }
    }
    try outcome.get()
  }
}
