import GeneratedBooks

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What the benchmarks need besides the product: inputs with their truth, and what single steps
/// cost.
@main struct Bench {
  static let usage = """
    tieout-bench make FOLDER [--events 100000] [--shape references] [--form csv] [--seed 1]
                      [--faults] [--balances]      a book with its truth
    tieout-bench micro [NAME …]                    ns an operation
    tieout-bench hash FILE …                       SHA-256 of the files' bytes, as tieout makes it
    tieout-bench xlsx-rate BREAKS.csv OUT.xlsx     the same cells by the library alone

    shapes: \(BookShape.allCases.map(\.rawValue).joined(separator: ", "))
    forms: \(StatementForm.allCases.map(\.rawValue).joined(separator: ", "))
    """

  static func main() {
    var words = CommandLine.arguments.dropFirst()
    let command = words.popFirst()
    do {
      switch command {
      case "make": try MakeCommand(Array(words)).run()
      case "micro": try MicroCommand(Array(words)).run()
      case "hash": try HashCommand(Array(words)).run()
      case "xlsx-rate": try WorkbookCommand(Array(words)).run()
      default: throw UsageFault(what: command.map { "no command '\($0)'" } ?? "no command")
      }
    } catch let fault as UsageFault {
      complain("\(fault.what)\n\n\(usage)")
      exit(2)
    } catch {
      complain("\(error)")
      exit(1)
    }
  }

  private static func complain(_ text: String) {
    let bytes = Array("tieout-bench: \(text)\n".utf8)
    _ = write(2, bytes, bytes.count)
  }
}

/// Words of the command line that mean nothing.
struct UsageFault: Error { let what: String }
