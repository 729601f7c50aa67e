import Accounting

extension CSVShape {
  /// The names of the record's columns if it is a header of this shape: the generation it fits,
  /// or its own cells where only some columns are asked for.
  func header(in cells: [String], isForced: Bool) -> [String]? {
    guard !cells.isEmpty else { return nil }
    for generation in headers
    where HeaderCell.width(cells, at: generation.count)
      && zip(cells, generation).allSatisfy(HeaderCell.fits)
    {
      return generation
    }
    guard !contains.isEmpty || (isForced && headers.isEmpty) else { return nil }
    let isThere = contains.allSatisfy { names in
      names.split(separator: "|").contains { name in
        cells.contains { HeaderCell.fits($0, String(name)) }
      }
    }
    return isThere ? cells : nil
  }
}
