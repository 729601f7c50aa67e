import CZlib
import Foundation

/// One deflated XML part of a workbook, read from its file in small pieces.
struct XLSXReportPart {
  private var count = XLSXReportCheck.Count()
  /// Elements that are open.
  private var depth = 0
  private var isInTag = false
  /// The tag's first four bytes, packed, until its name ends.
  private var name: UInt32 = 0
  private var nameIsWhole = false
  private var lastByte: UInt8 = 0

  /// Reads the part from the file's place on.
  ///
  /// - Returns: its rows and cells; nil if it is not whole: wrong checksum, or XML that does not
  ///   close.
  static func count(
    _ file: FileHandle, size: Int, crc expected: UInt
  ) throws -> XLSXReportCheck.Count? {
    var part = XLSXReportPart()
    var stream = z_stream()
    let format = Int32(MemoryLayout<z_stream>.size)
    guard inflateInit2_(&stream, -MAX_WBITS, ZLIB_VERSION, format) == Z_OK else { return nil }
    defer { inflateEnd(&stream) }
    var (remaining, outcome, crc) = (size, Z_OK, crc32(0, nil, 0))
    var output = [UInt8](repeating: 0, count: 1 << 16)
    while remaining > 0, outcome == Z_OK {
      guard var input = try file.read(upToCount: min(remaining, 1 << 16)), !input.isEmpty else {
        return nil
      }
      remaining -= input.count
      outcome = input.withUnsafeMutableBytes { input in
        part.inflate(&stream, input.bindMemory(to: UInt8.self), &output, &crc)
      }
    }
    guard outcome == Z_STREAM_END, remaining == 0, UInt(crc) == expected else { return nil }
    return part.depth == 0 && !part.isInTag ? part.count : nil
  }

  /// The bytes of a sheet's XML up to its first row; nil if its rows do not begin early on.
  static func bytesBeforeRows(_ file: FileHandle, size: Int) throws -> Int? {
    guard var input = try file.read(upToCount: min(size, 1 << 15)) else { return nil }
    var stream = z_stream()
    let format = Int32(MemoryLayout<z_stream>.size)
    guard inflateInit2_(&stream, -MAX_WBITS, ZLIB_VERSION, format) == Z_OK else { return nil }
    defer { inflateEnd(&stream) }
    var output = [UInt8](repeating: 0, count: 1 << 15)
    let made = input.withUnsafeMutableBytes { input in
      output.withUnsafeMutableBufferPointer { output in
        stream.next_in = input.bindMemory(to: UInt8.self).baseAddress
        stream.avail_in = uInt(input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = uInt(output.count)
        _ = CZlib.inflate(&stream, Z_SYNC_FLUSH)
        return output.count - Int(stream.avail_out)
      }
    }
    return output[..<made].firstRange(of: Array("<sheetData>".utf8))?.upperBound
  }

  /// Inflates all of the input and scans what comes out.
  private mutating func inflate(
    _ stream: inout z_stream, _ input: UnsafeMutableBufferPointer<UInt8>, _ output: inout [UInt8],
    _ crc: inout uLong
  ) -> Int32 {
    stream.next_in = input.baseAddress
    stream.avail_in = uInt(input.count)
    var outcome = Z_OK
    repeat {
      let room = output.count
      output.withUnsafeMutableBufferPointer { output in
        stream.next_out = output.baseAddress
        stream.avail_out = uInt(room)
        outcome = CZlib.inflate(&stream, Z_NO_FLUSH)
        let made = UnsafeBufferPointer(rebasing: output[..<(room - Int(stream.avail_out))])
        crc = crc32(crc, made.baseAddress, uInt(made.count))
        for byte in made { scan(byte) }
      }
    } while outcome == Z_OK && stream.avail_out == 0
    return outcome == Z_BUF_ERROR ? Z_OK : outcome
  }

  /// In what libxlsxwriter writes, `<` and `>` stand for tags only: in texts they are escaped.
  private mutating func scan(_ byte: UInt8) {
    defer { lastByte = byte }
    if !isInTag {
      if byte == UInt8(ascii: "<") { (isInTag, name, nameIsWhole) = (true, 0, false) }
      return
    }
    if byte == UInt8(ascii: ">") {
      isInTag = false
      endTag()
    } else if byte == UInt8(ascii: " ") {
      nameIsWhole = true
    } else if !nameIsWhole {
      name = name << 8 | UInt32(byte)
      nameIsWhole = name >= 0x0100_0000
    }
  }

  private mutating func endTag() {
    var first = name
    while first > 0xFF { first >>= 8 }
    if first == UInt32(UInt8(ascii: "?")) { return }
    if first == UInt32(UInt8(ascii: "/")) {
      depth -= 1
      // The ends count: `/row` and `/c`.
      if name == 0x2F72_6F77 { count.rows += 1 }
      if name == 0x2F63 { count.cells += 1 }
    } else if lastByte != UInt8(ascii: "/") {
      depth += 1
    }
  }
}
