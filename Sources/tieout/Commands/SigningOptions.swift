import ArgumentParser

/// Options that say who signs.
struct SigningOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The signing key; a run makes one on first use.", valueName: "file"))
  var key: String?

  @Option(
    help: ArgumentHelp("Read the signing key from this open descriptor.", valueName: "number"))
  var keyFd: Int32?

  @Option(
    help: ArgumentHelp(
      "Have this command sign: bytes on standard input, signature (64 bytes or base64) printed.",
      valueName: "command"))
  var signerCommand: String?

  @Option(
    help: ArgumentHelp("The public key that the command signs with.", valueName: "file"))
  var signerPublic: String?

  func validate() throws {
    guard [key != nil, keyFd != nil, signerCommand != nil].count(where: { $0 }) <= 1 else {
      throw ValidationError("give one of --key, --key-fd and --signer-command")
    }
    guard (signerCommand == nil) == (signerPublic == nil) else {
      throw ValidationError("--signer-command needs --signer-public, and that goes with it only")
    }
    if let keyFd, keyFd < 3 {
      throw ValidationError("--key-fd takes 3 or more: 0 to 2 are the terminal's")
    }
  }

  var isGiven: Bool { key != nil || keyFd != nil || signerCommand != nil }

  var source: KeySource {
    if let keyFd { return .descriptor(keyFd) }
    if let signerCommand, let signerPublic {
      return .command(signerCommand, publicKey: signerPublic)
    }
    return .file(key)
  }
}
