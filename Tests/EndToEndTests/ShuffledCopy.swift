import Foundation
import TestSupport

/// A case of `samples/` with the same facts in another order.
enum ShuffledCopy {
  /// Copies the folder; then shuffles the data lines of every CSV and the elements of every JSON
  /// list. Preambles, headers and newlines inside quotes stay as they are.
  static func make(of folder: URL, at copy: URL, seed: UInt64) throws {
    try FileManager.default.copyItem(at: folder, to: copy)
    var generator = SeededGenerator(seed: seed)
    let names = (FileManager.default.enumerator(atPath: copy.path)?.allObjects as? [String]) ?? []
    for name in names.sorted() {
      let file = copy.appending(path: name)
      if name.hasSuffix(".csv") {
        try shuffledCSV(try Data(contentsOf: file), &generator).write(to: file)
      } else if name.hasSuffix(".json") {
        let value = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
        let shuffled = shuffledJSON(value, &generator)
        try JSONSerialization.data(withJSONObject: shuffled).write(to: file)
      }
    }
  }

  static func shuffledCSV(_ data: Data, _ generator: inout SeededGenerator) -> Data {
    var (head, lines) = split(data)
    lines.shuffle(using: &generator)
    for line in lines { head += line + Data("\n".utf8) }
    return head
  }

  /// Everything up to the header, and the data lines after it without their line ends.
  static func split(_ data: Data) -> (head: Data, lines: [Data]) {
    var records = records(of: data)
    // In these samples the header is the first line with more than five cells, or the first.
    let header = records.firstIndex { $0.filter { $0 == UInt8(ascii: ",") }.count > 5 } ?? 0
    var head = Data()
    for record in records[...header] { head += record + Data("\n".utf8) }
    records.removeFirst(header + 1)
    return (head, records)
  }

  /// The lines of a CSV; a newline inside quotes does not end one.
  private static func records(of data: Data) -> [Data] {
    var records: [Data] = []
    var record = Data()
    var isQuoted = false
    for byte in data {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if byte == UInt8(ascii: "\n"), !isQuoted {
        records.append(record)
        record = Data()
      } else {
        record.append(byte)
      }
    }
    return record.isEmpty ? records : records + [record]
  }

  private static func shuffledJSON(_ value: Any, _ generator: inout SeededGenerator) -> Any {
    if let list = value as? [Any] {
      return list.shuffled(using: &generator).map { shuffledJSON($0, &generator) }
    }
    guard let object = value as? [String: Any] else { return value }
    var shuffled: [String: Any] = [:]
    for key in object.keys.sorted() { shuffled[key] = shuffledJSON(object[key]!, &generator) }
    return shuffled
  }
}
