import RandomStreams

/// Added cost of one year by firm and kind; an affected firm without direct loss always has some.
struct AddedCosts {
  let margins: YearMargins
  let assumptions: ImpactAssumptions
  let panel: PanelAssumptions
  let streams: Streams

  private struct Entry {
    let firm: Int
    let kind: Int
    let amount: Double
  }

  func assign(_ firms: inout [ExportingFirm]) throws(PopulationError) {
    var entries: [Entry] = []
    for index in firms.indices where firms[index].affected { entries += self.entries(firms[index], index) }
    let limits = firms.map { assumptions.largestCost * Double($0.exports) }
    let ceilings = Ceilings(groups: entries.map(\.firm), limits: limits)
    let amounts = try raked(
      entries.map(\.amount), to: [target(entries, firms)], within: ceilings, tolerance: 1e-7)
    for (entry, amount) in zip(entries, amounts) {
      if firms[entry.firm].costs.isEmpty {
        firms[entry.firm].costs = [Hundredths](repeating: 0, count: Classes.costKinds.count)
      }
      firms[entry.firm].costs[entry.kind] = max(1, Int(amount.rounded()))
    }
  }

  private func entries(_ firm: ExportingFirm, _ index: Int) -> [Entry] {
    var random = streams.stream(.cost, firm: firm.number, year: margins.year)
    let chance = random.uniform()
    guard firm.losses.isEmpty || chance < assumptions.addedCostGivenAffected else { return [] }
    let latent =
      power(Double(firm.exports), assumptions.costElasticity) * exponential(assumptions.costSpread * trait(firm))
    let kinds = kinds(firm, &random)
    let parts = kinds.map { assumptions.costKindWeight[$0] * random.waitingTime() }
    let sum = parts.reduce(0, +)
    return zip(kinds, parts).map { Entry(firm: index, kind: $0, amount: latent * $1 / sum) }
  }

  /// A standard normal number correlated with that of the loss.
  private func trait(_ firm: ExportingFirm) -> Double {
    let correlation = assumptions.costLossCorrelation
    let own = streams.normal(.costTrait, firm: firm.number, year: margins.year)
    return correlation * DirectLosses.trait(firm, margins.year, panel, streams)
      + (1 - correlation * correlation).squareRoot() * own
  }

  /// The kinds of added cost of a firm; formalities if no other.
  private func kinds(_ firm: ExportingFirm, _ random: inout CounterRandom) -> [Int] {
    let kinds = Classes.costKinds.indices.filter { kind in
      let frequency = Classes.costKinds[kind] == "quarantine" ? quarantine(firm) : assumptions.costKindFrequency[kind]
      return random.uniform() < frequency
    }
    return kinds.isEmpty ? [Classes.costKinds.count - 1] : kinds
  }

  private func quarantine(_ firm: ExportingFirm) -> Double {
    firm.sector.map { assumptions.quarantineFrequency[$0] } ?? 0
  }

  private func target(_ entries: [Entry], _ firms: [ExportingFirm]) -> Margin {
    let total = margins.addedCost * hundredthsPer1e8Yuan
    guard let guangdong = margins.guangdong?.cost else {
      return Margin("added cost", entries.map { _ in 0 }, [total])
    }
    let part = guangdong * hundredthsPer1e8Yuan
    return Margin("cost of Guangdong", entries.map { firms[$0.firm].block == 2 ? 1 : 0 }, [part, total - part])
  }
}
