/// Gives every firm of a year its ownership and type of business.
///
/// Firms keep theirs where they can: what they brought along, with entrants spread by the assumed associations, is the
/// seed; raking to the year's margins changes it as little as possible (least Kullback-Leibler distance), and within a
/// cell only the firms that are too many change, by preference their type of business and not their owner.
struct CategoryAssignment {
  private let assumptions: FirmAssumptions
  private let margins: YearMargins
  private let streams: Streams
  /// Firms of no sector are private traders; they are left out of the margins here.
  private static let unclassified = 3 * 1 + 1

  init(_ assumptions: FirmAssumptions, _ margins: YearMargins, _ streams: Streams) {
    (self.assumptions, self.margins, self.streams) = (assumptions, margins, streams)
  }

  func assign(_ firms: inout [PanelFirm]) throws(PopulationError) {
    var members = [[Int]](repeating: [], count: 28)
    for (index, firm) in firms.enumerated() {
      if let sector = firm.sector { members[sector * 4 + firm.size].append(index) }
      if firm.sector == nil { firms[index].category = Self.unclassified }
    }
    let outside = firms.reduce(0) { $0 + ($1.sector == nil ? 1 : 0) }
    let counts = try counts(firms, members, outside: outside)
    for cell in members.indices {
      let wanted = Array(counts[cell * Cell.categories..<(cell + 1) * Cell.categories])
      deal(wanted, to: members[cell], &firms)
    }
  }

  // MARK: Counts

  private func counts(_ firms: [PanelFirm], _ members: [[Int]], outside: Int) throws(PopulationError) -> [Int] {
    var seed: [Double] = []
    for (cell, indices) in members.enumerated() { seed += self.seed(cell, indices.map { firms[$0].category }) }
    let owners = margins.ownerships.indices.map { Double(margins.ownerships[$0].firms - ($0 == 1 ? outside : 0)) }
    let types = margins.businessTypes.indices.map { Double(margins.businessTypes[$0].firms - ($0 == 1 ? outside : 0)) }
    let targets = [
      Margin("sector and size class", seed.indices.map { $0 / Cell.categories }, members.map { Double($0.count) }),
      Margin("ownership", seed.indices.map(Cell.ownership), owners),
      Margin("type of business", seed.indices.map(Cell.business), types),
    ]
    return try wholeCounts(near: try raked(seed, to: targets), margins: targets)
  }

  /// Firms of a cell by category as they come, entrants by association; a little of the latter keeps cells open.
  private func seed(_ cell: Int, _ categories: [Int?]) -> [Double] {
    let association = association(size: cell % 4)
    let entrants = Double(categories.count { $0 == nil })
    var seed = association.map { $0 * (entrants + 0.01 * Double(categories.count)) }
    for case let category? in categories { seed[category] += 1 }
    return seed
  }

  /// Shares of the categories in a size class by the assumed associations.
  private func association(size: Int) -> [Double] {
    let shares = (0..<Cell.categories).map { category in
      let (owner, type) = (category / 3, category % 3)
      return assumptions.ownershipShare[owner] * assumptions.businessShare[type]
        * assumptions.ownershipBySize[owner][size] * assumptions.businessByOwnership[type][owner]
    }
    return shares.map { $0 / shares.reduce(0, +) }
  }

  // MARK: Dealing

  private func deal(_ wanted: [Int], to members: [Int], _ firms: inout [PanelFirm]) {
    let order = members.map { (key: streams.uniform(.category, firm: firms[$0].number, year: margins.year), index: $0) }
      .sorted { $0 < $1 }.map(\.index)
    var open = wanted
    var pool: [Int] = []
    for index in order {
      guard let category = firms[index].category, open[category] > 0 else {
        pool.append(index)
        continue
      }
      open[category] -= 1
    }
    pool.removeAll { fill(&open, with: $0, keepingOwner: true, &firms) }
    let entrantsFirst = pool.filter { firms[$0].category == nil } + pool.filter { firms[$0].category != nil }
    for index in entrantsFirst { _ = fill(&open, with: index, keepingOwner: false, &firms) }
  }

  /// Puts a firm into the first open category, of its own owner if asked; false if there is none.
  private func fill(
    _ open: inout [Int], with index: Int, keepingOwner: Bool, _ firms: inout [PanelFirm]
  ) -> Bool {
    let owner = firms[index].category.map { $0 / 3 }
    if keepingOwner && owner == nil { return false }
    let category = open.indices.first { open[$0] > 0 && (!keepingOwner || $0 / 3 == owner) }
    guard let category else { return false }
    open[category] -= 1
    firms[index].category = category
    return true
  }
}
