import Documents
import LinearAlgebra
import Microdata

/// Why tables cannot be reconciled, and the way out.
public enum ReconciliationError: Error, Sendable {
  /// The file of tables breaks the rules of its format.
  case file(DocumentError)
  case malformed(MicrodataError)
  case unreadable(path: String, reason: String)
  case notANumber(file: String, line: Int, column: String, value: String)
  /// Two rows of a table with the same levels.
  case repeatedCell(String)
  /// A constraint that cannot be read, or names what is not there.
  case constraint(String, problem: String)
  /// A constraint of fixed cells that they do not meet.
  case onlyFixedCells(constraint: String, misses: Double)
  /// A constraint that follows from others, which need another number.
  case contradictory(constraint: String, others: [String], misses: Double)
  /// RAS multiplies: it needs cells that are not negative, sums as constraints and fixed targets.
  case negativeCell(String, value: Double)
  case notASum(constraint: String)
  case alterableTarget(constraint: String, cell: String)
  case negativeTarget(constraint: String, target: Double)
  /// All alterable cells of a sum are zero, its target is not.
  case emptySum(constraint: String, target: Double)
  case notConverged(constraint: String, target: Double, reached: Double, iterations: Int)
  case errorsMissing(cell: String)
  case linearAlgebra(LinearAlgebraError)
}

extension ReconciliationError {
  /// Bad input, or not computable.
  public var isBadInput: Bool {
    switch self {
    case .file, .malformed, .unreadable, .notANumber, .repeatedCell, .constraint, .errorsMissing: true
    default: false
    }
  }
}

extension ReconciliationError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .file(let error): error.description
    case .malformed(let error): error.description
    case .unreadable(let path, let reason): "\(path): cannot be read: \(reason); check the path"
    case .notANumber(let file, let line, let column, let value):
      "\(file):\(line): \(column) is '\(value)'; write a number, or leave the row out with 'where'"
    case .repeatedCell(let cell): "\(cell) stands in its file twice; add a key, or leave rows out with 'where'"
    case .constraint(let text, let problem): "the constraint '\(text)' \(problem)"
    case .onlyFixedCells(let constraint, let misses):
      "'\(constraint)' holds fixed cells only and is off by \(misses); give one of them an alterability above 0"
    case .contradictory(let constraint, let others, let misses):
      "'\(constraint)' contradicts \(others.map { "'\($0)'" }.joined(separator: ", ")): it follows from them with a target "
        + "that is \(misses) away; make one of the targets an alterable cell, or leave one constraint out"
    case .negativeCell(let cell, let value):
      "\(cell) is \(value), and ras scales cells that are not negative; use method least_squares"
    case .notASum(let constraint):
      "'\(constraint)' is no sum of alterable cells, and ras scales sums; use method least_squares"
    case .alterableTarget(let constraint, let cell):
      "'\(constraint)': ras takes the totals as fixed, and \(cell) is alterable; set its alterability to 0, or use "
        + "method least_squares"
    case .negativeTarget(let constraint, let target):
      "'\(constraint)' leaves \(target) for cells that are not negative; use method least_squares"
    case .emptySum(let constraint, let target):
      "'\(constraint)' needs \(target) from cells that are all zero, and zeros stay zero; put a small number in one of "
        + "them, or use method least_squares with errors"
    case .notConverged(let constraint, let target, let reached, let iterations):
      "ras has not converged after \(iterations) rounds: furthest off is '\(constraint)', \(reached) instead of "
        + "\(target); zeros may leave no solution: put small numbers in their place, or use method least_squares"
    case .errorsMissing(let cell):
      "\(cell) has no standard error; give 'error', or write 'weights: values' for variances in proportion to the numbers"
    case .linearAlgebra(let error): error.description
    }
  }
}
