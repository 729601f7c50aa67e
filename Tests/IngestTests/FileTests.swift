import Accounting
import Crypto
import Foundation
import Ingest
import TestSupport
import Testing

@Suite struct FileTests {
  private func code(_ path: String, limits: InputLimits = .standard) -> String? {
    faultCode {
      _ = try Ingest.open(InputFile(path: path, name: "given", side: .ledger), limits: limits)
    }
  }

  @Test func `the digest is of the bytes as received`() throws {
    let bytes = (0..<3_000_000).map { UInt8($0 % 97 + 32) }
    let source = try Given.source(bytes)
    let digest = SHA256.hash(data: bytes).map { String(format: "%02x", $0) }.joined()
    #expect(source.digest == digest)
    #expect(source.content == bytes)
    #expect(source.size == bytes.count)
    #expect(!source.compressed)
  }

  @Test func `what is no file is refused by its kind`() throws {
    let folder = try Places.scratch()
    #expect(code(folder.appending(path: "none").path) == "file-missing")
    #expect(code("") == "file-missing")
    #expect(code("a\0b") == "file-missing")
    #expect(code(folder.path) == "file-is-directory")
    #expect(code("/dev/null") == "file-not-regular")
    #expect(code("/dev/zero") == "file-not-regular")
  }

  @Test(.timeLimit(.minutes(1)))
  func `a pipe is refused at once and never waited for`() throws {
    let path = try Places.scratch().appending(path: "pipe").path
    try #require(mkfifo(path, 0o600) == 0)
    let clock = ContinuousClock()
    let taken = clock.measure { #expect(code(path) == "file-not-regular") }
    #expect(taken < .seconds(1))
  }

  // As root every file is readable, so there is nothing to see.
  @Test(.enabled(if: getuid() != 0))
  func `a file that may not be read is refused with the system's reason`() throws {
    let file = try Given.file([65])
    try #require(chmod(file.path, 0) == 0)
    #expect(code(file.path) == "file-unreadable")
  }

  @Test func `a name too long for the system is refused with its reason`() {
    #expect(code("/" + String(repeating: "x", count: 300)) == "file-unreadable")
  }

  @Test func `a link to a file is read and a link to itself is refused`() throws {
    let file = try Given.file(Array("a,b\n".utf8))
    let link = file.path + ".link"
    try #require(symlink(file.path, link) == 0)
    #expect(code(link) == nil)
    let loop = file.path + ".loop"
    try #require(symlink(loop, loop) == 0)
    #expect(code(loop) == "file-unreadable")
  }

  @Test func `an empty file and a file of a mark alone are refused`() throws {
    #expect(code(try Given.file([]).path) == "file-empty")
    #expect(code(try Given.file([0xEF, 0xBB, 0xBF]).path) == "file-empty")
  }

  @Test func `a file over the limit is refused before it is read`() throws {
    var limits = InputLimits.standard
    limits.contentBytes = 3
    #expect(code(try Given.file(Array("abc".utf8)).path, limits: limits) == nil)
    #expect(code(try Given.file(Array("abcd".utf8)).path, limits: limits) == "file-too-large")
  }

  enum Change: CaseIterable {
    case grow, shrink, rewrite, replace, remove
  }

  @Test(arguments: Change.allCases)
  func `a file that changes while it is read is refused`(change: Change) throws {
    let bytes = [UInt8](repeating: 65, count: 3 << 20)
    let file = try Given.file(bytes)
    var isChanged = false
    let code = faultCode {
      _ = try Ingest.open(file) { _, _ in
        guard !isChanged else { return }
        isChanged = true
        let handle = FileHandle(forUpdatingAtPath: file.path)
        switch change {
        case .grow:
          _ = try? handle?.seekToEnd()
          try? handle?.write(contentsOf: Data([66]))
        case .shrink: try? handle?.truncate(atOffset: 2 << 20)
        case .rewrite: try? handle?.write(contentsOf: Data([66]))
        case .replace:
          try? Data(bytes).write(to: URL(filePath: file.path + ".new"))
          rename(file.path + ".new", file.path)
        case .remove: unlink(file.path)
        }
      }
    }
    #expect(isChanged)
    #expect(code == "file-changed")
  }

  @Test func `progress rises to the whole file`() throws {
    let file = try Given.file([UInt8](repeating: 65, count: (2 << 20) + 5))
    var seen: [Int] = []
    _ = try Ingest.open(file) { done, total in
      #expect(total == (2 << 20) + 5)
      seen.append(done)
    }
    #expect(seen == [1 << 20, 2 << 20, (2 << 20) + 5])
  }
}
