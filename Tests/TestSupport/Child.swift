import Foundation

/// A process started by `posix_spawn` and waited for by `waitpid`: Foundation's `Process` was seen
/// to wait for ever for a child that had ended, when many tests start programs at once.
struct Child {
  private let identifier: pid_t

  /// - Throws: `POSIXError` if it cannot be started.
  init(
    arguments: [String], environment: [String: String], input: String, output: String,
    errors: String
  ) throws {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
    #else
      var actions = posix_spawn_file_actions_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    let flags = O_WRONLY | O_CREAT | O_TRUNC
    posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output, flags, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, errors, flags, 0o600)
    var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    var values: [UnsafeMutablePointer<CChar>?] =
      environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { (words + values).forEach { free($0) } }
    var child: pid_t = 0
    let code = posix_spawn(&child, arguments[0], &actions, nil, &words, &values)
    guard code == 0 else { throw POSIXError(POSIXErrorCode(rawValue: code) ?? .EIO) }
    identifier = child
  }

  /// The exit code; for a child that a signal ended, the signal's number.
  func wait() -> Int32 {
    var status: Int32 = 0
    while waitpid(identifier, &status, 0) < 0, errno == EINTR {}
    let signal = status & 0x7f
    return signal == 0 ? status >> 8 & 0xff : signal
  }
}
