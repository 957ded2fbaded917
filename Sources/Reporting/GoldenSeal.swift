import Documents

/// What the golden tables were when they were last updated: a check sum of every cell, in `checksums.csv`.
///
/// Estimates may differ between processors in their last digits, so numbers are compared with a tolerance; a golden folder
/// that somebody has edited must not pass for that. Its own digits are therefore held to their sums.
struct GoldenSeal {
  static let file = "checksums.csv"
  private static let header = ["table", "row", "column", "sum"]

  private let sums: [GoldenTable.Key: String]

  /// - Throws: ``GoldenError`` with the line for what is no such file.
  init(file path: String) throws(GoldenError) {
    let records = try GoldenRecords(path)
    guard records.header == Self.header else {
      throw .wrongContent(file: path, line: 1, problem: "the header is not \(Self.header.joined(separator: ","))")
    }
    var sums: [GoldenTable.Key: String] = [:]
    for record in records.records {
      sums[GoldenTable.Key(parts: Array(record.fields.dropLast()))] = record.fields.last!
    }
    self.sums = sums
  }

  /// Cells of a golden table that are not what they were; each has a key of its own.
  func alteredKeys(of table: GoldenTable) -> [GoldenTable.Key] {
    table.keys.filter { sums[$0] != Self.sum(of: $0, table) }
  }

  /// The text of the file for some tables.
  static func text(_ tables: [GoldenTable]) -> String {
    let records = tables.flatMap { table in table.keys.map { $0.parts + [sum(of: $0, table)] } }
    return CSVText.text([header] + records)
  }

  /// 32 bits of the digest of the cell's key and fields: one changed digit in four thousand million passes.
  private static func sum(of key: GoldenTable.Key, _ table: GoldenTable) -> String {
    let fields = key.parts + table.fields.map { table.records[key]![$0]! }
    return String(SHA256.hexDigest(of: CSVText.text([fields]).utf8).prefix(8))
  }
}
