/// What a kind of export looks like: enough to recognise it and to find its fields.
///
/// What the fields mean is a reading, beside the declaration in `Normalise/Formats`.
package struct Format: Sendable {
  /// Kebab case, with the venue in front; a promise to readers.
  package let name: String
  /// Raised when the same file would be read otherwise.
  package let version: Int
  /// The venue whose currency aliases apply; empty for ledgers.
  package let venue: String
  /// Whose account of events such a file can be.
  package let sides: Set<Side>
  package let shape: Shape
  /// The fields a reading asks for, in the order of `Lines.fields`: column names for CSV, dotted
  /// paths for JSON.
  package let fields: [String]
  /// What a person should know: what it holds, what it cannot say.
  package let summary: String
  /// Where the layout is documented or seen, with the date it was read.
  package let source: String

  package enum Shape: Sendable {
    case csv(CSVShape)
    case json(JSONShape)
  }

  package init(
    name: String, version: Int = 1, venue: String, sides: Set<Side>, shape: Shape,
    fields: [String], summary: String, source: String
  ) {
    self.name = name
    self.version = version
    self.venue = venue
    self.sides = sides
    self.shape = shape
    self.fields = fields
    self.summary = summary
    self.source = source
  }
}

/// How a CSV format is recognised and cut.
package struct CSVShape: Sendable {
  /// The header's generations, each whole and in order. Cells are compared after trimming blanks;
  /// `*` inside a cell stands for any text without a blank (`* Subtotal`). One empty column more
  /// at the end is tolerated.
  package var headers: [[String]]
  /// Instead of whole headers: columns that must be there, in any order, among others. An
  /// alternative is written `size|amount`. A format whose whole header fits goes before.
  package var contains: [String]
  /// Without a header: the number of columns. Such a format is never recognised, only forced,
  /// unless `probe` says how.
  package var headerless: Int?
  /// For a headerless format: whether the first record's fields look like it.
  package var probe: (@Sendable ([String]) -> Bool)?
  /// Other names a field's column may have: field name to column names, in order of preference.
  package var aliases: [String: [String]]
  package var delimiter: UInt8
  package var escape: FieldEscape
  /// Whether lines of prose may stand before the header.
  package var preamble: Bool
  /// Whether a record may have fewer or more fields than the header.
  package var ragged: Bool

  package init(
    headers: [[String]] = [], contains: [String] = [], headerless: Int? = nil,
    probe: (@Sendable ([String]) -> Bool)? = nil, aliases: [String: [String]] = [:],
    delimiter: UInt8 = UInt8(ascii: ","), escape: FieldEscape = .doubledQuote,
    preamble: Bool = false, ragged: Bool = false
  ) {
    self.headers = headers
    self.contains = contains
    self.headerless = headerless
    self.probe = probe
    self.aliases = aliases
    self.delimiter = delimiter
    self.escape = escape
    self.preamble = preamble
    self.ragged = ragged
  }
}

/// How a JSON format is recognised and walked.
package struct JSONShape: Sendable {
  /// The lists whose elements are lines; most formats have one.
  package var lists: [JSONList]
  /// Whether the file may hold one object a line (JSON lines) instead of one document.
  package var jsonLines: Bool

  package init(lists: [JSONList], jsonLines: Bool = false) {
    self.lists = lists
    self.jsonLines = jsonLines
  }
}

/// One list of a JSON format.
///
/// `path` says where the lines are, from the document or from inside an envelope
/// (`{requestId,status,isoTimestamp,result:{…}}`, or a pager with other members beside the list).
/// Steps are joined by dots; a step that ends in `[]` means: each element of that array, or each
/// value of that object. `[]` alone means the document is the array.
/// `fills[]` · `[]` · `subaccount.assetPositions[]` · `[].tpostings[].pamount[]`.
///
/// A format's `fields` are dotted paths from the outermost element of the list's first `[]`
/// (`tdate`, `tpostings.paccount`, `tpostings.pamount.acommodity`), or from the document's object
/// when they start with `/` (`/subaccount.address`).
package struct JSONList: Sendable {
  package var path: String
  /// Also accepted when the document is the bare array.
  package var bare: Bool
  /// Keys of which every one must be in the list's first element, for recognition. An
  /// alternative is written `size|amount`.
  package var keys: [String]
  /// Keys none of which may be in the list's first element.
  package var without: [String]
  /// Whether an empty list of this name is taken for this format; of several formats with one
  /// list's name, one at most says so.
  package var claimsEmpty: Bool

  package init(
    path: String, bare: Bool = true, keys: [String], without: [String] = [],
    claimsEmpty: Bool = true
  ) {
    self.path = path
    self.bare = bare
    self.keys = keys
    self.without = without
    self.claimsEmpty = claimsEmpty
  }
}
