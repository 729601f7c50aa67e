import Accounting
import Ingest
import TestSupport
import Testing

/// Which JSON is cut as plain, and how.
@Suite struct JSONCutterTests {
  static func cut(_ text: String, isLines: Bool = false, size: Int = .max) -> CutterRun? {
    CutterRun(Array(text.utf8), keys: ["id", "amount"], isLines: isLines, size: size)
  }

  @Test func `cells stand inside the quotes, numbers as written`() throws {
    let cut = try #require(
      Self.cut(#"[{"id":"a","x":null,"amount":-1.50},{"amount": 1e5 , "id" : "" },{}]"#))
    #expect(cut.lines.map(\.cells) == [["a", "-1.50"], ["", "1e5"], [nil, nil]])
    #expect(cut.odd.isEmpty)
    #expect(cut.lines.map(\.start) == [1, 36, 65])
    #expect(cut.lines.map(\.end) == [35, 64, 67])
  }

  @Test(arguments: ["[]", " [ ] ", "[\n]\n", "[{}]", " [ {} , { } ] \n", "[{\"x\":[[]]}]"])
  func `a list is cut to its end`(text: String) { #expect(Self.cut(text) != nil) }

  @Test(arguments: [
    "", " ", "{}", "[", "[{}", "[{},", "[{},]", "[,{}]", "[{}]]", "[{}] x", "[1]", "[[]]",
    "[\"a\"]",
    "[null]", "[{}}", "[{} {}]", "x[{}]", "\u{FEFF}[]", "[{\"id\":\"a\nb\"}]", "[{\"a\":\"]",
    "{\"result\":[{\"id\":1}]}",
  ])
  func `what is no list of objects is no plain list`(text: String) {
    #expect(Self.cut(text) == nil)
  }

  @Test(arguments: [
    #"{"id":null}"#, #"{"id":true}"#, #"{"id":{}}"#, #"{"id":[1]}"#, #"{"id":"\n"}"#,
    #"{"i\u0064":1}"#, #"{"id":1,"id":1}"#, #"{"x":1,"x":1}"#, #"{"x":{"id":1}}"#, #"{"id":01}"#,
    #"{"x":01}"#, #"{"x":nul}"#, #"{"x":"\x"}"#, #"{"x":"\ud800"}"#, #"{"x":}"#, #"{"x":1 2}"#,
    #"{"x":tru1}"#, #"{"x":-}"#, #"{"x":1.}"#, #"{"x":\"}"#,
  ])
  func `an unusual object is odd, and the others are plain`(object: String) throws {
    let text = #"[{"id":1},"# + object + #",{"id":2}]"#
    let cut = try #require(Self.cut(text))
    #expect(cut.lines.map { $0.cells[0] } == ["1", "2"])
    #expect(cut.odd == [CutterRun.Odd(start: 10, end: 10 + object.utf8.count)])
    let lines = try #require(Self.cut("{\"id\":1}\n \(object)\t\n{\"id\":2}", isLines: true))
    #expect(lines.lines.map { $0.cells[0] } == ["1", "2"])
    #expect(lines.odd == [CutterRun.Odd(start: 10, end: 10 + object.utf8.count)])
  }

  @Test func `escapes in what is not wanted leave an object plain`() throws {
    let text = #"[{"id":1,"x":"a\"},{\\"},{"id":2,"x":"\u00e9\ud834\udd1e\/"}]"#
    let cut = try #require(Self.cut(text))
    #expect(cut.lines.map { $0.cells[0] } == ["1", "2"])
  }

  @Test func `a line ends at a line feed, whatever the quotes say`() throws {
    let cut = try #require(
      Self.cut("{\"id\":\"a\nb\"}\n{\"id\":1}\n{\"id\":\n2}\n\n \n", isLines: true))
    #expect(cut.lines.isEmpty)
    #expect(cut.odd.map(\.start) == [0, 9, 13, 22, 29])
    #expect(cut.blanks == 2)
    let empty = try #require(Self.cut("{\t\n}\n{}\n", isLines: true))
    #expect(empty.odd.map(\.start) == [0, 3] && empty.lines.map(\.start) == [5])
    let broken = try #require(Self.cut("{\"id\":\n2}\n{\"id\":1}\n", isLines: true))
    #expect(broken.odd.map(\.start) == [0, 7])
    #expect(broken.lines.map { $0.cells[0] } == ["1"])
  }

  @Test func `a text in stretches of any size gives the lines of the whole`() throws {
    let objects = (0..<40).map {
      $0 % 7 == 6 ? "{\"id\":\"\($0)\",\"x\":{}}" : "{\"id\":\"\($0)\",\"amount\":\($0).5}"
    }
    for isLines in [false, true] {
      let text =
        isLines ? objects.joined(separator: "\n") : "[" + objects.joined(separator: ",\n") + "]"
      let whole = try #require(Self.cut(text, isLines: isLines))
      #expect(whole.lines.count == 35 && whole.odd.count == 5)
      for size in 1...200 {
        #expect(Self.cut(text, isLines: isLines, size: size) == whole, "\(size) bytes at a time")
      }
    }
  }

  @Test func `more patterns than are remembered cost nothing but time`() throws {
    let text = (0..<500).map { "{\"k\($0 % 100)\":\"x\",\"id\":\"\($0)\"}" }
    let cut = try #require(Self.cut("[" + text.joined(separator: ",") + "]"))
    #expect(cut.lines.count + cut.odd.count == 500)
    #expect(cut.lines.count >= 64)
  }

  @Test func `objects with very many or very long keys are odd`() throws {
    let many = (0..<300).map { "\"k\($0)\":1" }.joined(separator: ",")
    let long = "\"" + String(repeating: "k", count: 9_000) + "\":1"
    let cut = try #require(Self.cut("[{\(many)},{\(long)},{\"id\":1}]"))
    #expect(cut.odd.count == 2 && cut.lines.count == 1)
  }

  @Test func `what the list makes nest too deep is no plain list`() {
    func nested(_ depth: Int) -> String {
      "[{\"x\":" + String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        + "}]"
    }
    for depth in 60...64 {
      let text = nested(depth)
      let whole = JSONTextTests.fault(Array(text.utf8))
      #expect((Self.cut(text) == nil) == (whole?.rule == .tooDeep), "\(depth)")
    }
  }
}
