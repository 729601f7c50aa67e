package import Accounting
import Synchronization

/// The names that plain readings of several threads meet: each distinct spelling is looked up once
/// a thread, here.
package final class PlainNames: Sendable {
  /// What a code means.
  struct Spelling: Hashable, Sendable {
    var code: String
    var asset: NameID
    /// The asset's name if it is another than the code.
    var alias: String?
    /// Kept as written: no table has it.
    var isUnmapped: Bool
  }

  private let aliases: AliasTable
  private let state: Mutex<BookNames>

  package init(names: BookNames, aliases: AliasTable = AliasTable()) {
    self.aliases = aliases
    state = Mutex(names)
  }

  /// The names met so far.
  package var names: BookNames { state.withLock { $0 } }

  /// Nil if the code must be looked at line by line: malformed, or of another meaning on another
  /// day.
  func spelling(of code: String, own: [String: String]) -> Spelling? {
    guard AliasTable.isWellFormed(code) else { return nil }
    let found: AliasTable.Found
    if let asset = own[code] {
      found = AliasTable.Found(asset: asset, isKnown: true, dependsOnDate: false)
    } else if case .asset(let asset) = aliases.find(code, venue: "", at: nil) {
      found = asset
    } else {
      return nil
    }
    guard !found.dependsOnDate else { return nil }
    return Spelling(
      code: code, asset: state.withLock { $0.assets.id(of: found.asset) },
      alias: found.asset == code ? nil : found.asset, isUnmapped: !found.isKnown)
  }

  func account(_ name: String) -> NameID { state.withLock { $0.accounts.id(of: name) } }
}
