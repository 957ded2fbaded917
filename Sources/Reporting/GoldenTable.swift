/// A CSV file of an output or a golden folder, with its records by key.
struct GoldenTable {
  struct Key: Hashable {
    let parts: [String]

    var text: String { parts.joined(separator: " ") }
  }

  static let numberFields = ["value", "se", "cv", "lower", "upper", "n"]
  private static let keyFields = ["table", "row", "column"]

  let fields: [String]
  /// In the order of the file.
  let keys: [Key]
  let records: [Key: [String: String]]

  /// - Throws: ``GoldenError/malformed`` with the line, also for a key that stands twice, a header that is not that of a
  ///   table file, and a number that is none.
  init(tableFile bytes: [UInt8], file: String) throws(GoldenError) {
    let csv = try CSVRecords(bytes, file: file)
    guard csv.header == CSVTableRenderer.header else {
      throw .malformed(
        file: file, line: 1, problem: "the header is not \(CSVTableRenderer.header.joined(separator: ","))")
    }
    try self.init(csv, keyFields: Self.keyFields, file: file)
    for record in csv.records { try Self.checkNumbers(record, csv.header, file: file) }
  }

  /// The text of a finding is part of its key, so that a changed text is one finding less and another more.
  init(findingsFile bytes: [UInt8], file: String) throws(GoldenError) {
    let csv = try CSVRecords(bytes, file: file)
    guard csv.header == FindingsFile.header else {
      throw .malformed(file: file, line: 1, problem: "the header is not \(FindingsFile.header.joined(separator: ","))")
    }
    try self.init(csv, keyFields: FindingsFile.header, file: file)
  }

  private init(_ csv: CSVRecords, keyFields: [String], file: String) throws(GoldenError) {
    var (keys, records) = ([Key](), [Key: [String: String]]())
    for record in csv.records {
      let values = Dictionary(uniqueKeysWithValues: zip(csv.header, record.fields))
      let key = Key(parts: keyFields.map { values[$0]! })
      guard records.updateValue(values, forKey: key) == nil else {
        throw .malformed(file: file, line: record.line, problem: "\(key.text) stands twice")
      }
      keys.append(key)
    }
    (fields, self.keys, self.records) = (csv.header.filter { !keyFields.contains($0) }, keys, records)
  }

  private static func checkNumbers(_ record: CSVRecords.Record, _ header: [String], file: String) throws(GoldenError) {
    for (name, text) in zip(header, record.fields) where numberFields.contains(name) && !text.isEmpty {
      guard let number = Double(text), number.isFinite else {
        throw .malformed(file: file, line: record.line, problem: "\(name) is \"\(text)\", which is no number")
      }
    }
  }
}

extension CSVRecords {
  fileprivate init(_ bytes: [UInt8], file: String) throws(GoldenError) {
    do throws(CSVFailure) {
      self = try CSVRecords(bytes)
    } catch {
      throw .malformed(file: file, line: error.line, problem: error.problem)
    }
  }
}
