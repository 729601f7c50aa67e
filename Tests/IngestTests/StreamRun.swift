import Accounting
import Foundation
import Ingest
import Synchronization
import TestSupport

/// A file's lines as text, each with its place: read in chunks, or whole.
struct StreamRun: Equatable {
  struct Line: Equatable, CustomStringConvertible {
    var offset: Int
    var length: Int
    /// Nil where the line has no such field.
    var cells: [String?]

    var description: String { "\(offset)+\(length) \(cells.map { $0 ?? "-" })" }
  }

  var lines: [Line] = []
  var refused: [RefusedLine] = []
  var digest = ""
  var newline = Source.Newline.none

  /// Nil if the file as a whole is refused.
  init?(whole file: InputFile, as format: Format) {
    guard let opened = try? Ingest.open(file),
      let recognition = try? Ingest.recognise(opened, among: [format], forced: format)
    else { return nil }
    let source = recognition.described(opened)
    digest = source.digest
    newline = source.newline
    var lines: [Line] = []
    let outcome = try? Ingest.scan(source, id: SourceID(index: 0), as: recognition) {
      batch throws(InputFault) in
      lines += Self.texts(batch, SourcePiece(whole: source))
    }
    guard let outcome else { return nil }
    self.lines = lines
    refused = outcome.refused
  }

  static func texts(_ batch: Lines, _ piece: SourcePiece) -> [Line] {
    var lines: [Line] = []
    piece.source.content.withUnsafeBufferPointer { bytes in
      batch.forEach(in: bytes, of: piece) { line in
        lines.append(
          Line(
            offset: Int(line.offset) + line.shift, length: Int(line.length),
            cells: (0..<batch.width).map { line.isAbsent($0) ? nil : line.text($0) }))
      }
    }
    return lines
  }

  private init() {}
}

/// A file read in chunks, before the odd lines are read.
struct ChunkedRun {
  let input: StreamedInput
  let source: Source
  let plain: [StreamRun.Line]
  let outcome: StreamedOutcome

  /// Nil if the file is one that must be read whole from the start.
  ///
  /// - Parameter isOdd: plain lines that the reading calls odd, by offset.
  init?(
    _ file: InputFile, as format: Format, cells: [Int]?, chunkBytes: Int, threads: Int,
    headBytes: Int = 1 << 20,
    isOdd: @escaping @Sendable (Int) -> Bool = { _ in false }
  ) throws {
    guard let streamed = try StreamedFile(file, from: 1), let head = streamed.head(headBytes),
      let recognition = try? Ingest.recognise(head, among: [format], forced: format),
      let input = StreamedInput(
        file: streamed, head: head, recognition: recognition, cells: cells)
    else { return nil }
    self.input = input
    let found = Mutex<[StreamRun.Line]>([])
    let width = format.fields.count
    let stream = FileStream(
      [input], threads: threads, hasDigests: true, chunkBytes: chunkBytes
    ) { stretch, odd in
      let lines = Self.texts(stretch, cells: cells ?? [], width: width)
      for (place, line) in lines.enumerated() {
        if isOdd(line.offset) {
          odd.append(stretch.bounds[2 * place])
          odd.append(stretch.bounds[2 * place + 1])
        } else {
          found.withLock { $0.append(line) }
        }
      }
    }
    outcome = stream.run()[0]
    plain = found.withLock { $0 }.sorted { $0.offset < $1.offset }
    var source = recognition.described(head)
    source.content = []
    source.received = []
    source.window = streamed
    self.source = source
  }

  private static func texts(
    _ stretch: PlainStretch, cells: [Int], width: Int
  ) -> [StreamRun.Line] {
    (0..<stretch.count).map { line in
      var texts = [String?](repeating: nil, count: width)
      for index in 0..<stretch.width {
        let place = 2 * (line * stretch.width + index)
        guard stretch.cells[place] != .max else { continue }
        let bytes = stretch.bytes[Int(stretch.cells[place])..<Int(stretch.cells[place + 1])]
        texts[cells[index]] = String(decoding: bytes, as: UTF8.self)
      }
      let (start, end) = (stretch.bounds[2 * line], stretch.bounds[2 * line + 1])
      return StreamRun.Line(
        offset: stretch.offset + Int(start), length: Int(end - start), cells: texts)
    }
  }

  /// The lines that are not plain, read the whole way.
  func odd(pieceBytes: Int) throws -> (lines: [StreamRun.Line], refused: [RefusedLine]) {
    var lines: [StreamRun.Line] = []
    let reader = PieceReader(
      input, source: source, id: SourceID(index: 0), pieceBytes: pieceBytes)
    let outcome = try reader.read(outcome.odd) { batch, piece throws(InputFault) in
      lines += StreamRun.texts(batch, piece)
    }
    return (lines, outcome.refused)
  }

  /// The lines that start at these offsets, read the whole way.
  func lines(at offsets: [Int], pieceBytes: Int) throws -> [StreamRun.Line] {
    var lines: [StreamRun.Line] = []
    let reader = PieceReader(
      input, source: source, id: SourceID(index: 0), pieceBytes: pieceBytes)
    _ = try reader.readLines(at: offsets) { batch, piece throws(InputFault) in
      lines += StreamRun.texts(batch, piece)
    }
    return lines
  }
}
