import Microdata

/// A file of published figures, one figure a row, all columns as text.
struct FactTable: Sendable {
  let path: String
  private let columns: [String: [String]]
  private let rowCount: Int

  init(path: String) throws(PopulationError) {
    self.path = path
    do {
      let file = try CSVFile(path: path)
      let read = try file.readAll(columns: file.columnNames.map { ColumnSpec(name: $0, kind: .factor) })
      var columns: [String: [String]] = [:]
      for case (let name, .factor(let factor)) in zip(file.columnNames, read) {
        columns[name] = factor.codes.map { $0 < 0 ? "" : factor.levels[Int($0)] }
      }
      self.columns = columns
      rowCount = columns.values.first?.count ?? 0
    } catch { throw .unreadable(file: path, problem: "\(error)") }
  }

  /// The rows that have the given texts in the given columns; a column that the file lacks has none.
  func rows(where conditions: [String: String]) -> [Int] {
    (0..<rowCount).filter { row in conditions.allSatisfy { columns[$0.key]?[row] == $0.value } }
  }

  func text(_ column: String, _ row: Int) -> String { columns[column]?[row] ?? "" }

  func texts(_ column: String) -> [String] { columns[column] ?? [] }

  /// The number in a column of the one row that meets the conditions.
  func number(_ column: String, where conditions: [String: String]) throws(PopulationError) -> Double {
    let found = rows(where: conditions)
    guard found.count == 1, let number = Double(text(column, found[0])) else {
      throw .missingFigure(file: path, conditions: Self.described(column, conditions))
    }
    return number
  }

  private static func described(_ column: String, _ conditions: [String: String]) -> String {
    ([column] + conditions.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }).joined(separator: ", ")
  }
}
