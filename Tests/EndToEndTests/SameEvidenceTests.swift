import Foundation
import TestSupport
import Testing

/// One digest of the evidence, and `replay` identical, wherever and however the run is made again.
@Suite struct SameEvidenceTests {
  static let count = Effort.isLong ? 200 : 8
  static let zones = [
    "UTC", "Asia/Kathmandu", "America/St_Johns", "Pacific/Apia", "Europe/Berlin", "Nowhere/None",
  ]
  static let languages = [
    "C", "C.UTF-8", "de_DE.UTF-8", "tr_TR.UTF-8", "ar_EG.UTF-8", "ja_JP.SJIS",
  ]
  static let masks = ["000", "022", "027", "077"]

  /// Where and how a run is made.
  struct Place {
    var environment: [String: String]
    var mask: String
    var processors: String?
    var threads: Int
    var program: String

    /// The words that run the program so.
    func words(_ arguments: [String]) -> [String] {
      let bound = processors.map { ["taskset", "-c", $0] } ?? []
      return ["-c", "umask \(mask); exec \"$@\"", "sh"] + bound + [program] + arguments
    }

    init(_ random: inout SeededGenerator, programs: [String], desk: Desk) {
      let language = SameEvidenceTests.languages.randomElement(using: &random)!
      environment = [
        "TZ": SameEvidenceTests.zones.randomElement(using: &random)!, "LANG": language,
        "LC_ALL": language, "XDG_CONFIG_HOME": desk.folder.appending(path: "config").path,
        "XDG_STATE_HOME": desk.state.path, "COLUMNS": "\(Int.random(in: 20...200, using: &random))",
      ]
      mask = SameEvidenceTests.masks.randomElement(using: &random)!
      let sets = ["0", "0,1"].filter { $0 == "0" || ProcessInfo.processInfo.processorCount > 1 }
      processors = Tool.find("taskset") == nil ? nil : sets.randomElement(using: &random)
      threads = Int.random(in: 1...4, using: &random)
      program = programs.randomElement(using: &random)!
    }
  }

  /// The programs: the one beside the tests, and another build of the same sources if
  /// `TIEOUT_OTHER_BUILD` names one.
  static func programs(_ desk: Desk) -> [String] {
    let other = ProcessInfo.processInfo.environment["TIEOUT_OTHER_BUILD"]
    return [desk.program.path] + (other.map { [$0] } ?? [])
  }

  @Test(arguments: ["end-of-day", "kinds-of-trades"])
  func `the evidence has one digest, and its run comes out again`(name: String) throws {
    try Desk.with { desk in
      let sample = SampleCase(name: name)
      let programs = Self.programs(desk)
      let first = try desk.run([sample.inputs.path])
      let run = try #require(desk.sealed().first, "\(first.errors)")
      let digest = try #require(try run.manifest("replay")["sha256"] as? String)
      var random = SeededGenerator(seed: 7)
      var met: Set<String> = []
      for number in 0..<Self.count {
        let place = Place(&random, programs: programs, desk: desk)
        let copy = desk.folder.appending(path: "copy-\(number)/inputs")
        try Self.copy(sample.inputs, to: copy, &random)
        let archive = desk.folder.appending(path: "copy-\(number)/out")
        let again = ["run", copy.path, "--out", archive.path, "--threads", "\(place.threads)"]
        let said = try Tool(path: "/bin/sh").run(
          place.words(again), in: copy, environment: place.environment)
        let made = try #require(SealedFolder.all(in: archive).first, "\(place): \(said.errors)")
        met.insert(try #require(try made.manifest("replay")["sha256"] as? String))
        let replayed = try Tool(path: "/bin/sh").run(
          place.words(["replay", run.url.path]), in: copy, environment: place.environment)
        #expect(
          replayed.status == 0 && replayed.output.hasSuffix("\(run.url.path): identical\n"),
          "seed 7, number \(number), \(place): \(replayed.output)\(replayed.errors)")
        try FileManager.default.removeItem(at: copy.deletingLastPathComponent())
      }
      #expect(met == [digest])
    }
  }

  /// Copies a folder's files in some order, each with a time of its own.
  private static func copy(
    _ folder: URL, to copy: URL, _ random: inout SeededGenerator
  ) throws {
    let manager = FileManager.default
    let names = (manager.enumerator(atPath: folder.path)?.allObjects as? [String]) ?? []
    for name in names.sorted().shuffled(using: &random) {
      let source = folder.appending(path: name)
      var isFolder: ObjCBool = false
      _ = manager.fileExists(atPath: source.path, isDirectory: &isFolder)
      guard !isFolder.boolValue else { continue }
      let target = copy.appending(path: name)
      try manager.createDirectory(
        at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
      try manager.copyItem(at: source, to: target)
      let time = Date(timeIntervalSince1970: Double.random(in: 0...2_000_000_000, using: &random))
      try manager.setAttributes([.modificationDate: time], ofItemAtPath: target.path)
    }
  }
}
