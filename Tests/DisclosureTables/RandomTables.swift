import DisclosureControl
import LinkedTables
import RandomStreams

/// A table of sectors by regions beside one of sectors by markets, with the same sectors' totals in both; a quarter of them have a third
/// way. Firms are drawn, so that sensitive cells are those that rules find.
public struct RandomTables {
  public let tables: ConfidentialTables
  public let sensitivities: [CellSensitivity]

  public init(seed: Int) throws {
    var draw = FirmDraw(seed: seed)
    let (sectors, regions, markets) = (3 + draw.below(5), 2 + draw.below(5), 2 + draw.below(4))
    let byRegion = CrossTable(shape: seed % 4 == 0 ? [sectors, regions, 2] : [sectors, regions])
    let byMarket = CrossTable(shape: [sectors, markets])
    let linked = LinkedCells(byRegion, byMarket)
    let firms = (0..<(sectors * regions * 14)).map { _ in draw.firm(byRegion.shape, markets) }
    let rules = SensitivityRules(
      minimumContributors: 3, dominance: .init(count: 1, share: 0.85), pPercent: 10, values: .both)
    let cells = (0..<linked.relations.cellCount).map { cell in
      CellSensitivity(
        amounts: firms.map { linked.amount(of: $0, in: cell) }, weights: firms.map(\.weight), by: rules)
    }
    let values = (0..<linked.relations.cellCount).map { cell in
      firms.reduce(0) { $0 + $1.weight * linked.amount(of: $1, in: cell) }
    }
    let primaries = cells.indices.filter { cells[$0].isSensitive }.map { cell in
      ConfidentialTables.Primary(
        cell: cell, lower: cells[cell].protection, upper: cells[cell].protection,
        soleContributor: cells[cell].soleContributor)
    }
    tables = try ConfidentialTables(relations: linked.relations, values: values, primaries: primaries)
    sensitivities = cells
  }
}

/// A firm's place and its whole amounts, so that sums are exact.
private struct Firm {
  let place: [Int]
  let market: Int
  let amount: Double
  let weight: Double
}

private struct FirmDraw {
  private var random: CounterRandom

  init(seed: Int) { random = CounterRandom(seed: 61, replicate: seed, stratum: 0) }

  mutating func below(_ bound: Int) -> Int { random.integer(below: UInt32(bound)) }

  mutating func firm(_ shape: [Int], _ markets: Int) -> Firm {
    let place = shape.map { below($0) }
    let market = below(markets)
    let amount = random.uniform() < 0.35 ? 0 : (1 + 100 * exponential(1.5 * random.normal())).rounded()
    return Firm(place: place, market: market, amount: amount, weight: Double(1 + below(6)))
  }
}

/// Cells of the first table, then those of the second that are not in it: sectors' totals are in both.
private struct LinkedCells {
  let first: CrossTable
  let second: CrossTable
  let relations: CellRelations
  private let numbers: [Int]

  init(_ first: CrossTable, _ second: CrossTable) {
    (self.first, self.second) = (first, second)
    var (numbers, next) = ([Int](), first.cellCount)
    for cell in 0..<second.cellCount {
      let place = second.place(cell)
      let isShared = place[1] == second.shape[1]
      numbers.append(isShared ? first.cell([place[0]] + first.shape.dropFirst()) : next)
      if !isShared { next += 1 }
    }
    self.numbers = numbers
    let of = numbers
    relations = CellRelations(
      cellCount: next,
      relations: first.relations.relations
        + second.relations.relations.map { .init(total: of[$0.total], parts: $0.parts.map { of[$0] }) })
  }

  func amount(of firm: Firm, in cell: Int) -> Double {
    if cell < first.cellCount { return isIn(firm.place, first.place(cell), first.shape) ? firm.amount : 0 }
    let own = second.place(numbers.firstIndex(of: cell)!)
    return isIn([firm.place[0], firm.market], own, second.shape) ? firm.amount : 0
  }

  private func isIn(_ firm: [Int], _ cell: [Int], _ shape: [Int]) -> Bool {
    zip(firm, zip(cell, shape)).allSatisfy { $1.0 == $1.1 || $0 == $1.0 }
  }
}
