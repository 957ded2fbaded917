import Distributions
import Glibc

extension PositiveLaw {
  /// The shape of largest likelihood, or `nil` where there is none.
  func shape(of amounts: PositiveAmounts) -> Double? {
    let spread = LogarithmSpread(amounts)
    guard spread.variance > 1e-20 else { return nil }
    switch self {
    case .gamma: return gammaShape(logarithmGap: spread.logarithmGap)
    case .weibull: return weibullShape(of: amounts, guess: 1.28 / spread.variance.squareRoot())
    case .lognormal: return spread.variance.squareRoot()
    case .pareto: return 1 / spread.aboveMinimum
    }
  }

  /// By group.
  func scales(of amounts: PositiveAmounts, shape: Double) -> [Double] {
    amounts.groups.map { group in
      switch self {
      case .gamma: group.mean / shape
      case .weibull: exp(group.logarithmOfPowerMean(shape) / shape)
      case .lognormal: exp(group.logarithmMean)
      case .pareto: group.amounts[0].value
      }
    }
  }

  /// At the scales that belong to the shape. In each the terms that a scale's equation fixes are put in already.
  func logLikelihood(of amounts: PositiveAmounts, shape: Double) -> Double {
    let m = Double(amounts.count)
    switch self {
    case .gamma:
      let excess = amounts.weightedSum { $0.logarithmMean - log($0.mean / shape) }
      return shape * excess - m * (shape + logGamma(shape))
    case .weibull:
      let excess = amounts.weightedSum { shape * $0.logarithmMean - $0.logarithmOfPowerMean(shape) }
      return excess + m * (log(shape) - 1)
    case .lognormal: return -m * (log(shape) + 0.5 * log(2 * Double.pi) + 0.5)
    case .pareto: return m * (log(shape) - 1)
    }
  }

  /// The standard error of log(shape), from Fisher's information.
  func relativeError(shape: Double, count m: Double) -> Double {
    switch self {
    case .gamma: 1 / (m * shape * (shape * trigamma(shape) - 1)).squareRoot()
    case .weibull: 6.0.squareRoot() / (Double.pi * m.squareRoot())
    case .lognormal: 1 / (2 * m).squareRoot()
    case .pareto: 1 / m.squareRoot()
    }
  }
}

/// Moments of log y within groups that the shapes follow from.
private struct LogarithmSpread {
  let variance: Double
  /// log of the mean less mean of the log.
  let logarithmGap: Double
  /// The mean of log(y / min y).
  let aboveMinimum: Double

  init(_ amounts: PositiveAmounts) {
    let m = Double(amounts.count)
    variance = amounts.weightedSum { $0.logarithmVariance } / m
    logarithmGap = amounts.weightedSum { log($0.mean) - $0.logarithmMean } / m
    aboveMinimum = amounts.weightedSum { $0.logarithmMean - $0.amounts[0].logarithm } / m
  }
}

extension PositiveAmounts {
  /// Σ over groups of the group's weight times a term.
  fileprivate func weightedSum(_ term: (Group) -> Double) -> Double {
    groups.reduce(0) { $0 + $1.totalWeight * term($1) }
  }
}

extension PositiveAmounts.Group {
  fileprivate var logarithmVariance: Double {
    let mean = logarithmMean
    return amounts.reduce(0) { $0 + $1.weight * ($1.logarithm - mean) * ($1.logarithm - mean) } / totalWeight
  }
}

/// The root of log k - ψ(k) = g, which lies between 1/(2 g) and 1/g.
private func gammaShape(logarithmGap gap: Double) -> Double {
  decreasingRoot(from: 0.5 / gap, to: 1 / gap) { log($0) - digamma($0) - gap }
}

/// The root of 1/k + mean(log y) - Σ y^k log y / Σ y^k, within groups.
private func weibullShape(of amounts: PositiveAmounts, guess: Double) -> Double {
  let m = Double(amounts.count)
  let mean = amounts.weightedSum { $0.logarithmMean } / m
  return decreasingRoot(from: guess / 20, to: guess * 20) { k in
    1 / k + mean - amounts.weightedSum { $0.tiltedLogarithm(k) } / m
  }
}

extension PositiveAmounts.Group {
  /// Σ y^k log y / Σ y^k.
  fileprivate func tiltedLogarithm(_ k: Double) -> Double {
    let top = amounts[amounts.count - 1].logarithm
    var (sum, product) = (0.0, 0.0)
    for amount in amounts {
      let power = amount.weight * exp(k * (amount.logarithm - top))
      sum += power
      product += power * amount.logarithm
    }
    return product / sum
  }
}

/// Bisection of a decreasing function on the scale of logarithms, to a relative 1e-10.
private func decreasingRoot(from lower: Double, to upper: Double, _ function: (Double) -> Double) -> Double {
  var (low, high) = (lower, upper)
  while high > low * (1 + 1e-10) {
    let middle = (low * high).squareRoot()
    if function(middle) > 0 { low = middle } else { high = middle }
  }
  return (low * high).squareRoot()
}
