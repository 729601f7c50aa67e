#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Why nothing was sealed, or a key not used.
package enum SealError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Another run holds the book's lock; who, if its file names a process that lives.
  case busy(path: String, holder: LockHolder?)
  /// A call to the operating system failed; `code` is its `errno`.
  case system(call: String, path: String, code: Int32)
  /// A date that is not `YYYY-MM-DD`.
  case dateNotCivil(String)
  /// A path that may not stand in a run folder.
  case nameUnsafe(String)
  /// A path that was added before, or differs from one only in case.
  case nameTwice(String)
  /// A file the manifest speaks of and the folder does not hold, or the other way round.
  case fileMissing(String)
  /// A link, directory, device or the like where a plain file must be.
  case notPlainFile(String)
  /// The file was changed while it was read.
  case changedWhileRead(String)
  case targetExists(String)
  /// Two run folders have the same sequence number.
  case chainForked(String)
  case sequenceExhausted(String)
  /// A run of the book is not in its folder.
  case chainBroken(String, sequence: Int)
  /// The run clock is behind that of the run before.
  case clockBehind(String, before: String)
  /// The run folder was published or discarded before.
  case closed(String)
  /// A row of the results whose difference is not what explains it.
  case totalsDoNotTie(String)
  case keyNotParsed(String)
  case keyWeak(String)
  /// The key's file is not safe to use.
  case keyFileUnsafe(path: String, reason: String)
  case notSigned
  /// A program that signs for us did not.
  case signerFailed(command: String, reason: String)
  /// The run before has another key, and nobody said that this one takes its place.
  case keyChangeUndeclared(from: String, to: String)
  case signatureNotParsed(String)
  case envelopeNotParsed(String)
  case json(JSONFault)
  /// The settings in the manifest are not those of `data/config/effective.json`.
  case effectiveConfigDiffers

  /// The value of the closure, its fault as `.json`.
  static func wrapping<Value>(
    _ body: () throws(JSONFault) -> Value
  ) throws(SealError) -> Value {
    do { return try body() } catch { throw .json(error) }
  }

  package var description: String {
    switch self {
    case .busy(let path, let holder):
      "\(holder?.words ?? "another run") holds the lock '\(path)'"
    case .system(let call, let path, let code):
      "cannot \(call) '\(path)': \(String(cString: strerror(code)))"
    case .dateNotCivil(let text): "'\(text)' is no date of the form 2026-11-19"
    case .nameUnsafe(let path): "'\(path)' may not stand in a run folder"
    case .nameTwice(let path): "'\(path)' is in the run folder already, perhaps in another case"
    case .fileMissing(let path): "'\(path)' is named by the manifest or the folder, not by both"
    case .notPlainFile(let path): "'\(path)' is not a plain file"
    case .changedWhileRead(let path): "'\(path)' changed while it was read"
    case .targetExists(let path): "'\(path)' exists already"
    case .chainForked(let path): "two run folders have the sequence number of '\(path)'"
    case .sequenceExhausted(let path): "'\(path)' has no sequence number left"
    case .chainBroken(_, let sequence): "run \(sequence) of the book is not there"
    case .clockBehind(let now, let before):
      "the clock says \(now), and the run before ended at \(before)"
    case .closed(let run): "run folder '\(run)' is published or discarded"
    case .totalsDoNotTie(let what): "totals do not tie: \(what)"
    case .keyNotParsed(let reason): "key not read: \(reason)"
    case .keyWeak(let reason): "key refused: \(reason)"
    case .keyFileUnsafe(let path, let reason): "key file '\(path)' refused: \(reason)"
    case .notSigned: "the signature could not be made"
    case .signerFailed(let command, let reason): "the signer '\(command)' failed: \(reason)"
    case .keyChangeUndeclared(let from, let to):
      "the run before was signed by key \(from), this one would be by \(to)"
    case .signatureNotParsed(let reason): "signature not read: \(reason)"
    case .envelopeNotParsed(let reason): "envelope not read: \(reason)"
    case .json(let fault): "JSON: \(fault)"
    case .effectiveConfigDiffers:
      "the manifest's settings are not those of '\(RunFolder.effectiveConfigPath)'"
    }
  }
}
