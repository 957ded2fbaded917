/// Reads the CSV files that this module writes, with the line of every record.
package struct CSVRecords: Sendable, Hashable {
  package struct Record: Sendable, Hashable {
    /// Counted from 1; the first line of a record that spans several.
    package let line: Int
    package let fields: [String]
  }

  package let header: [String]
  package let records: [Record]

  /// - Throws: ``CSVFailure`` for text that is not UTF-8, a quote that is not closed or stands inside a plain field, and a
  ///   record whose length differs from that of the header.
  package init(_ bytes: [UInt8]) throws(CSVFailure) {
    var scanner = CSVScanner(bytes)
    let all = try scanner.records()
    guard let first = all.first else { throw CSVFailure(line: 1, problem: "the file is empty") }
    header = first.fields
    records = Array(all.dropFirst())
    for record in records where record.fields.count != header.count {
      throw CSVFailure(line: record.line, problem: "\(record.fields.count) fields where the header has \(header.count)")
    }
  }
}

/// Text that is not CSV.
package struct CSVFailure: Error, Hashable, Sendable {
  package let line: Int
  package let problem: String
}

/// One pass over the bytes; multi-byte characters hold no byte of a separator.
private struct CSVScanner {
  private let bytes: [UInt8]
  private var place = 0
  private var line = 1

  init(_ bytes: [UInt8]) {
    self.bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
  }

  private var isAtEnd: Bool { place == bytes.count }

  mutating func records() throws(CSVFailure) -> [CSVRecords.Record] {
    var records: [CSVRecords.Record] = []
    while !isAtEnd { records.append(try record()) }
    return records
  }

  private mutating func record() throws(CSVFailure) -> CSVRecords.Record {
    let first = line
    var fields = [try field()]
    while take(",") { fields.append(try field()) }
    _ = take("\r")
    guard take("\n") || isAtEnd else { throw failure("text after a closing quote, or a lone carriage return") }
    line += 1
    return CSVRecords.Record(line: first, fields: fields)
  }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard !isAtEnd, bytes[place] == UInt8(ascii: scalar) else { return false }
    place += 1
    return true
  }

  private mutating func field() throws(CSVFailure) -> String {
    take("\"") ? try quotedField() : try plainField()
  }

  private mutating func plainField() throws(CSVFailure) -> String {
    let rest = bytes[place...]
    let field = rest.prefix { !",\r\n".utf8.contains($0) }
    guard !field.contains(UInt8(ascii: "\"")) else { throw failure("a quote inside a field that is not quoted") }
    place = field.endIndex
    return try text(field)
  }

  private mutating func quotedField() throws(CSVFailure) -> String {
    let first = line
    var field: [UInt8] = []
    while true {
      guard !isAtEnd else { throw CSVFailure(line: first, problem: "a quoted field that does not end") }
      if take("\"") {
        guard take("\"") else { return try text(field[...]) }
        field.append(UInt8(ascii: "\""))
        continue
      }
      if bytes[place] == UInt8(ascii: "\n") { line += 1 }
      field.append(bytes[place])
      place += 1
    }
  }

  private func text(_ field: ArraySlice<UInt8>) throws(CSVFailure) -> String {
    guard let text = String(validating: field, as: UTF8.self) else { throw failure("text that is not UTF-8") }
    return text
  }

  private func failure(_ problem: String) -> CSVFailure { CSVFailure(line: line, problem: problem) }
}
