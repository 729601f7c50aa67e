import Foundation
import GeneratedBooks
import TestSupport
import Testing

/// One run of the built command over a generated book.
struct BookRun {
  let folder: URL
  let errors: String

  private struct Ending: Decodable { var folder: String }

  /// Runs the command in the folder of the book and waits for its end.
  init(of command: URL, over book: GeneratedBook, in place: URL) throws {
    let keys = place.appending(path: "keys")
    try FileManager.default.createDirectory(
      at: keys, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    var arguments = ["run"]
    if book.shape == .manyAccounts {
      arguments += ["--statement", place.appending(path: book.statementName).path]
      arguments += ["--ledger", place.appending(path: "ledger.csv").path]
      arguments += ["--business-date", GeneratedBook.businessDate]
    } else {
      arguments.append(place.appending(path: "tieout.yaml").path)
    }
    arguments += [
      "--json", "--key", keys.appending(path: "run.pem").path,
      "--out", place.appending(path: "runs").path,
    ]
    let outcome = try Tool(path: command.path).run(arguments)
    let ending = try #require(
      try? JSONDecoder().decode(
        Ending.self, from: Data((outcome.output.split(separator: "\n").last ?? "").utf8)),
      "the run ended with \(outcome.status): \(outcome.errors)")
    folder = URL(filePath: ending.folder)
    errors = outcome.errors
  }
}
