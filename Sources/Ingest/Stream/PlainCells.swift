/// Where the cells of a plain reading stand: memory that is used again for stretch after stretch.
///
/// As `PlainLines`, but filled without a check an item. For one file, as which cells it has does
/// not change.
package final class PlainCells {
  package let width: Int
  private(set) var capacity: Int
  /// Per line `width` pairs of start and end, from the stretch's first byte.
  package private(set) var cells: UnsafeMutablePointer<UInt32>
  /// Per line: where it starts and ends, without its line end.
  package private(set) var bounds: UnsafeMutablePointer<UInt32>
  package internal(set) var count = 0
  /// Lines that must be read the whole way, as start and end, in any order.
  package var odd: [UInt32] = []

  package init(width: Int, capacity: Int = 4096) {
    self.width = width
    self.capacity = capacity
    cells = PlainCells.cells(capacity * width)
    bounds = .allocate(capacity: capacity * 2)
  }

  deinit {
    cells.deallocate()
    bounds.deallocate()
  }

  /// So many cells, none of them there: those that no line of the file has stay so.
  private static func cells(_ count: Int) -> UnsafeMutablePointer<UInt32> {
    let cells = UnsafeMutablePointer<UInt32>.allocate(capacity: max(1, count * 2))
    cells.initialize(repeating: .max, count: max(1, count * 2))
    return cells
  }

  /// Forgets the lines; makes room for so many.
  func restart(capacity wanted: Int) {
    count = 0
    guard wanted > capacity else { return }
    cells.deallocate()
    bounds.deallocate()
    capacity = wanted
    cells = PlainCells.cells(wanted * width)
    bounds = .allocate(capacity: wanted * 2)
  }
}
