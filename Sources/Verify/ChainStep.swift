import Seal

/// Two runs that follow one another: what the second says of the first beside its digest.
struct ChainStep {
  let before: ChainLink
  let link: ChainLink

  func findings() -> [Finding] { keyFindings + sidecarFindings }

  /// Another key is declared, and only another key.
  private var keyFindings: [Finding] {
    let place = "\(link.runID)/\(Layout.manifest)#/predicate/chain/key_change"
    let isOther = before.keyID != link.keyID
    if let change = link.keyChange {
      if isOther, change.from == before.keyID { return [] }
      return [
        Finding(.keyChangeInvalid, place, expected: "from \(before.keyID)", actual: change.from)
      ]
    }
    guard isOther else { return [] }
    return [
      Finding(
        .keyChangeUndeclared, place, expected: "from \(before.keyID) to \(link.keyID)",
        actual: "none")
    ]
  }

  /// Side files that were sealed are there, as they were. Later ones may have come.
  private var sidecarFindings: [Finding] {
    link.sidecars.sorted { ByteOrder.isLess($0.key, $1.key) }.compactMap { path, digest in
      let place = "\(before.runID)/\(path)"
      guard let found = before.sideFiles[path] else {
        return Finding(.sidecarMissing, place, expected: "as \(link.runID) sealed it")
      }
      if found == digest { return nil }
      return Finding(.sidecarDiffers, place, expected: digest, actual: found)
    }
  }
}
