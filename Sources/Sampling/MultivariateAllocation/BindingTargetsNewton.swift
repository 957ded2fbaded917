import LinearAlgebra

/// Newton's method for the multipliers where it is known what binds; it takes an almost optimal allocation to the last digits.
///
/// ```
/// r_j(n(λ)) = 1        ∂r_i/∂λ_j = -Σ_h a_ih a_jh / (2 c_h n_h³)    over strata within their limits
/// ```
/// The n_h are those of the Lagrangian, so the other conditions hold by construction; multipliers of other targets are 0.
struct BindingTargetsNewton: Sendable {
  let problem: RelativeVariances
  /// Strata within their limits, and targets that bind.
  let free: [Int]
  let binding: [Int]

  private static let maximumSteps = 6

  /// The multipliers with the smallest residual of those tried, the given ones among them.
  func polished(_ known: MultiplierCandidate) -> MultiplierCandidate {
    var best = known
    var current = known.multipliers.indices.map { binding.contains($0) ? known.multipliers[$0] : 0 }
    for _ in 0...Self.maximumSteps {
      let candidate = MultiplierCandidate(current, in: problem)
      if candidate.residual.largest < best.residual.largest { best = candidate }
      guard candidate.residual.largest > 1e-15, let next = next(after: current) else { break }
      current = next
    }
    return best
  }

  /// - Returns: nil where the system is singular, or a multiplier would become negative.
  private func next(after multipliers: [Double]) -> [Double]? {
    guard !binding.isEmpty, !free.isEmpty else { return nil }
    let sizes = sizes(forMultipliers: multipliers)
    guard free.allSatisfy({ sizes[$0] > 0 }), let factor = factor(at: sizes) else { return nil }
    let ratios = problem.values(at: sizes)
    var result = multipliers
    for (j, change) in zip(binding, factor.solve(binding.map { ratios[$0] - 1 })) { result[j] += change }
    return result.allSatisfy { $0 >= 0 } ? result : nil
  }

  /// Free strata may pass their limits on the way: at a limit the derivative would be lost.
  private func sizes(forMultipliers multipliers: [Double]) -> [Double] {
    var sizes = problem.sizes(forMultipliers: multipliers)
    let weights = problem.combined(multipliers)
    for h in free {
      sizes[h] = min((max(weights[h], 0) / problem.unitCosts[h]).squareRoot(), problem.populationSizes[h])
    }
    return sizes
  }

  private func factor(at sizes: [Double]) -> Cholesky? {
    let coefficients = Matrix(rows: free.count, columns: binding.count) { problem.coefficients[binding[$1], free[$0]] }
    var matrix = coefficients.crossProduct(
      weights: free.map { 0.5 / (problem.unitCosts[$0] * sizes[$0] * sizes[$0] * sizes[$0]) })
    // Targets that repeat one another leave the multipliers open; the small multiple chooses the nearest ones.
    for k in 0..<matrix.rows { matrix[k, k] *= 1 + 1e-13 }
    return try? Cholesky(matrix, relativeTolerance: 0)
  }
}

/// Multipliers, and how nearly the sizes that minimize their Lagrangian are optimal.
struct MultiplierCandidate: Sendable {
  let multipliers: [Double]
  let residual: OptimalityResidual

  init(_ multipliers: [Double], in problem: RelativeVariances) {
    self.multipliers = multipliers
    residual = OptimalityResidual(
      of: problem.sizes(forMultipliers: multipliers), multipliers: multipliers, in: problem)
  }
}
