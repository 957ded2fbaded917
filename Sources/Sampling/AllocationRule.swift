import RandomStreams

/// How a sample is divided among strata: the share of stratum h, up to a common factor.
public enum AllocationRule: Sendable, Hashable {
  /// N_h: every unit has the same inclusion probability.
  case proportional
  /// 1: every stratum is estimated from as many units.
  case equal
  /// N_h S_h: least variance of the total for the sample size. Neyman (1934), JRSS 97, 558-625.
  case neyman
  /// `N_h S_h / √c_h`: least variance for the cost. H positive costs of a unit. Cochran (1977), equation (5.23).
  case costOptimal(unitCosts: [Double])
  /// `(S_h / abs(Ȳ_h)) X_h^q`: between equal precision in all strata (q = 0) and Neyman allocation (q = 1, X_h = Y_h).
  ///
  /// `sizes` are H measures of importance X_h; nil takes the totals of the variable itself.
  /// Bankier (1988), The American Statistician 42, 174-177.
  case power(exponent: Double, sizes: [Double]? = nil)

  /// H shares, not negative.
  func shares(of strata: StratumSummary) throws(SamplingPlanError) -> [Double] {
    switch self {
    case .proportional: return strata.populationSizes
    case .equal: return [Double](repeating: 1, count: strata.count)
    case .neyman: return strata.spreads
    case .costOptimal(let unitCosts):
      return zip(strata.spreads, try strata.checkedCosts(unitCosts)).map { $0 / $1.squareRoot() }
    case .power(let exponent, let sizes):
      return try strata.powerShares(exponent: exponent, sizes: sizes ?? strata.totals.map(\.magnitude))
    }
  }
}

extension StratumSummary {
  /// N_h S_h, the standard deviation of what one sampled unit says about the stratum's total.
  var spreads: [Double] { zip(populationSizes, standardDeviations).map { $0 * $1 } }

  func checkedCosts(_ unitCosts: [Double]) throws(SamplingPlanError) -> [Double] {
    guard unitCosts.count == count else {
      throw .unequalLengths(what: "unit costs", count: unitCosts.count, strata: count)
    }
    for (label, cost) in zip(labels, unitCosts) where !(cost > 0 && cost.isFinite) {
      throw .unitCostNotPositive(stratum: label, cost: cost)
    }
    return unitCosts
  }

  fileprivate func powerShares(exponent: Double, sizes: [Double]) throws(SamplingPlanError) -> [Double] {
    guard (0...1).contains(exponent) else { throw .powerExponentOutside(exponent) }
    guard sizes.count == count else { throw .unequalLengths(what: "sizes", count: sizes.count, strata: count) }
    var result: [Double] = []
    for h in labels.indices {
      guard means[h] != 0 else { throw .zeroMean(stratum: labels[h]) }
      guard sizes[h] >= 0, sizes[h].isFinite else { throw .negativeSize(unit: h, value: sizes[h]) }
      result.append(
        standardDeviations[h] / abs(means[h]) * (sizes[h] > 0 ? power(sizes[h], exponent) : exponent == 0 ? 1 : 0))
    }
    return result
  }
}
