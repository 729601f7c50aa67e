package import Accounting

/// Faults of a whole file, and of its bytes as text.
extension Diagnostic {
  package static func fileMissing(at place: Place) -> Diagnostic {
    Diagnostic(
      code: "file-missing", place: place, message: "there is no such file",
      hint: "check the path in the settings or on the command line, and that the export ran")
  }

  package static func fileUnreadable(_ reason: String, at place: Place) -> Diagnostic {
    Diagnostic(
      code: "file-unreadable", place: place,
      message: "the system does not let it be read: \(Diagnostic.quoted(reason))",
      hint: "give the user that runs tieout the right to read the file")
  }

  package static func fileIsDirectory(at place: Place) -> Diagnostic {
    Diagnostic(
      code: "file-is-directory", place: place, message: "this is a directory, not a file",
      hint: "name a file, or a pattern such as 'statements/*.csv'")
  }

  package static func fileNotRegular(at place: Place) -> Diagnostic {
    Diagnostic(
      code: "file-not-regular", place: place,
      message: "this is a pipe, socket or device, not a regular file",
      hint: "save the export as a file first, so that it can be hashed and kept as evidence")
  }

  package static func fileEmpty(at place: Place) -> Diagnostic {
    Diagnostic(
      code: "file-empty", place: place, message: "the file holds no text",
      hint: "export it again; an export without movements still has its header")
  }

  package static func fileChanged(at place: Place) -> Diagnostic {
    Diagnostic(
      code: "file-changed", place: place, message: "the file changed while it was read",
      hint: "run again when the export is complete")
  }

  package static func fileTooLarge(limit: Int, at place: Place) -> Diagnostic {
    Diagnostic(
      code: "file-too-large", place: place,
      message: "the file holds more than \(limit) bytes of text",
      hint: "export shorter periods to several files")
  }

  package static func gzipDamaged(_ reason: String, at place: Place) -> Diagnostic {
    Diagnostic(
      code: "gzip-damaged", place: place,
      message: "the gzip stream is damaged: \(Diagnostic.quoted(reason))",
      hint: "fetch the file again; its checksum or length does not agree")
  }

  package static func gzipTrailingData(at place: Place) -> Diagnostic {
    Diagnostic(
      code: "gzip-trailing-data", place: place,
      message: "bytes that are not gzip follow the end of the gzip stream",
      hint: "fetch the file again, or give the uncompressed export")
  }

  package static func gzipRatio(limit: Int, at place: Place) -> Diagnostic {
    Diagnostic(
      code: "gzip-ratio", place: place,
      message: "the gzip stream grows to more than \(limit) times its size",
      hint: "no real export does; if it is one, give it uncompressed")
  }

  package static func encodingUTF16(_ encoding: String, at place: Place) -> Diagnostic {
    Diagnostic(
      code: "encoding-utf16", place: place, message: "the text is \(encoding), not UTF-8",
      hint: "export again as UTF-8 (a spreadsheet's 'Unicode text' is UTF-16)")
  }

  package static func encodingContradicted(at place: Place) -> Diagnostic {
    Diagnostic(
      code: "encoding-contradicted", place: place,
      message: "the settings declare windows-1252, but the file starts with the UTF-8 mark",
      hint: "leave out 'encoding' in the settings of this file")
  }

  package static func encodingWindows1252(at place: Place) -> Diagnostic {
    Diagnostic(
      code: "encoding-windows-1252", severity: .warning, place: place,
      message: "this byte is not UTF-8, so the file was read as windows-1252",
      hint: "declare 'encoding: windows-1252' if that is right, or export again as UTF-8")
  }

  package static func nulByte(at place: Place) -> Diagnostic {
    Diagnostic(
      code: "nul-byte", place: place, message: "the text holds a zero byte\(place.counted)",
      hint: "the file is binary or damaged: export it again")
  }

  package static func invalidUTF8(_ byte: UInt8, at place: Place) -> Diagnostic {
    Diagnostic(
      code: "invalid-utf8", place: place,
      message: "byte 0x\(String(byte, radix: 16)) is not UTF-8 here\(place.counted)",
      hint: "export again as UTF-8; a CSV may be windows-1252, a JSON document may not")
  }

  package static func invalidWindows1252(_ byte: UInt8, at place: Place) -> Diagnostic {
    Diagnostic(
      code: "invalid-windows-1252", place: place,
      message: "windows-1252 has no character 0x\(String(byte, radix: 16))\(place.counted)",
      hint: "the file has another encoding than the settings declare: correct 'encoding'")
  }
}

extension Place {
  /// `, at byte 17 of the content`: for those who look with a hex viewer.
  fileprivate var counted: String { offset.map { ", at byte \($0) of the content" } ?? "" }
}
