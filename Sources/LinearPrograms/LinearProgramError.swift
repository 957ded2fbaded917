/// Why a program has no solution. Columns and rows count from 0.
public enum LinearProgramError: Error, Hashable, Sendable {
  /// No point meets all rows and bounds.
  case infeasible
  /// The objective falls without end.
  case unbounded
  /// The solver gave up: numerical trouble on every road, or more nodes than allowed.
  case notSolved
  /// Clp or Cbc is not installed.
  case libraryMissing
}

extension LinearProgramError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .infeasible: "no values meet all bounds and relations: relax one of them"
    case .unbounded: "the objective has no limit: bound its variables"
    case .notSolved: "the solver stopped before it had proven a solution: allow more nodes, or solve a smaller program"
    case .libraryMissing:
      "linear programs cannot be solved: \(CoinORLibrary.library.absence); \(CoinORLibrary.library.remedy)"
    }
  }
}
