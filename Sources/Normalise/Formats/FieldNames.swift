/// The fields a format asks for, in the order of `Format.fields`; a case is named as its column
/// (with `_` behind it where Swift keeps the word for itself: `Type_`).
protocol FieldNames: RawRepresentable, CaseIterable, Sendable where RawValue == Int {}

extension FieldNames {
  /// What `Format.fields` holds.
  static var names: [String] { allCases.map(\.name) }

  /// The column or path as the file has it.
  var name: String {
    var name = String.UnicodeScalarView()
    for scalar in "\(self)".unicodeScalars where scalar != "`" {
      // Swift shows a blank inside a raw identifier as U+00A0.
      name.append(scalar == "\u{A0}" ? " " : scalar)
    }
    if name.last == "_" { name.removeLast() }
    return String(name)
  }
}
