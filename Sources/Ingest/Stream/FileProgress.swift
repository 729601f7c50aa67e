import Accounting
import Crypto

/// What was found in one chunk.
struct ChunkFindings {
  /// Odd lines, as start and end in the chunk.
  var odd: [UInt32] = []
  /// The ends of blocks in the chunk, and the line feeds in each.
  var blocks: [(end: Int, feeds: Int)] = []
  var newlines = NewlineKinds()
  var isRegular = true
}

/// How far one file of a stream is. What several threads touch stands under the stream's lock;
/// reading and hashing have one thread at a time and things of their own.
final class FileProgress {
  let size: Int
  private let input: StreamedInput

  // Under the lock.
  private(set) var position = 0
  private(set) var isAtEnd = false
  /// The file must be read whole, or cannot be read: nothing more of it is taken.
  private(set) var isGivenUp = false
  private(set) var fault: InputFault?
  var isReading = false
  var isHashing = false
  var toHash: [Chunk] = []
  private var chunks = 0
  private var findings: [Int: (offset: Int, found: ChunkFindings)] = [:]

  // Of whoever reads.
  private var readPosition = 0
  private var carry: [UInt8] = []
  private var number = 0
  private var cutter: JSONCutter?

  // Of whoever hashes.
  private var hash = SHA256()
  private let copier: CopyWriter?

  init(_ input: StreamedInput) {
    self.input = input
    size = input.file.size
    copier = input.copy >= 0 ? CopyWriter(descriptor: input.copy) : nil
    if case .jsonArray(let keys) = input.cut { cutter = JSONCutter(keys: keys, isLines: false) }
  }

  var remaining: Int { size - position }

  var isCopied: Bool { copier != nil }

  // MARK: Reading

  /// What came of filling a chunk.
  enum Filled {
    case more
    /// The file ends here.
    case last
    /// Lines cannot be told apart here: the file must be read whole.
    case unfit
    case fault(InputFault)
  }

  /// Fills a chunk with what was left of the last and the next bytes, up to the last whole line.
  func fill(_ chunk: Chunk, bytes count: Int) -> Filled {
    // The first chunk has the header whole.
    let wanted = number == 0 ? count + input.dataStart : count
    chunk.offset = readPosition - carry.count
    chunk.number = number
    chunk.lines = nil
    chunk.count = 0
    chunk.fresh = 0..<0
    number += 1
    chunk.makeRoom(carry.count + wanted + 1, keeping: 0)
    carry.withUnsafeBufferPointer { bytes in
      if let base = bytes.baseAddress { chunk.memory.update(from: base, count: bytes.count) }
    }
    let (got, error) = input.file.read(
      into: chunk.memory + carry.count, min(wanted, size - readPosition + 1), at: readPosition)
    guard error == 0 else {
      return .fault(ReceivedFile.fault(of: error, at: Place(file: input.file.file.name)))
    }
    chunk.fresh = carry.count..<carry.count + got
    readPosition += got
    let isLast = got < wanted || readPosition >= size
    var total = carry.count + got
    if isLast, readPosition != size {
      return .fault(InputFault(.fileChanged(at: Place(file: input.file.file.name))))
    }
    chunk.hasAddedFeed = isLast && total > 0 && chunk.memory[total - 1] != UInt8(ascii: "\n")
    if chunk.hasAddedFeed {
      chunk.memory[total] = UInt8(ascii: "\n")
      total += 1
    }
    (chunk.memory + total).update(repeating: 0, count: Chunk.padding)
    guard let end = end(of: chunk, total, isLast: isLast) else { return .unfit }
    chunk.count = end
    carry = Array(UnsafeBufferPointer(start: chunk.memory + end, count: total - end))
    return isLast ? (carry.isEmpty ? .last : .unfit) : .more
  }

  /// Where the last whole line of the bytes ends; nil if there is none or it cannot be told.
  private func end(of chunk: Chunk, _ total: Int, isLast: Bool) -> Int? {
    switch input.cut {
    case .csv:
      let start = chunk.number == 0 ? min(input.dataStart, total) : 0
      return LineEnds.lastCSV(chunk.memory, from: start, to: total)
    case .jsonLines: return LineEnds.last(chunk.memory, to: total)
    case .jsonArray:
      var lines = PlainLines(width: input.cells?.count ?? 0)
      let bytes = Bytes(start: chunk.memory, count: total)
      let end = cutter?.cut(bytes, isFirst: chunk.number == 0, isLast: isLast, into: &lines)
      chunk.lines = lines
      chunk.hasHigh = cutter?.hasHigh ?? true
      // An object longer than a field may be is for the reader that says so.
      return total - (end ?? 0) > InputLimits.standard.fieldBytes ? nil : end
    }
  }

  /// Notes how far reading came; under the lock.
  func note(_ filled: Filled) {
    position = readPosition
    chunks = number
    switch filled {
    case .more: break
    case .last: isAtEnd = true
    case .unfit: giveUp()
    case .fault(let found):
      fault = found
      giveUp()
    }
  }

  private func giveUp() {
    isGivenUp = true
    isAtEnd = true
  }

  // MARK: Hashing and copying

  func take(_ chunk: Chunk, hashing: Bool) {
    let fresh = UnsafeRawBufferPointer(
      start: chunk.memory + chunk.fresh.lowerBound, count: chunk.fresh.count)
    if hashing { hash.update(bufferPointer: fresh) }
    copier?.append(fresh)
  }

  // MARK: What was found

  /// Notes what a chunk told; under the lock.
  func add(_ found: ChunkFindings, of chunk: Chunk) {
    findings[chunk.number] = (chunk.offset, found)
    if !found.isRegular { giveUp() }
  }

  /// Puts together what the chunks told, in file order; when all threads are done.
  func finish(hasDigest: Bool) -> StreamedOutcome {
    var outcome = StreamedOutcome()
    outcome.fault = fault
    outcome.copyError = copier?.finish() ?? 0
    outcome.isRegular = !isGivenUp
    guard outcome.isRegular else { return outcome }
    if hasDigest { outcome.digest = ReceivedFile.hexadecimal(hash.finalize()) }
    var index = LineIndex()
    var newlines = NewlineKinds()
    for number in 0..<chunks {
      guard let (offset, found) = findings[number] else { continue }
      for block in found.blocks { index.append(upTo: offset + block.end, feeds: block.feeds) }
      if !found.blocks.isEmpty { newlines.append(found.newlines) }
      for place in stride(from: 0, to: found.odd.count, by: 2) {
        let (start, end) = (Int(found.odd[place]), Int(found.odd[place + 1]))
        outcome.addOdd(offset + start..<offset + end)
      }
    }
    findings = [:]
    outcome.newline = newlines.newline
    input.file.setIndex(index)
    do throws(InputFault) { try input.file.checkUnchanged() } catch { outcome.fault = error }
    return outcome
  }
}

extension StreamedOutcome {
  /// A stretch of odd lines is ended when it has so many bytes, so that none is long.
  static let oddBytes = 1 << 18

  /// Adds a line: those that follow each other are one stretch.
  fileprivate mutating func addOdd(_ line: Range<Int>) {
    if let last = odd.last, line.lowerBound - last.upperBound <= 2,
      line.upperBound - last.lowerBound <= Self.oddBytes
    {
      odd[odd.count - 1] = last.lowerBound..<line.upperBound
    } else {
      odd.append(line)
    }
  }
}
