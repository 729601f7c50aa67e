import Accounting
import Ingest
import TestSupport
import Testing

/// From JSON documents and JSON lines to lines.
@Suite struct JSONLinesTests {
  static let fills = Format.json(
    "fills", ["id", "size", "details.order", "/requestId"],
    [JSONList(path: "fills[]", keys: ["id", "size|amount"], without: ["entry"])])
  static let moves = Format.json(
    "moves", ["id", "/subaccount.address"],
    [
      JSONList(path: "transfers[]", keys: ["id", "sender"]),
      JSONList(path: "subaccount.assetPositions[]", keys: ["symbol"]),
    ])
  static let journal = Format.json(
    "journal", ["date", "postings.account", "postings.amounts.quantity.mantissa"],
    [JSONList(path: "[].postings[].amounts[]", keys: ["date", "postings"])])
  static let dump = Format.json(
    "dump", ["ref", "amount"], [JSONList(path: "[]", keys: ["ref", "amount"])], jsonLines: true)
  static let v2 = Format.json("v2", ["id"], [JSONList(path: "data[]", keys: ["id", "status"])])
  static let all = [fills, moves, journal, dump, v2]

  private func cut(_ text: String, forced: Format? = nil) throws -> (String, Cut, [Diagnostic]) {
    let source = try Given.source(text)
    let recognition = try Ingest.recognise(source, among: Self.all, forced: forced)
    #expect(recognition.described(source).escape == .json)
    return (recognition.format.name, try Cut(source, recognition), recognition.warnings)
  }

  private func check(
    _ text: String, forced: Format? = nil, _ name: String, _ lines: [[String?]],
    warnings: [String] = [], sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let (found, cut, said) = try cut(text, forced: forced)
    #expect(found == name, sourceLocation: sourceLocation)
    #expect(cut.lines == lines, sourceLocation: sourceLocation)
    #expect(said.map(\.code) == warnings, sourceLocation: sourceLocation)
    #expect(cut.outcome.linesRead == lines.count, sourceLocation: sourceLocation)
  }

  private func refusal(_ text: String, forced: Format? = nil) throws -> Diagnostic? {
    do {
      _ = try cut(text, forced: forced)
      return nil
    } catch {
      return (error as? InputFault)?.diagnostic
    }
  }

  @Test(arguments: [
    #"{"fills":{"id":"1","size":2}}"#,
    #"{"type":"channel_data","contents":{"fills":{"id":"1","size":2},"blockHeight":"1"}}"#,
  ])
  func `one object in a list's place is a list of one`(text: String) throws {
    try check(text, "fills", [["1", "2", nil, nil]])
  }

  @Test func `an object of objects is a list of its values`() throws {
    try check(
      #"{"fills":{"a":{"id":"1","size":2},"b":{"id":"2","size":3}}}"#, "fills",
      [["1", "2", nil, nil], ["2", "3", nil, nil]])
  }

  @Test(arguments: [
    #"{"fills":[{"id":"1","size":2}]}"#, #"[{"id":"1","amount":0,"size":2}]"#,
    #"{"status":"ok","result":{"fills":[{"id":"1","size":2}]}}"#,
    #"{"data":{"result":{"fills":[{"id":"1","size":2}]}}}"#, #"{"body":[{"id":"1","size":2}]}"#,
    #"{"fi\u006cls":[{"i\u0064":"\u0031","size":2}]}"#,
    "\u{FEFF} {\r\n\"fills\" : [ {\"size\" : 2 , \"id\" : \"1\"} ] }\r\n",
  ])
  func `a list is found bare, named or in an envelope`(text: String) throws {
    try check(text, "fills", [["1", "2", nil, nil]])
  }

  @Test func `an envelope deeper than two is not opened`() throws {
    let text = #"{"data":{"data":{"data":{"fills":[{"id":"1","size":2}]}}}}"#
    #expect(try refusal(text)?.code == "format-unknown")
  }

  @Test func `values keep their form and their digits`() throws {
    let text = #"""
      {"requestId":"r","fills":[
        {"id":"a\"b","size":123456789012345678901234567890.10,"details":{"order":null}},
        {"id":true,"size":-1e-8,"details":{"order":[1,{"x":2}]}},
        {"details":{"order":"x"}}, 5]}
      """#
    let (_, cut, _) = try cut(text)
    #expect(
      cut.lines == [
        ["a\"b", "123456789012345678901234567890.10", nil, "r"],
        ["true", "-1e-8", "[1,{\"x\":2}]", "r"], [nil, nil, "x", "r"], [nil, nil, nil, "r"],
      ])
    #expect(cut.forms[0] == [.decoded, .number, .absent, .plain])
    #expect(cut.forms[1] == [.boolean, .number, .nested, .plain])
    #expect(cut.raw[2...] == [#"{"details":{"order":"x"}}"#, "5"])
  }

  @Test func `a format takes all its lists`() throws {
    let text = #"""
      {"transfers":[{"id":"t","sender":{}}],"other":1,
       "subaccount":{"address":"d1","assetPositions":{"USDC":{"symbol":"USDC","id":"0"}}}}
      """#
    try check(text, "moves", [["t", "d1"], ["0", "d1"]])
    #expect(try cut(text).1.lists == [0, 1])
  }

  @Test func `an array is read once, as the list that its element fits`() throws {
    let positions = Format.json(
      "positions", ["symbol|market", "size"],
      [
        JSONList(path: "positions[]", keys: ["symbol"]),
        JSONList(path: "positions[]", keys: ["market"]),
        JSONList(path: "fills[]", keys: ["id"]),
      ])
    for (text, lists) in [
      (#"{"positions":[{"market":"m","size":1}]}"#, [1]),
      (#"[{"market":"m","size":1},{"symbol":"s"}]"#, [1, 1]),
      (#"{"fills":[{"id":1}],"positions":[{"symbol":"m","size":1},{}]}"#, [2, 0, 0]),
      (#"{"positions":[],"fills":[]}"#, []),
      (#"{"positions":[{"other":1}],"fills":[{"id":1}]}"#, [0, 2]),
    ] {
      let source = try Given.source(text)
      let cut = try Cut(source, Ingest.recognise(source, among: [positions]))
      #expect(cut.lists == lists, "\(text)")
    }
  }

  @Test func `a list beside it that no format reads is said`() throws {
    let text = #"{"fills":[{"id":"1","size":2}],"rebates":[{"id":"9"}],"error":[]}"#
    try check(text, "fills", [["1", "2", nil, nil]], warnings: ["json-list-not-read"])
  }

  @Test func `lists in lists carry what stands above them`() throws {
    let text = #"""
      [{"date":"d1","postings":[
         {"account":"a","amounts":[{"quantity":{"mantissa":1}},{"quantity":{"mantissa":2}}]},
         {"account":"b","amounts":[]},{"account":"c"}]},
       {"date":"d2","postings":null}]
      """#
    try check(
      text, "journal",
      [["d1", "a", "1"], ["d1", "a", "2"], ["d1", "c", nil], ["d2", nil, nil]])
  }

  @Test func `an empty list is known by its name alone`() throws {
    try check(#"{"fills":[]}"#, "fills", [])
    try check(#"{"result":{"transfers":[]}}"#, "moves", [])
    let fault = try #require(try refusal("[]"))
    #expect(fault.code == "format-unknown")
    #expect(fault.hint.contains("format:"))
    try check("[]", forced: Self.v2, "v2", [])
    let twin = Format.json("twin", [], [JSONList(path: "fills[]", keys: ["x"])])
    let source = try Given.source(#"{"fills":[]}"#)
    #expect(
      faultCode { _ = try Ingest.recognise(source, among: [Self.fills, twin]) }
        == "format-ambiguous")
  }

  @Test func `keys that must not be there decide`() throws {
    #expect(try refusal(#"{"fills":[{"id":"1","size":2,"entry":3}]}"#)?.code == "format-unknown")
    try check(#"{"data":[{"id":"1","status":"ok"}]}"#, "v2", [["1"]])
  }

  @Test func `no format or another is said with the keys found`() throws {
    let fault = try #require(try refusal(#"{"fills":[{"id":1}],"x":{}}"#))
    #expect(fault.code == "format-unknown")
    #expect(fault.message.contains("'fills,x'"))
    #expect(fault.hint.contains("nearest: fills"))
    let forced = try #require(try refusal(#"{"fills":[{"id":1}]}"#, forced: Self.v2))
    #expect(forced.code == "format-mismatch")
  }

  @Test(arguments: [
    ("{\"fills\":[\n{\"id\":1,\"id\":2}]}", "json-duplicate-key", 2, 9),
    ("{\"fills\":[\n{\"id\":NaN}]}", "json-syntax", 2, 7),
    ("{\"fills\":[\n{\"id\":1}", "json-truncated", 2, 9),
    ("{\"fills\":[]}\nx", "json-syntax", 2, 1),
  ])
  func `a damaged document is refused where it is damaged`(
    text: String, code: String, line: Int, column: Int
  ) throws {
    let fault = try #require(try refusal(text))
    #expect(fault.code == code)
    #expect((fault.place.line, fault.place.column) == (line, column))
  }

  @Test(arguments: [
    (#"{"pageSize":1,"totalResults":3,"offset":0,"fills":[{"id":"1","size":2}]}"#, true),
    (#"{"result":{"totalResults":2,"fills":[{"id":"1","size":2}]}}"#, true),
    (#"{"totalResults":99999999999999999999,"fills":[{"id":"1","size":2}]}"#, true),
    (#"{"totalResults":1,"fills":[{"id":"1","size":2}]}"#, false),
    (#"{"totalResults":0,"fills":[{"id":"1","size":2}]}"#, false),
  ])
  func `a page that is not all is said`(text: String, isSaid: Bool) throws {
    try check(text, "fills", [["1", "2", nil, nil]], warnings: isSaid ? ["page-incomplete"] : [])
  }

  @Test func `JSON lines are read one by one, a bad one alone is refused`() throws {
    let text = """
      {"ref":"1","amount":0.10}\r
      \t
      {"ref":"2","amount":
      [1]
      {"ref":"3","ref":"4"}
      {"amount":"5"}
      """
    let (name, cut, _) = try cut(text)
    #expect(name == "dump")
    #expect(cut.lines == [["1", "0.10"], [nil, "5"]])
    #expect(cut.outcome.linesRead == 5)
    #expect(cut.outcome.blank == 1)
    let refused = cut.outcome.refused
    #expect(
      refused.map(\.diagnostic.code) == [
        "json-truncated", "json-line-not-object", "json-duplicate-key",
      ])
    #expect(refused.map(\.diagnostic.place.line) == [3, 4, 5])
    #expect(cut.raw == [#"{"ref":"1","amount":0.10}"#, #"{"amount":"5"}"#])
  }

  @Test func `one line alone and a document are read by the same format`() throws {
    try check(#"{"ref":"1","amount":2}"#, "dump", [["1", "2"]])
    try check(
      "[{\"ref\":\"1\",\"amount\":2},\n{\"ref\":\"3\"}]", "dump", [["1", "2"], ["3", nil]])
  }

  @Test func `a bad first line does not hide the others`() throws {
    let (_, cut, _) = try cut("{\"ref\":\"1\"\n{\"ref\":\"2\",\"amount\":2}\n")
    #expect(cut.lines == [["2", "2"]])
    #expect(cut.outcome.refused.count == 1)
  }

  @Test func `many lines are given in batches`() throws {
    let count = Ingest.batchLines + 1
    let objects = (0..<count).map { "{\"ref\":\"\($0)\",\"amount\":\($0)}" }
    for text in [objects.joined(separator: "\n"), "[" + objects.joined(separator: ",") + "]"] {
      let (_, cut, _) = try cut(text)
      #expect(cut.batches == [Ingest.batchLines, 1])
      #expect(cut.lines.last == ["\(count - 1)", "\(count - 1)"])
    }
  }
}
