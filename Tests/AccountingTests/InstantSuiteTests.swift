import Accounting
import Foundation
import TestSupport
import Testing

/// RFC 3339 cases of the JSON Schema test suite, and the leap seconds there were.
@Suite struct InstantSuiteTests {
  struct Case {
    let text: String
    let isValid: Bool
    let why: String
  }

  static let suite = Places.shared("suites/rfc3339-json-schema")

  /// The cases of one file whose data is a text; the number of others (they test JSON Schema's
  /// "other types are ignored", not RFC 3339).
  static func cases(_ file: String) throws -> (texts: [Case], skipped: Int) {
    let data = try Data(contentsOf: #require(suite).appending(path: file))
    let groups = try #require(JSONSerialization.jsonObject(with: data) as? [[String: Any]])
    var texts: [Case] = []
    var skipped = 0
    for test in groups.flatMap({ $0["tests"] as? [[String: Any]] ?? [] }) {
      guard let text = test["data"] as? String else {
        skipped += 1
        continue
      }
      texts.append(
        Case(
          text: text, isValid: try #require(test["valid"] as? Bool),
          why: try #require(test["description"] as? String)))
    }
    print("\(file): \(texts.count) texts run, \(skipped) skipped (no text: other JSON types)")
    return (texts, skipped)
  }

  @Test(.enabled(if: suite != nil, "../shared/suites/rfc3339-json-schema is not here"))
  func `date-time texts are accepted and refused as RFC 3339 says`() throws {
    let (texts, skipped) = try Self.cases("date-time.json")
    #expect(texts.count == 27 && skipped == 6)
    for text in texts {
      let reading = InstantParsingTests.reading(text.text, .rfc3339)
      switch text.text {
      case "1985-04-12T00:59:59.999999999999999Z":
        // Valid RFC 3339; an instant counts nanoseconds and never rounds.
        #expect(reading == "outOfRange")
      case "1985-04-12T23:20:50+01":
        // Not RFC 3339; read because venues write it and it can only mean whole hours.
        #expect(reading == "1985-04-12T22:20:50Z")
      default:
        #expect((reading != "notInstant") == text.isValid, "\(text.why): \(text.text)")
      }
    }
  }

  @Test(.enabled(if: suite != nil, "../shared/suites/rfc3339-json-schema is not here"))
  func `date texts are accepted and refused as RFC 3339 says`() throws {
    let (texts, _) = try Self.cases("date.json")
    #expect(texts.count > 60)
    for text in texts {
      #expect((CivilDate(text.text) != nil) == text.isValid, "\(text.why): \(text.text)")
    }
  }

  @Test(.enabled(if: suite != nil, "../shared/suites/rfc3339-json-schema is not here"))
  func `time texts are accepted and refused as RFC 3339 says`() throws {
    let (texts, _) = try Self.cases("time.json")
    #expect(texts.count > 35)
    for text in texts {
      // A time alone is no instant: a day is put in front, and no zone is declared.
      let reading = InstantParsingTests.reading("2016-12-31T" + text.text, .rfc3339)
      let accepted = reading != "notInstant" && reading != "zoneMissing"
      #expect(accepted == text.isValid, "\(text.why): \(text.text)")
    }
  }

  static let leapSeconds = Places.shared("suites/leap-seconds/leap-seconds.list")

  @Test(.enabled(if: leapSeconds != nil, "../shared/suites/leap-seconds is not here"))
  func `each leap second there was stands for the second after it`() throws {
    let list = try String(contentsOf: #require(Self.leapSeconds), encoding: .utf8)
    let starts = list.split(separator: "\n").filter { !$0.hasPrefix("#") }
      .compactMap { $0.split(whereSeparator: { $0 == "\t" || $0 == " " }).first }
      .compactMap { Int64($0) }
    #expect(starts.count == 28)
    // The first line is the start of the scale, 1972-01-01; no second was put in before it.
    for start in starts.dropFirst() {
      // The list counts from 1900.
      let after = Instant(nanoseconds: (start - 2_208_988_800) * 1_000_000_000)
      let before = Instant(nanoseconds: after.nanoseconds - 1_000_000_000)
      #expect(before.description.hasSuffix("T23:59:59Z"))
      let leap = before.description.replacing(":59Z", with: ":60Z")
      #expect(try Instant(parsing: leap, form: .rfc3339, zone: nil) == after)
    }
  }
}
