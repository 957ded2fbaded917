/// A small file of comma-separated values, all fields as text, as facts and lists are kept.
public struct TextTable: Sendable {
  public let path: String
  /// The names of the header, in order.
  public let columnNames: [String]
  public let rowCount: Int
  private let columns: [String: [String]]

  /// - Throws: ``MicrodataError`` where the file cannot be read, or is not CSV.
  public init(path: String) throws { try self.init(CSVFile(path: path)) }

  /// A list that is part of the program.
  /// - Parameter name: How errors name it.
  package init(bundled name: String, bytes: [UInt8]) throws {
    try self.init(CSVFile(Transcript(name: name, csv: bytes)))
  }

  private init(_ file: CSVFile) throws {
    let read = try file.readAll(columns: file.columnNames.map { ColumnSpec(name: $0, kind: .factor) })
    var columns: [String: [String]] = [:]
    for case (let name, .factor(let factor)) in zip(file.columnNames, read) {
      columns[name] = factor.codes.map { $0 < 0 ? "" : factor.levels[Int($0)] }
    }
    path = file.path
    self.columns = columns
    columnNames = file.columnNames
    rowCount = columns.values.first?.count ?? 0
  }

  public func has(_ column: String) -> Bool { columns[column] != nil }

  /// The field as it stands in the file; empty where the column is missing. Rows count from 0.
  public func text(_ column: String, _ row: Int) -> String { columns[column]?[row] ?? "" }
}
