package import Accounting

/// A file of a stream: open, recognised, and what of its lines a plain reading wants.
package struct StreamedInput: Sendable {
  package let file: StreamedFile
  package let recognition: Recognition
  /// For each cell of a plain reading which of the format's fields it is; nil: the format has no
  /// plain reading and every line is read the whole way.
  package let cells: [Int]?
  /// Where a copy of the bytes goes; less than 0: nowhere.
  package var copy: Int32 = -1

  /// Nil if the layout is one that must be read whole.
  ///
  /// - Parameter head: the file's start, by which it was recognised.
  package init?(
    file: StreamedFile, head: Source, recognition: Recognition, cells: [Int]?
  ) {
    self.file = file
    self.recognition = recognition
    guard let cut = Cut(recognition, cells: cells) else { return nil }
    self.cut = cut
    if case .csv(let layout) = cut {
      guard layout.firstLineFits(head) else { return nil }
      // The cutter fills one cell a column.
      let columns = (cells ?? []).compactMap { layout.columns[$0] }
      self.cells = Set(columns).count == columns.count ? cells : nil
    } else {
      guard !head.hasByteOrderMark else { return nil }
      self.cells = cells
    }
  }

  /// How the file is cut to lines.
  let cut: Cut

  enum Cut: Sendable {
    case csv(CSVLayout)
    /// An array of objects whose plain cells have these keys.
    case jsonArray([String])
    /// One object a line.
    case jsonLines([String])

    init?(_ recognition: Recognition, cells: [Int]?) {
      switch recognition.layout {
      case .csv(let layout):
        guard layout.dialect.escape == .doubledQuote, !layout.isRagged, layout.width > 0 else {
          return nil
        }
        self = .csv(layout)
      case .json, .jsonLines:
        guard let cells, case .json(let shape) = recognition.format.shape,
          shape.lists.count == 1, shape.lists[0].path == "[]", recognition.warnings.isEmpty,
          recognition.statedTotal == nil
        else { return nil }
        let keys = cells.map { recognition.format.fields[$0] }
        guard !keys.contains(where: { $0.isEmpty || $0.contains(".") || $0.hasPrefix("/") })
        else { return nil }
        if case .json = recognition.layout {
          self = .jsonArray(keys)
        } else {
          self = .jsonLines(keys)
        }
      }
    }
  }

  /// Where the first data line may start.
  var dataStart: Int {
    if case .csv(let layout) = cut { return layout.dataStart }
    return 0
  }
}

/// What reading a stream's file came to.
package struct StreamedOutcome: Sendable {
  /// SHA-256 of the bytes read, lower-case hexadecimal; empty if none was asked for.
  package internal(set) var digest = ""
  package internal(set) var newline = Source.Newline.none
  /// False: something concerns the file as a whole, and it must be read whole to say what.
  package internal(set) var isRegular = true
  /// Stretches that must be read the whole way, in file order.
  package internal(set) var odd: [Range<Int>] = []
  /// Why the file could not be read, or is not what it was.
  package internal(set) var fault: InputFault?
  /// The system's error when the copy could not be written; 0 if there was none.
  package internal(set) var copyError: Int32 = 0

  package init() {}
}
