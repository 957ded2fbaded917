import Documents
import Testing

@Suite struct JSONParserTests {
  private func parse(_ text: String) throws -> DocumentNode { try DocumentParser.json(text, file: "case.json") }

  private func failure(_ text: String) -> DocumentError? {
    #expect(throws: DocumentError.self) { try parse(text) }
  }

  @Test func everyNodeKnowsItsPlaceAndPath() throws {
    let root = try parse("{\n \"design\": {\"fpc\": [\"N\", 2]},\r\n \"省\": \"深圳\", \"a.b\": [[1]]}")
    let design = try root.mapping()[0].value
    let second = try design.mapping()[0].value.sequence()[1]
    #expect(second.path == "design.fpc[1]")
    #expect(second.location == SourceLocation(file: "case.json", line: 2, column: 26))
    let last = try root.mapping()[2].value.sequence()[0].sequence()[0]
    #expect(last.path == "[\"a.b\"][0][0]")
    #expect(last.location == SourceLocation(file: "case.json", line: 3, column: 22))
  }

  @Test func mappingsKeepTheOrderOfTheFile() throws {
    let keys = try parse(#"{"z": 1, "a": 2, "\u00e9": 3, "e\u0301": 4, "m": 5}"#).mapping().map(\.key)
    #expect(keys.map { Array($0.utf8) } == ["z", "a", "\u{e9}", "e\u{301}", "m"].map { Array($0.utf8) })
  }

  @Test(
    arguments: [
      ("0", 0), ("-0", -0.0), ("197", 197), ("3687177.532438278", 3687177.532438278), ("1e-5", 1e-5), ("2E+3", 2000),
      ("9007199254740993", 9_007_199_254_740_992), ("4.9e-324", .leastNonzeroMagnitude), ("1e-400", 0),
      ("1.7976931348623157e308", .greatestFiniteMagnitude),
      ("0.1000000000000000055511151231257827021181583404541015625", 0.1),
      ("2.2250738585072011e-308", Double.leastNormalMagnitude.nextDown),
    ] as [(String, Double)])
  func numbersAreCorrectlyRoundedAndKeepTheirText(text: String, value: Double) throws {
    let node = try parse(text)
    guard case .number(let number, text) = node.value else { throw node.invalid(expected: "a number") }
    #expect(number.bitPattern == value.bitPattern)
  }

  @Test func escapesGiveTheirCharacters() throws {
    #expect(try parse(#""\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00\u6df1""#).string() == "\"\\/\u{8}\u{c}\n\r\té😀深")
  }

  @Test func byteOrderMarkIsSkipped() throws {
    #expect(try DocumentParser.json([0xEF, 0xBB, 0xBF, 0x31], file: "f").int() == 1)
  }

  @Test func duplicateKeyNamesBothLines() {
    let error = failure("{\"a\": {\n \"b\": 1,\n \"c\": 2,\n \"\\u0062\": 3}}")
    #expect(error?.kind == .duplicateKey(key: "b", firstLine: 2))
    #expect(error?.line == 4 && error?.column == 2)
    #expect(error?.description == "case.json:4: a has the key 'b' twice, on line 2 and on line 4; keep one of the two")
  }

  @Test(arguments: [
    ("", "the document is empty"), (" \n", "the document is empty"), ("{} {}", "'{' follows the end of the document"),
    ("[1,]", "a comma stands before ']'"), ("{\"a\":1,}", "a comma stands before '}'"),
    ("[1 2]", "'2' stands where ',' or ']' is expected"), ("[1", "the end of the file stands where ',' or ']'"),
    ("{a: 1}", "'a' stands where a key is expected"), ("{\"a\" 1}", "'1' follows the key 'a'"),
    ("{\"a\":}", "'}' stands where a value is expected"), ("'a'", "''' stands where a value is expected"),
    ("深", "'深' stands where a value is expected"), ("// a\n1", "'/' stands where a value is expected"),
    ("01", "a number starts with 0"), ("-", "the end of the file stands where a digit"), ("1.", "stands where a digit"),
    (".5", "'.' stands where a value is expected"), ("+1", "'+' stands"), ("1e", "stands where a digit is expected"),
    ("1e999", "the number 1e999 is too large for a double"), ("NaN", "'NaN' is no JSON value"),
    ("Infinity", "'Infinity' is no JSON value"), ("True", "'True' is no JSON value"), ("0x10", "'x' follows the end"),
    ("\"a", "the file ends inside a text"), ("\"a\n\"", "the end of the line stands inside a text"),
    ("\"\t\"", "a control character stands inside a text"), (#""\x""#, #"\'x' is no escape"#),
    ("\"\\", "the file ends inside a text"), (#""\u12""#, "four hexadecimal digits"),
    (#""\u+123""#, "four hexadecimal"),
    (#""\ud800""#, "half of a surrogate pair"), (#""\ud800\u0041""#, "half of a"), (#""\udc00\ud800""#, "half of a"),
  ])
  func malformedTextIsRefused(text: String, problem: String) throws {
    let error = try #require(failure(text))
    guard case .syntax(let found, _) = error.kind else { throw error }
    #expect(found.contains(problem))
  }

  @Test func syntaxErrorNamesLineAndColumn() {
    let error = failure("{\n  \"a\": \"深圳\", \"b\" 1\n}")
    #expect(error?.line == 2 && error?.column == 18)
  }

  @Test func nestingIsLimited() throws {
    let deepest = DocumentParser.maximumDepth
    #expect(throws: Never.self) {
      try parse(String(repeating: "[", count: deepest) + String(repeating: "]", count: deepest))
    }
    #expect(failure(String(repeating: "[", count: 1_000_000))?.column == deepest + 1)
  }

  @Test func invalidBytesNameTheirLine() {
    let error = #expect(throws: DocumentError.self) {
      try DocumentParser.json(Array("[\n\"é".utf8) + [0xC0, 0xAF], file: "f.json")
    }
    #expect(error?.line == 2 && error?.column == 3)
    #expect(error?.description == "f.json:2: the byte 0xC0 is not valid UTF-8; save the file as UTF-8")
    let wide = #expect(throws: DocumentError.self) { try DocumentParser.json([0xFF, 0xFE, 0x31, 0], file: "f.json") }
    #expect(wide?.description == "f.json:1: the file is UTF-16; save it as UTF-8")
  }
}
