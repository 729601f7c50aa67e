import Foundation
import TestSupport
import Testing

/// Places where nothing can be written: said with a code, nothing half there.
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

  private func withDisk(_ options: String, _ body: (Desk, URL) throws -> Void) throws {
    try Desk.with { desk in
      let disk = desk.folder.appending(path: "disk")
      try FileManager.default.createDirectory(at: disk, withIntermediateDirectories: true)
      let mount = try #require(Tool.find("mount"))
      let umount = try #require(Tool.find("umount"))
      try #require(
        mount.run(["-t", "tmpfs", "-o", options, "tmpfs", disk.path]).status == 0)
      defer { _ = try? umount.run(["-l", disk.path]) }
      try body(desk, disk)
    }
  }

  private func expectRefused(
    _ outcome: Tool.Outcome, _ status: Int32, _ codes: [String],
    place: SourceLocation = #_sourceLocation
  ) {
    #expect(outcome.status == status, "\(outcome.errors)", sourceLocation: place)
    let said = codes.filter { outcome.errors.contains(": error[\($0)]: ") }
    #expect(said.count == 1, "\(outcome.errors)", sourceLocation: place)
    #expect(outcome.errors.contains("\n  hint: "), sourceLocation: place)
    #expect(outcome.output == "", sourceLocation: place)
  }

  @Test func `an archive below a plain file`() throws {
    try Desk.with { desk in
      let settings = try SmallBook().lay(on: desk)
      try desk.write("file", "")
      let outcome = try desk.tieout(["run", settings, "--out", "file/runs"])
      expectRefused(outcome, 5, ["archive-not-writable"])
    }
  }

  @Test(.enabled(if: geteuid() != 0, "root writes everywhere"))
  func `an archive without write permission`() throws {
    try Desk.with { desk in
      let settings = try SmallBook().lay(on: desk)
      try FileManager.default.createDirectory(at: desk.out, withIntermediateDirectories: true)
      let mode = [FileAttributeKey.posixPermissions: 0o500]
      try FileManager.default.setAttributes(mode, ofItemAtPath: desk.out.path)
      expectRefused(try desk.run([settings]), 5, ["archive-not-writable"])
      #expect(SealedFolder.leftovers(in: desk.out) == [])
    }
  }

  @Test(.enabled(if: canMount, "needs root to mount a small disk"))
  func `a read-only archive keeps its runs as they were`() throws {
    try withDisk("size=4m") { desk, disk in
      let settings = try SmallBook().lay(on: desk)
      #expect(try desk.tieout(["run", settings, "--out", disk.path]).status == 0)
      let mount = try #require(Tool.find("mount"))
      _ = try mount.run(["-o", "remount,ro", disk.path])
      expectRefused(
        try desk.tieout(["run", settings, "--out", disk.path]), 5, ["archive-not-writable"])
      let folders = SealedFolder.all(in: disk)
      #expect(folders.count == 1)
      #expect(try desk.tieout(["verify", folders[0].url.path]).status == 0)
    }
  }

  @Test(
    .enabled(if: canMount, "needs root to mount a small disk"),
    arguments: [4, 8, 16, 24, 32, 40, 48, 56])
  func `wherever the disk fills up, no run is half there`(kilobytes: Int) throws {
    try withDisk("size=\(kilobytes)k") { desk, disk in
      let settings = try SmallBook().lay(on: desk)
      expectRefused(
        try desk.tieout(["run", settings, "--out", disk.path]), 6,
        ["disk-full", "archive-failed"])
      #expect(SealedFolder.leftovers(in: disk) == [])
      #expect(SealedFolder.all(in: disk).isEmpty)
      let mount = try #require(Tool.find("mount"))
      _ = try mount.run(["-o", "remount,size=4m", disk.path])
      #expect(try desk.tieout(["run", settings, "--out", disk.path]).status == 0)
      #expect(SealedFolder.all(in: disk).count == 1)
    }
  }
}
