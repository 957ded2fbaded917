import Documents
import Microdata
import Reporting

/// A folder of published tables: CSV files of facts, `relations.yml` and `claims.csv`.
///
/// A file of facts has the columns `id`, `value` and `unit`, and may have `section, table, measure` (or `series`), `year` and
/// `qualifier`; what is no column of the format is a key. Other CSV files are left out. Never read: `reading`, `flag` and
/// `note`, which are answers.
public struct AuditFolder: Sendable {
  public let path: String
  public let tables: PublishedTables
  public let relations: AuditRelations
  public let claims: [Claim]
  /// Files of facts, without their ending.
  public let files: [String]

  private static let relationsFile = "relations.yml"
  private static let claimsFile = "claims.csv"

  public init(path: String) throws(AuditError) {
    let names = try Self.names(path)
    var (cells, files) = ([PublishedCell](), [String]())
    for name in names where name.hasSuffix(".csv") && name != Self.claimsFile {
      guard let table = try FactFile(path: "\(path)/\(name)", name: String(name.dropLast(4))) else { continue }
      cells += try table.cells()
      files.append(table.name)
    }
    guard cells.contains(where: { $0.numeral != nil }) else { throw .noNumbers(folder: path) }
    relations =
      names.contains(Self.relationsFile)
      ? try Self.relations("\(path)/\(Self.relationsFile)") : .inferred(from: cells)
    claims = names.contains(Self.claimsFile) ? try Self.claims("\(path)/\(Self.claimsFile)") : []
    tables = PublishedTables(cells: cells, synonyms: relations.synonyms)
    (self.path, self.files) = (path, files)
  }

  public func audit() -> PublishedAudit { PublishedAudit(tables, relations, claims: claims) }

  private static func names(_ path: String) throws(AuditError) -> [String] {
    do { return try FileSystem.names(in: path) } catch { throw .unreadable(path: path, reason: error.reason) }
  }

  private static func relations(_ path: String) throws(AuditError) -> AuditRelations {
    let bytes: [UInt8]
    do { bytes = try FileSystem.read(path) } catch { throw .unreadable(path: path, reason: error.reason) }
    do { return try AuditRelations(decoding: DocumentParser.yaml(bytes, file: path)) } catch { throw .relations(error) }
  }

  private static func claims(_ path: String) throws(AuditError) -> [Claim] {
    let table = try FactFile.read(path)
    for column in ["statement", "table", "relation", "measure"] where !table.has(column) {
      throw .missingColumn(file: path, column: column)
    }
    return try (0..<table.rowCount).map { row throws(AuditError) in
      try Claim(file: path, row: row) { table.text($0, row) }
    }
  }
}

/// One file of facts.
struct FactFile {
  let name: String
  private let table: TextTable

  /// Columns of the format; every other column is a key.
  private static let columns = [
    "id", "section", "table", "label_zh", "label_en", "line", "year", "measure", "series", "qualifier", "printed",
    "quote", "value", "value_low", "value_high", "reading", "unit", "unit_zh", "flag", "note", "rank", "order", "list",
    "lower_inclusive", "upper_inclusive",
  ]

  /// nil where the file is none of facts.
  init?(path: String, name: String) throws(AuditError) {
    table = try Self.read(path)
    guard ["id", "value", "unit"].allSatisfy(table.has) else { return nil }
    self.name = name
  }

  static func read(_ path: String) throws(AuditError) -> TextTable {
    do { return try TextTable(path: path) } catch let error as MicrodataError { throw .malformed(error) } catch {
      throw .unreadable(path: path, reason: "\(error)")
    }
  }

  func cells() throws(AuditError) -> [PublishedCell] {
    let keyColumns = table.columnNames.filter { !Self.columns.contains($0) }
    return try (0..<table.rowCount).map { row throws(AuditError) in try cell(row, keyColumns) }
  }

  private func cell(_ row: Int, _ keyColumns: [String]) throws(AuditError) -> PublishedCell {
    let keys = keyColumns.map { PublishedCell.Key($0, table.text($0, row)) }.filter { !$0.level.isEmpty }
    let measure = table.has("measure") ? table.text("measure", row) : table.text("series", row)
    return PublishedCell(
      id: table.text("id", row), file: name, section: table.text("section", row), table: table.text("table", row),
      measure: measure, year: table.text("year", row), keys: keys, qualifier: table.text("qualifier", row),
      unit: PublishedUnit(table.text("unit", row)), numeral: try numeral(row))
  }

  private func numeral(_ row: Int) throws(AuditError) -> PrintedNumeral? {
    let text = table.text("value", row)
    guard !text.isEmpty else { return nil }
    guard let numeral = PrintedNumeral(text) else {
      throw .notANumber(file: table.path, line: row + 2, value: text)
    }
    return numeral
  }
}
