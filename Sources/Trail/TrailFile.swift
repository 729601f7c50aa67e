import GRDB

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The database of one archive, open.
package struct TrailFile: ~Copyable {
  private let queue: DatabaseQueue
  /// Nil in memory.
  private let lock: FolderLock?

  /// A database that is gone when the value is: where none can be kept on disk.
  package static func inMemory() throws(TrailFault) -> TrailFile {
    do {
      let queue = try DatabaseQueue(configuration: configuration)
      try TrailSchema.migrator.migrate(queue)
      return TrailFile(queue: queue, lock: nil)
    } catch {
      throw TrailFault(error)
    }
  }

  /// Opens the database, and makes it if there is none.
  ///
  /// - Parameter path: in a folder that is there.
  /// - Throws: `TrailFault`; what `isCured` is cured by `replace`.
  package static func open(_ path: String) throws(TrailFault) -> TrailFile {
    let folder = Self.folder(of: path)
    var status = stat()
    let isThere = stat(path, &status) == 0 && status.st_size > 0
    if isThere { return try opened(path, FolderLock(folder, alone: false)) }
    let lock = try FolderLock(folder, alone: true)
    return try opened(path, lock)
  }

  /// Makes the database anew, empty.
  package static func replace(_ path: String) throws(TrailFault) -> TrailFile {
    let lock = try FolderLock(folder(of: path), alone: true)
    // The log of a database goes with it: it must never be read into the new one.
    for end in ["-wal", "-shm", "-journal", ""] {
      guard unlink(path + end) == 0 || errno == ENOENT else {
        throw .unusable(String(cString: strerror(errno)))
      }
    }
    return try opened(path, lock)
  }

  private static func opened(
    _ path: String, _ lock: consuming FolderLock
  ) throws(TrailFault) -> TrailFile {
    do {
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      let isReady = try queue.writeWithoutTransaction { try isCurrent($0) }
      if !isReady { try TrailSchema.migrator.migrate(queue) }
      lock.share()
      return TrailFile(queue: queue, lock: lock)
    } catch {
      throw TrailFault(error)
    }
  }

  /// Whether the database is of this program's version; false if migrations are to be made.
  private static func isCurrent(_ db: Database) throws -> Bool {
    let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    guard (0...TrailSchema.version).contains(version) else {
      throw TrailFault.otherVersion(version)
    }
    if version == 0 {
      guard try !db.tableExists("runs"), try !db.tableExists("breaks") else {
        throw TrailFault.damaged("it is no trail")
      }
      _ = try String.fetchOne(db, sql: "PRAGMA journal_mode = WAL")
    } else {
      let mark = try Int.fetchOne(db, sql: "PRAGMA application_id")
      guard mark == TrailSchema.applicationID else { throw TrailFault.damaged("it is no trail") }
    }
    return version == TrailSchema.version
  }

  private static var configuration: Configuration {
    var configuration = Configuration()
    configuration.label = "trail"
    // A run must not wait long for what the next command makes good.
    configuration.busyMode = .timeout(2)
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = FULL") }
    return configuration
  }

  private static func folder(of path: String) -> String {
    let bytes = Array(path.utf8)
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == 0 ? "/" : String(decoding: bytes[..<slash], as: UTF8.self)
  }

  /// - Throws: `.damaged` if a page or an index is not as it must be, or a table is missing.
  package func check() throws(TrailFault) {
    try read { db in
      let told = try String.fetchAll(db, sql: "PRAGMA quick_check(1)")
      guard told == ["ok"] else { throw TrailFault.damaged(told.first ?? "it cannot be checked") }
      for table in TrailSchema.tables {
        guard try db.tableExists(table) else {
          throw TrailFault.damaged("the table \(table) is missing")
        }
      }
    }
  }

  /// Reads within one transaction.
  func read<Value>(_ body: (Database) throws -> Value) throws(TrailFault) -> Value {
    do {
      return try queue.read(body)
    } catch {
      throw TrailFault(error)
    }
  }

  /// Writes all or nothing, on disk when it returns.
  func write(_ body: (Database) throws -> Void) throws(TrailFault) {
    do {
      try queue.write(body)
    } catch {
      throw TrailFault(error)
    }
  }
}
