import Accounting
import Seal

// Figures are computed again here from the texts of the manifest, not by the code that made them.

extension ManifestCheck {
  private var figures: JSONValue { statement["predicate"] ?? .null }

  private func at(_ path: String) -> String { "\(Layout.manifest)#/predicate/\(path)" }

  /// read = accepted + duplicates + rejected + ignored; net = credits + debits.
  var rows: [Finding] {
    var findings: [Finding] = []
    for (index, input) in (figures["inputs"]?.items ?? []).enumerated() {
      let rows = input["rows"] ?? .null
      let parts =
        ["accepted", "duplicates", "rejected"].map { rows[$0] } + members(rows["ignored"])
      if sum(parts) == nil || sum(parts) != rows["read"]?.number {
        findings.append(
          Finding(
            .rowsDoNotSum, at("inputs/\(index)/rows"),
            expected: "read = accepted + duplicates + rejected + ignored"))
      }
      for total in input["control_totals"]?.items ?? []
      where !adds(total["credits"], total["debits"], to: total["net"]) {
        findings.append(
          Finding(
            .totalsDoNotTie, at("inputs/\(index)/control_totals"),
            expected: "net = credits + debits", actual: total["currency"]?.text ?? ""))
      }
    }
    return findings
  }

  /// statement = ledger + difference; difference = explained + unexplained; kinds sum to breaks.
  var totals: [Finding] {
    let results = figures["results"] ?? .null
    var findings: [Finding] = []
    var seen: Set<[String]> = []
    for row in results["by_currency"]?.items ?? [] {
      let name = [row["account"]?.text ?? "", row["currency"]?.text ?? ""]
      let place = at("results/by_currency")
      if !seen.insert(name).inserted {
        findings.append(
          Finding(
            .totalsDoNotTie, place, expected: "one row",
            actual: name.joined(separator: " ")))
      }
      if !adds(row["ledger_net"], row["difference"], to: row["statement_net"]) {
        findings.append(
          Finding(
            .totalsDoNotTie, place, expected: "difference = statement_net - ledger_net",
            actual: name.joined(separator: " ")))
      }
      if !adds(row["explained_by_breaks"], row["unexplained"], to: row["difference"]) {
        findings.append(
          Finding(
            .totalsDoNotTie, place, expected: "difference = explained_by_breaks + unexplained",
            actual: name.joined(separator: " ")))
      }
    }
    if sum(members(results["by_kind"])) != results["breaks"]?.number {
      findings.append(
        Finding(.totalsDoNotTie, at("results/by_kind"), expected: "kinds sum to breaks"))
    }
    return findings
  }

  /// The digest of the effective settings, taken anew from their file.
  var effectiveConfig: [Finding] {
    let expected = figures["config"]?["effective_sha256"]?.text ?? ""
    guard let bytes = contents.content(Layout.effectiveConfig) else {
      return [Finding(.fileMissing, Layout.effectiveConfig)]
    }
    guard let value = try? JSONParser.value(of: bytes), (try? value.canonical()) == bytes,
      let actual = try? value.fingerprint()
    else {
      return [
        Finding(
          .effectiveConfigDiffers, Layout.effectiveConfig, expected: "JSON in canonical form")
      ]
    }
    if actual == expected { return [] }
    return [
      Finding(
        .effectiveConfigDiffers, Layout.effectiveConfig, expected: expected, actual: actual)
    ]
  }

  /// The fingerprint of the evidence, taken anew.
  var replay: [Finding] {
    let evidence: JSONValue = [
      "book": figures["run"]?["book"] ?? .null,
      "business_date": figures["run"]?["business_date"] ?? .null,
      "window": figures["run"]?["window"] ?? .null,
      "semantics": figures["tool"]?["semantics"] ?? .null,
      "config": figures["config"]?["effective_sha256"] ?? .null,
      "inputs": figures["inputs"] ?? .null, "outputs": figures["outputs"] ?? .null,
      "results": figures["results"] ?? .null,
    ]
    let expected = figures["replay"]?["sha256"]?.text ?? ""
    let actual = (try? evidence.fingerprint()) ?? ""
    if actual == expected { return [] }
    return [Finding(.replayDiffers, at("replay/sha256"), expected: expected, actual: actual)]
  }

  /// bagit.txt has the one text.
  var bagit: [Finding] {
    let expected = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    guard let bytes = contents.content(Layout.bagit), bytes != Array(expected.utf8) else {
      return []
    }
    return [
      Finding(.bagitDiffers, Layout.bagit, expected: expected, actual: Shown.text(bytes))
    ]
  }

  /// bag-info.txt says exactly what the manifest and the payload give.
  var bagInfo: [Finding] {
    let payload = contents.payload
    let inputs = (figures["inputs"]?.items ?? []).map {
      (name: $0["name"]?.text ?? "", sha256: $0["digest"]?["sha256"]?.text ?? "")
    }
    let evidenceID = try? EvidenceID.text(
      inputs: inputs,
      effectiveConfigSHA256: figures["config"]?["effective_sha256"]?.text ?? "",
      semantics: figures["tool"]?["semantics"]?.number ?? 0)
    let tool = figures["tool"] ?? .null
    let lines = [
      "External-Identifier: \(figures["run"]?["id"]?.text ?? "")",
      "Bagging-Date: \((figures["clock"]?["finished_at"]?.text ?? "").prefix(10))",
      "Payload-Oxum: \(payload.reduce(0) { $0 + $1.size }).\(payload.count)",
      "Bag-Software-Agent: \(tool["name"]?.text ?? "") \(tool["version"]?.text ?? "")",
      "Evidence-Id: \(evidenceID ?? "")",
    ]
    let expected = lines.joined(separator: "\n") + "\n"
    guard let bytes = contents.content(Layout.bagInfo), bytes != Array(expected.utf8) else {
      return []
    }
    return [
      Finding(.bagInfoDiffers, Layout.bagInfo, expected: expected, actual: Shown.text(bytes))
    ]
  }

  private func members(_ table: JSONValue?) -> [JSONValue?] {
    guard case .object(let object)? = table else { return [] }
    return object.members.map(\.value)
  }

  private func sum(_ counts: [JSONValue?]) -> Int? {
    var total = 0
    for count in counts {
      guard let number = count?.number else { return nil }
      let (next, overflow) = total.addingReportingOverflow(number)
      guard !overflow else { return nil }
      total = next
    }
    return total
  }

  private func adds(_ one: JSONValue?, _ other: JSONValue?, to sum: JSONValue?) -> Bool {
    guard let one = Shape.amount(one), let other = Shape.amount(other),
      let sum = Shape.amount(sum), let added = try? one.adding(other)
    else { return false }
    return added == sum
  }
}
