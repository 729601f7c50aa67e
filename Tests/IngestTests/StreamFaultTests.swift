import Accounting
import Foundation
import Ingest
import Synchronization
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Files that change or fail while they are read, and files that are given up in the middle: the
/// others go on, and every thread ends.
@Suite struct StreamFaultTests {
  static let format = Format.csv("faults", ["a", "b"], CSVShape(contains: ["a", "b"]))

  @Test func `bytes that are gone when they are asked for again are said to be missing`() throws {
    let open = try Open("a,b\n1,2\n")
    defer { open.remove() }
    let file = open.input.file
    #expect(file.bytes(at: 4, count: 4) == Array("1,2\n".utf8))
    #expect(file.bytes(at: 8, count: 0).isEmpty)
    #expect(file.error == 0)
    #expect(truncate(open.url.path, 5) == 0)
    #expect(file.bytes(at: 4, count: 4) == [UInt8(ascii: "1"), 0, 0, 0])
    #expect(file.error == ENODATA)
  }

  /// A file of a folder of its own, open for chunks.
  struct Open {
    let url: URL
    let input: StreamedInput

    init(_ text: String, copy: Int32 = -1) throws {
      let file = try Given.file(Array(text.utf8))
      url = URL(filePath: file.path)
      let streamed = try #require(try StreamedFile(file, from: 1))
      let head = try #require(streamed.head(12))
      let recognition = try Ingest.recognise(head, among: [format], forced: format)
      var input = try #require(
        StreamedInput(file: streamed, head: head, recognition: recognition, cells: [0, 1]))
      input.copy = copy
      self.input = input
    }

    func remove() {
      try? FileManager.default.removeItem(at: url.deletingLastPathComponent())
    }
  }

  static func rows(_ count: Int, _ text: String = "1,2") -> String {
    String(repeating: text + "\n", count: count)
  }

  static func run(
    _ inputs: [StreamedInput], threads: Int, chunkBytes: Int = 256,
    _ first: @escaping @Sendable () throws -> Void = {}
  ) -> (outcomes: [StreamedOutcome], lines: [Int]) {
    let lines = Mutex<[Int]>(Array(repeating: 0, count: inputs.count))
    let isFirst = Mutex(true)
    let outcomes = FileStream(
      inputs, threads: threads, hasDigests: true, chunkBytes: chunkBytes
    ) { stretch, _ in
      lines.withLock { $0[stretch.file] += stretch.count }
      let isMine = isFirst.withLock { first in
        defer { first = false }
        return first
      }
      if isMine { try? first() }
    }.run()
    return (outcomes, lines.withLock { $0 })
  }

  enum Change: CaseIterable {
    case longer, shorter, touched, replaced, removed

    func apply(_ url: URL) throws {
      switch self {
      case .longer:
        let handle = try FileHandle(forWritingTo: url)
        try handle.seekToEnd()
        try handle.write(contentsOf: Data("3,4\n".utf8))
        try handle.close()
      case .shorter:
        guard truncate(url.path, 40) == 0 else { throw CocoaError(.fileWriteUnknown) }
      case .touched:
        try FileManager.default.setAttributes(
          [.modificationDate: Date(timeIntervalSince1970: 86_400)], ofItemAtPath: url.path)
      case .replaced: try Data(contentsOf: url).write(to: url, options: .atomic)
      case .removed: try FileManager.default.removeItem(at: url)
      }
    }
  }

  @Test(arguments: Change.allCases, [1, 3])
  func `a file that is another after it was opened is refused`(
    change: Change, threads: Int
  ) throws {
    let (early, late, still) = (
      try Open("a,b\n" + Self.rows(500)), try Open("a,b\n" + Self.rows(500)),
      try Open("a,b\n" + Self.rows(300))
    )
    defer { for open in [early, late, still] { open.remove() } }
    try change.apply(early.url)
    let (outcomes, lines) = Self.run(
      [early.input, late.input, still.input], threads: threads
    ) { try change.apply(late.url) }
    #expect(outcomes[0].fault?.diagnostic.code == "file-changed")
    #expect(outcomes[1].fault?.diagnostic.code == "file-changed")
    #expect(outcomes[2].fault == nil && outcomes[2].isRegular && lines[2] == 300)
  }

  @Test(arguments: [1, 3])
  func `a file that cannot be read ends with its fault, the other is read`(threads: Int) throws {
    let (bad, good) = (try Open("a,b\n" + Self.rows(400)), try Open("a,b\n" + Self.rows(300)))
    defer { for open in [bad, good] { open.remove() } }
    // What the file's descriptor stands for becomes a directory.
    let folder = open(bad.url.deletingLastPathComponent().path, O_RDONLY)
    defer { close(folder) }
    let all = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
    let mine = all.compactMap { Int32($0) }.filter {
      let target = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")
      return target.map { URL(filePath: $0).path == bad.url.resolvingSymlinksInPath().path }
        ?? false
    }
    try #require(mine.count == 1)
    try #require(dup2(folder, mine[0]) >= 0)
    let (outcomes, lines) = Self.run([bad.input, good.input], threads: threads)
    #expect(outcomes[0].fault?.diagnostic.code == "file-unreadable")
    #expect(!outcomes[0].isRegular && outcomes[0].digest.isEmpty)
    #expect(outcomes[1].isRegular && outcomes[1].fault == nil && lines[1] == 300)
  }

  static let strays = [
    "\"1,2", "1\"2,3", "1\r2,3", "\u{0},2", "1,2" + String(repeating: "x", count: 900),
  ]

  @Test(arguments: strays, [1, 3])
  func `a file given up in the middle stops no other`(stray: String, threads: Int) throws {
    for before in [0, 3, 200, 2_000] {
      let texts = [
        "a,b\n" + Self.rows(before + 1) + "1,2\n" + stray + "\n" + Self.rows(2_000 - before),
        "a,b\n" + Self.rows(700, "\"1\",\"2\""),
      ]
      let files = try texts.map { try Open($0) }
      defer { for open in files { open.remove() } }
      let (outcomes, lines) = Self.run(files.map(\.input), threads: threads)
      #expect(!outcomes[0].isRegular && outcomes[0].fault == nil && outcomes[0].digest.isEmpty)
      #expect(outcomes[1].isRegular && outcomes[1].fault == nil && lines[1] == 700)
      let whole = try Ingest.open(Given.file(at: files[1].url))
      #expect(outcomes[1].digest == whole.digest && outcomes[1].newline == .lf)
    }
  }

  @Test func `a file without lines is read whole`() throws {
    for text in ["a,b\n", "a,b", "a,b\r\n", "a,b\n\n\n", "a,b\n,\n"] {
      let file = try Given.file(Array(text.utf8))
      defer {
        try? FileManager.default.removeItem(
          at: URL(filePath: file.path).deletingLastPathComponent())
      }
      let run = try ChunkedRun(file, as: Self.format, cells: [0, 1], chunkBytes: 64, threads: 1)
      #expect(run == nil, "\(text.debugDescription)")
    }
  }

  @Test func `no file is no work`() {
    #expect(Self.run([], threads: 3).outcomes.isEmpty)
  }

  @Test(arguments: [1, 3])
  func `the copy is the file, and an error of it is told`(threads: Int) throws {
    let folder = try Places.scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    let place = folder.appending(path: "copy")
    let text = "a,b\n" + Self.rows(3_000) + "5,6"
    let target = open(place.path, O_WRONLY | O_CREAT, 0o600)
    let unfit = open(place.path, O_RDONLY)
    defer {
      close(target)
      close(unfit)
    }
    let (copied, failed) = (try Open(text, copy: target), try Open(text, copy: unfit))
    defer { for open in [copied, failed] { open.remove() } }
    let (outcomes, lines) = Self.run([copied.input, failed.input], threads: threads)
    #expect(try Data(contentsOf: place) == Data(text.utf8))
    #expect(outcomes[0].copyError == 0 && outcomes[1].copyError == EBADF)
    #expect(outcomes[0].isRegular && outcomes[1].isRegular && lines == [3_001, 3_001])
  }
}
