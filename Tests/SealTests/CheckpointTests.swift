import Crypto
import Foundation
import Seal
import TestSupport
import Testing

@Suite struct CheckpointTests {
  /// RFC 6962, section 2.1, word for word: slow and obvious.
  private static func root(_ list: [[UInt8]]) -> [UInt8] {
    func hash(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }
    guard list.count > 1 else { return hash(list.isEmpty ? [] : [0] + list[0]) }
    var split = 1
    while split * 2 < list.count { split *= 2 }
    return hash([1] + root(Array(list[..<split])) + root(Array(list[split...])))
  }

  @Test func `the tree's root is that of RFC 6962 at every size`() {
    var tree = MerkleTree()
    var list: [[UInt8]] = []
    #expect(tree.root == Self.root([]))
    for size in 1...200 {
      let entry = Array(SHA256.hash(data: Array("\(size)".utf8)))
      tree.append(entry)
      list.append(entry)
      #expect(tree.size == size)
      #expect(tree.root == Self.root(list), "size \(size)")
    }
  }

  /// The published test vectors of Certificate Transparency's reference implementation.
  @Test func `the reference implementation's vectors hold`() {
    let inputs = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657"]
    let roots = [
      "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
      "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
      "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
      "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
      "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
      "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    ]
    var tree = MerkleTree()
    for (input, root) in zip(inputs, roots) {
      tree.append(Hex.bytes(input))
      #expect(Hex.text(tree.root) == root)
    }
  }

  private static let checkpoint: Checkpoint = {
    var tree = MerkleTree()
    tree.append([1])
    return Checkpoint(book: "acme-eu", tree: tree)
  }()

  @Test func `a note comes back from its bytes, signed or as three lines`() throws {
    let note = try CheckpointNote(signing: Self.checkpoint, key: SampleRun.key)
    let text = String(decoding: note.bytes, as: UTF8.self)
    #expect(text.hasPrefix("tieout/acme-eu\n1\n"))
    #expect(text.contains("=\n\n\u{2014} tieout/acme-eu "))
    #expect(CheckpointNote(note.bytes) == note)
    #expect(note.isSigned(by: SampleRun.key.publicKey) == true)
    let other = try PrivateKey(seed: Array(repeating: 9, count: 32))
    #expect(note.isSigned(by: other.publicKey) == nil)
    let bare = try #require(CheckpointNote(Array(Self.checkpoint.text.utf8)))
    #expect(bare.checkpoint == Self.checkpoint && bare.signatures.isEmpty)
  }

  @Test func `no other bytes are a note, and no changed note is signed`() throws {
    let note = try CheckpointNote(signing: Self.checkpoint, key: SampleRun.key)
    let key = SampleRun.key.publicKey
    for index in note.bytes.indices {
      for bit in 0..<8 {
        var bytes = note.bytes
        bytes[index] ^= 1 << bit
        #expect(CheckpointNote(bytes)?.isSigned(by: key) != true, "\(index) \(bit)")
      }
      #expect(CheckpointNote(Array(note.bytes[..<index]))?.isSigned(by: key) != true)
    }
    for text in [
      "", "\n", "a\n1\n\n", "a\n0\n\(Base64.text(Self.checkpoint.root))\n",
      "a\n01\n\(Base64.text(Self.checkpoint.root))\n",
      "\n1\n\(Base64.text(Self.checkpoint.root))\n",
      "a\n1\n\(Base64.text([1]))\n", Self.checkpoint.text + "\n", Self.checkpoint.text + "x",
      "a\r\n1\r\n\(Base64.text(Self.checkpoint.root))\r\n",
    ] {
      #expect(CheckpointNote(Array(text.utf8)) == nil, "\(text)")
    }
    #expect(CheckpointNote([0xff, 0xfe]) == nil)
  }

  static let example = Places.shared("manifest-example")

  /// Notes made by another program; its key comes as a C2SP verifier key.
  @Test(.enabled(if: example != nil, "manifest-example is not on this machine"))
  func `the worked example's notes are read, and the right key has signed them`() throws {
    let folder = try #require(Self.example)
    let line = try String(
      contentsOf: folder.appending(path: "trust/checkpoint.vkey"), encoding: .utf8)
    let field = try #require(line.split(separator: "+", maxSplits: 2).last).filter { $0 != "\n" }
    let blob = try #require(Base64.bytes(field.utf8))
    let key = try PublicKey(raw: Array(blob.dropFirst()))
    let runs = folder.appending(path: "book/acme-eu")
    var signed = 0
    for name in try FileManager.default.contentsOfDirectory(atPath: runs.path).sorted() {
      let file = runs.appending(path: "\(name)/checkpoint.note")
      let note = try #require(CheckpointNote(Array(try Data(contentsOf: file))))
      #expect(note.checkpoint.origin == "acme-eu.example/tieout")
      #expect(note.checkpoint.size == RunFolder.sequence(of: name))
      if note.isSigned(by: key) == true { signed += 1 }
    }
    // The key was rotated at the third run.
    #expect(signed == 1)
  }

  @Test func `each run's note is over its own manifest and all before it`() throws {
    let scratch = try Places.scratch()
    defer { try? FileManager.default.removeItem(at: scratch) }
    var digests: [[UInt8]] = []
    for size in 1...5 {
      let run = try SampleRun.publish(in: scratch)
      let manifest = Array(try Data(contentsOf: run.appending(path: "run-manifest.json")))
      digests.append(Array(SHA256.hash(data: manifest)))
      let bytes = Array(try Data(contentsOf: run.appending(path: "checkpoint.note")))
      let note = try #require(CheckpointNote(bytes))
      let checkpoint = note.checkpoint
      #expect(checkpoint.origin == "tieout/acme-eu" && checkpoint.size == size)
      #expect(checkpoint.root == Self.root(digests))
    }
  }

  @Test(arguments: [1, 2, 3])
  func `nothing is built on a chain with a gap`(gone: Int) throws {
    let scratch = try Places.scratch()
    defer { try? FileManager.default.removeItem(at: scratch) }
    let runs = try (0..<4).map { _ in try SampleRun.publish(in: scratch) }
    try FileManager.default.removeItem(at: runs[gone - 1])
    do throws(SealError) {
      var folder = try RunFolder.begin(archive: scratch.path, book: "acme-eu", date: "2026-11-19")
      do { try SampleRun.fill(&folder) } catch { Issue.record("\(error)") }
      _ = try folder.publish(SampleRun.manifest(), key: SampleRun.key)
      Issue.record("it was published")
    } catch {
      #expect(error == .chainBroken("\(scratch.path)/acme-eu", sequence: gone))
    }
  }
}
