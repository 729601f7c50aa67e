import Foundation
import Accounting
import Seal

/// A key that stays elsewhere: in a hardware module, an agent, another machine. A command signs for
/// us; what it prints is believed only if it is a signature by the public key we know.
struct SignerCommand: SigningKey {
  /// For `/bin/sh`: the bytes to sign come on its standard input; it prints the signature, 64 bytes
  /// or their base64.
  let command: String
  let publicKey: PublicKey

  private static let outputLimit = 4096

  func signature(for message: [UInt8]) throws(SealError) -> [UInt8] {
    let output = try run(message)
    guard let signature = Self.signature(in: output) else {
      throw failed("it printed \(output.count) bytes that are no signature")
    }
    guard publicKey.isValid(signature: signature, for: message) else {
      throw failed("what it printed is no signature by key \(publicKey.keyID)")
    }
    return signature
  }

  /// 64 bytes, or base64 of 64 bytes with or without line ends.
  static func signature(in output: [UInt8]) -> [UInt8]? {
    if output.count == 64 { return output }
    let text = output.filter { $0 != 0x0A && $0 != 0x0D }
    guard let bytes = Base64.bytes(text), bytes.count == 64 else { return nil }
    return bytes
  }

  private func failed(_ reason: String) -> SealError {
    .signerFailed(command: command, reason: reason)
  }

  private func run(_ message: [UInt8]) throws(SealError) -> [UInt8] {
    let (input, output) = (try pipe(), try pipe())
    let child: pid_t
    do {
      child = try spawn(input: input.reading, output: output.writing)
    } catch {
      for end in [input.reading, input.writing, output.reading, output.writing] { close(end) }
      throw error
    }
    close(input.reading)
    close(output.writing)
    // A command that does not want its input must not end us.
    let before = signal(SIGPIPE, SIG_IGN)
    let written = DispatchGroup()
    DispatchQueue.global().async(group: written) {
      try? FileWriter.write(message, to: input.writing, path: "")
      close(input.writing)
    }
    let printed = Self.content(of: output.reading)
    close(output.reading)
    let status = Self.wait(for: child)
    written.wait()
    signal(SIGPIPE, before)
    guard status == 0 else {
      throw failed(
        status & 0x7F == 0 ? "exit code \(status >> 8 & 0xFF)" : "ended by signal \(status & 0x7F)")
    }
    return printed
  }

  private func pipe() throws(SealError) -> (reading: Int32, writing: Int32) {
    var ends: [Int32] = [0, 0]
    guard Foundation.pipe(&ends) == 0 else {
      throw .system(call: "make a pipe to", path: command, code: errno)
    }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  private func spawn(input: Int32, output: Int32) throws(SealError) -> pid_t {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
    #else
      var actions = posix_spawn_file_actions_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    let arguments: [String] = ["/bin/sh", "-c", command]
    var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    var values: [UnsafeMutablePointer<CChar>?] =
      ProcessInfo.processInfo.environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { (words + values).forEach { free($0) } }
    var child: pid_t = 0
    let code = posix_spawn(&child, "/bin/sh", &actions, nil, &words, &values)
    guard code == 0 else { throw .system(call: "start", path: command, code: code) }
    return child
  }

  /// What the command prints, to its end; no more than the limit is kept.
  private static func content(of descriptor: Int32) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: outputLimit)
    while true {
      let got = uninterrupted { read(descriptor, &chunk, chunk.count) }
      guard got > 0 else { return bytes }
      if bytes.count <= outputLimit { bytes += chunk[..<got] }
    }
  }

  private static func wait(for child: pid_t) -> Int32 {
    var status: Int32 = 0
    return uninterrupted { waitpid(child, &status, 0) } < 0 ? -1 : status
  }
}
