import Foundation
import Seal
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Disks that are full, read-only or gone. A small file system of its own is mounted for these,
/// which needs root on Linux.
@Suite(.serialized) struct DiskFaultTests {
  static let canMount: Bool = {
    guard geteuid() == 0, let mount = Tool.find("mount"), let umount = Tool.find("umount"),
      let place = try? Places.scratch()
    else { return false }
    defer { try? FileManager.default.removeItem(at: place) }
    let outcome = try? mount.run(["-t", "tmpfs", "-o", "size=64k", "tmpfs", place.path])
    guard outcome?.status == 0 else { return false }
    return (try? umount.run([place.path]))?.status == 0
  }()

  private func withDisk(_ options: String, _ body: (URL) throws -> Void) throws {
    let place = try Places.scratch()
    let mount = try #require(Tool.find("mount"))
    let umount = try #require(Tool.find("umount"))
    let mounted = try mount.run(["-t", "tmpfs", "-o", options, "tmpfs", place.path])
    try #require(mounted.status == 0, "\(mounted.errors)")
    defer {
      _ = try? umount.run(["-l", place.path])
      try? FileManager.default.removeItem(at: place)
    }
    try body(place)
  }

  private func code(_ error: (any Error)?) -> Int32? {
    // The sample's own writing into the staging folder goes by Foundation.
    if (error as? CocoaError)?.code == .fileWriteOutOfSpace { return ENOSPC }
    guard let error = error as? SealError, case .system(_, _, let code) = error else { return nil }
    return code
  }

  /// The error of a whole run with a payload of that many bytes.
  private func runError(_ archive: URL, bytes: Int) -> (any Error)? {
    do {
      var folder = try RunFolder.begin(
        archive: archive.path, book: "acme-eu", date: "2026-11-19")
      try SampleRun.fill(&folder)
      try folder.add(path: "data/work/big", bytes: [UInt8](repeating: 1, count: bytes))
      _ = try folder.publish(SampleRun.manifest(), key: SampleRun.key)
      return nil
    } catch {
      return error
    }
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "needs /dev/full"))
  func `a write that the disk refuses is an error that names the file and the cause`() throws {
    var file = FileWriter(descriptor: open("/dev/full", O_WRONLY), path: "the/file")
    do {
      try file.append([1, 2, 3])
      Issue.record("written to a full disk")
    } catch {
      #expect(error == .system(call: "write", path: "the/file", code: ENOSPC))
      #expect(error.description == "cannot write 'the/file': No space left on device")
    }
  }

  @Test func `a failing sync and a failing close are errors`() throws {
    var pipes: [Int32] = [0, 0]
    #expect(pipe(&pipes) == 0)
    close(pipes[0])
    do {
      var file = FileWriter(descriptor: pipes[1], path: "pipe")
      _ = try file.finish(as: "pipe")
      Issue.record("a pipe was synced")
    } catch {
      #expect(error == .system(call: "sync", path: "pipe", code: EINVAL))
    }
  }

  @Test(.enabled(if: canMount, "needs root to mount a small disk"))
  func `wherever the disk fills up, no run is half there and the next one succeeds`() throws {
    try withDisk("size=256k") { disk in
      let archive = disk.appending(path: "runs")
      var failures = 0
      var sequence = 0
      for kilobytes in stride(from: 400, through: 0, by: -8) {
        let error = runError(archive, bytes: kilobytes << 10)
        let book = archive.appending(path: "acme-eu").path
        let names = try FileManager.default.contentsOfDirectory(atPath: book)
        #expect(names.allSatisfy { !$0.contains(".tmp-") }, "\(names)")
        if let error {
          failures += 1
          #expect(code(error) == ENOSPC, "\(error)")
          #expect(names.count == sequence + 1)
        } else {
          sequence += 1
          #expect(names.count == sequence + 1)
          let run = URL(filePath: book).appending(
            path: try #require(names.filter { !$0.hasPrefix(".") }.max()))
          #expect(SampleRun.tree(run).count == 19)
          try FileManager.default.removeItem(at: run.appending(path: "data/work/big"))
        }
      }
      #expect(failures > 5)
      #expect(sequence > 0)
    }
  }

  @Test(.enabled(if: canMount, "needs root to mount a small disk"))
  func `on a read-only disk the run says so and leaves nothing`() throws {
    try withDisk("size=1m") { disk in
      let archive = disk.appending(path: "runs")
      #expect(runError(archive, bytes: 0) == nil)
      let mount = try #require(Tool.find("mount"))
      let before = SampleRun.tree(disk)
      _ = try mount.run(["-o", "remount,ro", disk.path])
      #expect(code(runError(archive, bytes: 0)) == EROFS)
      #expect(code(runError(disk.appending(path: "new"), bytes: 0)) == EROFS)
      #expect(SampleRun.tree(disk) == before)
    }
  }

  @Test(.enabled(if: geteuid() != 0, "root writes everywhere"))
  func `a folder without write permission is named`() throws {
    let place = try Places.scratch()
    defer { try? FileManager.default.removeItem(at: place) }
    try FileManager.default.setAttributes([.posixPermissions: 0o500], ofItemAtPath: place.path)
    #expect(code(runError(place.appending(path: "runs"), bytes: 0)) == EACCES)
  }

  @Test func `an archive under a plain file is an error, not a crash`() throws {
    let place = try Places.scratch()
    defer { try? FileManager.default.removeItem(at: place) }
    let file = place.appending(path: "file")
    try Data().write(to: file)
    #expect(code(runError(file.appending(path: "runs"), bytes: 0)) == ENOTDIR)
    #expect(runError(file, bytes: 0) != nil)
  }
}
