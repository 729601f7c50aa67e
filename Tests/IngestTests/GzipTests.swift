import Accounting
import Foundation
import Ingest
import TestSupport
import Testing

@Suite struct GzipTests {
  static let suite = Places.shared("suites/gzip-hostile")

  private func gzip(_ bytes: [UInt8]) throws -> [UInt8] {
    let file = try Given.file(bytes)
    let outcome = try #require(Tool.find("gzip")).run(["-9", "-k", file.path])
    try #require(outcome.status == 0)
    return Array(try Data(contentsOf: URL(filePath: file.path + ".gz")))
  }

  @Test(
    .enabled(if: suite != nil),
    arguments: [
      ("truncated", "gzip-damaged"), ("bad-crc", "gzip-damaged"),
      ("trailing-garbage", "gzip-trailing-data"), ("zero-bytes", "file-empty"),
      ("empty", "file-empty"),
    ])
  func `hostile gzip files are refused by a named rule`(name: String, code: String) throws {
    let path = try #require(Self.suite).appending(path: name + ".csv.gz")
    #expect(faultCode { _ = try Ingest.open(Given.file(at: path)) } == code)
  }

  @Test(.enabled(if: suite != nil), arguments: [("ok", 2), ("two-members", 3)])
  func `all members of a good gzip file are read`(name: String, lines: Int) throws {
    let path = try #require(Self.suite).appending(path: name + ".csv.gz")
    let source = try Ingest.open(Given.file(at: path))
    #expect(source.compressed)
    #expect(source.size == (try Data(contentsOf: path)).count)
    #expect(ScannedTable(source.content).cells.count == lines)
  }

  @Test(.enabled(if: Tool.find("gzip") != nil), arguments: [1, 255, 1 << 18, 1 << 20, 5_000_000])
  func `what gzip packs is unpacked to the last byte`(count: Int) throws {
    var generator = SeededGenerator(seed: UInt64(count))
    let bytes = (0..<count).map { _ in UInt8.random(in: 32...126, using: &generator) }
    let packed = try gzip(bytes)
    #expect(try Given.source(packed).content == bytes)
    #expect(try Given.source(packed + packed).content == bytes + bytes)
  }

  @Test(.enabled(if: Tool.find("gzip") != nil))
  func `every cut of a gzip stream is refused`() throws {
    let packed = try gzip(Array("txid,amount\nA1,1.5\n".utf8))
    for count in 2..<packed.count {
      #expect(
        faultCode { _ = try Given.source(Array(packed[..<count])) } == "gzip-damaged",
        "first \(count) bytes")
      #expect(
        faultCode { _ = try Given.source(packed + packed[..<count]) } == "gzip-trailing-data",
        "and \(count) bytes of a second member")
    }
    for extra: [UInt8] in [[0], [0x1F], [0x1F, 0x8B], Array("garbage".utf8)] {
      #expect(faultCode { _ = try Given.source(packed + extra) } == "gzip-trailing-data")
    }
  }

  @Test(.enabled(if: Tool.find("gzip") != nil))
  func `a bomb is refused long before it has grown`() throws {
    let packed = try gzip([UInt8](repeating: 65, count: 64 << 20))
    #expect(faultCode { _ = try Given.source(packed) } == "gzip-ratio")
    var limits = InputLimits.standard
    limits.inflateRatio = 2000
    limits.contentBytes = 1 << 20
    #expect(faultCode { _ = try Given.source(packed, limits: limits) } == "file-too-large")
    limits.contentBytes = 64 << 20
    #expect(try Given.source(packed, limits: limits).content.count == 64 << 20)
  }

  #if os(Linux)
    /// The process's greatest size in memory so far, in KiB.
    private static func peak() throws -> Int {
      let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
      let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") })
      return try #require(line.split(separator: " ").compactMap { Int($0) }.first)
    }

    @Test(.enabled(if: Tool.find("gzip") != nil))
    func `a bomb of 256 MiB takes no memory to speak of`() async {
      await #expect(processExitsWith: .success) {
        let folder = try Places.scratch()
        defer { try? FileManager.default.removeItem(at: folder) }
        let script = "head -c 268435456 /dev/zero | gzip -9 > bomb.csv.gz"
        let made = try Tool(path: "/bin/sh").run(["-c", script], in: folder)
        try #require(made.status == 0)
        let file = Given.file(at: folder.appending(path: "bomb.csv.gz"))
        let before = try Self.peak()
        try #require(faultCode { _ = try Ingest.open(file) } == "gzip-ratio")
        let after = try Self.peak()
        print("a bomb of 256 MiB: \(before) KiB before, \(after) KiB after")
        try #require(after - before < 64 << 10)
      }
    }
  #endif
}
