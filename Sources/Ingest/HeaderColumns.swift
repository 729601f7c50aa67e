import Accounting

/// Which column each field of a format is in.
struct HeaderColumns {
  /// The cells as they stand.
  let cells: [String]
  /// The names the format's header gives them.
  let names: [String]
  let aliases: [String: [String]]

  /// - Parameter place: where a cell of the header stands.
  func columns(
    of fields: [String], at place: (_ column: Int) -> Place
  ) throws(InputFault) -> [Int?] {
    var columns: [Int?] = []
    for field in fields { columns.append(try column(of: field, at: place)) }
    return columns
  }

  /// By the field's own name first, then by its other names in order.
  private func column(
    of field: String, at place: (Int) -> Place
  ) throws(InputFault) -> Int? {
    for name in [field] + (aliases[field] ?? []) {
      for found in [
        names.indices.filter { names[$0].utf8.elementsEqual(name.utf8) },
        cells.indices.filter { HeaderCell.fits(cells[$0], name) },
      ] where !found.isEmpty {
        guard found.count == 1 else {
          throw InputFault(.headerRepeated(cells[found[1]], at: place(found[1])))
        }
        return found[0]
      }
    }
    return nil
  }
}
