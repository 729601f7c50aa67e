package import Accounting

/// One file that the settings or the command line name.
package struct InputFile: Sendable {
  /// As the system opens it.
  package let path: String
  /// As reports and diagnostics show it: relative, never a path of the machine.
  package let name: String
  package let side: Side

  package init(path: String, name: String, side: Side) {
    self.path = path
    self.name = name
    self.side = side
  }
}
