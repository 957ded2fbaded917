import CCoinOR

/// The simplex method on one region, for one objective after another.
///
/// Each run starts from the vertex where the last one ended, so a second objective costs few steps. For that reason the vertex
/// that is found among equal ones depends on the order of the calls, and on nothing else.
public final class SimplexSolver {
  private let clp: clp_functions
  private let model: UnsafeMutableRawPointer
  private let rowCount: Int
  private var lower: [Double]
  private var upper: [Double]

  /// - Throws: ``LinearProgramError/libraryMissing``.
  public init(_ program: LinearProgram) throws(LinearProgramError) {
    clp = try CoinORLibrary.functions().clp
    model = clp.newModel()!
    (rowCount, lower, upper) = (program.rows.count, program.lower, program.upper)
    clp.setLogLevel(model, 0)
    // Coefficients here are small whole numbers; without scaling the tolerance is that of the caller's own units.
    clp.scaling(model, 0)
    let columns = LinearProgram.Columns(program)
    clp.loadProblem(
      model, Int32(program.costs.count), Int32(rowCount), columns.starts, columns.rows, columns.coefficients,
      program.lower.withFiniteBounds, program.upper.withFiniteBounds, program.costs,
      program.rows.map(\.lower).withFiniteBounds, program.rows.map(\.upper).withFiniteBounds)
  }

  deinit { clp.deleteModel(model) }

  private var variableCount: Int { lower.count }

  /// c, n values.
  public func setCosts(_ costs: [Double]) {
    precondition(costs.count == variableCount, "a cost a variable")
    clp.setCosts(model, costs)
  }

  /// n lower and n upper bounds.
  public func setBounds(lower: [Double], upper: [Double]) {
    precondition(lower.count == variableCount && upper.count == variableCount, "two bounds a variable")
    (self.lower, self.upper) = (lower, upper)
    clp.setLower(model, lower.withFiniteBounds)
    clp.setUpper(model, upper.withFiniteBounds)
  }

  /// - Returns: x, n values.
  /// - Throws: ``LinearProgramError``.
  public func minimum() throws(LinearProgramError) -> [Double] {
    _ = clp.primal(model, 0)
    // From the vertex of another objective it may lose its way in rounding errors. It begins anew then, if need be from the other side.
    for method in [clp.primal!, clp.dual!] where !isDecided {
      begin()
      _ = method(model, 0)
    }
    switch clp.status(model) {
    case 0: return Array(UnsafeBufferPointer(start: clp.solution(model), count: variableCount))
    case 1: throw .infeasible
    case 2: throw .unbounded
    default: throw .notSolved
    }
  }

  /// Solved, or proven to be infeasible or unbounded.
  private var isDecided: Bool { (0...2).contains(clp.status(model)) }

  /// Back to the vertex of the program as it was loaded: every variable at a bound.
  private func begin() {
    for row in 0..<rowCount { clp.setRowStatus(model, Int32(row), Status.basic.rawValue) }
    for column in lower.indices {
      let status: Status = lower[column].isFinite ? .atLower : upper[column].isFinite ? .atUpper : .free
      clp.setColumnStatus(model, Int32(column), status.rawValue)
    }
  }

  /// As Clp counts them.
  private enum Status: Int32 { case free, basic, atUpper, atLower }
}
