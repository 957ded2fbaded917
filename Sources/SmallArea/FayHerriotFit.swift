import LinearAlgebra

/// A fitted area level model: β, σ²_u, and for every area the EBLUP with the parts of its error.
///
/// ```
/// γ_a = σ²_u / (σ²_u + D_a)        θ̃_a = γ_a y_a + (1 - γ_a) x_a'β
/// g1 = γ_a D_a        g2 = (1 - γ_a)² x_a'(X'V⁻¹X)⁻¹ x_a        g3 = D_a² (σ²_u + D_a)⁻³ Var(σ²_u)
/// ```
/// An area without direct estimate has γ = 0, and the limits for D → ∞: g1 = σ²_u, g2 = x_a'(X'V⁻¹X)⁻¹ x_a, g3 = 0.
/// All lists are in the order of the model's areas. At the boundary σ²_u = 0 the formulas stand as they are: γ = g1 = 0 and
/// g3 is still added.
/// > Source: Rao and Molina (2015), section 6.2.1. Compared with `eblupFH` and `mseFH` of R sae.
public struct FayHerriotFit: Sendable, Hashable {
  public let model: FayHerriot
  public let method: AreaVarianceMethod
  /// σ²_u, in the unit of the estimates squared.
  public let areaVariance: Double
  /// √Var(σ²_u) for many areas.
  public let areaVarianceStandardError: Double
  /// b, the bias of σ²_u to order 1/m.
  public let areaVarianceBias: Double
  /// Whether σ²_u is 0, so that every EBLUP is the synthetic estimate.
  public let isAtBoundary: Bool
  public let iterations: Int
  /// β, p values.
  public let coefficients: [Double]
  /// (X'V⁻¹X)⁻¹, p × p.
  public let coefficientCovariance: Matrix
  /// γ_a, the weight of the direct estimate.
  public let shrinkage: [Double]
  /// x_a'β.
  public let synthetic: [Double]
  /// θ̃_a.
  public let eblup: [Double]
  /// What is left where σ²_u and β are known.
  public let g1: [Double]
  /// What the estimation of β adds.
  public let g2: [Double]
  /// What the estimation of σ²_u adds.
  public let g3: [Double]
  /// `-½ [Σ log(2π v_a) + Σ r_a² / v_a]` at the estimates.
  public let logLikelihood: Double
  /// The same less `½ log det(X'V⁻¹X)`, without the constant `p/2 log 2π`.
  public let restrictedLogLikelihood: Double

  init(model: FayHerriot, variance: AreaVarianceEstimate) throws(SmallAreaError) {
    let regression = variance.regression
    let asymptoticVariance = variance.asymptoticVariance
    let areas = model.areas.indices.map {
      AreaPrediction(of: $0, in: model, areaVariance: variance.value, regression, asymptoticVariance)
    }
    self.model = model
    (method, areaVariance, iterations) = (variance.method, variance.value, variance.iterations)
    (areaVarianceStandardError, areaVarianceBias) = (asymptoticVariance.squareRoot(), variance.asymptoticBias)
    isAtBoundary = variance.isAtBoundary
    coefficients = regression.coefficients
    coefficientCovariance = regression.coefficientCovariance
    (shrinkage, synthetic, eblup) = (areas.map(\.shrinkage), areas.map(\.synthetic), areas.map(\.eblup))
    (g1, g2, g3) = (areas.map(\.g1), areas.map(\.g2), areas.map(\.g3))
    logLikelihood = regression.logLikelihood
    restrictedLogLikelihood = try regression.restrictedLogLikelihood()
  }

  /// Standard errors of β, p values, for σ²_u as estimated.
  public var standardErrors: [Double] { coefficientCovariance.diagonal.map { $0.squareRoot() } }

  /// The estimated mean squared error of every area, in the unit of the estimates squared.
  ///
  /// With a bias correction it may be negative in principle.
  public func meanSquaredErrors(_ convention: MeanSquaredErrorConvention = .dattaLahiri) -> [Double] {
    g1.indices.map { a in
      let known = g1[a] + g2[a]
      switch convention {
      case .naive: return known
      case .prasadRao: return known + 2 * g3[a]
      case .dattaLahiri: return known + 2 * g3[a] - areaVarianceBias * (1 - shrinkage[a]) * (1 - shrinkage[a])
      }
    }
  }

  /// The roots of ``meanSquaredErrors(_:)``; nil where one is negative.
  public func rootMeanSquaredErrors(_ convention: MeanSquaredErrorConvention = .dattaLahiri) -> [Double?] {
    meanSquaredErrors(convention).map { $0 >= 0 ? $0.squareRoot() : nil }
  }
}

/// One area's prediction and the parts of its error.
private struct AreaPrediction {
  let shrinkage: Double
  let synthetic: Double
  let eblup: Double
  let g1: Double
  let g2: Double
  let g3: Double

  init(
    of area: Int, in model: FayHerriot, areaVariance: Double, _ regression: AreaRegression,
    _ asymptoticVariance: Double
  ) {
    let x = model.x.row(area)
    let fitted = Self.product(x, regression.coefficients)
    let regressionPart = Self.product(x, regression.coefficientCovariance * x)
    synthetic = fitted
    guard let y = model.direct[area], let d = model.samplingVariances[area] else {
      (shrinkage, eblup, g1, g2, g3) = (0, fitted, areaVariance, regressionPart, 0)
      return
    }
    let v = areaVariance + d
    let remainder = d / v
    shrinkage = areaVariance / v
    // The residual is small where the fit is good: adding its share to the fit keeps the digits of both.
    eblup = fitted + areaVariance / v * (y - fitted)
    g1 = areaVariance * remainder
    g2 = remainder * remainder * regressionPart
    g3 = remainder * remainder * asymptoticVariance / v
  }

  private static func product(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
