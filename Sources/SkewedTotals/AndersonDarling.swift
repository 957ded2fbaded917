import Distributions
import Glibc

/// The Anderson-Darling test of a fitted law, with the parameters estimated.
/// ```
/// A² = -m - 1/m Σ_i (2i - 1) [log u_(i) + log(1 - u_(m+1-i))],   u = F(y)
/// ```
/// A² is modified for m, and then has the same 5 % point for any m. The least amount of a group is a Pareto law's scale;
/// the others, as ratios to it, have the exponential law of the logarithm as origin.
/// > Source: Stephens (1986), in D'Agostino and Stephens, Goodness-of-Fit Techniques, tables 4.7 (normal), 4.14 (exponential),
/// > 4.17 (extreme value) and 4.21 (gamma).
package struct AndersonDarling {
  package let statistic: Double
  /// The 5 % point.
  package let critical: Double

  package var rejects: Bool { statistic > critical }
}

extension AndersonDarling {
  package init(_ fit: LawFit, _ amounts: PositiveAmounts) {
    let probabilities = fit.probabilities(of: amounts).sorted()
    statistic = Self.distance(probabilities) * fit.modification(Double(probabilities.count))
    critical = fit.criticalDistance
  }

  /// A² of ascending values that are uniform under the law.
  package static func distance(_ u: [Double]) -> Double {
    let m = u.count
    var sum = 0.0
    for i in 0..<m { sum += Double(2 * i + 1) * (log(u[i]) + log1p(-u[m - 1 - i])) }
    return -Double(m) - sum / Double(m)
  }
}

extension LawFit {
  /// F(y), held away from 0 and 1, whose logarithms are infinite.
  fileprivate func probabilities(of amounts: PositiveAmounts) -> [Double] {
    let cdf = cumulative(amounts)
    return zip(amounts.groups, scales).flatMap { group, scale in
      group.amounts.dropFirst(law == .pareto ? 1 : 0).map { min(max(cdf($0.value / scale), 1e-300), 1 - 0x1p-53) }
    }
  }

  /// P(Y ≤ y) at scale 1.
  private func cumulative(_ amounts: PositiveAmounts) -> (Double) -> Double {
    switch law {
    case .gamma:
      guard let gamma = try? IncompleteGamma(shape: shape) else { return { _ in 0.5 } }
      return { gamma.lower($0) }
    case .weibull: return { [shape] in -expm1(-pow($0, shape)) }
    case .lognormal: return { [shape] in Normal.standard.cdf(log($0) / shape) }
    case .pareto:
      // The rate of what lies above the minima.
      let rate = shape * Double(amounts.count - amounts.groups.count) / Double(amounts.count)
      return { -expm1(-rate * log($0)) }
    }
  }

  fileprivate func modification(_ m: Double) -> Double {
    switch law {
    case .gamma: 1
    case .weibull: 1 + 0.2 / m.squareRoot()
    case .lognormal: 1 + 0.75 / m + 2.25 / (m * m)
    case .pareto: 1 + 0.6 / m
    }
  }

  /// The gamma law's point falls from 0.786 at k = 1 to the normal law's.
  fileprivate var criticalDistance: Double {
    switch law {
    case .gamma: 0.752 + 0.034 / max(shape, 1)
    case .weibull: 0.757
    case .lognormal: 0.752
    case .pareto: 1.321
    }
  }
}
