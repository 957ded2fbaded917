import LinearAlgebra

/// The multi-market partial equilibrium of Francois and Hall: prices that clear every exporter's world market after wedges change.
///
/// ```
/// N_rr = θ_r Em - (1 - θ_r) Es        N_rs = θ_s (Em + Es)            importer by importer
/// Ex_r p̂_r = Σ_v φ_rv Σ_s N_rs (p̂_s + T̂_sv)                            supply = demand, R equations in p̂
/// ```
/// Hats are relative changes. The equations are the first-order response, exact for small changes; values and surpluses use it
/// over the whole change.
/// > Source: Francois and Hall (2003), Global Simulation Analysis of Industry-Level Trade Policy (the GSIM paper of WITS).
public struct GSIM: Sendable, Hashable {
  public let market: GlobalMarket
  public let newWedges: [[TradeWedge]]
  /// p̂, R values: of the prices that exporters keep.
  public let worldPriceChanges: [Double]
  /// p̂_r + T̂_rv, R × R, exporter by importer: of the prices that buyers pay.
  public let internalPriceChanges: Matrix
  /// R × R, exporter by importer.
  public let quantityChanges: Matrix

  /// - Parameter newWedges: R × R, exporter by importer, as in the market.
  /// - Throws: ``TradeEquilibriumError``.
  public init(_ market: GlobalMarket, newWedges: [[TradeWedge]]) throws(TradeEquilibriumError) {
    let count = market.regions.count
    try GlobalMarket.requireSquare(newWedges, count)
    let changes = Matrix(rows: count, columns: count) { market.wedges[$0][$1].change(to: newWedges[$0][$1]) }
    let system = MarketClearing(market)
    let prices = try system.worldPriceChanges(after: changes)
    let internalPrices = Matrix(rows: count, columns: count) { prices[$0] + changes[$0, $1] }
    (self.market, self.newWedges) = (market, newWedges)
    worldPriceChanges = prices
    internalPriceChanges = internalPrices
    quantityChanges = system.quantityChanges(after: internalPrices)
  }

  /// Ex_r p̂_r, R values: of what exporters sell.
  public var exportChanges: [Double] { zip(market.supplyElasticities, worldPriceChanges).map { $0 * $1 } }

  /// Σ_r θ_rv p̂_rv, R values: of the price of the product to each importer.
  public var compositePriceChanges: [Double] {
    let shares = market.expenditureShares
    return market.regions.indices.map { v in
      market.regions.indices.reduce(0) { $0 + shares[$1, v] * internalPriceChanges[$1, v] }
    }
  }

  /// R × R, exporter by importer, money at the new world prices: `M (1 + p̂_r)(1 + x̂_rv)`.
  public var newTrade: Matrix {
    Matrix(rows: market.regions.count, columns: market.regions.count) { r, v in
      market.trade[r, v] * (1 + worldPriceChanges[r]) * (1 + quantityChanges[r, v])
    }
  }
}

/// The linear system that clears the world markets.
private struct MarketClearing {
  private let market: GlobalMarket
  private let expenditureShares: Matrix
  private let exportShares: Matrix

  init(_ market: GlobalMarket) {
    self.market = market
    (expenditureShares, exportShares) = (market.expenditureShares, market.exportShares)
  }

  private var count: Int { market.regions.count }

  /// N_rs of importer v: the response of demand for r to the price of s.
  private func demandElasticity(_ v: Int, _ r: Int, _ s: Int) -> Double {
    let (demand, substitution) = (market.demandElasticities[v], market.substitutionElasticities[v])
    let common = expenditureShares[s, v] * (demand + substitution)
    return r == s ? common - substitution : common
  }

  /// x̂_rv = Σ_s N_rs p̂_sv.
  func quantityChanges(after prices: Matrix) -> Matrix {
    Matrix(rows: count, columns: count) { r, v in
      (0..<count).reduce(0) { $0 + demandElasticity(v, r, $1) * prices[$1, v] }
    }
  }

  /// The p̂ of `(Ex - Σ_v φ_v N_v) p̂ = Σ_v φ_v N_v T̂_v`.
  func worldPriceChanges(after wedgeChanges: Matrix) throws(TradeEquilibriumError) -> [Double] {
    let demand = Matrix(rows: count, columns: count) { r, s in
      (0..<count).reduce(0) { $0 + exportShares[r, $1] * demandElasticity($1, r, s) }
    }
    let pushed = quantityChanges(after: wedgeChanges)
    let right = (0..<count).map { r in (0..<count).reduce(0) { $0 + exportShares[r, $1] * pushed[r, $1] } }
    do {
      return try LU(Matrix(diagonal: market.supplyElasticities) - demand, columnNames: market.regions).solve(right)
    } catch { throw .linearAlgebra(error) }
  }
}
