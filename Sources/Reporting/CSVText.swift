import Documents

/// Writes records as RFC 4180 says, except that lines end with a single line feed.
package enum CSVText {
  package static func text(_ records: some Sequence<[String]>) -> String {
    records.map { $0.map(field).joined(separator: ",") + "\n" }.joined()
  }

  /// The shortest decimal that reads back as the same double; empty for none.
  package static func number(_ value: Double?) -> String { value.map(JSONWriter.decimal) ?? "" }

  /// A field as it stands in a record: in quotes where it needs them.
  package static func field(_ field: String) -> String {
    guard field.utf8.contains(where: needsQuotes) else { return field }
    // By scalar: a combining mark after the quote would hide it from a search by character.
    return "\"" + field.unicodeScalars.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\""
  }

  /// A comma, a quote, or the end of a line.
  private static func needsQuotes(_ byte: UInt8) -> Bool {
    byte == 0x2C || byte == 0x22 || byte == 0x0A || byte == 0x0D
  }
}
