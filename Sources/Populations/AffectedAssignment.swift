/// Marks the affected firms of a year so that every share that is kept holds.
///
/// Expected counts in the cells sector × size × ownership × business type are raked to the year's affected firms and
/// rounded to whole firms. Within a cell as many firms are drawn, with odds that differ between places and are higher
/// for firms that were affected the year before.
struct AffectedAssignment {
  private let margins: YearMargins
  private let panel: PanelAssumptions
  private let regionOdds: [Double]
  private let streams: Streams

  init(_ margins: YearMargins, _ panel: PanelAssumptions, _ regionOdds: [Double], _ streams: Streams) {
    (self.margins, self.panel, self.regionOdds, self.streams) = (margins, panel, regionOdds, streams)
  }

  func assign(_ firms: inout [PanelFirm]) throws(PopulationError) {
    var members = [[Int]](repeating: [], count: Cell.count)
    for (index, firm) in firms.enumerated() {
      if let cell = firm.cell { members[cell].append(index) }
    }
    let counts = try counts(members.map(\.count))
    for (cell, count) in zip(members, counts) {
      let chosen = cell.map { (reluctance(firms[$0]), firms[$0].number, $0) }.sorted { $0 < $1 }.prefix(count)
      for index in cell { firms[index].affected = false }
      for (_, _, index) in chosen { firms[index].affected = true }
    }
  }

  private func counts(_ sizes: [Int]) throws(PopulationError) -> [Int] {
    func margin(_ name: String, _ counts: [LevelCount], _ level: (Int) -> Int) -> Margin {
      Margin("affected by \(name)", sizes.indices.map(level), counts.map { Double($0.affected) })
    }
    let targets = [
      margin("sector", margins.sectors, Cell.sector), margin("size class", margins.sizes, Cell.sizeClass),
      margin("ownership", margins.ownerships, Cell.ownership),
      margin("type of business", margins.businessTypes, Cell.business),
    ]
    let limits = sizes.map(Double.init)
    let ceilings = Ceilings(groups: Array(sizes.indices), limits: limits)
    let expected = try raked(limits, to: targets, within: ceilings)
    return try wholeCounts(near: expected, margins: targets, ceilings: sizes)
  }

  private func reluctance(_ firm: PanelFirm) -> Double {
    let odds = regionOdds[firm.place] * (firm.affected ? panel.affectedPersistence : 1)
    return streams.reluctance(.affected, firm: firm.number, year: margins.year) / odds
  }
}
