import Accounting

/// Finds the one JSON format whose lists a document has, or whose objects stand one a line.
struct JSONRecogniser {
  let source: Source
  let limits: InputLimits

  /// A format and how well it fits.
  private struct Match {
    var format: Format
    var layout: Recognition.Layout
    /// Whether an element has the format's keys; else only an empty list has its name.
    var isByKeys: Bool
  }

  /// A list of a format that stands in the document.
  private struct Candidate {
    var list: Int
    var path: JSONPath
    var found: JSONDocument.Found
    /// Whether its first element has the list's keys.
    var fits: Bool
    /// Whether it is no list but the one object that would be in it.
    var isSingle: Bool
    var isEmpty: Bool
  }

  func recognise(among formats: [Format], forced: Format?) throws(InputFault) -> Recognition {
    try source.content.withUnsafeBufferPointer { bytes throws(InputFault) in
      if source.encoding != .utf8, let fault = UTF8Check.firstFault(bytes) {
        throw InputFault(.invalidUTF8(bytes[fault], at: source.place(at: fault)))
      }
      return try recognise(bytes, among: forced.map { [$0] } ?? formats, isForced: forced != nil)
    }
  }

  private func recognise(
    _ bytes: Bytes, among formats: [Format], isForced: Bool
  ) throws(InputFault) -> Recognition {
    let start = source.textStart
    var matches: [Match] = []
    let document: JSONDocument?
    do throws(JSONFault) {
      let tape = try JSONTape(bytes, from: start, to: bytes.count, limits: limits)
      let read = JSONDocument(bytes: bytes, tape: tape)
      document = read
      matches = formats.compactMap { documentMatch($0, read, isForced: isForced) }
      if TextLines.single(bytes, from: start) {
        matches += formats.compactMap { linesMatch($0, read, isForced: isForced) }
      }
    } catch {
      let lines = JSONLinesSniff(bytes, from: start, limits: limits)
      document = lines.object
      if formats.contains(where: \.hasJSONLines), lines.areLikely {
        matches = formats.compactMap { linesMatch($0, document, isForced: isForced) }
      }
      guard !matches.isEmpty || lines.areSure else {
        throw InputFault(
          .json(
            error, in: bytes, limits: limits, counter: LineCounter(), file: source.name))
      }
    }
    let match = try single(matches, document, among: formats, isForced: isForced)
    return Recognition(
      format: match.format, header: match.format.fields.map { _ in "" },
      warnings: document.map { warnings(match, $0) } ?? [],
      statedTotal: document.flatMap { statedTotal(match, $0) }, layout: match.layout)
  }

  /// The greatest total that stands beside a list which is read and has fewer elements.
  private func statedTotal(_ match: Match, _ document: JSONDocument) -> Int? {
    guard case .json(let layout) = match.layout else { return nil }
    let totals = layout.lists.compactMap { list -> Int? in
      let count = document.tape.elementCount(of: list.container)
      guard let total = document.total(beside: list.container, in: list.document),
        total.isMore(than: count)
      else { return nil }
      return Int(total.text) ?? Int.max
    }
    return totals.max()
  }

  /// Keys are better evidence than the name of an empty list.
  private func single(
    _ matches: [Match], _ document: JSONDocument?, among formats: [Format], isForced: Bool
  ) throws(InputFault) -> Match {
    let byKeys = matches.filter(\.isByKeys)
    let fitting = byKeys.isEmpty ? matches : byKeys
    let names = Set(fitting.map(\.format.name)).sorted()
    guard names.count <= 1 else {
      throw InputFault(.formatAmbiguous(names, at: Place(file: source.name)))
    }
    if let match = fitting.first { return match }
    let place = source.place(at: source.textStart)
    let found = document?.summary ?? "no object on its first lines"
    if isForced { throw InputFault(.jsonMismatch(formats[0].name, found: found, at: place)) }
    let nearest = document.map { $0.nearest(among: formats) } ?? []
    throw InputFault(.jsonUnknown(found: found, nearest: nearest, at: place))
  }

  // MARK: One format

  /// What of a document is read as one list.
  private struct Read: Hashable {
    var container: Int
    /// The path below the container's elements.
    var below: String
  }

  private func documentMatch(
    _ format: Format, _ document: JSONDocument, isForced: Bool
  ) -> Match? {
    guard case .json(let shape) = format.shape else { return nil }
    var chosen: [Read: Candidate] = [:]
    for (index, list) in shape.lists.enumerated() {
      let path = JSONPath(list.path)
      guard let found = document.place(of: path, bare: list.bare) else { continue }
      let isSingle = document.isSingle(list, path, found)
      let fits =
        isSingle
        || (isForced || !list.keys.isEmpty) && document.fits(list, path, in: found.container)
      let isEmpty = document.tape.firstElement(of: found.container) == nil
      // No name says what a bare array is: its element does, or whoever forces the format.
      guard fits || !found.isBare || (isEmpty && isForced) else { continue }
      let candidate = Candidate(
        list: index, path: path, found: found, fits: fits, isSingle: isSingle,
        isEmpty: isEmpty && (isForced || list.claimsEmpty))
      // An array is read once: as the first list that its element fits. Lists below its elements
      // are others (`subaccounts[].assetPositions[]`).
      let below = list.path.split(
        separator: "[]", maxSplits: 1, omittingEmptySubsequences: false
      ).dropFirst().joined()
      let read = Read(container: found.container, below: below)
      guard let other = chosen[read], other.fits || !fits else {
        chosen[read] = candidate
        continue
      }
    }
    let lists = chosen.values.sorted {
      ($0.found.container, $0.list) < ($1.found.container, $1.list)
    }
    guard lists.contains(where: { $0.fits || $0.isEmpty }) else { return nil }
    let layouts = lists.map {
      JSONListLayout(
        list: $0.list, path: $0.path, fields: format.fields.map($0.path.field),
        document: $0.found.document, container: $0.found.container,
        isSingle: $0.isSingle)
    }
    return Match(
      format: format, layout: .json(JSONLayout(tape: document.tape, lists: layouts)),
      isByKeys: lists.contains(where: \.fits))
  }

  /// A format of JSON lines, by the keys of the document's object.
  private func linesMatch(
    _ format: Format, _ document: JSONDocument?, isForced: Bool
  ) -> Match? {
    guard case .json(let shape) = format.shape, shape.jsonLines else { return nil }
    for (index, list) in shape.lists.enumerated() {
      let path = JSONPath(list.path)
      let isObject = document.map { $0.tape[0].kind == .object } ?? isForced
      let fits = document.map { !list.keys.isEmpty && $0.fits(list, path, element: 0) } ?? false
      guard isObject, fits || isForced else { continue }
      let layout = JSONLinesLayout(
        list: index, path: path, fields: format.fields.map(path.field), limits: limits)
      return Match(format: format, layout: .jsonLines(layout), isByKeys: fits)
    }
    return nil
  }

  // MARK: Warnings

  private func warnings(_ match: Match, _ document: JSONDocument) -> [Diagnostic] {
    guard case .json(let layout) = match.layout else { return [] }
    var warnings: [Diagnostic] = []
    for list in layout.lists {
      let count = list.isSingle ? 1 : document.tape.elementCount(of: list.container)
      guard let total = document.total(beside: list.container, in: list.document),
        total.isMore(than: count)
      else { continue }
      let offset = Int(document.tape[total.token].start)
      warnings.append(
        .pageIncomplete(listed: count, total: total.text, at: source.place(at: offset)))
    }
    let read = Set(layout.lists.map(\.container))
    for list in Set(layout.lists.map(\.document)).sorted().flatMap(document.lists(in:))
    where !read.contains(where: { document.tape.isInside($0, list.value) }) {
      let offset = Int(document.tape[list.value].start)
      warnings.append(
        .jsonListNotRead(list.key, match.format.name, at: source.place(at: offset)))
    }
    return warnings
  }
}

extension Format {
  fileprivate var hasJSONLines: Bool {
    if case .json(let shape) = shape { return shape.jsonLines }
    return false
  }
}
