import Foundation
import TestSupport

/// Python as an independent reader of our reports.
enum Python {
  static let hasOpenpyxl = has("openpyxl")
  static let hasHTML5 = has("html5lib")
  static let hasJSONSchema = has("jsonschema")

  private static func has(_ module: String) -> Bool {
    guard let python = Tool.find("python3") else { return false }
    return (try? python.run(["-c", "import \(module)"]).status) == 0
  }

  /// Runs a script and gives what it printed; its own errors are the outcome's.
  static func run(_ script: String, _ arguments: [String]) throws -> Tool.Outcome {
    guard let python = Tool.find("python3") else { throw CocoaError(.fileNoSuchFile) }
    return try python.run(
      ["-X", "utf8", "-c", script] + arguments, environment: ["PYTHONDONTWRITEBYTECODE": "1"])
  }
}
