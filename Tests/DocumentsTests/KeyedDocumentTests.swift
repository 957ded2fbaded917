import Documents
import Testing

@Suite struct KeyedDocumentTests {
  private static let known = ["ids", "strata", "fpc", "weights"]

  private func design(_ text: String) throws -> KeyedDocument {
    let node = try DocumentParser.json("{\"design\":\n\(text)}", file: "case.json").mapping()[0].value
    return try KeyedDocument(node, known: KeyedDocumentTests.known, ignored: ["notes"])
  }

  @Test func knownAndIgnoredKeysAreAccepted() throws {
    let keyed = try design(#"{"fpc": ["N"], "notes": 1, "ids": "psu", "weights": null}"#)
    #expect(keyed.keys == ["fpc", "ids", "weights"])
    #expect(try keyed.required("ids").strings(orSingle: true) == ["psu"])
    #expect(keyed.optional("strata") == nil)
    #expect(keyed.optional("weights")?.isNull == true)
  }

  @Test func unknownKeyNamesTheNearestAndAll() {
    let error = #expect(throws: DocumentError.self) { try design("{\"ids\": [],\n \"wieghts\": 1}") }
    #expect(
      error?.description == "case.json:3: design has the unknown key 'wieghts'; did you mean 'weights'? "
        + "Allowed: ids, strata, fpc, weights")
    #expect(error?.kind == .unknownKey(key: "wieghts", nearest: "weights", known: KeyedDocumentTests.known))
  }

  @Test func missingKeyNamesItsMapping() throws {
    let keyed = try design("{}")
    let error = #expect(throws: DocumentError.self) { try keyed.required("ids") }
    #expect(error?.description == "case.json:2: design lacks the key 'ids'; add it")
  }

  @Test func aListIsNoMapping() {
    let error = #expect(throws: DocumentError.self) { try design("[1, 2]") }
    #expect(error?.description == "case.json:2: design is a list of 2 values; write an object with keys")
  }
}
