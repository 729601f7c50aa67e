import Accounting
import Seal

/// Whether the manifest is in its one form, agrees with the folder and ties within itself.
struct ManifestCheck {
  let contents: FolderContents
  /// The statement; its form was checked.
  let statement: JSONValue

  private var predicate: JSONValue { statement["predicate"] ?? .null }

  /// The manifest as parsed, nil if it has no known form, and what is wrong with its form.
  static func read(_ contents: FolderContents) -> (statement: JSONValue?, findings: [Finding]) {
    guard let bytes = contents.content(Layout.manifest) else { return (nil, []) }
    let value: JSONValue
    do {
      value = try JSONParser.value(of: bytes)
    } catch {
      return (nil, [Finding(.manifestNotParsed, Layout.manifest, actual: error.description)])
    }
    var findings: [Finding] = []
    if (try? value.canonical()) != bytes {
      findings.append(
        Finding(.manifestNotCanonical, Layout.manifest, expected: "the form of jq -S ."))
    }
    let shape = Shape.manifest.findings(value, at: "\(Layout.manifest)#")
    return (shape.isEmpty ? value : nil, findings + shape)
  }

  /// Everything the manifest says that can be checked without a key.
  func findings() -> [Finding] {
    let own =
      identity + keyChange + clock + rows + totals + replay + archive + bagit
    // Lists of files can only be held against a folder that was read whole.
    guard contents.unread.isEmpty else { return own }
    return own + subject + filesAgree + effectiveConfig + bagInfo
  }

  private func place(_ path: String) -> String { "\(Layout.manifest)#/predicate/\(path)" }

  private func text(_ room: String, _ name: String) -> String {
    predicate[room]?[name]?.text ?? ""
  }

  private var identity: [Finding] {
    var findings: [Finding] = []
    let id = text("run", "id")
    let sequence = predicate["chain"]?["sequence"]?.number ?? 0
    if !ByteOrder.isEqual(id, contents.name) {
      findings.append(
        Finding(.runIDDiffers, place("run/id"), expected: contents.name, actual: id))
    }
    if RunFolder.sequence(of: id) != sequence || sequence < 1 {
      findings.append(
        Finding(
          .chainInvalid, place("chain/sequence"), expected: "as in \(id)",
          actual: "\(sequence)"))
    }
    if let date = predicate["run"]?["business_date"]?.text, !id.utf8.starts(with: date.utf8) {
      findings.append(
        Finding(.runIDDiffers, place("run/business_date"), expected: "as in \(id)", actual: date))
    }
    if !ByteOrder.isEqual(text("chain", "id"), text("run", "book")) {
      findings.append(
        Finding(
          .chainInvalid, place("chain/id"), expected: text("run", "book"),
          actual: text("chain", "id")))
    }
    let previous = predicate["chain"]?["previous"] ?? .null
    let before = previous["run_id"]?.text.flatMap(RunFolder.sequence)
    if (previous == .null) != (sequence == 1) || before.map({ $0 != sequence - 1 }) == true
      || (previous != .null && before == nil)
    {
      findings.append(
        Finding(
          .chainInvalid, place("chain/previous"),
          expected: sequence == 1 ? "null" : "run \(sequence - 1)",
          actual: previous["run_id"]?.text ?? "null"))
    }
    return findings
  }

  private var keyChange: [Finding] { DeclaredKeyChange(predicate)?.findings(predicate) ?? [] }

  private var clock: [Finding] {
    guard let start = Stamp.instant(text("clock", "started_at")),
      let end = Stamp.instant(text("clock", "finished_at")), start <= end,
      ByteOrder.isEqual(Stamp.milliseconds(start), text("clock", "started_at")),
      ByteOrder.isEqual(Stamp.milliseconds(end), text("clock", "finished_at"))
    else {
      return [
        Finding(
          .clockInvalid, place("clock"), expected: "started_at up to finished_at, milliseconds")
      ]
    }
    return []
  }

  /// The subject is the payload list and every report, with the digests of the folder.
  private var subject: [Finding] {
    let listed =
      (contents.files[Layout.payloadList].map { [$0] } ?? []) + contents.files(in: "reports")
    let expected = listed.map { file -> JSONValue in
      ["name": .string(file.path), "digest": ["sha256": .string(file.sha256)]]
    }
    let actual = statement["subject"]?.items ?? []
    if actual == expected { return [] }
    let odd =
      actual.first { !expected.contains($0) } ?? expected.first { !actual.contains($0) }
    return [
      Finding(
        .subjectDiffers, "\(Layout.manifest)#/subject",
        expected: "\(Layout.payloadList) and the files of data/reports",
        actual: odd?["name"]?.text ?? "another order")
    ]
  }

  private var filesAgree: [Finding] {
    agree(predicate["inputs"], room: "inputs", code: .inputDiffers, at: "inputs")
      + agree(predicate["outputs"], room: "reports", code: .outputDiffers, at: "outputs")
      + agree(
        predicate["config"]?["files"], room: "config", code: .configDiffers, at: "config/files")
  }

  private func agree(
    _ list: JSONValue?, room: String, code: FindingCode, at path: String
  ) -> [Finding] {
    let items = list?.items ?? []
    let found = contents.files(in: room)
    var findings: [Finding] = []
    let names = items.map { $0["name"]?.text ?? "" }
    if names != found.map(\.path) {
      let odd = Set(names).symmetricDifference(found.map(\.path)).min() ?? "another order"
      findings.append(
        Finding(code, place(path), expected: "the files of data/\(room)", actual: odd))
    }
    for item in items {
      let name = item["name"]?.text ?? ""
      guard let file = found.first(where: { $0.path == name }) else { continue }
      let digest = item["digest"]?["sha256"]?.text ?? ""
      if digest != file.sha256 {
        findings.append(Finding(code, name, expected: digest, actual: file.sha256))
      }
      if item["size"]?.number != file.size {
        findings.append(
          Finding(
            code, name, expected: "\(item["size"]?.number ?? -1) bytes",
            actual: "\(file.size) bytes"))
      }
    }
    return findings
  }

  private var archive: [Finding] {
    let pairs = [
      ("bagit_txt_sha256", Layout.bagit), ("bag_info_sha256", Layout.bagInfo),
      ("verify_txt_sha256", Layout.verifyText),
    ]
    return pairs.compactMap { name, path in
      guard let file = contents.files[path], text("archive", name) != file.sha256 else {
        return nil
      }
      return Finding(
        .archiveDigestDiffers, path, expected: text("archive", name), actual: file.sha256)
    }
  }
}
