/// What one row of weight 1 brings to the equations at a predictor η.
struct WorkingRow {
  /// μ'² / V, the row's information about η.
  let weight: Double
  /// (y - μ) μ' / V, the derivative of the row's quasi-likelihood with respect to η.
  let score: Double
  /// Infinite where the predictor is outside the link or the mean outside the family.
  let deviance: Double
}

/// How means follow from predictors and what an outcome says about them; without storage, so that a row costs arithmetic alone.
struct MeanModel: Sendable {
  let family: ModelFamily
  let link: ModelLink

  @inline(__always) func workingRow(_ y: Double, _ predictor: Double) -> WorkingRow {
    guard link.accepts(predictor) else { return WorkingRow(weight: 0, score: 0, deviance: .infinity) }
    let point = link.point(predictor)
    let ratio = point.slope / family.variance(point)
    let deviance = family.deviance(y, point)
    // A probability that has underflowed to 0 or 1 carries no information.
    guard ratio.isFinite else { return WorkingRow(weight: 0, score: 0, deviance: deviance) }
    return WorkingRow(weight: point.slope * ratio, score: family.residual(y, point) * ratio, deviance: deviance)
  }

  /// (y - μ) / √V(μ).
  func pearsonResidual(_ y: Double, _ predictor: Double) -> Double {
    let point = link.point(predictor)
    let deviation = family.variance(point).squareRoot()
    return deviation > 0 ? family.residual(y, point) / deviation : 0
  }

  /// Whether the row's likelihood does not fall as η moves without bound in this direction: y is the mean there.
  func isSettled(_ y: Double, byMoving direction: Double) -> Bool {
    direction < 0 ? link.reachesZero && y == 0 : link.reachesOne && family.isOfProportions && y == 1
  }
}
