import CCoinOR

/// The simplex method on one region, for one objective after another.
///
/// Each run starts from the vertex where the last one ended, so a second objective costs few steps. For that reason the vertex
/// that is found among equal ones depends on the order of the calls, and on nothing else.
public final class SimplexSolver {
  private let clp: clp_functions
  private let model: UnsafeMutableRawPointer
  private let variableCount: Int

  /// - Throws: ``LinearProgramError/libraryMissing``.
  public init(_ program: LinearProgram) throws(LinearProgramError) {
    clp = try CoinORLibrary.functions().clp
    model = clp.newModel()!
    variableCount = program.costs.count
    clp.setLogLevel(model, 0)
    // Coefficients here are small whole numbers; without scaling the tolerance is that of the caller's own units.
    clp.scaling(model, 0)
    let columns = LinearProgram.Columns(program)
    clp.loadProblem(
      model, Int32(variableCount), Int32(program.rows.count), columns.starts, columns.rows, columns.coefficients,
      program.lower.withFiniteBounds, program.upper.withFiniteBounds, program.costs,
      program.rows.map(\.lower).withFiniteBounds, program.rows.map(\.upper).withFiniteBounds)
  }

  deinit { clp.deleteModel(model) }

  /// c, n values.
  public func setCosts(_ costs: [Double]) {
    precondition(costs.count == variableCount, "a cost a variable")
    clp.setCosts(model, costs)
  }

  /// n lower and n upper bounds.
  public func setBounds(lower: [Double], upper: [Double]) {
    precondition(lower.count == variableCount && upper.count == variableCount, "two bounds a variable")
    clp.setLower(model, lower.withFiniteBounds)
    clp.setUpper(model, upper.withFiniteBounds)
  }

  /// - Returns: x, n values.
  /// - Throws: ``LinearProgramError``.
  public func minimum() throws(LinearProgramError) -> [Double] {
    _ = clp.primal(model, 0)
    switch clp.status(model) {
    case 0: return Array(UnsafeBufferPointer(start: clp.solution(model), count: variableCount))
    case 1: throw .infeasible
    case 2: throw .unbounded
    default: throw .notSolved
    }
  }
}
