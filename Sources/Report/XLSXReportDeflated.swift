import CZlib

/// A stretch of a zip entry, packed on its own: such stretches, one behind the other, are one
/// stream (RFC 1951), whoever packed which.
struct XLSXReportDeflated: Sendable {
  private(set) var bytes: [UInt8]
  /// Of the bytes before packing.
  let size: Int
  let crc: UInt

  /// zlib's fastest: twice as fast as its default of 6 for rows, and a third larger.
  private static let level: Int32 = 1

  /// - Parameter isLast: whether the stream ends with it.
  init?(_ plain: [UInt8], isLast: Bool) {
    var stream = z_stream()
    let opened = deflateInit2_(
      &stream, Self.level, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    guard opened == Z_OK else { return nil }
    defer { deflateEnd(&stream) }
    // The bound is of one call that ends the stream; a flush adds five bytes at most.
    let room = Int(deflateBound(&stream, uLong(plain.count))) + 16
    var outcome = Z_OK
    let packed = plain.withUnsafeBufferPointer { plain in
      [UInt8](unsafeUninitializedCapacity: room) { output, count in
        stream.next_in = UnsafeMutablePointer(mutating: plain.baseAddress)
        stream.avail_in = uInt(plain.count)
        stream.next_out = output.baseAddress
        stream.avail_out = uInt(room)
        outcome = deflate(&stream, isLast ? Z_FINISH : Z_FULL_FLUSH)
        count = room - Int(stream.avail_out)
      }
    }
    guard outcome == (isLast ? Z_STREAM_END : Z_OK), stream.avail_in == 0 else { return nil }
    bytes = packed
    size = plain.count
    crc = plain.withUnsafeBufferPointer { UInt(crc32(0, $0.baseAddress, uInt($0.count))) }
  }

  /// The checksum of what has one, followed by this.
  func crc(after before: UInt) -> UInt { UInt(crc32_combine(uLong(before), uLong(crc), size)) }

  /// The bytes of a whole stream; nil if it is no stream of so many bytes.
  static func inflated(_ packed: ArraySlice<UInt8>, size: Int, crc: UInt32) -> [UInt8]? {
    var stream = z_stream()
    let format = Int32(MemoryLayout<z_stream>.size)
    guard inflateInit2_(&stream, -MAX_WBITS, ZLIB_VERSION, format) == Z_OK else { return nil }
    defer { inflateEnd(&stream) }
    var outcome = Z_OK
    let plain = packed.withUnsafeBufferPointer { packed in
      // One byte more, so that a longer stream shows.
      [UInt8](unsafeUninitializedCapacity: size + 1) { output, count in
        stream.next_in = UnsafeMutablePointer(mutating: packed.baseAddress)
        stream.avail_in = uInt(packed.count)
        stream.next_out = output.baseAddress
        stream.avail_out = uInt(size + 1)
        outcome = inflate(&stream, Z_FINISH)
        count = size + 1 - Int(stream.avail_out)
      }
    }
    guard outcome == Z_STREAM_END, plain.count == size, stream.avail_in == 0,
      plain.withUnsafeBufferPointer({ crc32(0, $0.baseAddress, uInt($0.count)) }) == uLong(crc)
    else { return nil }
    return plain
  }
}
