import Accounting
import Ingest
import Normalise
import Pair
import Seal

/// A format that was told, and how.
struct Recognised {
  var recognition: Recognition
  var format: VenueFormat
}

/// A file that is read in chunks.
struct Streamed {
  let file: StreamedFile
  /// What is to be read of it; nil until it is known, or if it must be read whole.
  var input: StreamedInput?
  var outcome = StreamedOutcome()
  var figures = PlainFigures()
}

extension Intake {
  /// Bytes of the files that are to be read in chunks.
  var streamedBytes: Int { streamed.values.reduce(0) { $0 + $1.file.size } }

  /// The files of which every line was plain and no line's id stands twice.
  var numbered: [SourceID] {
    streamed.filter { _, file in
      file.outcome.isRegular && file.outcome.fault == nil && file.outcome.odd.isEmpty
        && file.figures.ids.ascend
    }.map(\.key)
  }

  /// Reads the plain lines of large files, all threads at once, and puts their entries on shelves.
  ///
  /// - Parameter names: the names met before.
  /// - Returns: those and the names met here.
  mutating func stream(
    _ sides: [Side], onto shelves: Shelves, names: BookNames, rules: [AccountRule] = []
  ) throws -> BookNames {
    let names = PlainNames(names: names)
    let files = SafeName.files(of: sources.all.map(\.name))
    var ids: [SourceID] = []
    var inputs: [StreamedInput] = []
    var readings: [[PlainReading?]] = []
    for index in sources.all.indices where sides.contains(sources.all[index].side) {
      let id = SourceID(index: index)
      guard let found = recognised[id], let file = streamed[id]?.file else { continue }
      let terms = terms(of: id, rules: rules)
      let plain = PlainReading.isPossible(terms) ? found.format.plain : nil
      let input = StreamedInput(
        file: file, head: sources[id], recognition: found.recognition, cells: plain?.fields)
      guard var input, index < EntryRow.Place.sources else { continue }
      if let copies { input.copy = try copies.begin(id, name: files[index]) }
      streamed[id]?.input = input
      sources[id] = described(id, found)
      ids.append(id)
      inputs.append(input)
      readings.append(
        (0..<plan.threads).map { _ in
          plain.map {
            PlainReading(
              $0, format: found.format, side: sources[id].side, source: id, terms: terms,
              names: names)
          }
        })
    }
    guard !inputs.isEmpty else { return names.names }
    nonisolated(unsafe) let workers = readings
    let title = ids.count == 1 ? sources[ids[0]].name : "\(ids.count) files"
    let progress = console.progress(title, sizes: inputs.map(\.file.size))
    let stream = FileStream(
      inputs, threads: plan.threads, hasDigests: plan.reading.hasDigests,
      chunkBytes: plan.reading.chunkBytes, progress: { file, done, _ in progress?(file, done) }
    ) { stretch, odd in
      guard let reading = workers[stretch.file][stretch.worker] else { return }
      reading.read(stretch, odd: &odd) { rows in
        shelves.add(rows, of: reading.side, worker: stretch.worker)
      }
    }
    for (place, outcome) in stream.run().enumerated() {
      streamed[ids[place]]?.outcome = outcome
      sources[ids[place]].digest = outcome.digest
      sources[ids[place]].newline = outcome.newline
      if outcome.isRegular, outcome.fault == nil {
        try copies?.end(
          ids[place], size: inputs[place].file.size, digest: outcome.digest,
          code: outcome.copyError)
      } else {
        try copies?.drop(ids[place])
      }
      for reading in readings[place] {
        if let reading { streamed[ids[place]]?.figures.add(reading.summary) }
      }
    }
    return names.names
  }

  /// The source as its start described it, its bytes no longer in memory.
  private func described(_ id: SourceID, _ found: Recognised) -> Source {
    var source = found.recognition.described(sources[id])
    source.content = []
    source.received = []
    source.window = streamed[id]?.file
    return source
  }

  /// Reads the lines of a file that are not plain.
  ///
  /// - Returns: false if the file must be read whole.
  /// - Throws: if it cannot be used at all.
  mutating func readRest(
    _ id: SourceID, _ streamed: Streamed, into normaliser: inout Normaliser,
    rules: [AccountRule], _ shelves: Shelves
  ) throws(InputFault) -> Bool {
    guard let found = recognised[id], let input = streamed.input else { return false }
    let (outcome, figures) = (streamed.outcome, streamed.figures)
    normaliser.begin(
      sources[id], id: id, format: found.format, header: found.recognition.header,
      terms: terms(of: id, rules: rules), shelf: shelves.shelf(sources[id].side))
    if let fault = outcome.fault {
      normaliser.abandon()
      shelves.drop(id)
      throw fault
    }
    guard outcome.isRegular else { return false }
    let reader = PieceReader(
      input, source: sources[id], id: id, pieceBytes: plan.reading.chunkBytes)
    let refused: [RefusedLine]
    do throws(InputFault) {
      refused = try reader.read(outcome.odd) { lines, piece throws(InputFault) in
        normaliser.add(lines, of: piece)
      }.refused
    } catch {
      return false
    }
    normaliser.take(figures)
    normaliser.end(refused: refused)
    formatVersions[id] = found.format.format.version
    return true
  }

  /// Reads entries again that were not settled, and puts them into the book.
  ///
  /// - Returns: the files that could not be read again.
  func restore(
    _ places: [EntryRow.Place], into normaliser: inout Normaliser, rules: [AccountRule]
  ) -> [(SourceID, InputFault)] {
    var faults: [(SourceID, InputFault)] = []
    normaliser.expect(entries: places.count)
    var start = 0
    while start < places.count {
      var end = start + 1
      while end < places.count, places[end].source == places[start].source { end += 1 }
      let id = SourceID(index: places[start].source)
      do throws(InputFault) {
        try restore(places[start..<end], of: id, into: &normaliser, rules: rules)
      } catch {
        faults.append((id, error))
      }
      start = end
    }
    return faults
  }

  private func restore(
    _ places: ArraySlice<EntryRow.Place>, of id: SourceID, into normaliser: inout Normaliser,
    rules: [AccountRule]
  ) throws(InputFault) {
    guard let found = recognised[id] else { return }
    normaliser.reopen(
      sources[id], id: id, format: found.format, header: found.recognition.header,
      terms: terms(of: id, rules: rules))
    var restored = 0
    guard let input = streamed[id]?.input else {
      let whole = SourcePiece(whole: sources[id])
      _ = try Ingest.scan(sources[id], id: id, as: found.recognition) {
        lines throws(InputFault) in
        restored += normaliser.restore(lines, of: whole) { places.sortedContains($0) }
      }
      return
    }
    let reader = PieceReader(
      input, source: sources[id], id: id, pieceBytes: plan.reading.chunkBytes)
    _ = try reader.readLines(at: LineStarts(places: places)) { lines, piece throws(InputFault) in
      restored += normaliser.restore(lines, of: piece) { places.sortedContains($0) }
    }
    guard restored == places.count else {
      throw InputFault(.fileChanged(at: Place(file: sources[id].name)))
    }
  }
}

/// The offsets of lines of which some entries are wanted, each once.
private struct LineStarts: Sequence, IteratorProtocol {
  var places: ArraySlice<EntryRow.Place>

  mutating func next() -> Int? {
    guard let first = places.popFirst() else { return nil }
    while let next = places.first, next.offset == first.offset { places.removeFirst() }
    return Int(first.offset)
  }
}
