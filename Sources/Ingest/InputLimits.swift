/// What an input may cost at most; past a limit the input is refused, never cut short.
package struct InputLimits: Hashable, Sendable {
  /// Bytes of content, after decompression. Less than 4 GiB, so that a line's length fits 32 bits.
  package var contentBytes = (4 << 30) - 1
  /// Bytes that one compressed byte may become, beyond the allowance.
  package var inflateRatio = 200
  /// Bytes that may be inflated at any ratio.
  package var inflateAllowance = 1 << 20
  /// Bytes of one CSV field or JSON string.
  package var fieldBytes = 16 << 20
  /// Arrays and objects inside each other in JSON.
  package var jsonDepth = 64
  /// Where a header must be found: records and bytes from the start.
  package var preambleRecords = 64
  package var preambleBytes = 64 << 10

  package static let standard = InputLimits()

  package init() {}
}
