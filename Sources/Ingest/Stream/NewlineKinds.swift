import Accounting
import CScan

/// Which line ends a stretch of a file has, and what its ends ask of the stretches beside it.
struct NewlineKinds: Sendable {
  private var hasPlain = false
  private var hasReturn = false
  /// The first byte is a line feed: what stands before it is for the stretch before to say.
  private var startsWithFeed = false
  private var endsInReturn = false

  init() {}

  /// - Parameter mayHaveReturns: false if it is known that no byte is a carriage return.
  init(_ bytes: Bytes, mayHaveReturns: Bool = true) {
    let (feed, carriage) = (UInt8(ascii: "\n"), UInt8(ascii: "\r"))
    guard let base = bytes.baseAddress, let last = bytes.last else { return }
    startsWithFeed = bytes[0] == feed
    endsInReturn = last == carriage
    var index = Swar.first(feed, in: bytes, from: 1, to: bytes.count)
    guard mayHaveReturns, tieout_count(base, bytes.count, carriage) > 0 else {
      hasPlain = index < bytes.count
      return
    }
    while index < bytes.count, !(hasPlain && hasReturn) {
      if bytes[index - 1] == carriage { hasReturn = true } else { hasPlain = true }
      index = Swar.first(feed, in: bytes, from: index + 1, to: bytes.count)
    }
  }

  /// Adds the stretch that follows, which is not empty.
  mutating func append(_ next: NewlineKinds) {
    if next.startsWithFeed {
      if endsInReturn { hasReturn = true } else { hasPlain = true }
    }
    hasPlain = hasPlain || next.hasPlain
    hasReturn = hasReturn || next.hasReturn
    endsInReturn = next.endsInReturn
  }

  /// The line ends of a text that these stretches are all of.
  var newline: Source.Newline {
    switch (hasPlain || startsWithFeed, hasReturn) {
    case (true, true): .mixed
    case (true, false): .lf
    case (false, true): .crlf
    case (false, false): .none
    }
  }
}
