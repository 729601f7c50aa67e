import Accounting
import ArgumentParser
import Foundation
import Normalise
import Seal

struct FormatsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "formats", abstract: "Lists every format read, with header, source and limits.",
    discussion: """
      Examples:
        tieout formats
        tieout formats coinbase-retail-v5
      """)

  @Argument(help: "A format's name; without it, all.")
  var name: String?

  @Flag(help: "As JSON.")
  var json = false

  func run() throws {
    let formats = VenueFormat.all.map(\.format).sorted { $0.name < $1.name }
    let chosen = name.map { name in formats.filter { $0.name == name } } ?? formats
    guard !chosen.isEmpty else {
      let wanted = name ?? ""
      let nearest = formats.min { wanted.distance(to: $0.name) < wanted.distance(to: $1.name) }
      throw ValidationError(
        "no format is called \(Diagnostic.quoted(wanted)); the nearest is '\(nearest?.name ?? "")'")
    }
    if json {
      let list = JSONValue.array(chosen.map(\.json))
      try Console.print(list)
    } else if name != nil {
      chosen.forEach { Console.print($0.page) }
    } else {
      let width = chosen.map(\.name.count).max() ?? 0
      for format in chosen {
        let padding = String(repeating: " ", count: width - format.name.count)
        Console.print("\(format.name)\(padding)  \(format.summary)")
      }
    }
  }
}

extension Format {
  fileprivate var sideNames: [String] { sides.map(\.rawValue).sorted() }

  fileprivate var layout: [String] {
    switch shape {
    case .csv(let shape):
      if let columns = shape.headerless { return ["\(columns) columns without header"] }
      return shape.headers.map { $0.joined(separator: ",") }
        + (shape.contains.isEmpty ? [] : ["… " + shape.contains.joined(separator: ", … ") + " …"])
    case .json(let shape):
      return shape.lists.map { "\($0.path) with \($0.keys.joined(separator: ", "))" }
    }
  }

  fileprivate var page: String {
    let kind = if case .csv = shape { "CSV" } else { "JSON" }
    return """
      \(name) (version \(version), \(kind), \(sideNames.joined(separator: " or ")))
        \(summary)
        layout: \(layout.joined(separator: "\n            "))
        source: \(source)
      """
  }

  fileprivate var json: JSONValue {
    [
      "fields": .array(fields.map(JSONValue.string)),
      "layout": .array(layout.map(JSONValue.string)), "name": .string(name),
      "sides": .array(sideNames.map(JSONValue.string)), "source": .string(source),
      "summary": .string(summary), "venue": .string(venue),
      "version": .integer(version),
    ]
  }
}
