package import Accounting

/// A fault of a whole file: nothing of it is used.
package struct InputFault: Error, Hashable, Sendable {
  package let diagnostic: Diagnostic

  package init(_ diagnostic: Diagnostic) { self.diagnostic = diagnostic }
}
