import Accounting

/// Reads `calendar:` and `severity:`.
enum SeverityReader {
  static func read(_ map: inout SettingsMap, into settings: inout Settings) throws(SettingsFault) {
    if var calendar = try map.map("calendar") {
      var weekend = settings.calendar.weekend
      if let words = try calendar.texts("weekend") {
        weekend = []
        for word in words {
          guard let day = BusinessCalendar.Weekday(rawValue: word) else {
            throw calendar.fault(
              "weekend", "\(Diagnostic.quoted(word)) is no day of the week",
              hint: "it takes a list of days: [ saturday, sunday ]")
          }
          weekend.insert(day)
        }
        guard weekend.count < 7 else {
          throw calendar.fault(
            "weekend", "a week without a business day", hint: "leave out the days you work on")
        }
      }
      for text in try calendar.texts("holidays") ?? [] {
        guard let date = CivilDate(text) else {
          throw calendar.fault(
            "holidays", "\(Diagnostic.quoted(text)) is no date",
            hint: "it takes a list of YYYY-MM-DD, in quotes")
        }
        settings.holidays.append(date)
      }
      try calendar.finish()
      settings.calendar = BusinessCalendar(weekend: weekend, holidays: settings.holidays)
    }
    guard var severity = try map.map("severity") else { return }
    if let texts = try severity.texts("bands_usd") {
      let bands = texts.compactMap { try? Amount(parsing: $0) }
      guard texts.count == 3, bands.count == 3, !bands[0].isNegative, bands[0] < bands[1],
        bands[1] < bands[2]
      else {
        throw severity.fault(
          "bands_usd", "the bands are not three ascending amounts",
          hint: "write `bands_usd: [ \"1000\", \"10000\", \"100000\" ]`: medium, high, critical")
      }
      settings.severity = SeverityPolicy(bandsUSD: bands)
    }
    try severity.finish()
  }
}
