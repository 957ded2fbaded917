import Glibc
import LinearAlgebra
import TradeEquilibrium

/// The nonlinear model whose slopes at the base GSIM has: constant elasticities of substitution, demand and supply.
///
/// ```
/// q_rv = ρ_rv^-Es P_v^(Es + Em)      P_v = (Σ_s θ_sv ρ_sv^(1 - Es))^(1/(1 - Es))      Σ_v φ_rv q_rv = p_r^Ex
/// ```
struct ConstantElasticityMarket {
  private let market: GlobalMarket
  private let expenditureShares: Matrix
  private let exportShares: Matrix

  init(_ market: GlobalMarket) {
    self.market = market
    (expenditureShares, exportShares) = (market.expenditureShares, market.exportShares)
  }

  /// p_r - 1, by Newton's method in logarithms of prices.
  func priceChanges(after wedges: [[TradeWedge]]) throws -> [Double] {
    let count = market.regions.count
    let factors = Matrix(rows: count, columns: count) { wedges[$0][$1].power / market.wedges[$0][$1].power }
    var logarithms = [Double](repeating: 0, count: count)
    for _ in 0..<20 {
      let excess = excessDemand(logarithms, factors)
      let slopes = Matrix(
        columns: (0..<count).map { s in
          var (up, down) = (logarithms, logarithms)
          up[s] += 1e-6
          down[s] -= 1e-6
          return zip(excessDemand(up, factors), excessDemand(down, factors)).map { ($0 - $1) / 2e-6 }
        })
      logarithms = zip(logarithms, try LU(slopes).solve(excess)).map { $0 - $1 }
    }
    return logarithms.map { expm1($0) }
  }

  /// Logarithm of demand over supply.
  private func excessDemand(_ logarithms: [Double], _ factors: Matrix) -> [Double] {
    let all = market.regions.indices
    let prices = Matrix(rows: all.count, columns: all.count) { exp(logarithms[$0]) * factors[$0, $1] }
    let composite = all.map { v in
      let rest = 1 - market.substitutionElasticities[v]
      return pow(all.reduce(0) { $0 + expenditureShares[$1, v] * pow(prices[$1, v], rest) }, 1 / rest)
    }
    return all.map { r in
      let demanded = all.reduce(0) { sum, v in
        let (substitution, demand) = (market.substitutionElasticities[v], market.demandElasticities[v])
        return sum + exportShares[r, v] * pow(prices[r, v], -substitution) * pow(composite[v], substitution + demand)
      }
      return log(demanded) - market.supplyElasticities[r] * logarithms[r]
    }
  }
}
