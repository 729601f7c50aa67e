import Accounting

extension Diagnostic {
  static func exportsOverlap(_ name: String, _ other: String) -> Diagnostic {
    Diagnostic(
      code: "exports-overlap", severity: .warning, place: Place(file: name),
      message: "lines without id are from the time that \(Diagnostic.quoted(other)) tells of with "
        + "ids",
      hint: "equal lines were counted once; if both exports tell of the same events in other "
        + "figures, leave one of them out")
  }

  static func assetUnmapped(_ unmapped: NameResolver.Unmapped, at place: Place) -> Diagnostic {
    let venue = unmapped.venue.isEmpty ? "the ledger" : "'\(unmapped.venue)'"
    return Diagnostic(
      code: "asset-unmapped", severity: .warning, place: place,
      message: "\(Diagnostic.quoted(unmapped.code)) is in no alias table of \(venue)",
      hint: "it is kept as written and equals only the same letters on the other side")
  }
}
