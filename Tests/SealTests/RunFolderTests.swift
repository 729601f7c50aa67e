import Accounting
import Foundation
import Seal
import TestSupport
import Testing

@Suite struct RunFolderTests {
  private func withArchive(_ body: (URL) throws -> Void) throws {
    let scratch = try Places.scratch()
    defer { try? FileManager.default.removeItem(at: scratch) }
    try body(scratch.appending(path: "runs"))
  }

  /// The error of beginning a run.
  private func beginError(_ archive: String, book: String = "acme-eu") -> SealError? {
    do {
      let folder = try RunFolder.begin(archive: archive, book: book, date: "2026-11-19")
      _ = folder.runID
      return nil
    } catch {
      return error
    }
  }

  @Test func `a run appears whole, under its name, and nothing else stays`() throws {
    try withArchive { archive in
      let run = try SampleRun.publish(in: archive)
      #expect(run.path == archive.appending(path: "acme-eu/2026-11-19_000001").path)
      #expect(
        SampleRun.tree(run) == [
          "VERIFY.txt", "bag-info.txt", "bagit.txt", "checkpoint.note", "data", "data/config",
          "data/config/effective.json", "data/inputs", "data/inputs/statement.csv", "data/reports",
          "data/reports/breaks.csv", "data/work", "data/work/matches.jsonl", "manifest-sha256.txt",
          "run-manifest.dsse.json", "run-manifest.json", "run-manifest.json.sig",
          "tagmanifest-sha256.txt",
        ])
      let book = try FileManager.default.contentsOfDirectory(
        atPath: archive.appending(path: "acme-eu").path)
      #expect(book.sorted() == [".lock", "2026-11-19_000001"])
    }
  }

  @Test func `a clock that is behind that of the run before seals nothing`() throws {
    try withArchive { archive in
      _ = try SampleRun.publish(in: archive)
      var folder = try RunFolder.begin(archive: archive.path, book: "acme-eu", date: "2026-11-20")
      try SampleRun.fill(&folder)
      var manifest = SampleRun.manifest()
      manifest.clock.finishedAt = Instant(nanoseconds: 1_795_140_001_249_000_000)
      let fault = SealError.clockBehind(
        "2026-11-20T02:00:01.249Z", before: "2026-11-20T02:00:01.250Z")
      do throws(SealError) {
        _ = try folder.publish(manifest, key: SampleRun.key)
        Issue.record("it was published")
      } catch {
        #expect(error == fault)
      }
      let book = archive.appending(path: "acme-eu").path
      try folder.discard()
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: book).sorted() == [
          ".lock", "2026-11-19_000001",
        ])
    }
  }

  @Test func `nothing is visible before it is published, and nothing stays if it is not`() throws {
    try withArchive { archive in
      let book = archive.appending(path: "acme-eu").path
      func abandoned() throws {
        var folder = try RunFolder.begin(
          archive: archive.path, book: "acme-eu", date: "2026-11-19")
        try SampleRun.fill(&folder)
        let names = try FileManager.default.contentsOfDirectory(atPath: book)
        #expect(names.filter { !$0.hasPrefix(".") }.isEmpty)
        #expect(names.count == 2)
      }
      try abandoned()
      #expect(try FileManager.default.contentsOfDirectory(atPath: book) == [".lock"])
      var folder = try RunFolder.begin(archive: archive.path, book: "acme-eu", date: "2026-11-19")
      try SampleRun.fill(&folder)
      try folder.discard()
      try folder.discard()
      #expect(try FileManager.default.contentsOfDirectory(atPath: book) == [".lock"])
      #expect(throws: SealError.closed("2026-11-19_000001")) {
        try SampleRun.attempt { try folder.add(path: "data/work/x", bytes: []) }
      }
    }
  }

  @Test func `runs of a book form a chain, whatever their dates`() throws {
    try withArchive { archive in
      var previous: URL?
      for (index, date) in ["2026-11-19", "2026-11-18", "2026-11-20"].enumerated() {
        let run = try SampleRun.publish(in: archive, date: date)
        #expect(run.lastPathComponent == "\(date)_00000\(index + 1)")
        let bytes = Array(try Data(contentsOf: run.appending(path: "run-manifest.json")))
        let chain = try #require(try JSONParser.value(of: bytes)["predicate"]?["chain"])
        if let previous {
          let before = Array(try Data(contentsOf: previous.appending(path: "run-manifest.json")))
          #expect(chain["previous"]?["run_id"]?.text == previous.lastPathComponent)
          #expect(chain["previous"]?["sha256"]?.text == Digest.hex(of: before))
        } else {
          #expect(chain["previous"] == .null)
        }
        #expect(chain["sequence"] == .integer(index + 1))
        previous = run
      }
      let other = archive.appending(path: "acme-eu/2026-11-21_000003")
      try FileManager.default.createDirectory(at: other, withIntermediateDirectories: true)
      guard case .chainForked? = beginError(archive.path) else {
        Issue.record("a fork was not seen")
        return
      }
    }
  }

  @Test func `the text of a holder that is gone is no lock, and names nobody`() throws {
    try withArchive { archive in
      let lock = archive.appending(path: "acme-eu/.lock")
      try FileManager.default.createDirectory(
        at: lock.deletingLastPathComponent(), withIntermediateDirectories: true)
      let boot = (try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8))
        .map { String($0.dropLast()) }
      let since = "since=2026-11-19T23:00:01.250Z\n"
      let texts = [
        "", "x", "process=1\nboot=another\n\(since)", "process=1\nboot=\(boot ?? "")\n",
        "process=2147483646\nboot=\(boot ?? "")\n\(since)",
        "process=-1\nboot=\(boot ?? "")\n\(since)",
      ]
      for text in texts {
        try Data(text.utf8).write(to: lock)
        #expect(beginError(archive.path) == nil, "\(text)")
        try Data(text.utf8).write(to: lock)
        let descriptor = open(lock.path, O_RDWR | O_CLOEXEC)
        #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
        #expect(beginError(archive.path) == .busy(path: lock.path, holder: nil), "\(text)")
        close(descriptor)
      }
      let own = "process=\(getpid())\nboot=\(boot ?? "")\n\(since)"
      try Data(own.utf8).write(to: lock)
      let descriptor = open(lock.path, O_RDWR | O_CLOEXEC)
      #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
      #expect(
        beginError(archive.path)
          == .busy(
            path: lock.path,
            holder: LockHolder(
              process: Int(getpid()), boot: boot ?? "", since: "2026-11-19T23:00:01.250Z")))
      close(descriptor)
    }
  }

  @Test func `a second run of the same book is told that it is busy, another book is not`() throws {
    try withArchive { archive in
      var first = try RunFolder.begin(archive: archive.path, book: "acme-eu", date: "2026-11-19")
      let lock = archive.appending(path: "acme-eu/.lock").path
      guard case .busy(lock, let holder?)? = beginError(archive.path) else {
        Issue.record("not busy, or nobody is named")
        return
      }
      #expect(holder.process == Int(getpid()))
      #expect(Stamp.instant(holder.since) != nil)
      #expect(beginError(archive.path, book: "other") == nil)
      try SampleRun.fill(&first)
      _ = try first.publish(SampleRun.manifest(), key: SampleRun.key)
      #expect(beginError(archive.path) == nil)
      #expect(throws: SealError.closed("2026-11-19_000001")) {
        try SampleRun.attempt {
          _ = try first.publish(SampleRun.manifest(), key: SampleRun.key)
        }
      }
    }
  }

  @Test func `what a killed run left is removed and named`() throws {
    try withArchive { archive in
      let book = archive.appending(path: "acme-eu")
      let stale = ".2026-11-19_000001.tmp-4194305"
      let inner = book.appending(path: "\(stale)/data/inputs")
      try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
      try Data("x".utf8).write(to: inner.appending(path: "a.csv"))
      let outside = archive.appending(path: "outside")
      try Data("keep".utf8).write(to: outside)
      try FileManager.default.createSymbolicLink(
        at: inner.appending(path: "link"), withDestinationURL: outside)
      for name in [".2026-11-19_000001.tmp-", ".notes", "2026-11-19_1"] {
        try Data().write(to: book.appending(path: name))
      }
      var folder = try RunFolder.begin(archive: archive.path, book: "acme-eu", date: "2026-11-19")
      #expect(folder.cleaned == [stale])
      #expect(folder.sequence == 1)
      try folder.discard()
      #expect(!FileManager.default.fileExists(atPath: book.appending(path: stale).path))
      #expect(try String(contentsOf: outside, encoding: .utf8) == "keep")
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: book.path).sorted() == [
          ".2026-11-19_000001.tmp-", ".lock", ".notes", "2026-11-19_1",
        ])
    }
  }

  @Test(arguments: [
    "data/reports/../x", "../x", "/etc/passwd", "data/x", "data/other/x", "data/reports/", "x",
    "data/reports/a/b", "data/reports/.hidden", "data/reports/ä", "data/reports/con", "data//x",
    "data/reports/a\0b",
  ])
  func `a path that is not a safe name in a room is refused`(path: String) throws {
    try withArchive { archive in
      var folder = try RunFolder.begin(archive: archive.path, book: "b", date: "2026-11-19")
      #expect(throws: SealError.nameUnsafe(path)) {
        try SampleRun.attempt { try folder.add(path: path, bytes: []) }
      }
    }
  }

  @Test func `no file is added twice, not even in another case`() throws {
    try withArchive { archive in
      var folder = try RunFolder.begin(archive: archive.path, book: "b", date: "2026-11-19")
      try folder.add(path: "data/reports/breaks.csv", bytes: [1])
      for path in ["data/reports/breaks.csv", "data/reports/Breaks.csv"] {
        #expect(throws: SealError.nameTwice(path)) {
          try SampleRun.attempt { try folder.add(path: path, bytes: [2]) }
        }
      }
    }
  }

  @Test func `a copied file has the digest of the original; links and pipes are not copied`() throws
  {
    try withArchive { archive in
      var folder = try RunFolder.begin(archive: archive.path, book: "b", date: "2026-11-19")
      let original = archive.appending(path: "in.bin")
      let bytes = (0..<3_000_001).map { UInt8(truncatingIfNeeded: $0 &* 31) }
      try Data(bytes).write(to: original)
      let file = try folder.addFile(at: original.path, path: "data/inputs/in.bin")
      #expect(file.sha256 == Digest.hex(of: bytes) && file.size == bytes.count)
      let link = archive.appending(path: "link")
      try FileManager.default.createSymbolicLink(at: link, withDestinationURL: original)
      let pipe = archive.appending(path: "pipe").path
      _ = try #require(Tool.find("mkfifo")).run([pipe])
      for path in [link.path, pipe, archive.path, "/dev/zero"] {
        #expect(throws: SealError.notPlainFile(path)) {
          try SampleRun.attempt { try folder.addFile(at: path, path: "data/inputs/x") }
        }
      }
    }
  }

  @Test func `an archive or book that is a link is refused`() throws {
    try withArchive { archive in
      let real = archive.deletingLastPathComponent().appending(path: "real")
      try FileManager.default.createDirectory(at: real, withIntermediateDirectories: true)
      try FileManager.default.createSymbolicLink(at: archive, withDestinationURL: real)
      #expect(beginError(archive.path) != nil)
      #expect(beginError(archive.path + "/") != nil)
      try FileManager.default.removeItem(at: archive)
      try FileManager.default.createDirectory(at: archive, withIntermediateDirectories: true)
      try FileManager.default.createSymbolicLink(
        at: archive.appending(path: "acme-eu"), withDestinationURL: real)
      #expect(beginError(archive.path) != nil)
    }
  }

  @Test(arguments: ["2026-02-30", "2026-1-1", "", "../x", "2026-11-19x"])
  func `a date that does not exist begins no run`(date: String) throws {
    try withArchive { archive in
      #expect(throws: SealError.dateNotCivil(date)) {
        try SampleRun.attempt {
          _ = try RunFolder.begin(archive: archive.path, book: "b", date: date).runID
        }
      }
      #expect(!FileManager.default.fileExists(atPath: archive.path))
    }
  }

  @Test(arguments: ["../../escape", "acme/eu", "Zürich", "..", "con"])
  func `a book's name never leads out of the archive`(book: String) throws {
    try withArchive { archive in
      var folder = try RunFolder.begin(archive: archive.path, book: book, date: "2026-11-19")
      try folder.discard()
      let names = try FileManager.default.contentsOfDirectory(atPath: archive.path)
      #expect(names == [SafeName.slug(of: book)])
      let beside = try FileManager.default.contentsOfDirectory(
        atPath: archive.deletingLastPathComponent().path)
      #expect(beside == ["runs"])
    }
  }
}
