import Accounting
import ArgumentParser
import Foundation
import Seal
import Verify

struct ReviewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review", abstract: "Puts a reviewer's signed decision beside a sealed run.",
    discussion: """
      The sealed files stay as they are: a review is a statement of its own, in the folder \
      `reviews`, signed with the reviewer's key, which is not the run's. The next run of the book \
      seals its digest. --from takes the workbook with its sheet `Open items` filled in, or that \
      sheet saved as CSV.

      Examples:
        tieout review RUN --key amy.pem --reviewer amy@acme-eu --decision approved-with-exceptions \
      --from breaks.xlsx
        tieout review RUN --key amy.pem --reviewer amy@acme-eu --decision rejected \
      --disposition brk_0123456789abcdef=to-correct:"booked twice"

      With stock tools, a FIDO key too:
        tieout review RUN --print --reviewer amy@acme-eu --decision approved > review.json
        ssh-keygen -Y sign -n tieout-review-v1 -f ~/.ssh/id_ed25519_sk review.json
        tieout review RUN --add review.json --signature review.json.sig
      """)

  @Argument(help: "The run folder.")
  var folder: String

  @Option(help: "Who reviews.")
  var reviewer: String?

  @Option(
    help: ArgumentHelp(
      "approved, approved-with-exceptions or rejected.", valueName: "decision"))
  var decision: String?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "What becomes of a break: accepted, to-correct, carried:reason.",
      valueName: "break=disposition"))
  var disposition: [String] = []

  @Option(
    help: ArgumentHelp(
      "Dispositions from a workbook or CSV file: break_id, disposition, comment, reviewer.",
      valueName: "file"))
  var from: String?

  @Flag(name: .customLong("print"), help: "Print the statement, to be signed by other tools.")
  var prints = false

  @Option(help: ArgumentHelp("Add a statement that was signed by other tools.", valueName: "file"))
  var add: String?

  @Option(help: ArgumentHelp("Its signature by ssh-keygen -Y sign.", valueName: "file"))
  var signature: String?

  @Option(
    help: ArgumentHelp("The keys by which the run is verified first.", valueName: "file"))
  var trust: String?

  @OptionGroup var signing: SigningOptions

  func validate() throws {
    guard (add == nil) == (signature == nil) else {
      throw ValidationError("--add and --signature go together")
    }
    if add != nil {
      guard reviewer == nil, decision == nil, disposition.isEmpty, from == nil, !prints,
        !signing.isGiven
      else { throw ValidationError("--add takes a statement as it was signed, and nothing else") }
      return
    }
    guard prints != signing.isGiven else {
      throw ValidationError("give a key to sign with, or --print")
    }
    guard let decision, Review.Decision(rawValue: decision) != nil else {
      throw ValidationError("--decision takes approved, approved-with-exceptions or rejected")
    }
    if reviewer == nil, from == nil {
      throw ValidationError("give --reviewer, or --from a file that names one")
    }
  }

  func run() throws {
    let desk = try ReviewDesk(folder: folder, trust: try trustStore())
    if let add, let signature {
      Console.print(try desk.add(statement: bytes(add), signature: bytes(signature)))
      noteInTrail()
      return
    }
    let table = try dispositions()
    let review = try desk.review(
      by: try name(by: table), decision: decision.flatMap(Review.Decision.init) ?? .rejected,
      table.dispositions)
    if prints {
      try Console.print(review.json, isExact: true)
      return
    }
    if let path = signing.key, !FileManager.default.fileExists(atPath: path) {
      throw ReviewDesk.refused(Place(file: path), "there is no such key")
    }
    let quiet = Console(isQuiet: true, environment: [:])
    let signer = try Signer.load(signing.source, console: quiet)
    let path = try desk.add(review, key: signer.key)
    let count = try desk.breakIDs().count
    Console.print(
      "\(path): \(review.decision.rawValue) by \(Diagnostic.inert(review.reviewer)) · "
        + "\(review.dispositions.count) of \(count) breaks decided")
    noteInTrail()
  }

  /// If the archive has a trail, it has the review too.
  private func noteInTrail() {
    let console = Console(isQuiet: true, environment: ProcessInfo.processInfo.environment)
    TrailUpkeep(place: TrailPlace(run: folder), console: console).noteReviews(run: folder)
  }

  private func dispositions() throws -> DispositionTable {
    let given = try DispositionTable(options: disposition)
    guard let from else { return given }
    return try given.joined(with: DispositionTable(file: bytes(from), name: from))
  }

  /// As given, else as the file names them all.
  private func name(by table: DispositionTable) throws(SettingsFault) -> String {
    let place = Place(file: from ?? "--reviewer")
    let named = table.reviewers.sorted()
    guard let name = reviewer ?? (named.count == 1 ? named[0] : nil) else {
      throw ReviewDesk.refused(
        place, named.isEmpty ? "no line names a reviewer" : "the lines name several reviewers")
    }
    if let other = named.first(where: { $0 != name }) {
      throw ReviewDesk.refused(
        place, "a line was decided by \(Diagnostic.quoted(other)), who does not sign here")
    }
    guard !name.isEmpty, name.utf8.count <= 200 else {
      throw ReviewDesk.refused(place, "a reviewer's name has 1 to 200 bytes")
    }
    return name
  }

  private func bytes(_ path: String) throws(SettingsFault) -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: path), data.count <= 64 << 20 else {
      throw ReviewDesk.refused(Place(file: path), "the file cannot be read, or is over 64 MiB")
    }
    return [UInt8](data)
  }

  private func trustStore() throws -> TrustStore? {
    guard let trust else { return try TrustPlace.own() }
    do {
      return try TrustStore(parsing: try bytes(trust))
    } catch let fault as TrustFault {
      throw ReviewDesk.refused(Place(file: trust), "the trust file is refused: \(fault)")
    }
  }
}
