extension VenueFormat {
  /// Every format that is read.
  package static let all: [VenueFormat] = coinbase + dydx + ledgers
}
