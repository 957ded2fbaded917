/// What regions gain and lose, money at the prices before the change.
///
/// ```
/// ΔPS_r = R_r p̂_r (1 + Ex_r p̂_r / 2)        R_r  exports
/// ΔCS_v = -E_v P̂_v (1 + Em_v P̂_v / 2)       E_v  expenditure, P̂_v = Σ_r θ_rv p̂_rv
/// ```
/// Both are areas beside straight lines through the base, in whose slopes the elasticities are.
/// > Source: Francois and Hall (2003); the sign of the second term of ΔCS is derived, and
/// > differs from the paper's where prices rise: see the article of the module.
public struct RegionalWelfare: Sendable, Hashable {
  public let region: String
  public let producerSurplus: Double
  public let consumerSurplus: Double
  /// At the new trade less at the old.
  public let tariffRevenue: Double

  /// The sum. What compliance costs is in the surpluses already.
  public var net: Double { producerSurplus + consumerSurplus + tariffRevenue }
}

extension GSIM {
  /// In the order of the regions.
  public var welfare: [RegionalWelfare] {
    let (prices, trade) = (compositePriceChanges, newTrade)
    return market.regions.indices.map { i in
      let price = worldPriceChanges[i]
      let revenue = market.regions.indices.reduce(0) { sum, r in
        sum + newWedges[r][i].revenueRate * trade[r, i] - market.wedges[r][i].revenueRate * market.trade[r, i]
      }
      return RegionalWelfare(
        region: market.regions[i],
        producerSurplus: market.exports(of: i) * price * (1 + market.supplyElasticities[i] * price / 2),
        consumerSurplus: -market.expenditure(of: i) * prices[i] * (1 + market.demandElasticities[i] * prices[i] / 2),
        tariffRevenue: revenue)
    }
  }

  /// c' M', R values: what meeting requirements costs on each exporter's sales after the change, money.
  public var complianceCosts: [Double] {
    let trade = newTrade
    return market.regions.indices.map { r in
      market.regions.indices.reduce(0) { $0 + newWedges[r][$1].complianceCost * trade[r, $1] }
    }
  }
}
