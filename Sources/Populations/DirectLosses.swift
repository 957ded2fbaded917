import RandomStreams

/// Direct loss of one year by firm and market.
///
/// A firm's loss is exports to a power times a lognormal factor, part of which stays with the firm over the years. All
/// losses are raked to sectors, markets and, where published, Guangdong, and stay below a part of the firm's exports.
struct DirectLosses {
  let margins: YearMargins
  let assumptions: ImpactAssumptions
  let panel: PanelAssumptions
  let streams: Streams

  /// One firm's loss in one market, before or after raking.
  private struct Entry {
    let firm: Int
    let market: Int
    let amount: Double
  }

  func assign(_ firms: inout [ExportingFirm]) throws(PopulationError) {
    var entries: [Entry] = []
    for index in firms.indices where firms[index].affected { entries += self.entries(firms[index], index) }
    let limits = firms.map { assumptions.largestLoss * Double($0.exports) }
    let ceilings = Ceilings(groups: entries.map(\.firm), limits: limits)
    let amounts = try raked(
      entries.map(\.amount), to: targets(entries, firms), within: ceilings, tolerance: 1e-7)
    for (entry, amount) in zip(entries, amounts) {
      if firms[entry.firm].losses.isEmpty {
        firms[entry.firm].losses = [Hundredths](repeating: 0, count: Classes.markets.count)
      }
      firms[entry.firm].losses[entry.market] = max(1, Int(amount.rounded()))
    }
    for index in firms.indices where !firms[index].losses.isEmpty { nameCauses(&firms[index]) }
  }

  private func entries(_ firm: ExportingFirm, _ index: Int) -> [Entry] {
    var random = streams.stream(.loss, firm: firm.number, year: margins.year)
    guard random.uniform() < assumptions.directLossGivenAffected else { return [] }
    let latent =
      power(Double(firm.exports), assumptions.lossElasticity)
      * exponential(assumptions.lossSpread * Self.trait(firm, margins.year, panel, streams))
    let shares = margins.marketLoss.map { 100 * $0 / margins.directLoss }
    let main = random.level(weights: shares)
    let markets = shares.indices.filter { market in
      let further = random.uniform() < assumptions.furtherMarket * shares[market]
      return market == main || further
    }
    let parts = markets.map { ($0 == main ? assumptions.mainMarket : 1) * random.waitingTime() }
    let sum = parts.reduce(0, +)
    return zip(markets, parts).map { Entry(firm: index, market: $0, amount: latent * $1 / sum) }
  }

  /// A standard normal number of the firm: √ρ of it stays over the years, the rest is of the year.
  static func trait(_ firm: ExportingFirm, _ year: Int, _ panel: PanelAssumptions, _ streams: Streams) -> Double {
    let lasting = streams.normal(.lossTrait, firm: firm.number)
    let passing = streams.normal(.lossTrait, firm: firm.number, year: year)
    return panel.lossPersistence.squareRoot() * lasting + (1 - panel.lossPersistence).squareRoot() * passing
  }

  private func targets(_ entries: [Entry], _ firms: [ExportingFirm]) -> [Margin] {
    func hundredths(_ amounts: [Double]) -> [Double] { amounts.map { $0 * hundredthsPer1e8Yuan } }
    var targets = [Margin("loss by sector", entries.map { firms[$0.firm].sector ?? 0 }, hundredths(margins.sectorLoss))]
    if let guangdong = margins.guangdong?.loss {
      let levels = entries.map { firms[$0.firm].block == 2 ? 1 : 0 }
      targets.append(Margin("loss of Guangdong", levels, hundredths([guangdong, margins.directLoss - guangdong])))
    }
    targets.append(Margin("loss by market", entries.map(\.market), hundredths(margins.marketLoss)))
    return targets
  }

  /// One cause or several, and one of them as the primary.
  private func nameCauses(_ firm: inout ExportingFirm) {
    var random = streams.stream(.causes, firm: firm.number, year: margins.year)
    let weights = assumptions.causeWeight
    var named = assumptions.causeFrequency.map { random.uniform() < $0 }
    if !named.contains(true) { named[random.level(weights: weights)] = true }
    firm.causes = named
    firm.primaryCause = random.level(weights: zip(weights, named).map { $1 ? $0 : 0 })
  }
}
