import Testing

/// The rules of the house over the whole tree, and each rule against planted faults.
@Suite struct HouseRuleTests {
  static let rules =
    HouseRule.arrowRules + HouseRule.sizeRules + HouseRule.nameRules + HouseRule.wordRules

  static let tree = Result { try SwiftFile.all(in: "Sources") + SwiftFile.all(in: "Tests") }

  @Test(arguments: rules)
  func `the tree keeps the rule`(rule: HouseRule) throws {
    let files = try Self.tree.get()
    #expect(files.count > 20)
    let faults = files.flatMap(rule.check).map(\.text)
    #expect(faults == [], "\(faults.joined(separator: "\n"))")
  }

  @Test(arguments: rules)
  func `the rule finds a planted fault and spares what is right`(rule: HouseRule) {
    #expect(!rule.breaks.isEmpty && !rule.keeps.isEmpty)
    for (path, text, line) in rule.breaks {
      let faults = rule.check(SwiftFile(path: path, text: text))
      #expect(faults.map(\.line) == [line], "\(rule.name): \(text)")
      for fault in faults { #expect(fault.text.hasPrefix("\(path):\(line): error: ")) }
    }
    for (path, text) in rule.keeps {
      let faults = rule.check(SwiftFile(path: path, text: text))
      #expect(faults == [], "\(rule.name): \(text)")
    }
  }

  @Test func `code, comments and texts are told apart`() {
    let file = SwiftFile(
      path: "Sources/A/a.swift",
      text: ##"""
        let a = "text \(b("inner")) more" // note
        let c = #"raw " \n \#(d) "#  /* block /* nested */ still */ let e = 1
        let f = """
          many "quoted" lines
          """
        func `name { of words`() {}
        let g = "plain \\ \" escaped"; let h = "x"
        """##)
    let code = file.words.filter { !$0.isComment }.map(\.text)
    #expect(
      code == [
        "let", "a", "b", "let", "c", "d", "let", "e", "1", "let", "f", "func",
        "_______________", "let", "g", "let", "h",
      ])
    #expect(file.words.filter(\.isComment).map(\.text) == ["note", "block", "nested", "still"])
    #expect(file.words.first { $0.text == "h" }?.line == 7)
    #expect(file.literals.map(\.text) == ["inner", "x"])
    #expect(file.literals.map(\.line) == [1, 7])
  }
}
