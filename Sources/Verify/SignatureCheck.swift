import Seal

/// Whether both signatures stand and are by exactly the keys the manifest names.
struct SignatureCheck {
  let contents: FolderContents
  /// The manifest's bytes, whatever they are.
  let manifest: [UInt8]
  /// `signing.keyid`; nil if the manifest could not be read.
  let keyID: String?
  let coSigners: [String]
  let trust: TrustStore?

  func findings() -> [Finding] {
    let (signature, sshFindings) = readSSH()
    return sshFindings + envelopeFindings(signature?.publicKey)
  }

  private func readSSH() -> (SSHSignature?, [Finding]) {
    guard let bytes = contents.content(Layout.signature) else { return (nil, []) }
    let signature: SSHSignature
    do {
      signature = try SSHSignature(armoured: bytes)
    } catch {
      return (
        nil, [Finding(.sshSignatureNotParsed, Layout.signature, actual: error.description)]
      )
    }
    var findings: [Finding] = []
    if signature.namespace != "tieout-run-v1" {
      findings.append(
        Finding(
          .sshNamespaceDiffers, Layout.signature, expected: "tieout-run-v1",
          actual: signature.namespace))
    }
    if let keyID, signature.key.keyID != keyID {
      findings.append(
        Finding(
          .sshKeyDiffers, Layout.signature, expected: keyID, actual: signature.key.keyID))
    }
    if !PublicKey.hasCanonicalS(signature.signature) {
      findings.append(Finding(.signatureMalleable, Layout.signature, expected: "S below L"))
    } else if !signature.isValid(for: manifest) {
      findings.append(Finding(.sshSignatureInvalid, Layout.signature))
    }
    // A security key is no run's, whatever the manifest says.
    guard signature.key.application == nil else {
      findings.append(
        Finding(.sshKeyDiffers, Layout.signature, expected: "a plain Ed25519 key"))
      return (nil, findings)
    }
    return (signature, findings)
  }

  private func envelopeFindings(_ sshKey: PublicKey?) -> [Finding] {
    guard let bytes = contents.content(Layout.envelope) else { return [] }
    let envelope: Envelope
    do {
      envelope = try Envelope(parsing: bytes)
    } catch {
      return [Finding(.envelopeNotParsed, Layout.envelope, actual: error.description)]
    }
    var findings: [Finding] = []
    if (try? envelope.encoded()) != bytes {
      findings.append(
        Finding(.envelopeNotCanonical, Layout.envelope, expected: "the form of jq -S ."))
    }
    if envelope.payloadType != "application/vnd.in-toto+json" {
      findings.append(
        Finding(
          .payloadTypeDiffers, Layout.envelope, expected: "application/vnd.in-toto+json",
          actual: envelope.payloadType))
    }
    if envelope.payload != manifest {
      findings.append(
        Finding(.payloadDiffers, Layout.envelope, expected: "the bytes of \(Layout.manifest)"))
    }
    let signers = envelope.signatures.map(\.keyID)
    if let keyID, signers != ([keyID] + coSigners).sorted() || Set(signers).count != signers.count {
      findings.append(
        Finding(
          .signersDiffer, Layout.envelope,
          expected: ([keyID] + coSigners).sorted().joined(separator: " "),
          actual: signers.joined(separator: " ")))
    }
    let message = Envelope.signedData(envelope.payload, payloadType: envelope.payloadType)
    for signature in envelope.signatures {
      findings += check(signature, message, sshKey)
    }
    return findings
  }

  private func check(
    _ signature: Envelope.Signature, _ message: [UInt8], _ sshKey: PublicKey?
  ) -> [Finding] {
    let own = sshKey.flatMap { $0.keyID == signature.keyID ? $0 : nil }
    guard let key = own ?? trust?.key(signature.keyID)?.publicKey else {
      return [
        Finding(
          trust == nil ? .trustMissing : .keyUntrusted, Layout.envelope,
          expected: "a known key", actual: signature.keyID)
      ]
    }
    if signature.bytes.count == 64, !PublicKey.hasCanonicalS(signature.bytes) {
      return [Finding(.signatureMalleable, Layout.envelope, expected: "S below L")]
    }
    if key.isValid(signature: signature.bytes, for: message) { return [] }
    return [Finding(.signatureInvalid, Layout.envelope, actual: signature.keyID)]
  }
}
