import LinearAlgebra

/// Moves numbers as little as their errors ask for, so that every constraint holds.
///
/// ```
/// min (x - x₀)' C⁻¹ (x - x₀)  subject to  A x = b
/// x = x₀ + C A' (A C A')⁻ (b - A x₀)        C = diag(c_i σ_i²)
/// ```
/// A cell with alterability c = 0, or without error, is fixed. With C = R R' and B = R'A' the middle matrix is B'B, so the
/// inverse comes from a QR factorization of B and constraints that follow from others are left out rather than inverted.
///
/// > Source: Stone, Champernowne and Meade (1942), Review of Economic Studies 9, 111-125; Dagum and Cholette (2006),
/// > Benchmarking, Temporal Distribution, and Reconciliation Methods for Time Series, chapter 11 (alterability).
public struct LeastSquaresReconciliation: Sendable {
  public enum Weights: String, Sendable, Hashable, CaseIterable {
    /// Variances c σ²; every alterable cell needs its standard error.
    case errors
    /// Variances c abs(x₀): adjustments in proportion to the numbers, zeros stay.
    case values
  }

  private let problem: ReconciliationProblem
  /// R with C = R R', n × n.
  private let root: Matrix

  public init(_ problem: ReconciliationProblem, weights: Weights = .errors) throws(ReconciliationError) {
    self.problem = problem
    root = Matrix(
      diagonal: try problem.cells.map { cell throws(ReconciliationError) in try Self.deviation(cell, weights) })
  }

  /// - Parameter covariance: C itself, n × n, symmetric and not negative; a row of zeros keeps its cell fixed.
  /// - Throws: `linearAlgebra` where it is not finite.
  public init(_ problem: ReconciliationProblem, covariance: Matrix) throws(ReconciliationError) {
    precondition(covariance.rows == problem.cells.count, "one row a cell")
    self.problem = problem
    do throws(LinearAlgebraError) {
      root = try SymmetricEigen(covariance).matrix { max($0, 0).squareRoot() }
    } catch { throw .linearAlgebra(error) }
  }

  private static func deviation(_ cell: ReconciliationCell, _ weights: Weights) throws(ReconciliationError) -> Double {
    guard cell.alterability > 0 else { return 0 }
    guard weights == .errors else { return (cell.alterability * abs(cell.value)).squareRoot() }
    guard let error = cell.standardError else { throw .errorsMissing(cell: cell.name) }
    return cell.alterability.squareRoot() * error
  }

  /// - Throws: `onlyFixedCells` or `contradictory` with the constraints at fault.
  /// - Postcondition: every constraint holds to ``ReconciliationProblem/relativeTolerance``.
  /// - Complexity: O(n² m + n m²) for n cells and m constraints.
  public func solved() throws(ReconciliationError) -> Reconciled {
    let system = try ConstraintSystem(problem, root: root)
    var values = problem.values
    // The second round takes away what rounding left of the residuals.
    for _ in 0..<2 { values = zip(values, system.correction(ofResidualsAt: values)).map(+) }
    try system.requireAllMet(values)
    return Reconciled(
      problem, values: values, errorsAfter: system.standardErrors,
      test: system.test(atResidualsOf: problem.values))
  }
}

/// The constraints that can be met by moving cells, factored.
struct ConstraintSystem {
  private let problem: ReconciliationProblem
  private let root: Matrix
  /// Constraints with at least one cell that moves.
  private let active: [Int]
  /// B = R'A', n × active; empty without active constraints.
  private let b: Matrix
  private let factorization: QRLeastSquares?

  init(_ problem: ReconciliationProblem, root: Matrix) throws(ReconciliationError) {
    (self.problem, self.root) = (problem, root)
    do throws(LinearAlgebraError) { try BLASKernel.require() } catch { throw .linearAlgebra(error) }
    let all = root.transposeTimes(problem.coefficients.transposed())
    active = problem.constraints.indices.filter { constraint in all.column(constraint).contains { $0 != 0 } }
    b = all.selectingColumns(active)
    guard !active.isEmpty else {
      factorization = nil
      return
    }
    do throws(LinearAlgebraError) {
      factorization = try QRLeastSquares(b, aliasing: .omit)
    } catch { throw .linearAlgebra(error) }
  }

  private func residuals(_ values: [Double]) -> [Double] { active.map { problem.constraints[$0].residual(values) } }

  /// (B'B)⁻ r.
  private func multipliers(_ residuals: [Double]) -> [Double] { factorization!.inverseCrossProduct * residuals }

  /// `R B (B'B)⁻ (b - A x)`, n.
  func correction(ofResidualsAt values: [Double]) -> [Double] {
    guard factorization != nil else { return values.map { _ in 0 } }
    return root * (b * multipliers(residuals(values)))
  }

  func requireAllMet(_ values: [Double]) throws(ReconciliationError) {
    for (number, constraint) in problem.constraints.enumerated() where !problem.isMet(constraint, values) {
      guard let place = active.firstIndex(of: number), let factorization else {
        throw .onlyFixedCells(constraint: constraint.name, misses: constraint.residual(values))
      }
      let others = factorization.coefficients(for: Array(b.column(place)))
      let names = others.indices.filter { abs(others[$0]) > 1e-8 && $0 != place }
        .map { problem.constraints[active[$0]].name }
      throw .contradictory(constraint: constraint.name, others: names, misses: constraint.residual(values))
    }
  }

  /// Roots of the diagonal of `C - C A' (A C A')⁻ A C`.
  var standardErrors: [Double] {
    guard let factorization else { return (0..<root.rows).map { error(root.row($0)) } }
    let projection = b * factorization.inverseCrossProduct * b.transposed()
    let remaining = root - root * projection
    return (0..<root.rows).map { cell in
      let variance = zip(remaining.row(cell), root.row(cell)).reduce(0) { $0 + $1.0 * $1.1 }
      return max(variance, 0).squareRoot()
    }
  }

  private func error(_ row: [Double]) -> Double { row.reduce(0) { $0 + $1 * $1 }.squareRoot() }

  /// `r' (A C A')⁻ r`: χ² with as many degrees of freedom as independent constraints, if errors are normal and right.
  func test(atResidualsOf values: [Double]) -> Reconciled.Test? {
    guard let factorization else { return nil }
    let r = residuals(values)
    let statistic = zip(r, multipliers(r)).reduce(0) { $0 + $1.0 * $1.1 }
    return Reconciled.Test(statistic: max(statistic, 0), degreesOfFreedom: factorization.rank)
  }
}
