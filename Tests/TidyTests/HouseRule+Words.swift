extension HouseRule {
  /// What must not be written. Every text here that would break a rule stands in a literal, which
  /// the rules do not look into.
  static let wordRules: [HouseRule] = [
    .words(
      "marks unfinished work", use: "an issue, or finish it",
      breaks: [
        ("Sources/A/a.swift", "// TODO: later\n", 1), ("Tests/A/a.swift", "\n/* FIXME */\n", 2),
        ("Sources/A/a.swift", "let a = 1 // XXX\n", 1), ("Sources/A/a.swift", "/// a HACK\n", 1),
      ],
      keeps: [
        ("Sources/A/a.swift", "let code = \"XXX\" // todos\n"),
        ("Sources/A/a.swift", "let TODOS = 1\n"),
      ]
    ) { _, word in ["TODO", "FIXME", "XXX", "HACK"].contains(word.text) },
    .words(
      "traps without a word", use: "throws, or precondition with the broken promise",
      breaks: [
        ("Sources/tieout/a.swift", "let a = try! b()\n", 1), ("Tests/A/a.swift", "\ntry! b()\n", 2),
        ("Sources/A/a.swift", "fatalError(\"x\")\n", 1),
      ],
      keeps: [("Sources/A/a.swift", "let a = try? b() // try! fatalError\nlet c = \"try! d\"\n")]
    ) { _, word in
      !word.isComment
        && (word.text == "fatalError" || word.text == "try" && word.after == UInt8(ascii: "!"))
    },
    .words(
      "writes to the terminal", use: "a value that tieout prints",
      breaks: [
        ("Sources/Report/a.swift", "func a() {\n  print(1)\n}\n", 2),
        ("Sources/Ingest/a.swift", "debugPrint(1)\n", 1),
        ("Sources/Ingest/a.swift", "let a = \"\\(print(1))\"\n", 1),
      ],
      keeps: [
        ("Sources/tieout/a.swift", "print(1)\n"), ("Tests/A/a.swift", "print(1)\n"),
        ("Sources/A/a.swift", "a.print(1)\nlet print = \"print(1)\" // print(1)\n"),
      ]
    ) { file, word in
      file.isSource && file.room != "tieout" && !word.isComment
        && ["print", "debugPrint", "dump"].contains(word.text) && word.after == UInt8(ascii: "(")
        && word.before != UInt8(ascii: ".")
    },
    .words(
      "is a binary float", use: "Amount, or whole units",
      breaks: [
        ("Sources/A/a.swift", "let a: Double = 1\n", 1), ("Sources/A/b.swift", "\nFloat(1)\n", 2),
      ],
      keeps: [
        ("Sources/Report/XLSXSheet.swift", "let a: Double = 1\n"),
        ("Sources/A/a.swift", "let DoubleQuote = 1 // Double\n"),
        ("Tests/A/a.swift", "let a: Double = 1\n"),
      ]
    ) { file, word in
      file.isSource && !file.name.hasPrefix("XLSX") && !word.isComment
        && ["Double", "Float", "Float16", "Float32", "Float64", "Float80", "CGFloat"]
          .contains(word.text)
    },
    .words(
      "looks behind the access rules", use: "package access and a plain import",
      breaks: [("Tests/A/a.swift", "@testable import A\n", 1)],
      keeps: [("Tests/A/a.swift", "import A // @testable\nlet testable = 1\n")]
    ) { _, word in
      !word.isComment && word.text == "testable" && word.before == UInt8(ascii: "@")
    },
    .words(
      "loses digits, duplicate keys or zones of an input", use: "our own scanners over bytes",
      breaks: [
        ("Sources/A/a.swift", "let a = JSONDecoder()\n", 1),
        ("Sources/A/a.swift", "\n\nJSONSerialization.a()\n", 3),
        ("Sources/A/a.swift", "let a = DateFormatter()\n", 1),
        ("Sources/A/a.swift", "let a = Decimal(1)\n", 1),
      ],
      keeps: [
        ("Tests/A/a.swift", "let a = JSONDecoder()\n"),
        ("Sources/A/a.swift", "// JSONDecoder\nlet a = \"Decimal(1)\"\nlet isDecimal = b(c)\n"),
      ]
    ) { file, word in
      file.isSource && !word.isComment
        && ([
          "JSONDecoder", "JSONSerialization", "DateFormatter", "ISO8601DateFormatter",
          "NumberFormatter", "NSDecimalNumber",
        ].contains(word.text) || word.text == "Decimal" && word.after == UInt8(ascii: "("))
    },
  ]
}
