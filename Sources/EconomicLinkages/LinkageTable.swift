import DataFiles
import Documents
import Microdata

/// A small table that a scenario names, CSV or sheet of a workbook: fields as text, numbers with the place of what is none.
struct LinkageTable {
  /// As errors name it.
  let path: String
  let columns: [String]
  let rowCount: Int
  private let fields: [String: [String]]
  private let file: CSVFile

  init(_ reference: String) throws(LinkageError) {
    do {
      let file = try CSVFile(dataFile: reference)
      let read = try file.readAll(columns: file.columnNames.map { ColumnSpec(name: $0, kind: .factor) })
      fields = Dictionary(uniqueKeysWithValues: zip(file.columnNames, read.map(Self.texts)))
      (path, columns, self.file) = (file.path, file.columnNames, file)
      rowCount = fields[file.columnNames[0]]!.count
    } catch let error as MicrodataError {
      throw .file(error)
    } catch { throw .rows(file: reference, line: nil, problem: "\(error)") }
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
    .field(file: path, line: line(row), column: column, value: text(column, row), expected: expected)
  }

  /// The physical line of a row; reads the file again, for errors alone.
  func line(_ row: Int) -> Int? { (try? file.position(ofRow: row))?.line }
}

/// Paths in a scenario file are relative to its folder.
func resolve(_ file: String, in folder: String) -> String {
  file.hasPrefix("/") || folder.isEmpty ? file : folder + (folder.hasSuffix("/") ? "" : "/") + file
}
