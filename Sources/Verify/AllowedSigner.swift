import Accounting
import Seal

/// One line of OpenSSH's `allowed_signers` (ssh-keygen(1), OpenSSH 9.2), or of a `*.pub` file.
enum AllowedSigner {
  /// The key of a line; nil for a key of another type, which cannot sign a run.
  static func key(_ line: String, at number: Int) throws(TrustFault) -> TrustedKey? {
    var fields = try fields(line, at: number)[...]
    var name = "line \(number)"
    if let first = fields.first, !isKeyType(first) {
      name = first
      fields = fields.dropFirst()
    }
    var options: [(name: String, value: String)] = []
    if let first = fields.first, !isKeyType(first) {
      options = try self.options(first, at: number)
      fields = fields.dropFirst()
    }
    guard fields.count >= 2, let type = fields.first, isKeyType(type) else {
      throw TrustFault(number, "expected a key type and a key")
    }
    guard type == "ssh-ed25519" || type == SSHKey.securityKeyType else { return nil }
    let key: SSHKey
    do {
      key = try SSHKey(openSSHField: fields[fields.startIndex + 1])
    } catch {
      throw TrustFault(number, error.description)
    }
    guard (type == SSHKey.securityKeyType) == (key.application != nil) else {
      throw TrustFault(number, "the key is of another type than the line says")
    }
    return try trusted(key, name: name, options: options, at: number)
  }

  private static func trusted(
    _ key: SSHKey, name: String, options: [(name: String, value: String)], at number: Int
  ) throws(TrustFault) -> TrustedKey? {
    var roles: Set<TrustedKey.Role> = [.run, .review]
    var from: Instant?
    var to: Instant?
    for option in options {
      switch option.name {
      case "namespaces":
        let patterns = option.value.utf8.split(separator: UInt8(ascii: ",")).map {
          String(decoding: Array($0), as: UTF8.self)
        }
        let spaces: [(String, TrustedKey.Role)] = [
          ("tieout-run-v1", .run), ("tieout-review-v1", .review), ("tieout-trust-v1", .trust),
        ]
        roles = Set(spaces.filter { space in patterns.contains { fits($0, space.0) } }.map(\.1))
      case "valid-after": from = try time(option.value, at: number)
      case "valid-before": to = try time(option.value, at: number)
      case "cert-authority": return nil
      default: throw TrustFault(number, "unknown option '\(option.name)'")
      }
    }
    // A security key signs no run, whatever the line allows it.
    if key.application != nil { roles.formIntersection([.review]) }
    return TrustedKey(
      publicKey: key.publicKey, name: name, roles: roles, validFrom: from, validTo: to,
      application: key.application)
  }

  private static func isKeyType(_ text: String) -> Bool {
    text.utf8.starts(with: "ssh-".utf8) || text.utf8.starts(with: "ecdsa-".utf8)
      || text.utf8.starts(with: "sk-".utf8)
  }

  /// A pattern without or with one star at its end.
  private static func fits(_ pattern: String, _ name: String) -> Bool {
    guard pattern.utf8.last == UInt8(ascii: "*") else { return pattern == name }
    return name.utf8.starts(with: pattern.utf8.dropLast())
  }

  /// Fields between blanks; blanks inside quotes belong to the field.
  private static func fields(_ line: String, at number: Int) throws(TrustFault) -> [String] {
    var fields: [[UInt8]] = []
    var isQuoted = false
    var isInField = false
    for byte in line.utf8 {
      if !isQuoted, byte == 0x20 || byte == 0x09 {
        isInField = false
        continue
      }
      if !isInField { fields.append([]) }
      isInField = true
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      fields[fields.count - 1].append(byte)
    }
    guard !isQuoted else { throw TrustFault(number, "a quote is not closed") }
    return fields.map { String(decoding: $0, as: UTF8.self) }
  }

  private static func options(
    _ text: String, at number: Int
  ) throws(TrustFault) -> [(name: String, value: String)] {
    var parts: [[UInt8]] = [[]]
    var isQuoted = false
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\"") {
        isQuoted.toggle()
      } else if byte == UInt8(ascii: ","), !isQuoted {
        parts.append([])
      } else {
        parts[parts.count - 1].append(byte)
      }
    }
    return parts.map { part in
      let name = part.prefix { $0 != UInt8(ascii: "=") }
      let value = part.dropFirst(name.count + 1)
      return (
        SafeName.folded(String(decoding: name, as: UTF8.self)),
        String(decoding: value, as: UTF8.self)
      )
    }
  }

  /// `20260101Z`, `202601010830Z`, `20260101083000Z`. OpenSSH takes a time without `Z` in the
  /// verifier's own zone; a verdict must not depend on that, so it is refused.
  private static func time(_ text: String, at number: Int) throws(TrustFault) -> Instant {
    let digits = Array(text.utf8.dropLast())
    guard text.utf8.last == UInt8(ascii: "Z"), [8, 12, 14].contains(digits.count) else {
      throw TrustFault(number, "'\(text)' is no time in UTC like 20260101Z")
    }
    let all = digits + [UInt8](repeating: 0x30, count: 14 - digits.count)
    func part(_ range: Range<Int>) -> String { String(decoding: all[range], as: UTF8.self) }
    let day = "\(part(0..<4))-\(part(4..<6))-\(part(6..<8))"
    let stamp = "\(day)T\(part(8..<10)):\(part(10..<12)):\(part(12..<14))Z"
    guard let instant = Stamp.instant(stamp) else {
      throw TrustFault(number, "'\(text)' is no time that exists")
    }
    return instant
  }
}
