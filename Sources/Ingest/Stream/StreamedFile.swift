import Accounting
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file that is read in chunks and not held in memory; its bytes can be asked for as long as it
/// is open, through the one descriptor that was read.
package final class StreamedFile: SourceWindow {
  package let file: InputFile
  /// Size in bytes when it was opened.
  package let size: Int
  let descriptor: Int32
  private let before: stat
  private let index = Mutex(LineIndex())
  private let failure = Mutex<Int32>(0)

  /// Opens a regular file of at least so many bytes; nil if it is smaller.
  ///
  /// - Throws: one diagnostic, as `Ingest.open`.
  package init?(_ file: InputFile, from bytes: Int) throws(InputFault) {
    let place = Place(file: file.name)
    let descriptor = try ReceivedFile.openRegular(file.path, at: place)
    do throws(InputFault) {
      before = try ReceivedFile.status(of: descriptor, at: place)
    } catch {
      close(descriptor)
      throw error
    }
    guard before.st_mode & S_IFMT == S_IFREG, before.st_size >= max(bytes, 1) else {
      close(descriptor)
      return nil
    }
    self.file = file
    self.descriptor = descriptor
    size = Int(before.st_size)
  }

  deinit { close(descriptor) }

  package func bytes(at offset: Int, count: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      var code: Int32 = 0
      if let base = buffer.baseAddress { (filled, code) = read(into: base, count, at: offset) }
      if filled < count { note(code == 0 ? ENODATA : code) }
      for place in filled..<count { buffer.initializeElement(at: place, to: 0) }
      filled = count
    }
  }

  package var error: Int32 { failure.withLock { $0 } }

  private func note(_ code: Int32) { failure.withLock { $0 = $0 == 0 ? code : $0 } }

  /// Fills memory from an offset, as far as the file goes.
  ///
  /// - Returns: the bytes filled, and the system's error; 0 if there was none.
  func read(
    into memory: UnsafeMutablePointer<UInt8>, _ count: Int, at offset: Int
  ) -> (count: Int, error: Int32) {
    var filled = 0
    while filled < count {
      let got = uninterrupted {
        pread(descriptor, memory + filled, count - filled, off_t(offset + filled))
      }
      if got < 0 { return (filled, errno) }
      if got == 0 { break }
      filled += got
    }
    return (filled, 0)
  }

  package func line(of offset: Int) -> Int {
    let anchor = index.withLock { $0.anchor(of: offset) }
    let (start, end) = (min(anchor.offset, offset), max(anchor.offset, offset))
    let between = bytes(at: start, count: end - start)
      .withUnsafeBufferPointer { LineFeeds.count($0) }
    return anchor.feeds + (anchor.offset > offset ? -between : between) + 1
  }

  package func lineAndColumn(of offset: Int) -> (line: Int, column: Int) {
    (line(of: offset), offset - lineStart(before: offset) + 1)
  }

  /// Where the line begins that goes on at an offset.
  private func lineStart(before end: Int) -> Int {
    var end = end
    while end > 0 {
      let count = min(4096, end)
      let piece = bytes(at: end - count, count: count)
      if let feed = piece.lastIndex(of: UInt8(ascii: "\n")) { return end - count + feed + 1 }
      end -= count
    }
    return 0
  }

  func setIndex(_ lines: LineIndex) { index.withLock { $0 = lines } }

  /// - Throws: `file-changed` if the file is not what it was when it was opened.
  package func checkUnchanged() throws(InputFault) {
    let place = Place(file: file.name)
    let after = try ReceivedFile.status(of: descriptor, at: place)
    var named = stat()
    guard ReceivedFile.isSame(before, after), stat(file.path, &named) == 0,
      ReceivedFile.isSame(before, named)
    else { throw InputFault(.fileChanged(at: place)) }
  }
}
