import DataFiles
import Documents
import Microdata

/// A small table that a scenario names, CSV or sheet of a workbook: fields as text, numbers with the place of what is none.
struct LinkageTable {
  /// As errors name it.
  let path: String
  /// Names by which columns are asked for.
  let columns: [String]
  let rowCount: Int
  private let fields: [String: [String]]
  private let file: CSVFile

  /// - Parameter names: Other names that columns may have in the file, each with the one by which it is asked for.
  init(_ reference: String, names: KeyValuePairs<String, String> = [:]) throws(LinkageError) {
    let read: [Column]
    do {
      file = try CSVFile(dataFile: reference)
      read = try file.readAll(columns: file.columnNames.map { ColumnSpec(name: $0, kind: .factor) })
    } catch let error as MicrodataError {
      throw .file(error)
    } catch { throw .rows(file: reference, line: nil, problem: "\(error)") }
    path = file.path
    columns = file.columnNames.map(names.standard)
    if let twice = columns.first(where: { [columns] name in columns.count { $0 == name } > 1 }) {
      throw .rows(file: path, line: 1, problem: "the column \(twice) is there under two names; keep one of them")
    }
    fields = Dictionary(uniqueKeysWithValues: zip(columns, read.map(Self.texts)))
    rowCount = fields[columns[0]]!.count
  }

  private static func texts(_ column: Column) -> [String] {
    guard case .factor(let factor) = column else { return [] }
    return factor.codes.map { $0 < 0 ? "" : factor.levels[Int($0)] }
  }

  func has(_ column: String) -> Bool { fields[column] != nil }

  /// - Throws: The error of a missing column, with the nearest that is there.
  func require(_ names: [String]) throws(LinkageError) {
    for name in names where !has(name) {
      throw .file(
        MicrodataError(
          .missingColumn(nearest: nearest(to: name, among: columns), columns: columns), file: path, line: 1,
          column: name)
      )
    }
  }

  /// - Throws: An error for the first column that is none of these, with the nearest.
  func allow(_ names: [String]) throws(LinkageError) {
    guard let unknown = columns.first(where: { !names.contains($0) }) else { return }
    let near = nearest(to: unknown, among: names).map { "did you mean '\($0)'? " } ?? ""
    throw .rows(
      file: path, line: 1,
      problem: "the unknown column '\(unknown)'; \(near)Columns are \(names.joined(separator: ", "))")
  }

  /// Rows count from 0; empty where the column is missing.
  func text(_ column: String, _ row: Int) -> String { fields[column]?[row] ?? "" }

  /// A text that must not be empty.
  func code(_ column: String, _ row: Int) throws(LinkageError) -> String {
    guard !text(column, row).isEmpty else { throw field(column, row, "a code") }
    return text(column, row)
  }

  func number(
    _ column: String, _ row: Int, _ expected: String = "a number, 0 where there is nothing",
    _ holds: (Double) -> Bool = { _ in true }
  ) throws(LinkageError) -> Double {
    guard let number = Double(text(column, row)), number.isFinite, holds(number) else {
      throw field(column, row, expected)
    }
    return number
  }

  func field(_ column: String, _ row: Int, _ expected: String) -> LinkageError {
    let own = columns.firstIndex(of: column).map { file.columnNames[$0] } ?? column
    return .field(file: path, line: line(row), column: own, value: text(column, row), expected: expected)
  }

  /// The physical line of a row; reads the file again, for errors alone.
  func line(_ row: Int) -> Int? { (try? file.position(ofRow: row))?.line }
}

extension KeyValuePairs<String, String> {
  /// The name by which a column or row of another name is asked for.
  func standard(_ name: String) -> String { first { $0.key == name }?.value ?? name }
}
