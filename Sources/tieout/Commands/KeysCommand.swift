import Accounting
import ArgumentParser
import Foundation
import Seal

struct KeysCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys", abstract: "Makes keys, and says which are trusted.",
    subcommands: [Generate.self, Show.self, Trust.self, Revoke.self, Rotate.self, List.self])

  struct Generate: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "generate", abstract: "Makes an Ed25519 key; never overwrites one.",
      discussion: """
        The private key is written as PKCS#8 PEM, readable by its owner only, the public key as an \
        OpenSSH line beside it.

        Example:
          tieout keys generate --key keys/runner-2026.pem --comment runner@acme-eu
        """)

    @Option(help: ArgumentHelp("Where the private key goes.", valueName: "file"))
    var key: String?

    @Option(help: "Who it belongs to, for the public line.")
    var comment = "tieout"

    func validate() throws {
      guard comment.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
        throw ValidationError("--comment takes letters, digits and marks without blanks")
      }
    }

    func run() throws {
      let path = key ?? Signer.defaultPath
      let made = try KeyFile.generate(at: path, comment: comment)
      Console.print(Page(key: made.publicKey, path: path, comment: comment).text)
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Shows the public half of a key and its id.",
      discussion: """
        Example:
          tieout keys show
        """)

    @Option(help: ArgumentHelp("The private key's file.", valueName: "file"))
    var key: String?

    @Flag(help: "As JSON.")
    var json = false

    @Flag(help: "The public key as PEM only.")
    var pem = false

    func run() throws {
      let path = key ?? Signer.defaultPath
      let page = Page(key: try KeyFile.load(path).publicKey, path: path, comment: "tieout")
      if pem {
        Console.write(page.key.pem, to: STDOUT_FILENO)
      } else {
        Console.print(json ? page.json : page.text)
      }
    }
  }

  private struct Page {
    let key: PublicKey
    let path: String
    let comment: String

    var text: String {
      """
      key file   \(Diagnostic.inert(path))
      key id     \(key.keyID)
      open ssh   \(key.openSSHLine(comment: comment))
      \(key.pem.trimmingCharacters(in: .newlines))
      """
    }

    var json: String {
      let value: JSONValue = [
        "key_file": .string(path), "key_id": .string(key.keyID),
        "openssh": .string(key.openSSHLine(comment: comment)), "pem": .string(key.pem),
      ]
      return String(decoding: ((try? value.canonical()) ?? []).dropLast(), as: UTF8.self)
    }
  }
}
