extension Amount {
  /// The seconds from an instant to another; negative if the other is before it.
  package init(secondsFrom one: Instant, to other: Instant) {
    let nanoseconds = Int128(other.nanoseconds) - Int128(one.nanoseconds)
    self = Amount(units: nanoseconds, scale: 9).reduced
  }
}
