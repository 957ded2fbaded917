import Documents
import Testing

@Suite struct TypedValuesTests {
  private enum Method: String, CaseIterable { case taylor, replicate, twophase }

  private func node(_ text: String) throws -> DocumentNode {
    try DocumentParser.json("{\"x\": \(text)}", file: "f.json").mapping()[0].value
  }

  private func failure(_ text: String, _ read: (DocumentNode) throws -> Void) -> String? {
    let error = #expect(throws: DocumentError.self) { try read(node(text)) }
    #expect(error?.path.hasPrefix("x") == true)
    return error?.description
  }

  @Test func valuesComeBackAsTheirTypes() throws {
    #expect(try node("\"a\"").string() == "a")
    #expect(try node("2.5").double() == 2.5)
    #expect(try node("true").bool())
    #expect(try node("[\"a\", \"b\"]").strings() == ["a", "b"])
    #expect(try node("[1, 2.5]").doubles() == [1, 2.5])
    #expect(try node("1").doubles(orSingle: true) == [1])
    #expect(try node("\"replicate\"").choice(of: Method.self) == .replicate)
    #expect(try node("\"b\"").choice(of: ["a", "b"]) == "b")
  }

  @Test(arguments: [
    ("3", 3), ("-3.0", -3), ("3e2", 300), ("9223372036854775807", Int.max), ("9007199254740993", 9_007_199_254_740_993),
  ])
  func wholeNumbersAreExact(text: String, value: Int) throws {
    #expect(try node(text).int() == value)
  }

  @Test(arguments: ["3.5", "1e30", "92233720368547758080"])
  func otherNumbersAreNotWhole(text: String) {
    #expect(failure(text) { _ = try $0.int() } == "f.json:1: x is \(text); write a whole number")
  }

  @Test func errorsSayWhatWasFoundAndWhatToWrite() {
    #expect(failure("3") { _ = try $0.string() } == "f.json:1: x is 3; write a text in quotes")
    #expect(failure("\"3\"") { _ = try $0.double() } == "f.json:1: x is \"3\"; write a number")
    #expect(failure("null") { _ = try $0.double() } == "f.json:1: x is null; write a number or leave the key out")
    #expect(failure("0") { _ = try $0.bool() } == "f.json:1: x is 0; write true or false")
    #expect(failure("{\"a\": 1}") { _ = try $0.sequence() } == "f.json:1: x is an object with 1 key; write a list")
    #expect(failure("\"a\"") { _ = try $0.strings() } == "f.json:1: x is \"a\"; write a list of texts")
    #expect(failure("[1, \"a\"]") { _ = try $0.doubles() } == "f.json:1: x[1] is \"a\"; write a number")
    #expect(
      failure("\"tailor\"") { _ = try $0.choice(of: Method.self) }
        == "f.json:1: x is \"tailor\"; did you mean 'taylor'? Allowed: taylor, replicate, twophase")
    #expect(
      failure("1.5") { throw $0.invalid(expected: "a number in (0, 1)") }
        == "f.json:1: x is 1.5; write a number in (0, 1)")
  }
}
