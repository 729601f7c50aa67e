import Accounting
import Foundation
import Seal
import Yams

/// Reads files of overrides: what a person decided about breaks.
struct OverrideReader {
  /// As messages show it.
  let file: String
  /// Where names of evidence files start; nil: the evidence is not looked at again.
  let folder: String?

  /// - Throws: at the first override that does not say all it must, or whose evidence is another.
  func read(_ bytes: [UInt8]) throws(SettingsFault) -> [Override] {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw SettingsFault(
        "settings-not-yaml", Place(file: file), "the override file is not UTF-8",
        hint: "save it as UTF-8")
    }
    try YAMLGuard.check(text, file: file)
    let node: Node?
    do {
      node = try compose(yaml: text)
    } catch {
      throw SettingsFault(
        "settings-not-yaml", Place(file: file),
        "not readable as YAML: \(Diagnostic.inert("\(error)"))",
        hint: "check indentation, quotes and repeated keys")
    }
    guard let node else { return [] }
    var map = try SettingsMap(node, file: file, path: "")
    var overrides: [Override] = []
    for var item in try map.maps("overrides") { overrides.append(try read(&item)) }
    try map.finish()
    return overrides
  }

  private func read(_ map: inout SettingsMap) throws(SettingsFault) -> Override {
    let id = try wanted("id", of: &map)
    let reason = try wanted("reason", of: &map)
    let author = try wanted("author", of: &map)
    guard let expires = CivilDate(try wanted("expires", of: &map)) else {
      throw map.fault("expires", "no date", hint: "it takes YYYY-MM-DD, in quotes")
    }
    let scope = try scope(&map)
    let evidence = try evidence(&map)
    try map.finish()
    return Override(
      id: id, reason: reason, author: author, expires: expires, scope: scope, evidence: evidence,
      file: file)
  }

  private func wanted(
    _ key: String, of map: inout SettingsMap
  ) throws(SettingsFault) -> String {
    guard let text = try map.text(key), !text.isEmpty else {
      throw map.fault(
        key, "an override without '\(key)'",
        hint: "an override says id, reason, author, expires, scope and evidence")
    }
    return text
  }

  private func scope(_ map: inout SettingsMap) throws(SettingsFault) -> Override.Scope {
    guard var inner = try map.map("scope") else {
      throw map.fault(
        "scope", "an override without 'scope'",
        hint: "write `scope: { break: brk_0123456789abcdef }`, or account, asset and kind")
    }
    let scope = Override.Scope(
      breakID: try inner.text("break"), account: try inner.text("account") ?? "*",
      asset: try inner.text("asset") ?? "*", kind: try inner.choice("kind", BreakKind.self),
      upTo: try inner.amount("up_to"))
    try inner.finish()
    guard scope.breakID != nil || scope.kind != nil || scope.account != "*" || scope.asset != "*"
    else {
      throw map.fault(
        "scope", "the scope is every break", hint: "name a break, a kind, an account or an asset")
    }
    return scope
  }

  private func evidence(_ map: inout SettingsMap) throws(SettingsFault) -> String {
    guard var inner = try map.map("evidence"), let digest = try inner.text("sha256"),
      Hex.isDigest(digest)
    else {
      throw map.fault(
        "evidence", "an override without the digest of its evidence",
        hint: "write `evidence: { file: ticket.pdf, sha256: … }`; sha256sum prints the digest")
    }
    let name = try inner.text("file")
    try inner.finish()
    guard let name, let folder else { return digest }
    let path = name.hasPrefix("/") ? name : "\(folder)/\(name)"
    let content = try? SmallFile.bytes(path)
    let actual = content.map { Digest.hex(of: $0) }
    guard actual == digest else {
      throw SettingsFault(
        "override-evidence-differs", map.place(of: "evidence"),
        actual.map { "the SHA-256 of \(Diagnostic.quoted(name)) is \($0)" }
          ?? "the evidence \(Diagnostic.quoted(name)) cannot be read",
        hint: "the decision rests on another file: have it decided again, with its digest")
    }
    return digest
  }
}
