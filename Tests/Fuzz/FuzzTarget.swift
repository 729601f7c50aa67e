import Accounting
import Foundation
import Ingest
import Normalise
import Verify

/// What the bytes of one input are given to; `TIEOUT_FUZZ_TARGET` chooses.
enum FuzzTarget: String {
  case csv, json, amount, instant, verify

  static let chosen: FuzzTarget = {
    let name = ProcessInfo.processInfo.environment["TIEOUT_FUZZ_TARGET"] ?? ""
    guard let target = FuzzTarget(rawValue: name) else {
      preconditionFailure("TIEOUT_FUZZ_TARGET is csv, json, amount, instant or verify")
    }
    return target
  }()

  func take(_ bytes: [UInt8]) {
    switch self {
    case .csv, .json: Self.read(bytes, named: "input.\(rawValue)")
    case .amount: Self.checkAmount(bytes)
    case .instant: Self.checkInstant(bytes)
    case .verify: SealedFolder.shared.check(bytes)
    }
  }

  private static func checkAmount(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let amount = try? Amount(parsing: text) else { return }
    precondition((try? Amount(parsing: amount.description)) == amount, "another amount: \(text)")
  }

  private static let forms: [TimeForm] =
    [.rfc3339] + DateOrder.allCases.map(TimeForm.local) + EpochUnit.allCases.map(TimeForm.epoch)
  private static let zones = [Zone(name: "UTC"), Zone(name: "Europe/Berlin"), nil]

  /// The first byte chooses form and zone.
  private static func checkInstant(_ bytes: [UInt8]) {
    guard let first = bytes.first else { return }
    let text = String(decoding: bytes.dropFirst(), as: UTF8.self)
    let form = forms[Int(first) % forms.count]
    let zone = zones[Int(first) / forms.count % zones.count]
    guard let instant = try? Instant(parsing: text, form: form, zone: zone) else { return }
    let again = try? Instant(parsing: instant.description, form: .rfc3339, zone: nil)
    precondition(again == instant, "another instant: \(text)")
  }

  /// A folder in memory, one a process.
  static let scratch: URL = {
    let folder = URL(filePath: "/dev/shm/tieout-fuzz-\(getpid())")
    must { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }
    return folder
  }()

  /// As the program reads a statement whose format nobody names.
  private static func read(_ bytes: [UInt8], named name: String) {
    let file = scratch.appending(path: name)
    must { try Data(bytes).write(to: file) }
    for side in Side.allCases {
      guard let book = try? book(of: file, side) else { continue }
      precondition(book.tallies.allSatisfy(\.isBalanced), "lines are lost")
    }
  }

  private static func book(of file: URL, _ side: Side) throws -> Book {
    var normaliser = Normaliser(side: side, names: BookNames())
    let input = InputFile(path: file.path, name: file.lastPathComponent, side: side)
    let opened = try Ingest.open(input)
    let known = VenueFormat.all.filter { $0.format.sides.contains(side) }
    let recognition = try Ingest.recognise(opened, among: known.map(\.format))
    let source = recognition.described(opened)
    guard let format = known.first(where: { $0.format.name == recognition.format.name }) else {
      preconditionFailure("a format that nobody asked for")
    }
    let id = SourceID(index: 0)
    normaliser.begin(
      source, id: id, format: format, header: recognition.header, terms: SourceTerms())
    let outcome = try Ingest.scan(source, id: id, as: recognition) {
      (lines: Lines) throws(InputFault) in normaliser.add(lines)
    }
    normaliser.end(refused: outcome.refused)
    return normaliser.finish().book
  }
}

/// Called by libFuzzer with one input after the other.
@_cdecl("LLVMFuzzerTestOneInput")
public func takeInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  FuzzTarget.chosen.take([UInt8](UnsafeBufferPointer(start: start, count: count)))
  return 0
}

/// What the scratch folder must do: a fuzz session cannot go on without it.
func must<T>(_ work: () throws -> T) -> T {
  do { return try work() } catch { preconditionFailure("the scratch folder fails: \(error)") }
}
