/// The short name of a run's evidence that is printed on every report, so that a reader of a
/// printed page finds the folder.
package enum EvidenceID {
  /// The first 16 digits of SHA-256 over the RFC 8785 form of
  /// {effective_config_sha256, inputs: [{name, sha256}], semantics}, inputs in order of name.
  ///
  /// - Parameter inputs: archived paths (`data/inputs/…`) and SHA-256 of the files.
  package static func text(
    inputs: [(name: String, sha256: String)], effectiveConfigSHA256: String, semantics: Int
  ) throws(JSONFault) -> String {
    let list = inputs.sorted { ByteOrder.isLess($0.name, $1.name) }.map { input -> JSONValue in
      ["name": .string(input.name), "sha256": .string(input.sha256)]
    }
    let value: JSONValue = [
      "effective_config_sha256": .string(effectiveConfigSHA256), "inputs": .array(list),
      "semantics": .integer(semantics),
    ]
    return String(try value.fingerprint().prefix(16))
  }

  /// The same of files and settings as they are in a folder.
  static func text(
    inputs: [FileDigest], _ effectiveConfig: JSONValue, semantics: Int
  ) throws(SealError) -> String {
    try SealError.wrapping { () throws(JSONFault) in
      try text(
        inputs: inputs.map { (name: $0.path, sha256: $0.sha256) },
        effectiveConfigSHA256: effectiveConfig.fingerprint(), semantics: semantics)
    }
  }
}

extension RunFolder {
  /// The evidence id of the run, from when all its inputs are in the folder.
  package func evidenceID(
    effectiveConfig: JSONValue, semantics: Int
  ) throws(SealError) -> String {
    try EvidenceID.text(
      inputs: files.filter { $0.path.hasPrefix("data/inputs/") }, effectiveConfig,
      semantics: semantics)
  }
}
