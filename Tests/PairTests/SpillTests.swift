import Accounting
import Foundation
import Pair
import TestSupport
import Testing

/// Rows that do not fit memory, and disks that do not take them.
@Suite struct SpillTests {
  /// A book of which nothing can be settled by chance.
  static func books(_ count: Int) -> PairBooks {
    var books = PairBooks()
    _ = books.names.accounts.id(of: "alpha")
    _ = books.names.assets.id(of: "USD")
    for number in 0..<count {
      for side in Side.allCases {
        books.lines.append(
          PairLine(
            side: side, account: 0, asset: 0, amount: Amount(units: 1, scale: 0),
            reference: "R\(number)", nanoseconds: PairBooks.day, kind: .trade, source: 0,
            isHeld: false))
      }
    }
    return books
  }

  @Test func `rows that are not kept in memory come back whole`() throws {
    let books = Self.books(5_000)
    let folder = try Places.scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    let run = PairRun(books: books, memory: 0, threads: 2, folder: folder.path)
    let settled = try run.settle()
    #expect(settled.settlement.pools.values.map(\.count) == [5_000])
    #expect(settled.statement.isEmpty && settled.ledger.isEmpty)
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(left.isEmpty, "the file of rows has a name")
  }

  @Test func `a block that was read back is used again`() throws {
    let folder = try Places.scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    let store = SpillStore(blockBytes: 4096, lanes: 2, folder: folder.path)
    let bytes = (0..<3).map { [UInt8](repeating: UInt8($0 + 1), count: 4096) }
    let write = { (number: Int, lane: Int) throws -> SpillStore.Block in
      try bytes[number].withUnsafeBytes { try store.write($0, lane: lane) }
    }
    let read = { (block: SpillStore.Block) throws -> [UInt8] in
      var back = [UInt8](repeating: 0, count: 4096)
      try back.withUnsafeMutableBytes { try store.take(block, into: $0) }
      return back
    }
    let (first, second) = (try write(0, 0), try write(1, 0))
    #expect(first.offset == 0 && second.offset == 4096 && first.lane == second.lane)
    #expect(try read(first) == bytes[0])
    // Of another lane: a block of its own; of the same: the one that is free.
    #expect(try write(2, 1).lane != first.lane)
    let third = try write(2, 2)
    #expect(third.offset == first.offset && third.lane == first.lane)
    #expect(try read(second) == bytes[1])
    #expect(try read(third) == bytes[2])
  }

  @Test func `a folder that is not there is an error`() {
    let run = PairRun(books: Self.books(100), memory: 0, folder: "/nonexistent/rows")
    #expect(throws: SpillError(folder: "/nonexistent/rows", code: ENOENT)) { try run.settle() }
  }

  @Test func `a folder that is not there does not matter while memory is enough`() throws {
    let run = PairRun(books: Self.books(100), folder: "/nonexistent/rows")
    #expect(try run.settle().settlement.pools.values.map(\.count) == [100])
  }

  @Test func `a full disk is an error and loses no row`() throws {
    guard getuid() == 0, let mount = Tool.find("mount"), let umount = Tool.find("umount") else {
      print("SpillTests: no full disk was tried: only root can make one")
      return
    }
    let folder = try Places.scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    let mounted = try mount.run(["-t", "tmpfs", "-o", "size=64k", "tmpfs", folder.path])
    guard mounted.status == 0 else {
      print("SpillTests: no full disk was tried: \(mounted.errors)")
      return
    }
    defer { _ = try? umount.run([folder.path]) }
    let run = PairRun(books: Self.books(5_000), memory: 0, threads: 2, folder: folder.path)
    #expect(throws: SpillError(folder: folder.path, code: ENOSPC)) { try run.settle() }
    #expect(SpillError(folder: folder.path, code: ENOSPC).reason == "No space left on device")
  }
}
