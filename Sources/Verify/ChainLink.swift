import Accounting
import Seal

/// What a run's manifest says of its place in the chain of its book.
struct ChainLink {
  /// The folder's name, and the manifest's digest as found.
  let runID: String
  let sha256: String
  let book: String
  let businessDate: String?
  let hasFailed: Bool
  let finishedAt: Instant?
  let previous: Reference?
  let supersedes: Reference?
  let checkpoint: Checkpoint?
  /// Who signed it, and the change of key it declares.
  let keyID: String
  let keyChange: DeclaredKeyChange?
  /// Digests by path: of the run before's side files as this run sealed them, and of its own as
  /// they are.
  let sidecars: [String: String]
  let sideFiles: [String: String]

  /// Another run, as a manifest names it.
  struct Reference: Hashable {
    let runID: String
    let sha256: String

    init(runID: String, sha256: String) {
      self.runID = runID
      self.sha256 = sha256
    }

    init?(_ value: JSONValue?) {
      guard let runID = value?["run_id"]?.text, let sha256 = value?["sha256"]?.text else {
        return nil
      }
      self.init(runID: runID, sha256: sha256)
    }
  }

  /// Nil if there is no manifest in a known form.
  init?(_ contents: FolderContents, _ statement: JSONValue?, _ checkpoint: Checkpoint?) {
    guard let predicate = statement?["predicate"], let run = predicate["run"],
      let manifest = contents.files[Layout.manifest]
    else { return nil }
    runID = contents.name
    sha256 = manifest.sha256
    book = run["book"]?.text ?? ""
    businessDate = run["business_date"]?.text
    hasFailed = run["kind"]?.text == "failed"
    finishedAt = predicate["clock"]?["finished_at"]?.text.flatMap(Stamp.instant)
    previous = Reference(predicate["chain"]?["previous"])
    supersedes = Reference(run["supersedes"])
    self.checkpoint = checkpoint
    keyID = predicate["signing"]?["keyid"]?.text ?? ""
    keyChange = DeclaredKeyChange(predicate)
    sidecars = (predicate["chain"]?["previous"]?["sidecars"]?.members ?? [])
      .reduce(into: [:]) { $0[$1.name] = $1.value.text ?? "" }
    sideFiles = contents.files.values.filter { Layout.isSideFile($0.path) }
      .reduce(into: [:]) { $0[$1.path] = $1.sha256 }
  }
}
