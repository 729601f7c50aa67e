import Accounting
import ArgumentParser
import Foundation
import Pair
import Report
import Seal

/// How the program ends: every error becomes a message and a documented code.
enum Exit {
  static func leave(after error: any Error) -> Never {
    if let code = error as? ExitCode { exit(code.rawValue) }
    if let (diagnostic, end) = fault(error) { show(diagnostic, end) }
    let code = Tieout.exitCode(for: error)
    let message = Tieout.fullMessage(for: error)
    if code == .success {
      Console.print(message)
    } else {
      say(message)
    }
    // Never the library's own codes: 1 and 2 are promises about the books.
    switch code {
    case .success: exit(RunExit.proved.rawValue)
    case .validationFailure: exit(usageCode(CommandLine.arguments))
    default: exit(RunExit.internalFault.rawValue)
    }
  }

  /// The code that a run's error ends the program with.
  static func code(after error: any Error) -> Int32 {
    (error as? ExitCode)?.rawValue ?? (fault(error)?.end ?? .internalFault).rawValue
  }

  /// What is said of an error of ours, for a program too; nil for those of the command line.
  static func said(of error: any Error) -> Diagnostic? { fault(error)?.said }

  private static func fault(_ error: any Error) -> (said: Diagnostic, end: RunExit)? {
    switch error {
    case let fault as SettingsFault: return (fault.diagnostic, .settingsFault)
    case let fault as SealError:
      let diagnostic = Diagnostic.sealing(fault)
      return (diagnostic, diagnostic.exitOfSealing)
    case let fault as XLSXReportError:
      let diagnostic = Diagnostic.sealing(fault)
      return (diagnostic, diagnostic.exitOfSealing)
    case let fault as SpillError: return (.rowsNotKept(fault), .internalFault)
    default: return nil
    }
  }

  /// The commands whose own promise 2 is.
  private static let verifiers = ["verify", "replay", "checkpoint"]

  /// What a call that cannot be understood ends with.
  private static func usageCode(_ arguments: [String]) -> Int32 {
    verifiers.contains(arguments.dropFirst().first ?? "") ? 2 : RunExit.settingsFault.rawValue
  }

  private static func show(_ diagnostic: Diagnostic, _ end: RunExit) -> Never {
    Console(isQuiet: false, environment: ProcessInfo.processInfo.environment).show(diagnostic)
    exit(end.rawValue)
  }

  private static func say(_ message: String) {
    let safe = message.components(separatedBy: "\n").map(Diagnostic.inert)
    Console.write(safe.joined(separator: "\n") + "\n", to: STDERR_FILENO)
  }
}
