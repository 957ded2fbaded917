import Distributions
import Glibc

/// The function g of the mean that is linear in the terms, `g(μ) = η = x'β`.
public enum ModelLink: String, Sendable, Hashable, CaseIterable {
  case identity, log, logit, probit, cloglog, inverse, sqrt
  case inverseSquare = "1/mu^2"

  /// g(μ); not finite outside the range of the link.
  func predictor(_ mean: Double) -> Double {
    switch self {
    case .identity: mean
    case .log: Glibc.log(mean)
    case .logit: Glibc.log(mean / (1 - mean))
    case .probit: (0...1).contains(mean) ? Normal.standard.quantile(mean) : .nan
    case .cloglog: Glibc.log(-log1p(-mean))
    case .inverse: 1 / mean
    case .sqrt: mean.squareRoot()
    case .inverseSquare: 1 / (mean * mean)
    }
  }

  /// μ, 1 - μ and dμ/dη, each to its own last digits.
  @inline(__always) func point(_ predictor: Double) -> MeanPoint {
    switch self {
    case .identity: return MeanPoint(predictor, slope: 1)
    case .log:
      let mean = exp(predictor)
      return MeanPoint(mean, slope: mean)
    case .logit: return Self.logistic(predictor)
    case .probit:
      let normal = Normal.standard
      return MeanPoint(
        mean: normal.cdf(predictor), complement: normal.upperTail(predictor), slope: normal.density(predictor))
    case .cloglog:
      let hazard = exp(predictor)
      return MeanPoint(mean: -expm1(-hazard), complement: exp(-hazard), slope: exp(predictor - hazard))
    case .inverse: return MeanPoint(1 / predictor, slope: -1 / (predictor * predictor))
    case .sqrt: return MeanPoint(predictor * predictor, slope: 2 * predictor)
    case .inverseSquare:
      let mean = 1 / predictor.squareRoot()
      return MeanPoint(mean, slope: -0.5 * mean * mean * mean)
    }
  }

  @inline(__always) private static func logistic(_ predictor: Double) -> MeanPoint {
    let e = exp(-abs(predictor))
    let (near, far) = (1 / (1 + e), e / (1 + e))
    let isUpper = predictor >= 0
    return MeanPoint(mean: isUpper ? near : far, complement: isUpper ? far : near, slope: near * far)
  }

  /// Predictors in which the link is a function of the mean with an inverse.
  func accepts(_ predictor: Double) -> Bool {
    switch self {
    case .sqrt, .inverseSquare: predictor > 0 && predictor.isFinite
    case .inverse: predictor != 0 && predictor.isFinite
    default: predictor.isFinite
    }
  }

  /// Whether the mean reaches 0 as η falls without bound.
  var reachesZero: Bool { self == .log || reachesOne }

  /// Whether the mean reaches 1 as η grows without bound.
  var reachesOne: Bool { self == .logit || self == .probit || self == .cloglog }
}

/// A mean with what the equations need of it.
struct MeanPoint {
  let mean: Double
  /// 1 - μ, which for a probability near 1 is more than the difference of rounded numbers.
  let complement: Double
  /// dμ/dη
  let slope: Double

  @inline(__always) init(mean: Double, complement: Double, slope: Double) {
    (self.mean, self.complement, self.slope) = (mean, complement, slope)
  }

  @inline(__always) init(_ mean: Double, slope: Double) {
    self.init(mean: mean, complement: 1 - mean, slope: slope)
  }
}
