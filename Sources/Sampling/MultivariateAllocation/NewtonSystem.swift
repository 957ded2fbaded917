import LinearAlgebra

/// The linear equations of one Newton step, reduced to the targets.
///
/// ```
/// D = ∇²f + w/τ + v/(1 - τ)        (G' D⁻¹ G + s/λ) Δλ = G' D⁻¹ q - e_s/λ        Δτ = D⁻¹ (q - G Δλ)
/// ```
/// w, v and λ are the multipliers of `τ >= 0`, `τ <= 1` and the targets; s the slacks of the targets; e the excess products.
struct NewtonSystem {
  private let program: ReducedProgram
  private let point: InteriorPoint
  /// ∇f + Gλ - w + v.
  private let gradient: [Double]
  private let diagonal: [Double]
  private let factor: Cholesky

  /// - Returns: nil where the system is singular within rounding.
  init?(of program: ReducedProgram, at point: InteriorPoint) {
    (self.program, self.point) = (program, point)
    gradient = Self.gradient(of: program, at: point)
    var diagonal = program.curvatures(at: point.position)
    for i in diagonal.indices {
      diagonal[i] += point.lower.duals[i] / point.lower.slacks[i] + point.upper.duals[i] / point.upper.slacks[i]
    }
    self.diagonal = diagonal
    var matrix = program.gradients.crossProduct(weights: diagonal.map { 1 / $0 })
    for k in 0..<matrix.rows {
      // The small multiple of the diagonal holds the pivots of targets that repeat others.
      matrix[k, k] += point.targets.slacks[k] / point.targets.duals[k] + 1e-14 * matrix[k, k]
    }
    guard let factor = try? Cholesky(matrix, relativeTolerance: 0) else { return nil }
    self.factor = factor
  }

  /// Largest component of the gradient of the Lagrangian: as it is, and relative to the objective's own.
  static func residual(of program: ReducedProgram, at point: InteriorPoint) -> (absolute: Double, relative: Double) {
    let slopes = program.slopes(at: point.position)
    return zip(gradient(of: program, at: point), slopes).reduce((0, 0)) {
      (max($0.0, abs($1.0)), max($0.1, abs($1.0 / $1.1)))
    }
  }

  private static func gradient(of program: ReducedProgram, at point: InteriorPoint) -> [Double] {
    var gradient = program.slopes(at: point.position)
    let pull = program.gradients * point.targets.duals
    for i in gradient.indices { gradient[i] += pull[i] - point.lower.duals[i] + point.upper.duals[i] }
    return gradient
  }

  /// The changes of all slacks and multipliers that take the excess products and the gradient to zero, to first order.
  func step(excess: ExcessProducts) -> InteriorPoint {
    let pull = gradient.indices.map { i in
      -gradient[i] - excess.lower[i] / point.lower.slacks[i] + excess.upper[i] / point.upper.slacks[i]
    }
    let response = program.gradients.transposeTimes(zip(pull, diagonal).map(/))
    let duals = factor.solve(
      response.indices.map { response[$0] - excess.targets[$0] / point.targets.duals[$0] })
    let opposed = program.gradients * duals
    let move = pull.indices.map { (pull[$0] - opposed[$0]) / diagonal[$0] }
    // Slacks follow the moves and are not computed anew: rounding of 1 - G'τ would hide those near zero.
    let slacks = program.gradients.transposeTimes(move).map { -$0 }
    return InteriorPoint(
      lower: Self.change(of: point.lower, slacks: move, excess: excess.lower),
      upper: Self.change(of: point.upper, slacks: move.map { -$0 }, excess: excess.upper),
      targets: ComplementaryPair(slacks: slacks, duals: duals))
  }

  private static func change(
    of pair: ComplementaryPair, slacks: [Double], excess: [Double]
  ) -> ComplementaryPair {
    let duals = slacks.indices.map { -(excess[$0] + pair.duals[$0] * slacks[$0]) / pair.slacks[$0] }
    return ComplementaryPair(slacks: slacks, duals: duals)
  }
}
