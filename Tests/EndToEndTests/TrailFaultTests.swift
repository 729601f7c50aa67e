import Foundation
import GRDB
import TestSupport
import Testing

/// A trail that is damaged, of another version, or cannot be written: nothing is lost.
@Suite struct TrailFaultTests {
  enum Harm: String, CaseIterable {
    case truncated, garbage, empty, later, folder, gone
  }

  private static func harm(_ file: URL, _ harm: Harm) throws {
    switch harm {
    case .truncated: try Data(contentsOf: file).prefix(6000).write(to: file)
    case .garbage: try Data(repeating: 0x5a, count: 20_000).write(to: file)
    case .empty: try Data().write(to: file)
    case .later:
      try DatabaseQueue(path: file.path).writeWithoutTransaction {
        try $0.execute(sql: "PRAGMA user_version = 7")
      }
    case .folder:
      try FileManager.default.removeItem(at: file)
      try FileManager.default.createDirectory(at: file, withIntermediateDirectories: false)
    case .gone: try FileManager.default.removeItem(at: file)
    }
  }

  @Test(arguments: Harm.allCases)
  func `questions are answered as before, whatever became of the database`(harm: Harm) throws {
    try Desk.with { desk in
      let book = BookOfDays(desk: desk, shortfall: 1)
      for day in 0..<3 { try book.run(day) }
      let trail = TrailDesk(desk: desk)
      let (rows, told) = (try trail.rows(), try trail.told())
      let file = try #require(trail.file)
      try Self.harm(file, harm)
      let outcome = try desk.tieout(["breaks", "out"])
      #expect(outcome.status == 0)
      let isSaid = outcome.errors.contains("warning[trail-made-anew]: ")
      #expect(isSaid == [.truncated, .garbage, .later].contains(harm), "\(outcome.errors)")
      #expect(outcome.errors.contains("warning[trail-not-written]: ") == (harm == .folder))
      #expect(try trail.told() == told)
      if harm != .folder { #expect(try trail.rows() == rows) }
    }
  }

  @Test(arguments: Harm.allCases)
  func `a run over a damaged database is sealed and ends as it would have`(harm: Harm) throws {
    try Desk.with { desk in
      let book = BookOfDays(desk: desk, shortfall: 1)
      #expect(try book.run(0).status == 1)
      let trail = TrailDesk(desk: desk)
      try Self.harm(try #require(trail.file), harm)
      let second = try book.run(1)
      #expect(second.status == 2)
      #expect(second.output.hasSuffix("small/2026-11-20_000002\n"))
      #expect(second.errors.contains("warning[trail-not-written]: ") == (harm == .folder))
      #expect(try trail.json("history").count == 2)
      #expect(try desk.tieout(["verify", "out"]).status == 0)
    }
  }

  @Test func `whatever byte of the database is flipped, folders are good and make it anew`() throws
  {
    try Desk.with { desk in
      let book = BookOfDays(desk: desk, shortfall: 1)
      for day in 0..<2 { try book.run(day) }
      let trail = TrailDesk(desk: desk)
      let rows = try trail.rows()
      let file = try #require(trail.file)
      let good = try Data(contentsOf: file)
      #expect(good.count > 20_000)
      for part in 0..<10 {
        var bytes = good
        for at in stride(from: part * 1_733 % 4_096, to: bytes.count, by: 4_096) {
          bytes[at] ^= 1 << UInt8(part % 8)
        }
        try bytes.write(to: file)
        let told = try desk.tieout(["breaks", "out"])
        #expect([0, 5].contains(told.status), "\(part): \(told.errors)")
        #expect(try desk.tieout(["verify", "out"]).status == 0, "\(part)")
        #expect(try desk.tieout(["trail", "rebuild", "out"]).status == 0, "\(part)")
        #expect(try trail.rows() == rows, "\(part)")
      }
    }
  }

  @Test func `without a state folder a run is sealed and questions are answered`() throws {
    try Desk.with { desk in
      let nowhere = ["XDG_STATE_HOME": "/dev/null"]
      let settings = try SmallBook().lay(on: desk)
      let outcome = try desk.run(
        [settings, "--business-date", "2026-11-19"], environment: nowhere)
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.errors.contains("warning[trail-not-written]: the trail cannot be kept: "))
      let trail = TrailDesk(desk: desk)
      let without = try trail.told(environment: nowhere)
      #expect(without[0].contains("2026-11-19_000001"))
      #expect(without == (try trail.told()))
      let rebuilt = try desk.tieout(["trail", "rebuild", "out"], environment: nowhere)
      #expect(rebuilt.status == 5)
      #expect(rebuilt.errors.contains("error[trail-not-rebuilt]: "))
    }
  }

  @Test(.enabled(if: getuid() != 0, "root may write everywhere"))
  func `a state folder that may not be written holds up nobody`() throws {
    try Desk.with { desk in
      let book = BookOfDays(desk: desk, shortfall: 1)
      try book.run(0)
      let trail = TrailDesk(desk: desk)
      let folder = try #require(trail.file).deletingLastPathComponent()
      chmod(folder.path, 0o500)
      defer { chmod(folder.path, 0o700) }
      let outcome = try book.run(1)
      #expect(outcome.output.hasSuffix("small/2026-11-20_000002\n"))
      #expect(outcome.errors.contains("warning[trail-not-written]: "))
      #expect(try trail.json("history").count == 2)
    }
  }

  @Test func `while another program writes, nobody waits for long`() throws {
    try Desk.with { desk in
      let book = BookOfDays(desk: desk, shortfall: 1)
      try book.run(0)
      let trail = TrailDesk(desk: desk)
      let other = try DatabaseQueue(path: try #require(trail.file).path)
      try other.writeWithoutTransaction { db in
        try db.execute(sql: "BEGIN IMMEDIATE")
        let outcome = try book.run(1)
        #expect(outcome.output.hasSuffix("small/2026-11-20_000002\n"))
        #expect(outcome.errors.contains("warning[trail-not-written]: "))
        #expect(try trail.json("history").count == 2)
        try db.execute(sql: "ROLLBACK")
      }
      #expect(try trail.json("history").count == 2)
    }
  }
}
