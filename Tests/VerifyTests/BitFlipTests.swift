import Foundation
import Seal
import TestSupport
import Testing
import Verify

@Suite struct BitFlipTests {
  static let isLong = Effort.isLong

  /// Two bits of every 97th byte of every file; with `TIEOUT_LONG=1` all bits of all bytes.
  @Test func `no flipped bit stays unseen`() throws {
    let forge = try Forge.make()
    defer { forge.remove() }
    #expect(forge.verdict().outcome == .good)
    let names = try FileManager.default.subpathsOfDirectory(atPath: forge.folder.path).sorted()
    var mutants = 0
    var missed: [String] = []
    for name in names {
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: forge.url(name).path, isDirectory: &isFolder)
      if isFolder.boolValue { continue }
      let good = try forge.read(name)
      for index in stride(from: 0, to: good.count, by: Self.isLong ? 1 : 97) {
        // Bit 5 changes the case of a letter: hexadecimal and base64 digits in another form.
        for bit in Self.isLong ? Array(0..<8) : [5, index % 8 == 5 ? 0 : index % 8] {
          var bytes = good
          bytes[index] ^= 1 << bit
          try Self.overwrite(forge.url(name), bytes)
          mutants += 1
          if forge.verdict().outcome != .tampered { missed.append("\(name):\(index):\(bit)") }
        }
      }
      try Self.overwrite(forge.url(name), good)
    }
    print("bit flips: \(mutants) mutants, \(missed.count) unseen")
    #expect(missed.isEmpty, "\(missed.prefix(20))")
    #expect(mutants > 250)
    #expect(forge.verdict().outcome == .good)
  }

  /// No file that is cut or has a byte more passes.
  @Test func `no cut and no further byte stays unseen`() throws {
    let forge = try Forge.make()
    defer { forge.remove() }
    let names = try FileManager.default.subpathsOfDirectory(atPath: forge.folder.path).sorted()
    for name in names {
      guard let good = try? forge.read(name) else { continue }
      for bytes in [Array(good.dropLast()), good + [0x0a], good + [0], [], Array(good.dropFirst())]
      where bytes != good {
        try Self.overwrite(forge.url(name), bytes)
        #expect(forge.verdict().outcome == .tampered, "\(name)")
      }
      try Self.overwrite(forge.url(name), good)
    }
    #expect(forge.verdict().outcome == .good)
  }

  private static func overwrite(_ url: URL, _ bytes: [UInt8]) throws {
    try Data(bytes).write(to: url)
  }
}
