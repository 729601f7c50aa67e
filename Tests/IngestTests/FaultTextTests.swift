import Accounting
import Ingest
import Testing

@Suite struct FaultTextTests {
  static let place = Place(file: "f.csv", line: 2, column: 3, offset: 9)

  /// Every diagnostic of this room.
  static let all: [Diagnostic] = [
    .fileMissing(at: place), .fileUnreadable("no", at: place), .fileIsDirectory(at: place),
    .fileNotRegular(at: place), .fileEmpty(at: place), .fileChanged(at: place),
    .fileTooLarge(limit: 1, at: place), .gzipDamaged("crc", at: place),
    .gzipTrailingData(at: place), .gzipRatio(limit: 1, at: place),
    .encodingUTF16("UTF-16", at: place), .encodingContradicted(at: place),
    .encodingWindows1252(at: place), .nulByte(at: place), .invalidUTF8(0x80, at: place),
    .invalidWindows1252(0x81, at: place), .strayQuote(at: place),
    .raggedLine(found: 1, expected: 2, at: place), .quoteNotClosed(at: place),
    .newlineCR(at: place), .fieldTooLong(limit: 1, at: place), .headerRepeated("a", at: place),
    .formatUnknown(header: "a", nearest: ["b"], at: place),
    .formatMismatch("a", header: "b", at: place), .formatAmbiguous(["a", "b"], at: place),
    .jsonSyntax("a colon belongs here", found: "x", at: place), .jsonTruncated(at: place),
    .jsonTooDeep(limit: 1, at: place), .jsonDuplicateKey("a", at: place),
    .jsonLineNotObject(at: place), .jsonUnknown(found: "a", nearest: [], at: place),
    .jsonMismatch("a", found: "b", at: place), .pageIncomplete(listed: 1, total: "2", at: place),
    .jsonListNotRead("a", "b", at: place),
  ]

  @Test(arguments: all)
  func `a fault has a name, a place, a reason and a remedy`(fault: Diagnostic) {
    #expect(fault.code.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x2D || $0 < 0x3A })
    #expect(fault.text.hasPrefix("f.csv:2:3: \(fault.severity.rawValue)[\(fault.code)]: "))
    #expect(fault.message.first?.isUppercase == false)
    #expect(!fault.message.hasSuffix(".") && !fault.hint.hasSuffix("."))
    #expect(!fault.hint.isEmpty)
    #expect(!fault.hint.contains("edit"), "evidence stays as it came")
  }

  @Test func `each rule has its own name`() {
    // A CSV header and a JSON document that no format fits are the same rule.
    let shared = ["format-unknown", "format-mismatch"]
    let codes = Self.all.map(\.code).filter { !shared.contains($0) }
    #expect(Set(codes).count == codes.count)
  }

  @Test func `text of the source cannot drive a terminal`() {
    let evil = "\u{1B}[2J\u{202E}"
    for fault in [
      Diagnostic.formatUnknown(header: evil, nearest: [], at: Self.place),
      .jsonDuplicateKey(evil, at: Self.place), .headerRepeated(evil, at: Self.place),
      .jsonSyntax("x", found: evil, at: Self.place),
    ] {
      #expect(!fault.text.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" })
    }
  }
}
