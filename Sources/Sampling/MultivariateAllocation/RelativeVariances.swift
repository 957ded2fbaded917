import ExtendedPrecision
import LinearAlgebra

/// The variances of J totals, each relative to its target, as functions of the sample sizes.
///
/// ```
/// r_j(n) = Σ_h a_jh z_h        a_jh = N_h² S_jh² / (CV_j Y_j)²        z_h = 1/n_h - 1/N_h = (N_h - n_h) / (n_h N_h)
/// ```
/// A target is met where r_j <= 1. Bethel divides by V_j + Σ_h N_h S_jh² instead and bounds Σ_h a_jh / n_h; this form keeps
/// its digits near a census, where his is a small difference of large numbers.
struct RelativeVariances: Sendable {
  /// a_jh, J × H: what a stratum does to all targets is a column.
  let coefficients: Matrix
  let populationSizes: [Double]
  let unitCosts: [Double]
  /// l_h...u_h. A minimum of 0 is raised to half of what the targets need of the stratum alone, or a thousandth of a unit,
  /// so that 1/n_h exists.
  let limits: [ClosedRange<Double>]
  /// Strata in which some target varies.
  let varying: [Int]

  private static let smallestMinimum = 1e-3

  /// - Parameter factor: All coefficients of variation may be this many times their targets.
  init(of requirements: PrecisionRequirements, factor: Double = 1) {
    let coefficients = Self.coefficients(of: requirements, factor: factor)
    let largest = (0..<coefficients.columns).map { coefficients.column($0).reduce(0, max) }
    (self.coefficients, populationSizes) = (coefficients, requirements.populationSizes)
    unitCosts = requirements.unitCosts
    varying = largest.indices.filter { largest[$0] > 0 }
    limits = requirements.limits.enumerated().map { h, range in
      guard range.lowerBound == 0, largest[h] > 0 else { return range }
      let alone = 1 / (1 / largest[h] + 1 / requirements.populationSizes[h])
      return min(max(0.5 * alone, Self.smallestMinimum), range.upperBound)...range.upperBound
    }
  }

  private static func coefficients(of requirements: PrecisionRequirements, factor: Double) -> Matrix {
    var result = Matrix(rows: requirements.targets.count, columns: requirements.strata.count)
    for (j, target) in requirements.targets.enumerated() {
      for (h, size) in requirements.populationSizes.enumerated() {
        let root = target.relativeSpread(in: h, size: size) / factor
        result[j, h] = root * root
      }
    }
    return result
  }
}

extension RelativeVariances {
  var targetCount: Int { coefficients.rows }
  var stratumCount: Int { coefficients.columns }

  /// z_h; 0 in a stratum without variation, whose n_h may be 0.
  func reciprocalExcess(_ n: Double, in h: Int) -> Double {
    n > 0 ? max(populationSizes[h] - n, 0) / (n * populationSizes[h]) : 0
  }

  /// Σ_h c_h n_h.
  func cost(of sizes: [Double]) -> Double {
    zip(unitCosts, sizes).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// r_j, J numbers, as plain sums.
  func values(at sizes: [Double]) -> [Double] {
    coefficients * sizes.indices.map { reciprocalExcess(sizes[$0], in: $0) }
  }

  /// r_j, J numbers: exact sums of the rounded terms, so that adding and removing units gives the bits of a fresh sum.
  func exactValues(at sizes: [Double]) -> [Double] {
    let table = exactSums(at: sizes)
    return (0..<targetCount).map { table[$0].value }
  }

  func exactSums(at sizes: [Double]) -> ExactSumTable {
    var table = ExactSumTable()
    table.grow(to: targetCount)
    for h in varying {
      let excess = reciprocalExcess(sizes[h], in: h)
      for j in 0..<targetCount { table.add(coefficients[j, h] * excess, to: j) }
    }
    return table
  }

  /// `1 + Σ_h a_jh / N_h`, J numbers: what Bethel's form bounds `Σ_h a_jh / n_h` by.
  var bounds: [Double] { (coefficients * populationSizes.map { 1 / $0 }).map { 1 + $0 } }

  /// `s_h = Σ_j λ_j a_jh`, H weights of the strata.
  func combined(_ multipliers: [Double]) -> [Double] { coefficients.transposeTimes(multipliers) }

  /// The n_h that minimize the Lagrangian: `√(s_h / c_h)`, or the limit beyond which that lies.
  func sizes(forMultipliers multipliers: [Double]) -> [Double] {
    zip(combined(multipliers).map { max($0, 0) }, unitCosts).enumerated().map { h, pair in
      min(max((pair.0 / pair.1).squareRoot(), limits[h].lowerBound), limits[h].upperBound)
    }
  }

  /// Sizes at the maxima of strata that vary, and at the minima of the others.
  var largestSizes: [Double] {
    var sizes = limits.map(\.lowerBound)
    for h in varying { sizes[h] = limits[h].upperBound }
    return sizes
  }
}
