import Reconciliation
import TestSupport

enum Problems {
  static let fixture: FixtureTable = {
    do { return try FixtureTable("reconciliation/expected.csv") } catch { preconditionFailure("\(error)") }
  }()

  static func numbers(_ name: String) -> [Double] { fixture.values(["case": name]) }

  /// Cells of a rows × columns table with all its margins as fixed targets, rows first.
  static func table(
    _ values: [Double], rows: Int, errors: [Double]? = nil, margins: [Double], alterability: [Double]? = nil
  ) -> ReconciliationProblem {
    let columns = values.count / rows
    let cells = values.indices.map { place in
      ReconciliationCell(
        name: "t[\(place / columns),\(place % columns)]", value: values[place], standardError: errors?[place],
        alterability: alterability?[place] ?? 1)
    }
    let rowSums = (0..<rows).map { row in
      sum("row \(row)", (0..<columns).map { row * columns + $0 }, margins[row])
    }
    let columnSums = (0..<columns).map { column in
      sum("column \(column)", (0..<rows).map { $0 * columns + column }, margins[rows + column])
    }
    return ReconciliationProblem(cells: cells, constraints: rowSums + columnSums)
  }

  static func sum(_ name: String, _ cells: [Int], _ target: Double) -> LinearConstraint {
    LinearConstraint(name: name, terms: cells.map { LinearConstraint.Term(cell: $0) }, target: target)
  }

  static func largestMiss(_ problem: ReconciliationProblem, _ values: [Double]) -> Double {
    problem.constraints.map { constraint in
      abs(constraint.target - constraint.terms.reduce(0) { $0 + $1.coefficient * values[$1.cell] })
    }.max() ?? 0
  }
}
