import Foundation
import Seal
import TestSupport
import Testing

@Suite struct ReviewFolderTests {
  private static let files = ReviewFolder.Files(
    statement: [1], signature: [2], envelope: [3])

  private func withRun(_ body: (URL) throws -> Void) throws {
    let folder = try Places.scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  private func names(_ run: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: run.appending(path: "reviews").path)
      .sorted()
  }

  @Test func `reviews are numbered from 1, and named for who made them`() throws {
    try withRun { run in
      let stock = ReviewFolder.Files(statement: [1], signature: [2], envelope: nil)
      #expect(try ReviewFolder.add(Self.files, by: "amy", to: run.path) == "reviews/01-amy.json")
      #expect(try ReviewFolder.add(stock, by: "b.o.b", to: run.path) == "reviews/02-b-o-b.json")
      let third = try ReviewFolder.add(stock, by: "../../\u{e4}my\n", to: run.path)
      #expect(third.hasPrefix("reviews/03-") && !third.contains("..") && third.utf8.count < 100)
      let all = try names(run)
      #expect(all.prefix(3) == ["01-amy.dsse.json", "01-amy.json", "01-amy.json.sig"])
      #expect(all.count == 7)
      for name in all {
        #expect(SafeName.isSafe(name))
        #expect(ReviewFolder.parts(name) != nil)
      }
    }
  }

  @Test func `a hundredth review is refused, not written over one`() throws {
    try withRun { run in
      let folder = run.appending(path: "reviews")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data().write(to: folder.appending(path: "99-x.json"))
      #expect(throws: SealError.self) { try ReviewFolder.add(Self.files, by: "amy", to: run.path) }
      #expect(try names(run) == ["99-x.json"])
    }
  }

  @Test func `a folder of reviews that is a link is not followed`() throws {
    try withRun { run in
      let outside = run.appending(path: "outside")
      try FileManager.default.createDirectory(at: outside, withIntermediateDirectories: true)
      try FileManager.default.createSymbolicLink(
        at: run.appending(path: "reviews"), withDestinationURL: outside)
      #expect(throws: SealError.self) { try ReviewFolder.add(Self.files, by: "amy", to: run.path) }
      #expect(try FileManager.default.contentsOfDirectory(atPath: outside.path).isEmpty)
    }
  }

  /// What a kill leaves at each step: staged files only, or some in their places.
  @Test(arguments: 0...3)
  func `the next review finishes what was shown in part, and removes what was not`(
    shown: Int
  ) throws {
    try withRun { run in
      let folder = run.appending(path: "reviews")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      for (index, name) in ["01-amy.json.sig", "01-amy.dsse.json", "01-amy.json"].enumerated() {
        let place = index < shown ? name : ReviewFolder.staged(name)
        try Data([UInt8(index)]).write(to: folder.appending(path: place))
      }
      let path = try ReviewFolder.add(Self.files, by: "bob", to: run.path)
      let first = shown == 0 ? [] : ["01-amy.dsse.json", "01-amy.json", "01-amy.json.sig"]
      let stem = shown == 0 ? "01-bob" : "02-bob"
      #expect(path == "reviews/\(stem).json")
      #expect(
        try names(run) == first + ["\(stem).dsse.json", "\(stem).json", "\(stem).json.sig"])
    }
  }
}
