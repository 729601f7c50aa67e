package import Accounting
import Crypto
import Dispatch

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Reads files chunk by chunk: each byte is read once, hashed, copied and cut by whichever thread
/// is free; a file's own bytes are read, and hashed, in their order.
///
/// Memory is that of a few chunks, however long the files are.
package final class FileStream: @unchecked Sendable {
  /// What is done with the plain lines of a stretch; lines it does not take it adds to the odd
  /// ones, as start and end in the stretch. Called by several threads at once.
  package typealias Body = @Sendable (PlainStretch, inout [UInt32]) -> Void

  let inputs: [StreamedInput]
  let chunkBytes: Int
  private let threads: Int
  private let hasDigests: Bool
  private let body: Body
  private let progress: (@Sendable (_ file: Int, _ read: Int, _ size: Int) -> Void)?
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let change = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  // Under the lock.
  private let files: [FileProgress]
  private var free: [Chunk] = []
  private var toParse: [Chunk] = []
  private var busy = 0

  /// - Parameters:
  ///   - chunkBytes: read at once; a line must fit. At least 64 are.
  package init(
    _ inputs: [StreamedInput], threads: Int, hasDigests: Bool, chunkBytes: Int = 1 << 20,
    progress: (@Sendable (_ file: Int, _ read: Int, _ size: Int) -> Void)? = nil,
    body: @escaping Body
  ) {
    self.inputs = inputs
    self.threads = max(1, threads)
    self.hasDigests = hasDigests
    // A line that fits has no field over the limit.
    self.chunkBytes = max(64, min(chunkBytes, InputLimits.standard.fieldBytes / 2))
    self.body = body
    self.progress = progress
    files = inputs.map(FileProgress.init)
    for _ in 0..<(2 * self.threads + 3) { free.append(Chunk(capacity: 2 * self.chunkBytes)) }
    pthread_mutex_init(lock, nil)
    pthread_cond_init(change, nil)
  }

  deinit {
    pthread_cond_destroy(change)
    pthread_mutex_destroy(lock)
    change.deallocate()
    lock.deallocate()
  }

  /// Reads everything.
  ///
  /// - Returns: per file what came of it.
  package func run() -> [StreamedOutcome] {
    DispatchQueue.concurrentPerform(iterations: threads) { number in
      let worker = StreamWorker(number: number, inputs: inputs)
      work(worker)
    }
    return files.map { $0.finish(hasDigest: hasDigests) }
  }

  private enum Job {
    case hash(Chunk)
    case parse(Chunk)
    case read(Chunk, FileProgress)
    case end
  }

  private func work(_ worker: StreamWorker) {
    pthread_mutex_lock(lock)
    while true {
      switch next() {
      case nil:
        pthread_cond_wait(change, lock)
        continue
      case .end:
        pthread_cond_broadcast(change)
        pthread_mutex_unlock(lock)
        return
      case .hash(let chunk):
        unlocked { files[chunk.file].take(chunk, hashing: hasDigests) }
        files[chunk.file].isHashing = false
        release(chunk)
      case .parse(let chunk):
        var found: ChunkFindings?
        unlocked { found = worker.parse(chunk, body) }
        if let found { files[chunk.file].add(found, of: chunk) }
        release(chunk)
      case .read(let chunk, let file):
        var filled = FileProgress.Filled.unfit
        unlocked { filled = file.fill(chunk, bytes: chunkBytes) }
        file.isReading = false
        file.note(filled)
        hand(chunk, file)
      }
      busy -= 1
      pthread_cond_broadcast(change)
    }
  }

  private func unlocked(_ job: () -> Void) {
    busy += 1
    pthread_mutex_unlock(lock)
    job()
    pthread_mutex_lock(lock)
  }

  /// What to do next: hashing cannot be shared, so it goes first, of the file with most before it;
  /// nil if there is nothing at the moment.
  private func next() -> Job? {
    if let file = most(of: { !$0.isHashing && !$0.toHash.isEmpty }) {
      file.isHashing = true
      return .hash(file.toHash.removeFirst())
    }
    if !toParse.isEmpty { return .parse(toParse.removeFirst()) }
    if !free.isEmpty, let file = most(of: { !$0.isReading && !$0.isAtEnd }) {
      file.isReading = true
      return .read(free.removeLast(), file)
    }
    let isDone = files.allSatisfy { $0.isAtEnd && !$0.isReading && $0.toHash.isEmpty }
    return busy == 0 && isDone ? .end : nil
  }

  private func most(of isFit: (FileProgress) -> Bool) -> FileProgress? {
    var best: FileProgress?
    for file in files where isFit(file) && file.remaining >= (best?.remaining ?? -1) {
      best = file
    }
    return best
  }

  private func hand(_ chunk: Chunk, _ file: FileProgress) {
    chunk.file = files.firstIndex { $0 === file }!
    progress?(chunk.file, file.position, file.size)
    guard !file.isGivenUp else {
      free.append(chunk)
      return
    }
    let isHashed = (hasDigests || file.isCopied) && !chunk.fresh.isEmpty
    chunk.uses = 1 + (isHashed ? 1 : 0)
    if isHashed { file.toHash.append(chunk) }
    toParse.append(chunk)
  }

  private func release(_ chunk: Chunk) {
    chunk.uses -= 1
    if chunk.uses == 0 { free.append(chunk) }
  }
}
