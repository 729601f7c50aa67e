import Accounting
import Foundation
import TestSupport
import Testing

@Suite struct ZoneTests {
  @Test(arguments: [
    ("UTC", "UTC"), ("Z", "UTC"), ("GMT", "UTC"), ("Etc/UTC", "UTC"), ("+00:00", "UTC"),
    ("+01:00", "+01:00"), ("-0730", "-07:30"), ("+05", "+05:00"),
    ("Europe/Berlin", "Europe/Berlin"), ("America/New_York", "America/New_York"),
  ])
  func `a zone has one name`(name: String, canonical: String) {
    #expect(Zone(name: name)?.name == canonical)
  }

  @Test(arguments: [
    "", "EST", "CET", "PST8PDT", "Berlin", "Europe/Berlim", "europe/berlin", "+1", "+24:00",
    " +01:00", "+01:00 ", "utc", "Europe/", "/", "../etc/localtime", "GMT+5", "Mars/Olympus",
  ])
  func `an unknown or ambiguous zone name is refused`(name: String) {
    #expect(Zone(name: name) == nil)
  }

  @Test func `an offset of a day is no zone`() {
    #expect(Zone(offsetSeconds: 86_400) == nil)
    #expect(Zone(offsetSeconds: -86_400) == nil)
    #expect(Zone(offsetSeconds: 3_630)?.name == "+01:00:30")
    #expect(Zone(offsetSeconds: -5_400)?.name == "-01:30")
  }

  @Test(arguments: [
    ("Europe/Berlin", "2026-07-01 12:00:00", "2026-07-01T10:00:00Z"),
    ("Europe/Berlin", "2026-01-01 12:00:00", "2026-01-01T11:00:00Z"),
    ("Europe/Berlin", "2026-03-29 01:59:59", "2026-03-29T00:59:59Z"),
    ("Europe/Berlin", "2026-03-29 02:00:00", "notUnique"),
    ("Europe/Berlin", "2026-03-29 02:59:59", "notUnique"),
    ("Europe/Berlin", "2026-03-29 03:00:00", "2026-03-29T01:00:00Z"),
    ("Europe/Berlin", "2026-10-25 01:59:59", "2026-10-24T23:59:59Z"),
    ("Europe/Berlin", "2026-10-25 02:00:00", "notUnique"),
    ("Europe/Berlin", "2026-10-25 02:59:59", "notUnique"),
    ("Europe/Berlin", "2026-10-25 03:00:00", "2026-10-25T02:00:00Z"),
    ("Europe/Berlin", "2026-10-25 02:30:00+01:00", "2026-10-25T01:30:00Z"),
    ("Australia/Lord_Howe", "2026-04-05 01:45:00", "notUnique"),
    ("Pacific/Apia", "2011-12-30 12:00:00", "notUnique"),
    ("Pacific/Apia", "2011-12-31 00:00:00", "2011-12-30T10:00:00Z"),
    ("Asia/Kathmandu", "2026-11-19 00:00:00", "2026-11-18T18:15:00Z"),
    ("Europe/Berlin", "1969-06-01 00:00:00", "outOfRange"),
    ("Europe/Berlin", "2100-06-01 00:00:00", "outOfRange"),
    ("Europe/Berlin", "2017-01-01 00:59:60", "2017-01-01T00:00:00Z"),
    ("Europe/Berlin", "2016-12-31 23:59:60", "notInstant"),
  ])
  func `a local time becomes the one instant it names`(
    zone: String, text: String, instant: String
  ) throws {
    let zone = try #require(Zone(name: zone))
    #expect(InstantParsingTests.reading(text, .rfc3339, zone) == instant)
  }

  @Test func `a business date starts at its cut-off in its zone`() throws {
    let berlin = try #require(Zone(name: "Europe/Berlin"))
    let start = try Instant.startOfDay("2026-11-19", zone: berlin)
    #expect(start.description == "2026-11-18T23:00:00Z")
    let late = try Instant.startOfDay("2026-11-19", time: "17:30", zone: berlin)
    #expect(late.description == "2026-11-19T16:30:00Z")
    let utc = try Instant.startOfDay("2026-11-19", time: "00:00:01", zone: .utc)
    #expect(utc.description == "2026-11-19T00:00:01Z")
    // Asuncion skips midnight when summer time starts.
    let asuncion = try #require(Zone(name: "America/Asuncion"))
    #expect(throws: InstantError.notUnique) {
      try Instant.startOfDay("2023-10-01", zone: asuncion)
    }
  }

  @Test(arguments: [
    ("2026-11-19", "24:00"), ("2026-11-19", "0:00"), ("2026-11-19", "00:00Z"),
    ("2026-11-19", "00:00:00Z"), ("2026-11-19", ""), ("2026-11-31", "00:00"), ("", "00:00"),
    ("19.11.2026", "00:00"), ("2026-11-19", "00:00 UTC"), ("2026-11-19", "00+01"),
  ])
  func `a business date of another form is refused`(date: String, time: String) {
    #expect(throws: InstantError.notInstant) {
      try Instant.startOfDay(date, time: time, zone: .utc)
    }
  }

  static let python = Tool.find("python3")

  /// For each zone: local times around each change, and the one instant Python gives, or `-`.
  static let oracle = """
    import sys, zoneinfo
    from datetime import datetime, timedelta, timezone
    for name in sys.stdin.read().split():
        try:
            zone = zoneinfo.ZoneInfo(name)
        except Exception:
            continue
        epoch = datetime(2009, 1, 3, tzinfo=timezone.utc)
        offsets = []
        step = epoch
        while step.year < 2027:
            offsets.append((step, step.astimezone(zone).utcoffset()))
            step += timedelta(hours=12)
        for (start, before), (end, after) in zip(offsets, offsets[1:]):
            if before == after:
                continue
            for minutes in range(-26 * 60, 26 * 60, 15):
                local = (start + before + timedelta(minutes=minutes)).replace(tzinfo=None)
                found = set()
                for fold in (0, 1):
                    utc = local.replace(tzinfo=zone, fold=fold).astimezone(timezone.utc)
                    if utc.astimezone(zone).replace(tzinfo=None) == local:
                        found.add(utc)
                text = found.pop().strftime('%Y-%m-%dT%H:%M:%SZ') if len(found) == 1 else '-'
                print(name, local.strftime('%Y-%m-%dT%H:%M:%S'), text)
    """

  @Test(.enabled(if: python != nil, "no python3 here to compare with"))
  func `local times agree with Python's zoneinfo around every change`() throws {
    let names = [
      "Europe/Berlin", "Europe/London", "Europe/Istanbul", "America/New_York",
      "America/Sao_Paulo", "America/Caracas", "America/Asuncion", "Australia/Sydney",
      "Australia/Lord_Howe", "Asia/Tokyo", "Asia/Singapore", "Asia/Gaza", "Africa/Casablanca",
      "Africa/Cairo", "Pacific/Apia", "Asia/Pyongyang", "Antarctica/Troll",
    ]
    let outcome = try #require(Self.python).run(
      ["-c", Self.oracle], input: Data(names.joined(separator: "\n").utf8))
    try #require(outcome.status == 0, "\(outcome.errors)")
    var checked = 0
    var wrong: [String] = []
    var zone = Zone.utc
    for line in outcome.output.split(separator: "\n") {
      let parts = line.split(separator: " ").map(String.init)
      if zone.name != parts[0] { zone = try #require(Zone(name: parts[0])) }
      let reading = InstantParsingTests.reading(parts[1], .rfc3339, zone)
      if reading != (parts[2] == "-" ? "notUnique" : parts[2]) {
        wrong.append("\(line) \(reading)")
      }
      checked += 1
    }
    print("zoneinfo: \(checked) local times compared, \(wrong.count) differ")
    #expect(wrong == [])
    // A Python without zone data knows no place, and then there is nothing to compare.
    #expect(checked > 10_000 || outcome.output.isEmpty)
  }
}
