package import Accounting

/// Files to lines: what the source says, before anyone asks what it means.
///
/// `open` gives the checked bytes, `recognise` says which format they are, `scan` cuts them to
/// batches of lines. A fault of a whole file is thrown as one diagnostic; a line that cannot be
/// cut is refused and the others go on.
package enum Ingest {
  /// Lines a batch holds at most.
  package static let batchLines = 16_384

  /// Opens the file, reads it through one descriptor, hashes exactly the bytes read, inflates
  /// gzip, and checks the encoding.
  ///
  /// - Parameters:
  ///   - encoding: the encoding the settings declare; nil takes UTF-8, else windows-1252.
  ///   - progress: called now and then with bytes read and bytes in all.
  /// - Throws: one diagnostic: `file-missing`, `file-unreadable`, `file-is-directory`,
  ///   `file-not-regular`, `file-empty`, `file-changed`, `file-too-large`, `gzip-damaged`,
  ///   `gzip-trailing-data`, `gzip-ratio`, `encoding-utf16`, `encoding-contradicted`,
  ///   `nul-byte`, `invalid-utf8`, `invalid-windows-1252`.
  package static func open(
    _ file: InputFile, encoding: TextEncoding? = nil, limits: InputLimits = .standard,
    progress: ((Int, Int) -> Void)? = nil
  ) throws(InputFault) -> Source {
    let received = try ReceivedFile.read(file, limits: limits, progress: progress)
    let checked = try EncodingCheck.check(received.content, of: file.name, declared: encoding)
    return Source(
      name: file.name, side: file.side, digest: received.digest, size: received.size,
      content: received.content, compressed: received.isCompressed, encoding: checked.encoding,
      hasByteOrderMark: checked.hasByteOrderMark, newline: checked.newline)
  }

  /// What a reader should know of a source although nothing was refused.
  package static func warnings(of source: Source) -> [Diagnostic] {
    guard source.encoding == .windows1252 else { return [] }
    let offset = source.content.withUnsafeBufferPointer { UTF8Check.firstFault($0) }
    guard let offset else { return [] }
    return [.encodingWindows1252(at: source.place(at: offset))]
  }

  /// Finds the one format of the list that the source has.
  ///
  /// - Parameter forced: take this format; a fault if the source does not have its shape.
  /// - Throws: one diagnostic: `format-unknown`, `format-ambiguous`, `format-mismatch`,
  ///   `header-repeated`, or the fault of a JSON document.
  package static func recognise(
    _ source: Source, among formats: [Format], forced: Format? = nil,
    limits: InputLimits = .standard
  ) throws(InputFault) -> Recognition {
    switch forced?.shape {
    case .csv:
      try CSVRecogniser(source: source, limits: limits).recognise(among: formats, forced: forced)
    case .json:
      try JSONRecogniser(source: source, limits: limits).recognise(among: formats, forced: forced)
    case nil where source.looksLikeJSON:
      try JSONRecogniser(source: source, limits: limits).recognise(among: formats, forced: nil)
    case nil:
      try CSVRecogniser(source: source, limits: limits).recognise(among: formats, forced: nil)
    }
  }

  /// Cuts the source to lines and gives them to `body` in file order, a batch at a time.
  ///
  /// - Throws: what `body` throws, or one diagnostic: `quote-not-closed`, `newline-cr`,
  ///   `field-too-long`.
  package static func scan(
    _ source: Source, id: SourceID, as recognition: Recognition,
    _ body: (Lines) throws(InputFault) -> Void
  ) throws(InputFault) -> ScanOutcome {
    switch recognition.layout {
    case .csv(let layout):
      try CSVLines(source: source, id: id, layout: layout).scan(body)
    case .json(let layout):
      try JSONDocumentLines(source: source, id: id, layout: layout).scan(body)
    case .jsonLines(let layout):
      try JSONTextLines(source: source, id: id, layout: layout).scan(body)
    }
  }
}
