import Accounting
import CScan
import Ingest

extension Micro {
  /// The steps measured: a new one is a line here.
  static func list(_ samples: Samples) throws -> [Micro] {
    [
      Micro(name: "csv-scan", unit: "line") { samples.scanned() },
      Micro(name: "csv-records", unit: "line") { try samples.records() },
      over("amount", samples, samples.amounts) { try Amount(parsing: samples.cell($0)).low },
      over("plain-decimal", samples, samples.amounts) {
        var isPlain = true
        let units = PlainDecimal.units18(samples.start(of: $0), $0.count, &isPlain)
        return isPlain ? UInt64(truncatingIfNeeded: units) : 1
      },
      over("instant", samples, samples.times) {
        UInt64(
          bitPattern: try Instant(parsing: samples.cell($0), form: .rfc3339, zone: nil)
            .nanoseconds)
      },
      over("plain-instant", samples, samples.times) {
        var isPlain = true
        let time = PlainInstant.nanoseconds(samples.start(of: $0), $0.count, &isPlain)
        return isPlain ? UInt64(bitPattern: time) : 1
      },
      over("key", samples, samples.references) { ReferenceKey(of: samples.cell($0)).low },
      try join(samples),
    ]
  }

  /// A step over every cell of a column.
  private static func over(
    _ name: String, _ samples: Samples, _ cells: [Range<Int>],
    _ step: @escaping (Range<Int>) throws -> UInt64
  ) -> Micro {
    Micro(name: name, unit: "cell") {
      var work = Work(operations: cells.count, bytes: 0, sum: 0)
      for cell in cells {
        work.bytes += cell.count
        work.sum = work.sum &* 31 &+ (try step(cell))
      }
      return work
    }
  }
}

extension Amount {
  fileprivate var low: UInt64 { UInt64(truncatingIfNeeded: units) &+ UInt64(scale) }
}

extension Samples {
  fileprivate func start(of cell: Range<Int>) -> UnsafePointer<UInt8> {
    bytes.baseAddress! + cell.lowerBound
  }

  /// The structure of the bytes, 32 KiB at a time.
  fileprivate func scanned() -> Work {
    let words = 512
    var stops = [UInt64](repeating: 0, count: words)
    var quotes = stops
    var state = tieout_csv_state()
    var (place, sum) = (0, UInt64(0))
    while place < count {
      let size = min(words * 64, count - place)
      tieout_csv_scan(
        bytes.baseAddress! + place, size, UInt8(ascii: ","), &stops, &quotes, &state)
      sum = sum &* 31 &+ stops[0] &+ quotes[0]
      place += size
    }
    return Work(operations: references.count, bytes: count, sum: sum &+ state.line_feeds)
  }

  /// Records and cells.
  fileprivate func records() throws -> Work {
    var scanner = CSVScanner(
      Bytes(rebasing: bytes[..<count]), from: 0, dialect: Self.dialect,
      fieldLimit: Self.fieldLimit)
    var work = Work(operations: 0, bytes: count, sum: 0)
    while try scanner.next() == .record {
      work.operations += 1
      work.sum &+= UInt64(scanner.cells.count)
    }
    return work
  }
}
