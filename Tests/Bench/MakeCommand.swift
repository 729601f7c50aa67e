import GeneratedBooks

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// `make`: writes a book with its truth into a folder.
struct MakeCommand {
  private let folder: String
  private let book: GeneratedBook

  init(_ words: [String]) throws {
    var rest = words[...]
    guard let folder = rest.popFirst() else { throw UsageFault(what: "no folder") }
    self.folder = folder
    var (events, seed) = (100_000, UInt64(1))
    var (shape, form) = (BookShape.references, StatementForm.csv)
    var (hasFaults, declaresBalances) = (false, false)
    while let word = rest.popFirst() {
      switch word {
      case "--faults": hasFaults = true
      case "--balances": declaresBalances = true
      case "--events": events = try Self.value(rest.popFirst(), of: word) { Int($0) }
      case "--seed": seed = try Self.value(rest.popFirst(), of: word) { UInt64($0) }
      case "--shape":
        shape = try Self.value(rest.popFirst(), of: word) { BookShape(rawValue: $0) }
      case "--form":
        form = try Self.value(rest.popFirst(), of: word) { StatementForm(rawValue: $0) }
      default: throw UsageFault(what: "no option '\(word)'")
      }
    }
    guard 1_000...GeneratedBook.eventLimit ~= events else {
      throw UsageFault(what: "--events takes 1000 to \(GeneratedBook.eventLimit)")
    }
    guard form == .csv || shape != .manyAccounts else {
      throw UsageFault(what: "many accounts are written as csv only")
    }
    book = GeneratedBook(
      shape: shape, events: events, seed: seed, form: form, hasFaults: hasFaults,
      declaresBalances: declaresBalances)
  }

  func run() throws {
    if mkdir(folder, 0o755) != 0, errno != EEXIST { throw WriteFault(path: folder, code: errno) }
    let truth = try book.write(to: folder)
    print("\(folder): \(truth.statementLines) and \(truth.ledgerLines) lines")
  }

  private static func value<Value>(
    _ text: String?, of option: String, _ read: (String) -> Value?
  ) throws -> Value {
    guard let text, let value = read(text) else {
      throw UsageFault(what: "\(option) takes another value")
    }
    return value
  }
}
