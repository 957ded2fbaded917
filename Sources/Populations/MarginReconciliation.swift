/// Makes the margins of each year from the published figures and the assumptions.
struct MarginReconciliation {
  let specification: PopulationSpecification
  let published: PublishedFigures

  func margins(_ year: Int) throws(PopulationError) -> YearMargins {
    let shares = ShareReconciliation(specification: specification, published: published, year: year)
    let total = try shares.total()
    let whole = try wholeCount(year, total)
    let groups = try groupCounts(shares, whole, total)
    let exports = try exports(year)
    let loss = try directLoss(year)
    return YearMargins(
      year: year, whole: whole, groups: groups.counts,
      sectors: [groups.counts[0]]
        + (try counts(
          shares, "table-2-2", Array(Classes.sectors.dropFirst()), specification.firms.industrialSectorShare,
          of: groups.counts[1], groups.shares[1])),
      sizes: try sizeCounts(shares, groups),
      ownerships: try counts(
        shares, "table-2-3", Classes.ownerships, specification.firms.ownershipShare, of: whole, total),
      businessTypes: try counts(
        shares, "table-2-5", Classes.businessTypes, specification.firms.businessShare, of: whole, total),
      exports: exports, sectorLoss: try sectorLoss(year, total: loss),
      marketLoss: try marketShares().map { $0 * loss / 100 }, addedCost: try addedCost(year),
      guangdong: guangdong(year), blockExports: try blockExports(year, national: exports))
  }

  // MARK: Firms

  /// All firms of the year, those of no sector included, and how many are affected.
  private func wholeCount(_ year: Int, _ total: PrintedShare) throws(PopulationError) -> LevelCount {
    let index = year - (specification.years.first ?? year)
    let firms = specification.firms.counts[index]
    guard let range = total.affected(of: firms) else { throw .noWholeCounts(margin: "all firms", year: year) }
    let exact = Int((total.percent * Double(firms) / 100).rounded())
    return LevelCount(firms: firms, affected: min(max(exact, range.lowerBound), range.upperBound))
  }

  /// The total share fixes the part w of agriculture: T = w A + (1 - w) B. Without B, w is assumed.
  private func groupCounts(
    _ reconciliation: ShareReconciliation, _ whole: LevelCount, _ total: PrintedShare
  ) throws(PopulationError) -> (counts: [LevelCount], shares: [PrintedShare]) {
    let outside = specification.firms.unclassified.reduce(0) { $0 + $1.count }
    let classified = LevelCount(firms: whole.firms - outside, affected: whole.affected)
    let part = specification.firms.agriculturalShare
    let (agricultural, printed) = try reconciliation.groups()
    let industrial =
      printed
      ?? PrintedShare(
        percent: (total.percent - part * agricultural.percent) / (1 - part), decimals: 2, isPublished: false)
    let printable = PrintableCounts(
      margin: "product group", year: reconciliation.year, shares: [agricultural, industrial], base: [part, 1 - part])
    return (try printable.counts(of: classified), [agricultural, industrial])
  }

  private func sizeCounts(
    _ shares: ShareReconciliation, _ groups: (counts: [LevelCount], shares: [PrintedShare])
  ) throws(PopulationError) -> [LevelCount] {
    var counts: [LevelCount] = []
    for group in 0...1 {
      let range = group * 4..<group * 4 + 4
      counts += try self.counts(
        shares, "table-2-4", Array(Classes.sizes[range]), Array(specification.firms.sizeShare[range]),
        group: Classes.groups[group], of: groups.counts[group], groups.shares[group])
    }
    return counts
  }

  private func counts(
    _ reconciliation: ShareReconciliation, _ table: String, _ codes: [String], _ base: [Double],
    group: String? = nil, of whole: LevelCount, _ total: PrintedShare
  ) throws(PopulationError) -> [LevelCount] {
    let shares = try reconciliation.shares(table, codes, group: group, whole: total)
    let printable = PrintableCounts(margin: table, year: reconciliation.year, shares: shares, base: base)
    return try printable.counts(of: whole)
  }

  // MARK: Amounts

  private func directLoss(_ year: Int) throws(PopulationError) -> Double {
    guard let loss = published.directLoss(year) ?? specification.impact.directLoss[year] else {
      throw .missingFigure(file: specification.path, conditions: "impact.direct_loss, \(year)")
    }
    return loss
  }

  /// Direct loss over its rate where the report gives both.
  private func exports(_ year: Int) throws(PopulationError) -> Double {
    if let rate = published.lossRate(year), let loss = published.directLoss(year) { return loss / (rate / 100) }
    guard let exports = specification.exports.national[year] else {
      throw .missingFigure(file: specification.path, conditions: "exports.national, \(year)")
    }
    return exports
  }

  /// Amounts that print as their share of the total and, where it is printed, as themselves.
  private func sectorLoss(_ year: Int, total: Double) throws(PopulationError) -> [Double] {
    var start: [Double] = []
    var bounds: [ClosedRange<Double>] = []
    for sector in Classes.sectors {
      let share = try published.lossShare(sector: sector, year)
      let amount = published.sectorLoss(sector, year)
      start.append(amount?.value ?? share.value * total / 100)
      bounds.append(Self.bounds(share, total, amount))
    }
    guard let amounts = adjusted(start, within: bounds, sum: total) else {
      throw .sharesExceedWhole(name: "table-2-1, \(year)")
    }
    return amounts
  }

  /// The interval in which a sector's amount prints right, a little narrowed.
  private static func bounds(_ share: PrintedAmount, _ total: Double, _ amount: PrintedAmount?) -> ClosedRange<Double> {
    let narrowed = 0.98
    var (low, high) = (share.value - narrowed * share.half, share.value + narrowed * share.half)
    (low, high) = (low * total / 100, high * total / 100)
    if let amount {
      let (below, above) = (amount.value - narrowed * amount.half, amount.value + narrowed * amount.half)
      if max(low, below) <= min(high, above) { return max(low, below)...min(high, above) }
    }
    return low...high
  }

  /// Percent of direct loss by market; the last market takes what the others leave.
  private func marketShares() throws(PopulationError) -> [Double] {
    var shares: [Double] = []
    for market in Classes.markets.prefix(Classes.publishedMarkets) { shares.append(try published.marketShare(market)) }
    shares += specification.impact.otherMarketShare
    let rest = 100 - shares.reduce(0, +)
    guard rest > 0 else { throw .sharesExceedWhole(name: "impact.other_market_share") }
    return shares + [rest]
  }

  /// The year's own amount, or its part of what the pooled total leaves.
  private func addedCost(_ year: Int) throws(PopulationError) -> Double {
    if let printed = published.addedCost(year) { return printed }
    let pooled = try published.pooledAddedCost()
    let known = pooled.years.compactMap { published.addedCost($0) }.reduce(0, +)
    let weights = try pooled.years.filter { published.addedCost($0) == nil }.map { other throws(PopulationError) in
      try addedCostWeight(other)
    }
    return try (pooled.amount.value - known) * addedCostWeight(year) / weights.reduce(0, +)
  }

  private func addedCostWeight(_ year: Int) throws(PopulationError) -> Double {
    guard let weight = specification.impact.addedCostWeight[year] else {
      throw .missingFigure(file: specification.path, conditions: "impact.added_cost_weight, \(year)")
    }
    return weight
  }

  private func guangdong(_ year: Int) -> (loss: Double, cost: Double)? {
    guard let loss = published.regional("guangdong", "direct_loss", year),
      let cost = published.regional("guangdong", "added_cost", year)
    else { return nil }
    return (loss, cost)
  }

  /// Guangdong and Shenzhen keep the part of national exports that they have in the one year with figures.
  private func blockExports(_ year: Int, national: Double) throws(PopulationError) -> [Double] {
    guard let known = published.regionalYear, let guangdong = published.regional("guangdong", "exports", known),
      let shenzhen = published.regional("shenzhen", "exports", known)
    else { throw .missingFigure(file: "guangdong-shenzhen-2019", conditions: "exports") }
    let scale = national / (try exports(known))
    return [shenzhen * scale, (guangdong - shenzhen) * scale, national - guangdong * scale]
  }
}
