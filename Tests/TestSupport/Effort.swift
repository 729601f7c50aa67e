import Foundation

/// How much a run of the tests takes on.
public enum Effort {
  /// Whether every generated case is tried, and not a part of them.
  public static let isLong = ProcessInfo.processInfo.environment["TIEOUT_LONG"] == "1"
}
