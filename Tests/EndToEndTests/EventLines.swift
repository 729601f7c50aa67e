import Foundation
import Testing

/// What `tieout run --json` told, line by line.
struct EventLines {
  let all: [[String: Any]]

  /// - Throws: a failed expectation if a line is no JSON object, or the last one does not end it.
  init(_ output: String) throws {
    #expect(output.hasSuffix("\n"))
    all = try output.split(separator: "\n").map { line in
      let value = try JSONSerialization.jsonObject(with: Data(line.utf8))
      return try #require(value as? [String: Any], "\(line)")
    }
    #expect(all.first?["event"] as? String == "started")
    #expect(all.last?["event"] as? String == "ended")
  }

  /// The last line.
  var ended: [String: Any] { all.last ?? [:] }

  func named(_ event: String) -> [[String: Any]] { all.filter { $0["event"] as? String == event } }

  /// The events in order, each once.
  var order: [String] {
    all.compactMap { $0["event"] as? String }.reduce(into: []) { order, event in
      if order.last != event { order.append(event) }
    }
  }
}
