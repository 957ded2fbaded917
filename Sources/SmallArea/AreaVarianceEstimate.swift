import LinearAlgebra

/// σ²_u estimated by one of the methods, with the regression it implies.
struct AreaVarianceEstimate {
  let method: AreaVarianceMethod
  /// σ²_u, not negative.
  let value: Double
  let iterations: Int
  let regression: AreaRegression

  init(of model: FayHerriot, method: AreaVarianceMethod) throws(SmallAreaError) {
    let (value, iterations) =
      method == .prasadRao
      ? (try Self.prasadRao(model), 1) : try ScoreRoot(model: model, method: method).find()
    (self.method, self.value, self.iterations) = (method, value, iterations)
    regression = try AreaRegression(model, areaVariance: value)
  }

  /// `[Σ r_a² - Σ D_a (1 - h_a)] / (m - p)` with the residuals and leverages of ordinary least squares, not below 0.
  private static func prasadRao(_ model: FayHerriot) throws(SmallAreaError) -> Double {
    do {
      let ordinary = try QRLeastSquares(model.observedX, columnNames: model.terms)
      let u = ordinary.orthogonalFactor
      let expected = model.d.enumerated().reduce(0) { sum, area in
        sum + area.element * (1 - u.row(area.offset).reduce(0) { $0 + $1 * $1 })
      }
      return max((ordinary.residualSumOfSquares(of: model.y) - expected) / Double(u.rows - u.columns), 0)
    } catch {
      throw .linearAlgebra(error)
    }
  }
}

extension AreaVarianceEstimate {
  /// The estimate is 0: the regression explains all differences between areas that sampling does not.
  var isAtBoundary: Bool { value == 0 }

  /// The variance of the estimate for many areas.
  ///
  /// `2 / Σ v⁻²` for (restricted, adjusted) likelihood, `2 m / (Σ v⁻¹)²` for Fay and Herriot's moment, `2 Σ v² / m²` for
  /// Prasad and Rao's.
  /// > Source: Rao and Molina (2015), equations (6.1.13), (6.1.17) and (6.1.18).
  var asymptoticVariance: Double {
    let m = Double(regression.variances.count)
    switch method {
    case .fayHerriot:
      let precision = regression.precision(power: 1)
      return 2 * m / (precision * precision)
    case .prasadRao: return 2 * regression.variances.reduce(0) { $0 + $1 * $1 } / (m * m)
    default: return 2 / regression.precision(power: 2)
    }
  }

  /// The expectation of the estimate less σ²_u, to order 1/m; 0 for REML and Prasad and Rao's moment.
  ///
  /// > Source: Datta and Lahiri (2000), Statistica Sinica 10, 613-627, for likelihood; Datta, Rao and Smith (2005),
  /// > Biometrika 92, 183-196, for the moment; Li and Lahiri (2010), theorem 1, for the adjusted likelihoods.
  var asymptoticBias: Double {
    let precision = regression.precision(power: 2)
    let shrinkage = -regression.traceOfFittedPrecision / precision
    switch method {
    case .reml, .prasadRao: return 0
    case .maximumLikelihood: return shrinkage
    case .adjustedReml: return 2 / (value * precision)
    case .adjustedMaximumLikelihood: return shrinkage + 2 / (value * precision)
    case .fayHerriot:
      let (m, first) = (Double(regression.variances.count), regression.precision(power: 1))
      return 2 * (m * precision - first * first) / (first * first * first)
    }
  }
}
