package import Accounting

/// A format with what its fields mean.
///
/// To add one: a file in `Formats/` with the declaration and its reading, a line in
/// `VenueFormat.all`, a folder in `samples/`.
package struct VenueFormat: Sendable {
  package let format: Format
  /// Says what one line means. Throwing refuses the line; other lines go on.
  package let read: @Sendable (Line, inout LineReading) throws(LineFault) -> Void
  /// The venue's account for lines that name none: `coinbase/main`.
  package let defaultAccount: String
  /// Formats with the same word here tell of the same events, each in its own way.
  package let events: String?
  /// The way: generations of one export have the same word; the format's name if none is given.
  package let telling: String
  /// Whether a line may name the account it belongs to.
  package let linesNameAccount: Bool
  /// How plain lines of large files are read; nil: every line is read the whole way.
  package let plain: PlainLayout?

  package init(
    _ format: Format, defaultAccount: String, events: String? = nil, telling: String? = nil,
    linesNameAccount: Bool = true, plain: PlainLayout? = nil,
    read: @escaping @Sendable (Line, inout LineReading) throws(LineFault) -> Void
  ) {
    self.format = format
    self.defaultAccount = defaultAccount
    self.events = events
    self.telling = telling ?? format.name
    self.linesNameAccount = linesNameAccount
    self.plain = plain
    self.read = read
  }
}

extension VenueFormat {
  /// Whether both tell of the same events in different ways, so that reading both for one account
  /// would count every event twice.
  package func retells(_ other: VenueFormat) -> Bool {
    guard let events, let otherEvents = other.events else { return false }
    return events == otherEvents && telling != other.telling
  }
}

/// Why a line was refused. The normaliser adds the place.
package struct LineFault: Error, Hashable, Sendable {
  package let code: String
  /// The field at fault; nil: the whole line.
  package let field: Int?
  package let message: String
  package let hint: String

  package init(code: String, field: Int?, message: String, hint: String) {
    self.code = code
    self.field = field
    self.message = message
    self.hint = hint
  }
}
