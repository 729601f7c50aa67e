extension HouseRule {
  private static let declarations: Set<String> = [
    "struct", "class", "enum", "protocol", "actor", "typealias",
  ]

  /// What things are called and who may see them.
  static let nameRules: [HouseRule] = [
    HouseRule(
      name: "type names",
      check: { file in
        zip(file.codeWords, file.codeWords.dropFirst()).compactMap { keyword, word in
          guard declarations.contains(keyword.text),
            let vague = ["Manager", "Helper", "Util"].first(where: word.text.contains)
          else { return nil }
          return Fault(
            path: file.path, line: word.line, what: "'\(word.text)' says '\(vague)'",
            use: "the accountant's word for what it is")
        }
      },
      breaks: [
        ("Sources/A/a.swift", "struct FileManagerCache {}\n", 1),
        ("Tests/A/a.swift", "\nenum Utils {}\n", 2),
        ("Sources/A/a.swift", "class\n  AHelper {}\n", 2),
      ],
      keeps: [
        ("Sources/A/a.swift", "let a = FileManager.default // struct Helper\n"),
        ("Sources/A/a.swift", "struct Ledger {}\n"),
      ]
    ),
    HouseRule(
      name: "function names",
      check: { file in
        zip(file.codeWords, file.codeWords.dropFirst()).compactMap { keyword, word in
          guard keyword.text == "func",
            let vague = ["process", "handle"].first(where: word.text.hasPrefix)
          else { return nil }
          return Fault(
            path: file.path, line: word.line, what: "'\(word.text)' says '\(vague)'",
            use: "a word for what comes out")
        }
      },
      breaks: [
        ("Sources/A/a.swift", "func process() {}\n", 1),
        ("Sources/A/a.swift", "struct A {\n  func handleLine() {}\n}\n", 2),
      ],
      keeps: [("Sources/A/a.swift", "let process = Process()\nfunc run(process: Int) {}\n")]
    ),
    HouseRule(
      name: "access",
      check: { file in
        guard file.isSource else { return [] }
        return zip(file.codeWords, file.codeWords.dropFirst()).compactMap { word, next in
          let isDeclaration =
            declarations.contains(next.text)
            || ["func", "var", "let", "init", "extension", "import", "static", "final"]
              .contains(next.text)
          guard ["public", "open"].contains(word.text), isDeclaration, word.line == next.line,
            word.after == UInt8(ascii: " ")
          else { return nil }
          return Fault(
            path: file.path, line: word.line, what: "'\(word.text)' shows it beyond the package",
            use: "'package'")
        }
      },
      breaks: [
        ("Sources/A/a.swift", "public struct A {}\n", 1),
        ("Sources/A/a.swift", "\nopen class A {}\n", 2),
        ("Sources/A/a.swift", "public import B\n", 1),
      ],
      keeps: [
        ("Sources/A/a.swift", "let a = open(path, 0) // public struct\npackage struct B {}\n"),
        ("Sources/A/a.swift", "for row in open\nlet b = open, let c = 1\n"),
        ("Tests/TestSupport/a.swift", "public struct A {}\n"),
      ]
    ),
  ]
}
