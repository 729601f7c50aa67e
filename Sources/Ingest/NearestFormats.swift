import Accounting

/// Which formats a header nearly fits, to help whoever sees it refused.
enum NearestFormats {
  /// Up to three names, the nearest first.
  static func of(cells: [String], among formats: [Format]) -> [String] {
    formats.map { (name: $0.name, shared: shared($0, cells)) }
      .filter { $0.shared > 0 }
      .sorted { ($1.shared, $0.name) < ($0.shared, $1.name) }
      .prefix(3).map(\.name)
  }

  /// How many of the cells the format's best header has.
  static func shared(_ format: Format, _ cells: [String]) -> Int {
    guard case .csv(let shape) = format.shape else { return 0 }
    // A column of any name tells nothing.
    let headers = shape.headers.map { $0.filter { $0 != "*" } }
    let contained = shape.contains.flatMap { $0.split(separator: "|").map(String.init) }
    return (headers + [contained]).map { header in
      cells.count { cell in header.contains { HeaderCell.fits(cell, $0) } }
    }.max() ?? 0
  }
}
