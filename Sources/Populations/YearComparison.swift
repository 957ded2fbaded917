/// Compares the population of one year with the published cells.
struct YearComparison {
  let year: Population.Year
  let specification: PopulationSpecification
  let published: PublishedFigures

  // MARK: Affected shares

  func shareCells() -> [ReconciledCell] {
    let all = counts { _ in 0 }[0]
    var cells = cells("table-2-2", Classes.sectors, counts(\.sector), all: all)
    cells += self.cells("table-2-3", Classes.ownerships, counts { $0.ownership }, all: all)
    let (sizes, groups) = (counts(\.sizeClass), counts(\.group))
    for (index, group) in Classes.groups.enumerated() {
      let range = index * 4..<index * 4 + 4
      let codes = Array(Classes.sizes[range])
      cells += self.cells("table-2-4", codes, Array(sizes[range]), all: groups[index], group: group)
    }
    cells += [cell("table-2-4", "all", "all", all)].compactMap(\.self)
    return cells + self.cells("table-2-5", Classes.businessTypes, counts { $0.business }, all: all)
  }

  private func counts(_ level: (ExportingFirm) -> Int?) -> [LevelCount] {
    var (all, affected) = ([Int](repeating: 0, count: 8), [Int](repeating: 0, count: 8))
    for firm in year.firms {
      guard let level = level(firm) else { continue }
      all[level] += 1
      affected[level] += firm.affected ? 1 : 0
    }
    return zip(all, affected).map { LevelCount(firms: $0, affected: $1) }
  }

  private func cells(
    _ table: String, _ codes: [String], _ counts: [LevelCount], all: LevelCount, group: String? = nil
  ) -> [ReconciledCell] {
    let levels = zip(codes, counts).map { cell(table, $0, group, $1) }
    return (levels + [cell(table, "all", group, all)]).compactMap(\.self)
  }

  private func cell(_ table: String, _ level: String, _ group: String?, _ count: LevelCount) -> ReconciledCell? {
    let cell = PublishedFigures.ShareCell(table: table, year: year.year, level: level, group: group)
    guard let share = published.share(cell), let decimals = published.decimals(table, year: year.year) else {
      return nil
    }
    let printed = PrintedShare(percent: share, decimals: decimals)
    let aside = reconciliation.setAside(cell)
    let met = printed.prints(count.affected, of: count.firms)
    return ReconciledCell(
      table: table, year: year.year, level: level == "all" ? group.map { "\($0) all" } ?? level : level,
      published: share, decimals: decimals, reached: 100 * Double(count.affected) / Double(count.firms),
      status: met ? .met : aside == nil ? .missed : .setAside, reason: met ? "" : aside?.reason ?? "")
  }

  private var reconciliation: ShareReconciliation {
    ShareReconciliation(specification: specification, published: published, year: year.year)
  }

  // MARK: Amounts

  func amountCells() throws(PopulationError) -> [ReconciledCell] {
    let losses = sums { $0.sector.map { ($0, \.directLoss) } }
    let total = losses.reduce(0, +)
    var cells: [ReconciledCell] = []
    for (sector, loss) in zip(Classes.sectors, losses) {
      let share = try published.lossShare(sector: sector, year.year)
      cells.append(
        ReconciledCell(table: "table-2-1", year: year.year, level: sector, share, reached: 100 * loss / total))
      guard let amount = published.sectorLoss(sector, year.year) else { continue }
      cells.append(
        ReconciledCell(table: "sector-losses-2019", year: year.year, level: sector, amount, reached: loss))
    }
    return cells + totalCells(total) + guangdongCells()
  }

  private func totalCells(_ loss: Double) -> [ReconciledCell] {
    let cost = sums { _ in (0, \.addedCost) }[0]
    let exports = sums { _ in (0, \.exports) }[0]
    let figures = [
      ("direct_loss", published.directLoss(year.year), 2, loss),
      ("direct_loss_rate", published.lossRate(year.year), 1, 100 * loss / exports),
      ("added_cost", published.addedCost(year.year), 2, cost),
    ]
    return figures.compactMap { level, value, decimals, reached in
      value.map { total(level, $0, decimals, reached) }
    }
  }

  private func guangdongCells() -> [ReconciledCell] {
    let measures: [(String, KeyPath<ExportingFirm, Hundredths>, Int)] = [
      ("direct_loss", \.directLoss, 1), ("added_cost", \.addedCost, 1), ("exports", \.exports, 0),
    ]
    return measures.compactMap { measure, amount, decimals in
      let sum = sums { ($0.block == 2 ? 1 : 0, amount) }[0]
      let figure = published.regional("guangdong", measure, year.year)
      return figure.map { total("guangdong \(measure)", $0, decimals, sum) }
    }
  }

  private func total(_ level: String, _ value: Double, _ decimals: Int, _ reached: Double) -> ReconciledCell {
    ReconciledCell(
      table: "totals", year: year.year, level: level, PrintedAmount(value: value, decimals: decimals), reached: reached)
  }

  /// Sums by level, 亿元.
  private func sums(_ level: (ExportingFirm) -> (Int, KeyPath<ExportingFirm, Hundredths>)?) -> [Double] {
    var sums = [Int](repeating: 0, count: 7)
    for firm in year.firms {
      if let (level, amount) = level(firm) { sums[level] += firm[keyPath: amount] }
    }
    return sums.map { Double($0) / hundredthsPer1e8Yuan }
  }
}
