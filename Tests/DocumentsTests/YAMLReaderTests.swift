import Documents
import Testing

@Suite struct YAMLReaderTests {
  private func parse(_ text: String) throws -> DocumentNode { try DocumentParser.yaml(text, file: "t.yaml") }

  private func failure(_ text: String) -> DocumentError? {
    #expect(throws: DocumentError.self) { try parse(text) }
  }

  @Test(arguments: [
    "no", "on", "yes", "off", "12:30", "1_000", "0b1", "2019-01-01", "1e", ".", "+", "0o8", "-0x1", "<<",
  ])
  func wordsOfTheOlderSchemaStayText(text: String) throws {
    #expect(try parse(text).string() == text)
  }

  @Test(
    arguments: [
      ("2019", 2019), ("0130", 130), ("-1.5e3", -1500), (".5", 0.5), ("5.", 5), ("+7", 7), ("0x1F", 31), ("0o17", 15),
    ] as [(String, Double)])
  func numbersKeepTheirText(text: String, value: Double) throws {
    let node = try parse(text)
    #expect(try node.double() == value)
    #expect(try node.text() == text)
  }

  @Test(arguments: ["'2019'", "\"2019\"", "!!str 2019", "|-\n  2019"])
  func quotedNumbersAreText(text: String) throws {
    #expect(try parse(text).string() == "2019")
  }

  @Test func constantsOfTheCoreSchema() throws {
    let node = try parse("[true, False, null, ~, , .inf, -.INF, .nan, 'true']".replacing(", ,", with: ", !!str '',"))
    let values = try node.sequence()
    #expect(try values[0].bool() && !values[1].bool())
    #expect(values[2].isNull && values[3].isNull)
    #expect(throws: DocumentError.self) { try values[5].double() }
    #expect(throws: DocumentError.self) { try values[7].double() }
    #expect(try values[8].string() == "true")
  }

  @Test func everyNodeKnowsItsPlaceAndPath() throws {
    let rows = try parse("# 深圳\nrows:\n  - name: a\n  - name: 出口\n    unit: 万元\n").mapping()[0].value
    let unit = try rows.sequence()[1].mapping()[1].value
    #expect(unit.path == "rows[1].unit")
    #expect(unit.location == SourceLocation(file: "t.yaml", line: 5, column: 11))
  }

  @Test func aliasesRepeatTheirAnchor() throws {
    let root = try parse("a: &x [1, 2]\nb: *x\n")
    let copy = try root.mapping()[1].value
    #expect(try copy.doubles() == [1, 2])
    #expect(copy.path == "b" && copy.location.line == 1)
  }

  @Test func aliasesCannotBlowUp() {
    let bomb = (1...9).map {
      "a\($0): &a\($0) [\(Array(repeating: "*a\($0 - 1)", count: 9).joined(separator: ", "))]\n"
    }
    #expect(failure("a0: &a0 x\n" + bomb.joined())?.description.contains("too large") == true)
  }

  @Test func emptyDocumentIsNull() throws {
    #expect(try parse("").isNull)
    #expect(try parse("# nothing\n").isNull)
  }

  @Test(arguments: [
    ("a: 1\nb: 2\na: 3\n", 1, 3), ("t:\n  - x: {k: 1}\n    'x': 2\n", 2, 3), ("{a: 1, b: 2,\n a: 3}", 1, 2),
    ("p: {a: 1, a: 2}\nq: {a: 1, a: 2}", 1, 1), ("a: 1\nb: 1\n\nb: 1\n1: 2\n\"1\": 2\n1: 3", 5, 6),
  ])
  func duplicateKeyNamesBothLines(text: String, first: Int, second: Int) throws {
    let error = try #require(failure(text))
    guard case .duplicateKey(_, let line) = error.kind else { throw error }
    #expect(line == first)
    #expect(error.line == second)
  }

  @Test(arguments: [
    ("a: 1\n\tb: 2\n", 2), ("a: [1, 2\nb: 3\n", 2), ("a: *none\n", 1), ("a: 1\n--- \nb: 2\n", 2), ("a: 'x\n", 2),
    ("ok: 1\n? [1, 2]\n: 3\n", 2), ("ok: 1\na: !color red\n", 2), ("a: b: c\n", 1), ("a: 1\nb: \u{7}\n", 2),
  ])
  func malformedTextNamesItsLine(text: String, line: Int) throws {
    let error = try #require(failure(text))
    guard case .syntax = error.kind else { throw error }
    #expect(error.line == line)
  }
}
