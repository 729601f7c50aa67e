/// VERIFY.txt: how a stranger checks the folder with tools of others. A line of four blanks and
/// more is a command for a POSIX shell in the folder.
enum VerifyText {
  /// Who `ssh-keygen -Y verify` is told the signer is.
  static let identity = "tieout"

  static func text(runID: String, terms: SealTerms) -> [UInt8] {
    Array((head(runID, terms.key.publicKey) + commands(terms) + foot).utf8)
  }

  private static func head(_ runID: String, _ key: PublicKey) -> String {
    """
    How to verify run \(runID)

    The key below came with the folder. Whoever changes the folder can change the key too: it
    shows only that the folder agrees with itself. Get the public key, or its key id, from
    whoever runs tieout, by another way, and compare before you rely on a "Good signature":

      key id, the SHA-256 of the public key in DER:
      \(key.keyID)
      the key for OpenSSH:
      \(key.openSSHLine())

    Needed: a POSIX shell, sha256sum (macOS: shasum -a 256, without --strict), jq, ssh-keygen,
    OpenSSL 3. Run the commands in this folder, in this order. Each must succeed.


    """
  }

  private static func commands(_ terms: SealTerms) -> String {
    let key = terms.key.publicKey
    let allowed =
      "\(identity) namespaces=\"\(SSHSignature.runNamespace)\" \(key.openSSHLine())"
    let pem = key.pem.utf8.split(separator: 0x0a)
      .map { "'" + String(decoding: Array($0), as: UTF8.self) + "'" }.joined(separator: " ")
    let type = Envelope.statementType
    return """
      0. The key, as the tools want it. Put the lines you were given in their place.
          T=$(mktemp -d)
          printf '%s\\n' '\(allowed)' > "$T/allowed_signers"
          printf '%s\\n' \(pem) > "$T/key.pem"

      1. The files are those of the list, and the list and the reports those of the manifest.
          sha256sum --strict -c manifest-sha256.txt
          jq -r '.subject[]|.digest.sha256+"  "+.name' run-manifest.json | sha256sum --strict -c
          sha256sum --strict -c tagmanifest-sha256.txt

      2. The manifest is in its one form.
          jq -S . run-manifest.json | cmp - run-manifest.json

      3. Who signed the manifest (OpenSSH).
          ssh-keygen -Y verify -O verify-time=\(verifyTime(terms)) -f "$T/allowed_signers" \
      -I \(identity) -n \(SSHSignature.runNamespace) -s run-manifest.json.sig < run-manifest.json

      4. Who signed the manifest (OpenSSL, through the DSSE envelope).
          jq -r .payload run-manifest.dsse.json | base64 -d | cmp - run-manifest.json
          { printf 'DSSEv1 \(type.utf8.count) \(type) %d ' "$(wc -c < run-manifest.json)"; \
      cat run-manifest.json; } > "$T/pae.bin"
          KID=$(openssl pkey -pubin -in "$T/key.pem" -outform DER | sha256sum | cut -c1-64)
          jq -r --arg k "$KID" '.signatures[]|select(.keyid==$k).sig' run-manifest.dsse.json \
      | base64 -d > "$T/sig.bin"
          openssl pkeyutl -verify -pubin -inkey "$T/key.pem" -rawin -in "$T/pae.bin" \
      -sigfile "$T/sig.bin"

      5. The checkpoint over this run and all before it (OpenSSL). Its second line is the number
         of runs; whoever keeps the three lines elsewhere sees whether runs were cut off.
          head -n 3 checkpoint.note > "$T/checkpoint.txt"
          tail -n 1 checkpoint.note | cut -d' ' -f3 | base64 -d | tail -c 64 > "$T/checkpoint.bin"
          openssl pkeyutl -verify -pubin -inkey "$T/key.pem" -rawin -in "$T/checkpoint.txt" \
      -sigfile "$T/checkpoint.bin"

      6. Reviews, if there is a folder `reviews`: statements of their own, that came later. Get
         each reviewer's key from the reviewer, by another way, and put it into a file REVIEWERS
         as the line `NAME namespaces="\(SSHSignature.reviewNamespace)"` and the key. For each:
         ssh-keygen -Y verify -f REVIEWERS -I NAME -n \(SSHSignature.reviewNamespace) \
      -s REVIEW.json.sig < REVIEW.json
         jq -r '.subject[]|.digest.sha256+"  "+.name' REVIEW.json | sha256sum --strict -c


      """
  }

  /// `20260821020001Z`: the second of the run clock.
  private static func verifyTime(_ terms: SealTerms) -> String {
    let digits = Stamp.milliseconds(terms.finishedAt).utf8.filter { $0 &- 0x30 < 10 }
    return String(decoding: digits.prefix(14), as: UTF8.self) + "Z"
  }

  private static let foot = """
    These tools do not see a file that was put beside the manifest, a hard link, or totals that
    do not tie. `tieout verify` does, and needs no network:
      tieout verify .

    """
}
