import GRDB

/// Why the database cannot be used as it is. The run folders are none the worse.
package enum TrailFault: Error, Hashable, Sendable {
  /// It is no database of ours, or not whole: it is to be made again.
  case damaged(String)
  /// Another version made it, with so many migrations: it is to be made again.
  case otherVersion(Int)
  /// Another program holds it, and did not let go in time.
  case busy
  /// The file system does not let us read or write it.
  case unusable(String)

  /// Whether making it again is the remedy.
  package var isCured: Bool {
    switch self {
    case .damaged, .otherVersion: true
    case .busy, .unusable: false
    }
  }

  package var reason: String {
    switch self {
    case .damaged(let text), .unusable(let text): text
    case .otherVersion(let version): "its version is \(version), not \(TrailSchema.version)"
    case .busy: "another program holds it"
    }
  }

  init(_ error: any Error) {
    if let fault = error as? TrailFault {
      self = fault
      return
    }
    guard let error = error as? DatabaseError else {
      self = .damaged(String(describing: error))
      return
    }
    let text = error.message ?? error.resultCode.description
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy
    case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_FULL, .SQLITE_IOERR,
      .SQLITE_AUTH, .SQLITE_NOLFS, .SQLITE_NOMEM:
      self = .unusable(text)
    default: self = .damaged(text)
    }
  }
}
