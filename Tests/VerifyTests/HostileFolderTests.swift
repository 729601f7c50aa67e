import Foundation
import Seal
import TestSupport
import Testing
import Verify

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Folders that are made to hurt the verifier.
@Suite struct HostileFolderTests {
  static let bags = Places.shared("suites/bagit-conformance/v1.0")
  static let example = Places.shared("manifest-example/book/acme-eu/2026-08-20_000003")

  private func withForge(_ body: (Forge) throws -> Void) throws {
    let forge = try Forge.make()
    defer { forge.remove() }
    try body(forge)
  }

  @Test func `what is no folder is incomplete, an empty folder is tampered with`() throws {
    let scratch = try Places.scratch()
    defer { try? FileManager.default.removeItem(at: scratch) }
    let file = scratch.appending(path: "file")
    try Data().write(to: file)
    for path in [file.path, scratch.path + "/none", "", "/dev/null"] {
      let verdict = Verifier.verify(folder: path, trust: Forge.trust)
      #expect(verdict.outcome == .incomplete, "\(path): \(verdict.findings)")
      #expect(verdict.findings.map(\.code) == [.folderUnreadable])
    }
    let empty = scratch.appending(path: "2026-11-19_000001")
    try FileManager.default.createDirectory(at: empty, withIntermediateDirectories: true)
    let verdict = Verifier.verify(folder: empty.path, trust: Forge.trust)
    #expect(verdict.outcome == .tampered)
    #expect(verdict.findings.map(\.code) == Array(repeating: .fileMissing, count: 9))
  }

  @Test func `the folder is the same however it is named`() throws {
    try withForge { forge in
      let link = forge.scratch.appending(path: "latest")
      try FileManager.default.createSymbolicLink(at: link, withDestinationURL: forge.folder)
      for path in [link.path, forge.folder.path + "/", forge.folder.path + "/data/.."] {
        let verdict = Verifier.verify(folder: path, trust: Forge.trust)
        #expect(verdict.findings.isEmpty, "\(path): \(verdict.findings)")
      }
    }
  }

  @Test func `pipes, links and folders in the place of each file end in a finding at once`() throws
  {
    let names = [
      "VERIFY.txt", "bag-info.txt", "bagit.txt", "manifest-sha256.txt", "run-manifest.dsse.json",
      "run-manifest.json", "run-manifest.json.sig", "tagmanifest-sha256.txt",
      "data/inputs/a.csv", "data/config/effective.json", "data/reports",
    ]
    for name in names {
      for kind in 0..<4 {
        try withForge { forge in
          let outside = forge.scratch.appending(path: "outside")
          try FileManager.default.moveItem(at: forge.url(name), to: outside)
          let path = forge.url(name).path
          switch kind {
          case 0:
            try FileManager.default.createSymbolicLink(
              atPath: path, withDestinationPath: outside.path)
          case 1:
            try FileManager.default.createSymbolicLink(
              atPath: path, withDestinationPath: path)
          case 2: #expect(mkfifo(path, 0o600) == 0)
          default:
            try FileManager.default.createDirectory(
              atPath: path + "/a/b", withIntermediateDirectories: true)
          }
          let expected: FindingCode =
            [.symbolicLink, .symbolicLink, .notPlainFile, .folderUnlisted][kind]
          #expect(forge.codes().contains(expected), "\(name) \(kind)")
          #expect(forge.verdict().outcome == .tampered)
        }
      }
    }
  }

  @Test func `a file of many gigabytes in the place of a small one is not read`() throws {
    for name in ["run-manifest.json", "run-manifest.json.sig", "manifest-sha256.txt", "bagit.txt"] {
      try withForge { forge in
        #expect(truncate(forge.url(name).path, 1 << 40) == 0)
        #expect(forge.codes().contains(.fileTooLarge))
        #expect(forge.verdict().outcome == .tampered)
      }
    }
  }

  @Test func `names that are no text, or would move a cursor, are shown safely`() throws {
    try withForge { forge in
      for bytes: [UInt8] in [
        [0xff, 0xfe], [0x1b, 0x5b, 0x32, 0x4a], [0x61, 0x0a, 0x62], Array("\u{202e}x".utf8),
        Array(repeating: 0x61, count: 250),
      ] {
        let path = Array(forge.url("data/reports").path.utf8) + [0x2f] + bytes + [0]
        let made = path.map { CChar(bitPattern: $0) }
        let descriptor = open(made, O_CREAT | O_WRONLY, 0o600)
        try #require(descriptor >= 0)
        close(descriptor)
      }
      let findings = forge.verdict().findings
      #expect(findings.filter { $0.code == .nameUnsafe }.count == 5)
      for finding in findings {
        for text in [finding.description, finding.path, finding.actual, finding.expected] {
          #expect(text.utf8.allSatisfy { (0x20..<0x7f).contains($0) })
        }
      }
      _ = try forge.verdict().json.canonical()
    }
  }

  @Test func `deep and broken manifests, envelopes and lists end in a finding`() throws {
    let deep = String(repeating: "[", count: 1_000_000)
    let objects = String(repeating: "{\"a\":", count: 200_000)
    let wide = "{" + (0..<50_000).map { "\"k\($0)\":\($0)" }.joined(separator: ",") + "}"
    for text in [deep, objects, wide, "null", "[]", "{}", "\"\"", "\0", "{\"predicate\":1}"] {
      for name in ["run-manifest.json", "run-manifest.dsse.json", "manifest-sha256.txt"] {
        try withForge { forge in
          try forge.write(name, text)
          #expect(forge.verdict().outcome == .tampered, "\(name)")
        }
      }
    }
  }

  @Test func `random damage never makes the verifier stop or call the folder good`() throws {
    let seed: UInt64 = 0xbad_f01de5
    var generator = SeededGenerator(seed: seed)
    let forge = try Forge.make()
    defer { forge.remove() }
    for name in ["run-manifest.json", "run-manifest.dsse.json", "run-manifest.json.sig"] {
      let good = try forge.read(name)
      for _ in 0..<60 {
        var bytes = good
        for _ in 0..<Int.random(in: 1...6, using: &generator) {
          let at = Int.random(in: 0..<bytes.count, using: &generator)
          switch Int.random(in: 0..<3, using: &generator) {
          case 0: bytes[at] = UInt8.random(in: 0...255, using: &generator)
          case 1: bytes.remove(at: at)
          default: bytes.insert(contentsOf: bytes.shuffled(using: &generator).prefix(5), at: at)
          }
        }
        if bytes == good { continue }
        try forge.write(name, bytes)
        #expect(forge.verdict().outcome == .tampered, "seed \(seed)")
      }
      try forge.write(name, good)
    }
  }

  @Test func `every value of the manifest may be of the wrong kind`() throws {
    let forge = try Forge.make()
    defer { forge.remove() }
    let good = try forge.read("run-manifest.json")
    let base = Node(try JSONParser.value(of: good))
    for path in ["subject", "predicateType", "_type"] {
      for wrong: JSONValue in [nil, 1, "x", [], [:], true] {
        var node = base
        node[path] = Node(wrong)
        try forge.write("run-manifest.json", try node.json.canonical())
        #expect(forge.verdict().outcome == .tampered, "\(path)")
      }
    }
    guard case .table(let predicate) = base["predicate"] else { return }
    for name in predicate.keys.sorted() {
      for wrong: JSONValue in [nil, 1, -1, "x", [], [:], [[:]], true] {
        var node = base
        node["predicate"][name] = Node(wrong)
        try forge.write("run-manifest.json", try node.json.canonical())
        try forge.retag()
        try forge.sign()
        // An empty list has the right form; then the folder does not agree with it.
        let expected: Set<FindingCode> = [
          .fieldInvalid, .fieldMissing, .inputDiffers, .outputDiffers,
        ]
        #expect(!forge.codes().isDisjoint(with: expected), "\(name) \(wrong)")
      }
    }
  }

  @Test func `verification changes nothing`() throws {
    try withForge { forge in
      func state() throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: forge.scratch.path).sorted().map {
          var status = stat()
          _ = lstat(forge.scratch.appending(path: $0).path, &status)
          return "\($0) \(status.st_ino) \(status.st_size) \(status.st_mode) \(status.st_nlink)"
        }
      }
      let before = try state()
      #expect(forge.verdict().outcome == .good)
      let after = try state()
      #expect(before == after)
    }
  }

  @Test(.enabled(if: geteuid() != 0, "root reads everything"))
  func `a file that may not be read makes the verdict incomplete`() throws {
    try withForge { forge in
      #expect(chmod(forge.url("data/inputs/a.csv").path, 0) == 0)
      #expect(forge.codes() == [.fileUnreadable])
      #expect(forge.verdict().outcome == .incomplete)
      #expect(chmod(forge.url("data/inputs").path, 0) == 0)
      #expect(forge.codes() == [.folderUnreadable])
      #expect(chmod(forge.url("data/inputs").path, 0o700) == 0)
    }
  }

  @Test(.enabled(if: bags != nil, "suite bagit-conformance is not on this machine"))
  func `no bag of the conformance suite passes for a run folder`() throws {
    let root = try #require(Self.bags)
    var count = 0
    for kind in ["invalid", "valid"] {
      let folder = root.appending(path: kind)
      for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
        let verdict = Verifier.verify(
          folder: folder.appending(path: name).path, trust: Forge.trust)
        #expect(verdict.outcome == .tampered, "\(kind)/\(name)")
        count += 1
      }
    }
    print("bagit-conformance: \(count) bags, none is a run folder (they have no manifest of ours)")
    #expect(count == 5)
  }

  @Test(.enabled(if: example != nil, "manifest-example is not on this machine"))
  func `the worked example is told apart by its predicate type and further files`() throws {
    let folder = try #require(Self.example)
    let findings = Verifier.verify(folder: folder.path, trust: Forge.trust).findings
    #expect(findings.contains { $0.path == "run-manifest.json#/predicateType" })
    #expect(findings.contains { $0.path == "reviews/01-amy.json#/predicateType" })
    #expect(!findings.contains { $0.code == .digestDiffers || $0.code == .sshSignatureInvalid })
  }
}
