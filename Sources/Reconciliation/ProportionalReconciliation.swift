import LinearAlgebra

/// RAS: cells are multiplied, sum after sum, until every sum meets its target.
///
/// The result keeps the cross ratios of the cells and minimizes the cross entropy
/// ```
/// Σ x ln(x / x₀) - x + x₀   subject to the sums
/// ```
/// It needs cells that are not negative and targets that are fixed and agree; zeros stay zero. A fixed cell inside a sum is
/// taken off its target.
///
/// > Source: Deming and Stephan (1940), Annals of Mathematical Statistics 11, 427-444; Bacharach (1970), Biproportional
/// > Matrices and Input-Output Change, chapter 4 (existence and convergence).
public struct ProportionalReconciliation: Sendable {
  private struct Sum {
    let constraint: LinearConstraint
    let cells: [Int]
    let target: Double
  }

  private let problem: ReconciliationProblem
  private let sums: [Sum]

  /// - Throws: the condition that is not met, with its cell or constraint.
  public init(_ problem: ReconciliationProblem) throws(ReconciliationError) {
    self.problem = problem
    if let negative = problem.cells.first(where: { $0.value < 0 }) {
      throw .negativeCell(negative.name, value: negative.value)
    }
    sums = try problem.constraints.map { constraint throws(ReconciliationError) in
      try Self.sum(constraint, problem)
    }.compactMap { $0 }
    try Self.requireAgreement(problem)
  }

  /// The alterable cells of a constraint and what the fixed ones leave for them; nil where all are fixed and agree.
  private static func sum(
    _ constraint: LinearConstraint, _ problem: ReconciliationProblem
  ) throws(ReconciliationError) -> Sum? {
    let moving = constraint.terms.filter { problem.cells[$0.cell].alterability > 0 }
    guard let first = moving.first else {
      guard problem.isMet(constraint, problem.values) else {
        throw .onlyFixedCells(constraint: constraint.name, misses: constraint.residual(problem.values))
      }
      return nil
    }
    if let odd = moving.first(where: { $0.coefficient != first.coefficient }) {
      let isTarget = moving.count { $0.coefficient == odd.coefficient } == 1
      throw isTarget
        ? .alterableTarget(constraint: constraint.name, cell: problem.cells[odd.cell].name)
        : .notASum(constraint: constraint.name)
    }
    let fixed = constraint.terms.filter { problem.cells[$0.cell].alterability == 0 }
    let rest = fixed.reduce(constraint.target) { $0 - $1.coefficient * problem.cells[$1.cell].value }
    let target = rest / first.coefficient
    guard target >= 0 else { throw .negativeTarget(constraint: constraint.name, target: target) }
    let cells = moving.map(\.cell)
    guard target == 0 || cells.contains(where: { problem.cells[$0].value > 0 }) else {
      throw .emptySum(constraint: constraint.name, target: target)
    }
    return Sum(constraint: constraint, cells: cells, target: target)
  }

  /// Targets that contradict each other are named before scaling would swing between them for ever.
  private static func requireAgreement(_ problem: ReconciliationProblem) throws(ReconciliationError) {
    let deviations = problem.cells.map { $0.alterability > 0 ? $0.value.squareRoot() : 0 }
    let system = try ConstraintSystem(problem, root: Matrix(diagonal: deviations))
    var values = problem.values
    for _ in 0..<2 { values = zip(values, system.correction(ofResidualsAt: values)).map(+) }
    try system.requireAllMet(values)
  }

  /// - Throws: `notConverged` with the sum that is furthest from its target.
  /// - Complexity: O(rounds × terms).
  public func solved(maximumRounds: Int = 10_000) throws(ReconciliationError) -> Reconciled {
    var values = problem.values
    for _ in 0..<maximumRounds {
      if problem.constraints.allSatisfy({ problem.isMet($0, values) }) { return Reconciled(problem, values: values) }
      for sum in sums { scale(&values, sum) }
    }
    let worst = problem.furthestOff(values)!
    let sum = sums.first { $0.constraint == worst }
    throw .notConverged(
      constraint: worst.name, target: sum?.target ?? worst.target,
      reached: sum?.cells.reduce(0) { $0 + values[$1] } ?? worst.target - worst.residual(values),
      iterations: maximumRounds)
  }

  private func scale(_ values: inout [Double], _ sum: Sum) {
    let total = sum.cells.reduce(0) { $0 + values[$1] }
    guard total > 0 else { return }
    for cell in sum.cells { values[cell] *= sum.target / total }
  }
}
