/// A CSV file of an output or a golden folder, with its records by key.
struct GoldenTable {
  struct Key: Hashable {
    let parts: [String]
  }

  static let numberFields = ["value", "se", "cv", "lower", "upper", "n"]
  private static let keyFields = ["table", "row", "column"]

  let fields: [String]
  /// In the order of the file.
  let keys: [Key]
  let records: [Key: [String: String]]

  /// - Throws: ``GoldenError`` with the line for text that is not CSV, a header that is not that of a table file, a key that
  ///   stands twice, and a number that is none.
  init(tableFile path: String) throws(GoldenError) {
    try self.init(path, header: CSVTableRenderer.header, keyFields: Self.keyFields)
  }

  /// The text of a finding is part of its key, so that a changed text is one finding less and another more.
  init(findingsFile path: String) throws(GoldenError) {
    try self.init(path, header: FindingsFile.header, keyFields: FindingsFile.header)
  }

  private init(_ path: String, header: [String], keyFields: [String]) throws(GoldenError) {
    let file = try GoldenRecords(path)
    guard file.header == header else {
      throw .wrongContent(file: path, line: 1, problem: "the header is not \(header.joined(separator: ","))")
    }
    var (keys, records) = ([Key](), [Key: [String: String]]())
    for record in file.records {
      let values = Dictionary(uniqueKeysWithValues: zip(header, record.fields))
      let key = Key(parts: keyFields.map { values[$0]! })
      let problem =
        Self.textForNumber(values) ?? (records[key] == nil ? nil : "\(key.parts.joined(separator: " ")) stands twice")
      if let problem { throw .wrongContent(file: path, line: record.line(), problem: problem) }
      records[key] = values
      keys.append(key)
    }
    (fields, self.keys, self.records) = (header.filter { !keyFields.contains($0) }, keys, records)
  }

  /// What is wrong with the first number field that holds other text.
  private static func textForNumber(_ values: [String: String]) -> String? {
    for name in numberFields {
      guard let text = values[name], !text.isEmpty, Double(text)?.isFinite != true else { continue }
      return "\(name) is \"\(text)\", which is no number"
    }
    return nil
  }
}
