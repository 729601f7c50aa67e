import Accounting
import CZlib

/// Inflates gzip (RFC 1952) piece by piece, as many members as there are, within limits.
///
/// zlib checks each member's CRC and length. What follows the last member is refused, and so is
/// a stream that grows faster than real text does.
struct Inflater: ~Copyable {
  private let stream: UnsafeMutablePointer<z_stream>
  private let window: UnsafeMutableBufferPointer<UInt8>
  private let limits: InputLimits
  private let isReady: Bool
  private var consumed = 0
  private var produced = 0
  private var membersEnded = 0
  /// Bytes of the current member seen so far.
  private var memberBytes = 0

  static func isGzip(_ bytes: UnsafeRawBufferPointer) -> Bool {
    bytes.count >= 2 && bytes[0] == 0x1F && bytes[1] == 0x8B
  }

  init(limits: InputLimits) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    window = .allocate(capacity: 256 << 10)
    self.limits = limits
    let gzipOnly: Int32 = 16 + MAX_WBITS
    isReady =
      inflateInit2_(stream, gzipOnly, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
  }

  deinit {
    inflateEnd(stream)
    stream.deinitialize(count: 1)
    stream.deallocate()
    window.deallocate()
  }

  /// Appends what the piece of the stream holds.
  mutating func inflate(
    _ bytes: UnsafeRawBufferPointer, into content: inout [UInt8], at place: Place
  ) throws(InputFault) {
    guard isReady else { throw InputFault(.gzipDamaged("zlib did not start", at: place)) }
    var given = 0
    while given < bytes.count || stream.pointee.avail_out == 0 {
      if memberBytes == 0, membersEnded > 0, given == bytes.count { return }
      let rest = bytes[given...]
      stream.pointee.next_in = UnsafeMutablePointer(
        mutating: rest.isEmpty
          ? nil : (bytes.baseAddress! + given).assumingMemoryBound(to: UInt8.self))
      stream.pointee.avail_in = UInt32(rest.count)
      stream.pointee.next_out = window.baseAddress
      stream.pointee.avail_out = UInt32(window.count)
      let status = CZlib.inflate(stream, Z_NO_FLUSH)
      let taken = rest.count - Int(stream.pointee.avail_in)
      let made = window.count - Int(stream.pointee.avail_out)
      given += taken
      consumed += taken
      produced += made
      memberBytes += taken
      content.append(contentsOf: window[..<made])
      try check(status, at: place)
      if taken == 0, made == 0, status != Z_STREAM_END { return }
    }
  }

  /// Refuses a stream that ends inside a member.
  mutating func finish(at place: Place) throws(InputFault) {
    guard memberBytes == 0 else {
      throw InputFault(
        membersEnded == 0
          ? .gzipDamaged("the stream ends too early", at: place) : .gzipTrailingData(at: place))
    }
  }

  private mutating func check(_ status: Int32, at place: Place) throws(InputFault) {
    guard produced <= limits.contentBytes else {
      throw InputFault(.fileTooLarge(limit: limits.contentBytes, at: place))
    }
    guard produced - limits.inflateAllowance <= consumed * limits.inflateRatio else {
      throw InputFault(.gzipRatio(limit: limits.inflateRatio, at: place))
    }
    switch status {
    case Z_OK, Z_BUF_ERROR: return
    case Z_STREAM_END:
      membersEnded += 1
      memberBytes = 0
      inflateReset(stream)
    default:
      // Within the 10 bytes of a header, what follows a good member is no member.
      if membersEnded > 0, memberBytes <= 10 { throw InputFault(.gzipTrailingData(at: place)) }
      let reason = stream.pointee.msg.map { String(cString: $0) } ?? "zlib error \(status)"
      throw InputFault(.gzipDamaged(reason, at: place))
    }
  }
}
