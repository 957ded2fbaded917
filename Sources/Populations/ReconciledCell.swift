/// A published cell beside what the population has.
public struct ReconciledCell: Sendable, Hashable {
  public enum Status: String, Sendable {
    /// The population's number prints as the published one.
    case met
    /// The cell was set aside: it contradicts others.
    case setAside = "set_aside"
    case missed
  }

  public let table: String
  public let year: Int
  public let level: String
  /// The reading of the audit.
  public let published: Double
  public let decimals: Int
  /// Unrounded, in the unit of the cell: percent or 亿元.
  public let reached: Double
  public let status: Status
  /// Why a cell was set aside; empty otherwise.
  public let reason: String
}

extension ReconciledCell {
  static func all(
    _ years: [Population.Year], _ specification: PopulationSpecification, _ published: PublishedFigures
  ) throws(PopulationError) -> [ReconciledCell] {
    var cells: [ReconciledCell] = []
    for year in years {
      let comparison = YearComparison(year: year, specification: specification, published: published)
      cells += comparison.shareCells() + (try comparison.amountCells())
    }
    return cells + (try marketCells(years, published)) + (try pooledCells(years, published))
  }

  /// Shares of markets, pooled over the years.
  private static func marketCells(
    _ years: [Population.Year], _ published: PublishedFigures
  ) throws(PopulationError) -> [ReconciledCell] {
    var sums = [Int](repeating: 0, count: Classes.markets.count)
    for year in years {
      for firm in year.firms {
        for (market, loss) in firm.losses.enumerated() { sums[market] += loss }
      }
    }
    let all = Double(sums.reduce(0, +))
    return try (0..<Classes.publishedMarkets).map { market throws(PopulationError) in
      let share = try published.marketShare(Classes.markets[market])
      return ReconciledCell(
        table: "market-shares", year: years.last?.year ?? 0, level: Classes.markets[market],
        PrintedAmount(value: share, decimals: 2), reached: 100 * Double(sums[market]) / all)
    }
  }

  /// Added cost of the pooled years, where the population has all of them.
  private static func pooledCells(
    _ years: [Population.Year], _ published: PublishedFigures
  ) throws(PopulationError) -> [ReconciledCell] {
    let pooled = try published.pooledAddedCost()
    guard years.map(\.year) == Array(pooled.years) else { return [] }
    let cost = years.reduce(0) { $0 + $1.firms.reduce(0) { $0 + $1.addedCost } }
    return [
      ReconciledCell(
        table: "totals", year: pooled.years.upperBound, level: "added_cost, all years", pooled.amount,
        reached: Double(cost) / hundredthsPer1e8Yuan)
    ]
  }

  init(table: String, year: Int, level: String, _ printed: PrintedAmount, reached: Double) {
    (self.table, self.year, self.level, self.reached) = (table, year, level, reached)
    (published, decimals, reason) = (printed.value, printed.decimals, "")
    status = abs(reached - printed.value) <= printed.half ? .met : .missed
  }
}
