import Microdata

/// A file of published figures, one figure a row, all columns as text.
struct FactTable: Sendable {
  private let table: TextTable

  init(path: String) throws(PopulationError) {
    do { table = try TextTable(path: path) } catch { throw .unreadable(file: path, problem: "\(error)") }
  }

  var path: String { table.path }

  /// The rows that have the given texts in the given columns; a column that the file lacks has none.
  func rows(where conditions: [String: String]) -> [Int] {
    (0..<table.rowCount).filter { row in
      conditions.allSatisfy { table.has($0.key) && table.text($0.key, row) == $0.value }
    }
  }

  func text(_ column: String, _ row: Int) -> String { table.text(column, row) }

  func texts(_ column: String) -> [String] { (0..<table.rowCount).map { table.text(column, $0) } }

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
