/// The text files of a bag (BagIt 1.0, RFC 8493, October 2018), each in one form.
enum BagText {
  static let bagit = Array(
    "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n".utf8)

  /// Lines as `sha256sum` writes and checks them, in byte order of the paths.
  static func list(_ files: [FileDigest]) -> [UInt8] {
    let sorted = files.sorted { ByteOrder.isLess($0.path, $1.path) }
    return sorted.flatMap { Array("\($0.sha256)  \($0.path)\n".utf8) }
  }

  static func info(runID: String, payload: [FileDigest], terms: SealTerms) -> [UInt8] {
    let octets = payload.reduce(0) { $0 + $1.size }
    let lines = [
      "External-Identifier: \(runID)",
      "Bagging-Date: \(Stamp.day(terms.finishedAt))",
      "Payload-Oxum: \(octets).\(payload.count)",
      "Bag-Software-Agent: \(terms.agent)",
      "Evidence-Id: \(terms.evidenceID)",
    ]
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }
}
