package import Accounting

/// Faults of CSV files and of recognising a format.
extension Diagnostic {
  package static func strayQuote(at place: Place) -> Diagnostic {
    Diagnostic(
      code: "stray-quote", place: place,
      message: "a quote stands inside a field, or text follows a closing quote",
      hint: "a quote inside a quoted field is written twice; check the program that exports")
  }

  package static func raggedLine(found: Int, expected: Int, at place: Place) -> Diagnostic {
    Diagnostic(
      code: "ragged-line", place: place,
      message: "the line has \(found) fields, the header \(expected)",
      hint: "a field with an unquoted delimiter or a cut line does this; export again")
  }

  package static func quoteNotClosed(at place: Place) -> Diagnostic {
    Diagnostic(
      code: "quote-not-closed", place: place, message: "the quote that opens here is never closed",
      hint: "the export was cut short or quotes otherwise: export again, or declare the escape")
  }

  package static func newlineCR(at place: Place) -> Diagnostic {
    Diagnostic(
      code: "newline-cr", place: place,
      message: "a carriage return without a line feed stands outside quotes",
      hint: "export again with line ends LF or CRLF; where lines end is not guessed")
  }

  package static func fieldTooLong(limit: Int, at place: Place) -> Diagnostic {
    Diagnostic(
      code: "field-too-long", place: place,
      message: "the field that starts here is longer than \(limit) bytes",
      hint: "a quote that is never closed does this; export again")
  }

  package static func headerRepeated(_ name: String, at place: Place) -> Diagnostic {
    Diagnostic(
      code: "header-repeated", place: place,
      message: "the header has \(Diagnostic.quoted(name)) more than once",
      hint: "which of the columns counts is not guessed: export without the double")
  }

  package static func formatUnknown(
    header: String, nearest: [String], at place: Place
  ) -> Diagnostic {
    let near = nearest.isEmpty ? "" : "nearest: \(nearest.joined(separator: ", ")); "
    return Diagnostic(
      code: "format-unknown", place: place,
      message: "no format has the header \(Diagnostic.quoted(header))",
      hint: near + "'tieout formats' lists all, 'format:' in the settings declares one")
  }

  package static func formatMismatch(
    _ name: String, header: String, at place: Place
  ) -> Diagnostic {
    Diagnostic(
      code: "format-mismatch", place: place,
      message: "the settings say \(name), but the file has \(Diagnostic.quoted(header))",
      hint: "leave out 'format:' to have it recognised; 'tieout formats \(name)' shows its header")
  }

  package static func formatAmbiguous(_ names: [String], at place: Place) -> Diagnostic {
    Diagnostic(
      code: "format-ambiguous", place: place,
      message: "several formats fit: \(names.joined(separator: ", "))",
      hint: "say which in the settings with 'format:'")
  }

  static func csv(_ fault: CSVFault, limit: Int, in source: Source) -> Diagnostic {
    switch fault {
    case .quoteNotClosed(let offset): .quoteNotClosed(at: source.place(at: offset))
    case .loneReturn(let offset): .newlineCR(at: source.place(at: offset))
    case .fieldTooLong(let offset): .fieldTooLong(limit: limit, at: source.place(at: offset))
    }
  }
}
