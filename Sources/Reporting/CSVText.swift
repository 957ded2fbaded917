import Documents

/// Writes records as RFC 4180 says, except that lines end with a single line feed.
package enum CSVText {
  package static func text(_ records: some Sequence<[String]>) -> String {
    records.map { $0.map(quoted).joined(separator: ",") + "\n" }.joined()
  }

  /// The shortest decimal that reads back as the same double; empty for none.
  package static func number(_ value: Double?) -> String { value.map(JSONWriter.decimal) ?? "" }

  private static func quoted(_ field: String) -> String {
    guard field.utf8.contains(where: { ",\"\n\r".utf8.contains($0) }) else { return field }
    // By scalar: a combining mark after the quote would hide it from a search by character.
    return "\"" + field.unicodeScalars.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\""
  }
}
