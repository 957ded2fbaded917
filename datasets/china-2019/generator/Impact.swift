// Who is affected, and what it costs them.

/// Marks the affected firms so that every published affected share holds in the population.
///
/// Expected counts in the cells sector x size x ownership x business type are raked to the published shares and
/// rounded to whole firms; within a cell firms are drawn, with odds that differ between places.
func chooseAffected(_ firms: inout [Firm], published: PublishedFigures) throws {
  let count = 28 * 12
  var members = [[Int]](repeating: [], count: count)
  for (index, firm) in firms.enumerated() {
    guard let sector = firm.sector else { continue }
    members[(sector * 4 + firm.size) * 12 + firm.ownership * 3 + firm.business].append(index)
  }
  let sizes = members.map { Double($0.count) }
  let margins = affectedMargins(sizes, published.affected)
  let expected = try raked(sizes, to: margins, within: Ceilings(groups: Array(0..<count), limits: sizes))
  let counts = integers(near: expected, margins: margins)
  var random = RandomStream(seed: Assumptions.seed, purpose: .regionEffects)
  let odds = Assumptions.places.map { _ in exponential(Assumptions.regionEffect * random.normal()) }
  random = RandomStream(seed: Assumptions.seed, purpose: .affected)
  for (cell, count) in zip(members, counts) {
    // The smallest exponential times with rates = odds: a draw without replacement, successively by odds.
    let times = cell.map { (random.exponential() / odds[firms[$0].place], $0) }.sorted { $0 < $1 }
    for (_, index) in times.prefix(count) { firms[index].affected = true }
  }
}

/// Affected firms by sector, size class, ownership and business type, in whole firms with one common total.
private func affectedMargins(_ sizes: [Double], _ share: PublishedFigures.AffectedShares) -> [Margin] {
  let total = Int((share.total / 100 * sizes.reduce(0, +)).rounded())
  func margin(_ name: String, _ shares: [Double], _ level: (Int) -> Int) -> Margin {
    let levels = sizes.indices.map(level)
    let expected = zip(totals(of: sizes, by: levels, count: shares.count), shares).map { $0 * $1 / 100 }
    return Margin(name: name, levels: levels, targets: apportioned(expected, total: total).map(Double.init))
  }
  return [
    margin("affected by sector", share.sector) { $0 / 48 },
    margin("affected by size", share.size.flatMap { $0 }) { ($0 / 48 == 0 ? 0 : 4) + $0 / 12 % 4 },
    margin("affected by ownership", share.ownership) { $0 % 12 / 3 },
    margin("affected by business type", share.business) { $0 % 3 },
  ]
}

/// Direct loss by market, in the published proportions of sectors, markets and Guangdong.
func drawLosses(_ firms: inout [Firm], published: PublishedFigures) throws {
  var random = RandomStream(seed: Assumptions.seed, purpose: .loss)
  let shares = lossSharesOfMarkets(published)
  let national = published.sectorLoss.reduce(0, +)
  var entries: [(firm: Int, market: Int, amount: Double)] = []
  for index in firms.indices where firms[index].affected {
    guard random.uniform() < Assumptions.directLossGivenAffected else { continue }
    let law = Assumptions.lossLaw
    let latent = power(Double(firms[index].exports), law.elasticity) * exponential(law.sigma * random.normal())
    let main = random.level(weights: shares)
    let also = shares.indices.filter {
      let further = random.uniform() < Assumptions.furtherMarket * shares[$0]
      return $0 == main || further
    }
    let parts = also.map { ($0 == main ? 3 : 1) * random.exponential() }
    for (market, part) in zip(also, parts) { entries.append((index, market, latent * part / parts.reduce(0, +))) }
  }
  let guangdong = published.guangdong.loss
  let margins = [
    Margin(name: "loss by sector", levels: entries.map { firms[$0.firm].sector! }, targets: published.sectorLoss),
    Margin(
      name: "loss of Guangdong", levels: entries.map { Population.block(firms[$0.firm]) == 2 ? 1 : 0 },
      targets: [guangdong, national - guangdong]),
    Margin(
      name: "loss by market", levels: entries.map(\.market),
      targets: shares.map { $0 * national / shares.reduce(0, +) }),
  ]
  let ceilings = Ceilings(groups: entries.map(\.firm), limits: limits(firms, fraction: Assumptions.largestLoss))
  let amounts = try raked(entries.map(\.amount), to: margins, within: ceilings, tolerance: 1e-7)
  for (entry, amount) in zip(entries, amounts) {
    if firms[entry.firm].losses.isEmpty {
      firms[entry.firm].losses = [Hundredths](repeating: 0, count: shares.count)
    }
    firms[entry.firm].losses[entry.market] = max(1, Int((amount * hundredthsPer1e8Yuan).rounded()))
  }
  nameCauses(&firms)
}

/// Percent of direct loss by market: published for the first three, assumed for the others.
private func lossSharesOfMarkets(_ published: PublishedFigures) -> [Double] {
  let assumed = Assumptions.otherMarketShares.compactMap(\.share)
  let rest = 100 - published.marketShare.reduce(0, +) - assumed.reduce(0, +)
  return published.marketShare + Assumptions.otherMarketShares.map { $0.share ?? rest }
}

/// The largest amount of each firm, 亿元.
private func limits(_ firms: [Firm], fraction: Double) -> [Double] {
  firms.map { fraction * Double($0.exports) / hundredthsPer1e8Yuan }
}

/// Every firm with direct loss names one cause or several, and one of them as the primary.
private func nameCauses(_ firms: inout [Firm]) {
  var random = RandomStream(seed: Assumptions.seed, purpose: .causes)
  let causes = Assumptions.causes
  for index in firms.indices where !firms[index].losses.isEmpty {
    var named = causes.map { random.uniform() < $0.frequency }
    if !named.contains(true) { named[random.level(weights: causes.map(\.weight))] = true }
    firms[index].causes = named
    firms[index].primaryCause = random.level(weights: zip(causes, named).map { $1 ? $0.weight : 0 })
  }
}

/// Added cost by kind; an affected firm without direct loss always has some.
func drawCosts(_ firms: inout [Firm], published: PublishedFigures) throws {
  var random = RandomStream(seed: Assumptions.seed, purpose: .cost)
  var entries: [(firm: Int, kind: Int, amount: Double)] = []
  for index in firms.indices where firms[index].affected {
    let chance = random.uniform()
    guard firms[index].losses.isEmpty || chance < Assumptions.addedCostGivenAffected else { continue }
    let law = Assumptions.costLaw
    let latent = power(Double(firms[index].exports), law.elasticity) * exponential(law.sigma * random.normal())
    let kinds = drawKinds(firms[index], &random)
    let parts = kinds.map { Assumptions.costKindWeight[$0] * random.exponential() }
    for (kind, part) in zip(kinds, parts) { entries.append((index, kind, latent * part / parts.reduce(0, +))) }
  }
  let guangdong = published.guangdong.cost
  let margin = Margin(
    name: "cost of Guangdong", levels: entries.map { Population.block(firms[$0.firm]) == 2 ? 1 : 0 },
    targets: [guangdong, published.addedCost - guangdong])
  let ceilings = Ceilings(groups: entries.map(\.firm), limits: limits(firms, fraction: Assumptions.largestCost))
  let amounts = try raked(entries.map(\.amount), to: [margin], within: ceilings, tolerance: 1e-7)
  for (entry, amount) in zip(entries, amounts) {
    if firms[entry.firm].costs.isEmpty {
      firms[entry.firm].costs = [Hundredths](repeating: 0, count: Assumptions.costKinds.count)
    }
    firms[entry.firm].costs[entry.kind] = max(1, Int((amount * hundredthsPer1e8Yuan).rounded()))
  }
}

/// The kinds of added cost of a firm; formalities if no other.
private func drawKinds(_ firm: Firm, _ random: inout RandomStream) -> [Int] {
  var kinds: [Int] = []
  for (kind, code) in Assumptions.costKinds.enumerated() {
    let special = code == "quarantine" ? Assumptions.quarantineFrequency[firm.sectorCode] : nil
    if random.uniform() < special ?? Assumptions.costKindFrequency[kind] { kinds.append(kind) }
  }
  return kinds.isEmpty ? [Assumptions.costKinds.count - 1] : kinds
}
