extension HouseRule {
  static let fileLimit = 400
  static let functionLimit = 60
  static let columnLimit = 100

  /// How long things may be.
  static let sizeRules: [HouseRule] = [
    HouseRule(
      name: "file length",
      check: { file in
        let count = file.lines.last == "" ? file.lines.count - 1 : file.lines.count
        guard count > fileLimit else { return [] }
        return [
          Fault(
            path: file.path, line: fileLimit + 1, what: "the file has \(count) lines",
            use: "at most \(fileLimit): one type a file, 'Type+Aspect.swift' for more")
        ]
      },
      breaks: [("Sources/A/a.swift", String(repeating: "// a\n", count: 401), 401)],
      keeps: [("Sources/A/a.swift", String(repeating: "// a\n", count: 400))]
    ),
    HouseRule(
      name: "line length",
      check: { file in
        file.lines.enumerated().filter { $0.element.count > columnLimit }.map {
          Fault(
            path: file.path, line: $0.offset + 1, what: "the line has \($0.element.count) columns",
            use: "at most \(columnLimit)")
        }
      },
      breaks: [("Sources/A/a.swift", "\n// " + String(repeating: "é", count: 98) + "\n", 2)],
      keeps: [("Sources/A/a.swift", "// " + String(repeating: "é", count: 97) + "\n")]
    ),
    HouseRule(
      name: "function length",
      check: { file in
        functions(of: file).filter { $0.lines > functionLimit }.map {
          Fault(
            path: file.path, line: $0.line, what: "the function has \($0.lines) lines",
            use: "at most \(functionLimit): straight work in functions of its own")
        }
      },
      breaks: [
        ("Sources/A/a.swift", function(lines: 61), 1),
        ("Sources/A/a.swift", "struct A {\n  func b()\n}\n" + function(lines: 61), 4),
        ("Sources/A/a.swift", "init(a: () -> Int = { 1 }) {\n" + body(lines: 60) + "}\n", 1),
        ("Tests/A/a.swift", "func `a { b`(\n  c: Int\n) {\n" + body(lines: 58) + "}\n", 1),
      ],
      keeps: [
        ("Sources/A/a.swift", function(lines: 60)),
        (
          "Sources/A/a.swift",
          "protocol A {\n  func b()\n  func c() -> Int\n}\nstruct D {\n" + body(lines: 70) + "}\n"
        ),
        ("Sources/A/a.swift", "// func a() {\n" + body(lines: 70) + "// }\n"),
        ("Sources/A/a.swift", "let a = \"func b() {\"\n" + body(lines: 70)),
      ]
    ),
  ]

  private static func body(lines: Int) -> String {
    String(repeating: "  a = \"}\"  // }\n", count: lines)
  }

  private static func function(lines: Int) -> String {
    "func a() -> Int {\n" + body(lines: lines - 2) + "}\n"
  }

  /// Where functions with a body start, and how many lines they take, first and last included.
  private static func functions(of file: SwiftFile) -> [(line: Int, lines: Int)] {
    let code = file.code
    var found: [(Int, Int)] = []
    var line = 1
    for index in code.indices {
      if code[index] == UInt8(ascii: "\n") { line += 1 }
      guard startsFunction(code, at: index), let open = openingBrace(code, from: index) else {
        continue
      }
      var depth = 0
      var lines = 1
      for byte in code[index...].enumerated() {
        if byte.element == UInt8(ascii: "\n") { lines += 1 }
        guard index + byte.offset >= open else { continue }
        if byte.element == UInt8(ascii: "{") { depth += 1 }
        if byte.element == UInt8(ascii: "}") { depth -= 1 }
        if depth == 0 { break }
      }
      found.append((line, lines))
    }
    return found
  }

  private static func startsFunction(_ code: [UInt8], at index: Int) -> Bool {
    let before = index > 0 ? code[index - 1] : UInt8(ascii: "\n")
    guard before == UInt8(ascii: " ") || before == UInt8(ascii: "\n") else { return false }
    let rest = code[index...]
    return rest.starts(with: "func ".utf8) || rest.starts(with: "init(".utf8)
      || rest.starts(with: "init?(".utf8) || rest.starts(with: "init<".utf8)
      || rest.starts(with: "subscript(".utf8)
  }

  /// The brace that opens the body; nil if a declaration without body ends first.
  private static func openingBrace(_ code: [UInt8], from start: Int) -> Int? {
    var depth = 0
    var index = start
    while index < code.count {
      switch code[index] {
      case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: "{") where depth == 0: return index
      case UInt8(ascii: "}") where depth == 0: return nil
      case UInt8(ascii: "\n") where depth == 0:
        let next = code[index...].drop { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: " ") }
        let goesOn = ["{", "->", "where", "throws", "async", "rethrows"]
        if !goesOn.contains(where: { next.starts(with: $0.utf8) }) { return nil }
      default: break
      }
      if depth < 0 { return nil }
      index += 1
    }
    return nil
  }
}
