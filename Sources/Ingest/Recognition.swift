package import Accounting

/// Which format a source has, and where the format's fields stand in it.
package struct Recognition: Sendable {
  package let format: Format
  /// For each of the format's fields the header cell as it stands in the file, trimmed; empty if
  /// the file has no such column. An old Coinbase export has its currency there.
  package let header: [String]
  /// What a reader should know although nothing was refused: `page-incomplete`,
  /// `json-list-not-read`.
  package let warnings: [Diagnostic]
  /// For a page of a longer list: how many results the page says there are in all.
  package let statedTotal: Int?
  let layout: Layout

  enum Layout: Sendable {
    case csv(CSVLayout)
    case json(JSONLayout)
    case jsonLines(JSONLinesLayout)
  }

  /// The source with what recognition found out: format, delimiter, escape.
  package func described(_ source: Source) -> Source {
    var source = source
    source.format = format.name
    switch format.shape {
    case .csv(let shape):
      source.delimiter = shape.delimiter
      source.escape = shape.escape
    case .json:
      source.delimiter = nil
      source.escape = .json
    }
    return source
  }

  /// The same for lines of the source that are put together as a source of their own.
  func ofPiece(_ piece: Source, _ limits: InputLimits) throws(InputFault) -> Recognition {
    switch layout {
    case .csv(var layout):
      layout.dataStart = 0
      layout.isPiece = true
      return Recognition(
        format: format, header: header, warnings: [], statedTotal: nil, layout: .csv(layout))
    case .jsonLines: return self
    case .json: return try Ingest.recognise(piece, among: [format], forced: format, limits: limits)
    }
  }
}
