/// A missing value is what the class's answers are per unit of x, times the unit's own x.
///
/// ```
/// y*_k = B_c x_k        B_c = Σ_{c, answered} w y / Σ_{c, answered} w x
/// ```
/// Totals are kept: they are unbiased where, given x, those who answer are like those who do not. The distribution is
/// not: no imputed value is 0 where the class has any loss, so shares of affected firms must not be computed from it.
/// > Source: Rao and Sitter (1995), Biometrika 82, 453-460; Kim and Rao (2009), Biometrika 96, 917-932.
public struct RatioImputation: Sendable, Hashable, ImputationMethod {
  /// What the imputed values are proportional to.
  public enum Regressor: Sendable, Hashable {
    /// x_k of the item.
    case auxiliary
    /// 1, which makes B_c the weighted mean of the class.
    case one
  }

  public let regressor: Regressor

  public init(by regressor: Regressor = .auxiliary) { self.regressor = regressor }

  /// Imputes the weighted mean of the class.
  public static let classMeans = RatioImputation(by: .one)

  /// B_c, C ratios in the order of ``IncompleteItem/classCodes``.
  /// - Throws: ``ImputationError/auxiliaryAllZero(class:donors:)`` where a class has missing values and no ratio.
  public func ratios(of item: IncompleteItem) throws(ImputationError) -> [Double] {
    let x = sizes(of: item)
    return try ratios(of: item, answered: answeredTotals(of: x, in: item))
  }

  public func completedValues(of item: IncompleteItem) throws(ImputationError) -> [Double] {
    let (x, ratios) = (sizes(of: item), try ratios(of: item))
    return filled(item, x, ratios)
  }

  public func impute(_ item: IncompleteItem) throws(ImputationError) -> CompletedItem {
    let x = sizes(of: item)
    let answered = answeredTotals(of: x, in: item)
    let ratios = try ratios(of: item, answered: answered)
    let residuals = residuals(of: item, x, answered, ratios)
    let values = filled(item, x, ratios)
    return CompletedItem(
      item: item, values: values, expected: values, residuals: residuals,
      residualVariances: residualVariances(of: item, residuals),
      matchingErrors: [Double](repeating: 0, count: values.count), burden: .byClass(sizes: x, answered: answered))
  }

  private func filled(_ item: IncompleteItem, _ x: [Double], _ ratios: [Double]) -> [Double] {
    item.values.indices.map { item.isMissing[$0] ? ratios[item.classOfUnit[$0]] * x[$0] : item.values[$0] }
  }

  private func sizes(of item: IncompleteItem) -> [Double] {
    switch regressor {
    case .auxiliary: item.auxiliary
    case .one: [Double](repeating: 1, count: item.values.count)
    }
  }

  /// Σ_{c, answered} w x, C totals.
  private func answeredTotals(of x: [Double], in item: IncompleteItem) -> [Double] {
    item.classSums { item.isMissing[$0] ? 0 : item.weights[$0] * x[$0] }
  }

  private func ratios(of item: IncompleteItem, answered: [Double]) throws(ImputationError) -> [Double] {
    let counts = item.donorCounts
    for (position, total) in answered.enumerated() where total == 0 && counts[position].missing > 0 {
      throw .auxiliaryAllZero(class: item.classCodes[position], donors: counts[position].donors)
    }
    let amounts = item.classSums { item.isMissing[$0] ? 0 : item.weights[$0] * item.values[$0] }
    return zip(amounts, answered).map { $1 > 0 ? $0 / $1 : 0 }
  }

  /// y_k - B_(k) x_k of those who answered, B_(k) the ratio of the others.
  /// ```
  /// y_k - B_(k) x_k = (y_k - B x_k) / (1 - g_k)        g_k = w_k x_k / Σ w x
  /// ```
  /// B_(k) is independent of y_k, so the product of residual and answer has the expectation σ²_k whatever σ² is as a
  /// function of x. Residuals from B itself are several percent too small for the largest units, which carry most of
  /// the total.
  private func residuals(of item: IncompleteItem, _ x: [Double], _ answered: [Double], _ ratios: [Double])
    -> [Double]
  {
    item.values.indices.map { unit in
      let position = item.classOfUnit[unit]
      guard !item.isMissing[unit], answered[position] > 0 else { return 0 }
      let residual = item.values[unit] - ratios[position] * x[unit]
      let freedom = 1 - item.weights[unit] * x[unit] / answered[position]
      // A unit that fixes B alone has the residual 0, up to rounding.
      return freedom > 1e-9 ? residual / freedom : residual
    }
  }

  /// σ̂²_k of imputed units: the weighted mean ê² of the four donors nearest in x, and of those as near as the fourth.
  ///
  /// B is the best ratio where variances are proportional to x, but the variance of the total must hold where they are
  /// not. Few neighbours, because σ² may rise steeply; what one unit's σ̂² lacks in precision the sum over units gains.
  private func residualVariances(of item: IncompleteItem, _ residuals: [Double]) -> [Double] {
    let squares = residuals.map { $0 * $0 }
    let lists = DonorList.byClass(of: item, positions: item.auxiliary)
    return item.values.indices.map { unit in
      guard item.isMissing[unit] else { return 0 }
      return lists[item.classOfUnit[unit]].mean(
        of: squares, weights: item.weights, near: item.auxiliary[unit], neighbours: 4)
    }
  }
}
