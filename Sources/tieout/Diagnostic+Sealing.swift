import Accounting
import Foundation
import Pair
import Report
import Seal

/// Why nothing was sealed, as a diagnostic of the place that could not be written or used.
extension Diagnostic {
  static func sealing(_ fault: SealError) -> Diagnostic {
    switch fault {
    case .busy(let path, let holder): runBusy(path, holder)
    case .system(let call, let path, let code): system(call, path, code)
    case .keyFileUnsafe(let path, let reason): keyRefused(path, reason)
    case .chainBroken(let path, _): chainBroken(path, fault.description)
    case .clockBehind: clockBehind(fault.description)
    case .signerFailed(let command, let reason): signerFailed(command, reason)
    case .keyChangeUndeclared(let from, let to): keyChangeUndeclared(from, to)
    case .keyNotParsed, .keyWeak: keyRefused("signing key", fault.description)
    default: notSealed(fault.description)
    }
  }

  static func sealing(_ fault: XLSXReportError) -> Diagnostic {
    Diagnostic(
      code: "archive-failed", place: Place(file: fault.path),
      message: "cannot write the workbook: \(quoted(fault.message))",
      hint: "nothing was sealed, the archive is as it was: see that the disk has room")
  }

  static func rowsNotKept(_ fault: SpillError) -> Diagnostic {
    Diagnostic(
      code: "rows-not-kept", place: Place(file: fault.folder),
      message: "rows that do not fit memory cannot be kept on disk: \(quoted(fault.reason))",
      hint: "nothing was sealed: give --memory more MiB, or name a folder with room in TMPDIR")
  }

  private static func runBusy(_ path: String, _ holder: LockHolder?) -> Diagnostic {
    Diagnostic(
      code: "run-busy", place: Place(file: path),
      message: "another run of this book holds the lock"
        + (holder.map { ": process \($0.process), since \($0.since)" } ?? ""),
      hint: "run again when it has ended; a lock without its run is free by itself")
  }

  private static func system(_ call: String, _ path: String, _ code: Int32) -> Diagnostic {
    let message = "cannot \(call): \(quoted(String(cString: strerror(code))))"
    switch code {
    case ENOSPC, EDQUOT:
      return Diagnostic(
        code: "disk-full", place: Place(file: path), message: message,
        hint: "nothing was sealed, the archive is as it was: make room and run again")
    case EACCES, EPERM, EROFS, ENOTDIR, ENOENT, EISDIR, ELOOP:
      return Diagnostic(
        code: "archive-not-writable", place: Place(file: path), message: message,
        hint: "nothing was sealed: name a folder that this user may write, with --out or "
          + "'archive' in the settings")
    default:
      return Diagnostic(
        code: "archive-failed", place: Place(file: path), message: message,
        hint: "nothing was sealed, the archive is as it was: see that the disk is sound")
    }
  }

  private static func keyRefused(_ file: String, _ reason: String) -> Diagnostic {
    Diagnostic(
      code: "key-refused", place: Place(file: file), message: inert(reason),
      hint: "a signing key is an Ed25519 key in PKCS#8 PEM that only its owner may read: see "
        + "'tieout keys generate'")
  }

  private static func chainBroken(_ path: String, _ reason: String) -> Diagnostic {
    Diagnostic(
      code: "chain-broken", place: Place(file: path), message: reason,
      hint: "nothing was sealed: each run's checkpoint is over all runs before it; put the run "
        + "back, `tieout verify` names every gap")
  }

  private static func clockBehind(_ reason: String) -> Diagnostic {
    Diagnostic(
      code: "clock-behind", place: Place(file: "tieout run"), message: reason,
      hint: "nothing was sealed: a chain whose clock goes back does not verify; set the clock "
        + "right and run again")
  }

  private static func signerFailed(_ command: String, _ reason: String) -> Diagnostic {
    Diagnostic(
      code: "signer-failed", place: Place(file: "--signer-command"),
      message: "\(quoted(command)): \(inert(reason))",
      hint: "nothing was sealed: it gets the bytes to sign on standard input and prints the "
        + "Ed25519 signature, 64 bytes or base64")
  }

  private static func keyChangeUndeclared(_ from: String, _ to: String) -> Diagnostic {
    Diagnostic(
      code: "key-change-undeclared", place: Place(file: "tieout run"),
      message: "the last run of the book was signed by key \(from), this one would be by \(to)",
      hint: "nothing was sealed: sign with that key, or see `tieout keys rotate` and --old-key")
  }

  private static func notSealed(_ reason: String) -> Diagnostic {
    Diagnostic(
      code: "not-sealed", place: Place(file: "tieout run"), message: inert(reason),
      hint: "nothing was sealed, the archive is as it was")
  }

  /// What the fault means to the scheduler.
  var exitOfSealing: RunExit {
    switch code {
    case "run-busy": .busy
    case "archive-not-writable", "chain-broken", "clock-behind", "key-change-undeclared",
      "key-refused", "signer-failed":
      .settingsFault
    default: .internalFault
    }
  }
}
