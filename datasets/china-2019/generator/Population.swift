/// Amounts are whole hundredths of 万元, that is hundreds of 元, so that sums are exact.
typealias Hundredths = Int

let hundredthsPer1e8Yuan = 1_000_000.0

/// One exporting firm, with what a complete survey would find.
struct Firm {
  let place: Int
  /// Place in `Assumptions.sectors`; nil for HS chapters 98 and 99.
  let sector: Int?
  /// Size class by register exports, 0 to 3.
  let size: Int
  let chapter: Int
  var ownership = 1
  var business = 1
  var registerExports: Hundredths = 0
  var exports: Hundredths = 0
  var affected = false
  /// By market, by cost kind, by cause; empty if there is none.
  var losses: [Hundredths] = []
  var costs: [Hundredths] = []
  var causes: [Bool] = []
  var primaryCause: Int?

  var productGroup: Int? { sector.map { $0 == 0 ? 0 : 1 } }
  var sizeCode: String { productGroup.map { "\($0 == 0 ? "A" : "I")\(size + 1)" } ?? "unclassified" }
  var sectorCode: String { sector.map { Assumptions.sectors[$0] } ?? "unclassified" }
  var region: String { Assumptions.places[place].region }
  var city: String { Assumptions.places[place].city }
  var regionGroup: String { Assumptions.places[place].group }
  var stratum: String { "\(regionGroup).\(sectorCode).\(sizeCode)" }
  var directLoss: Hundredths { losses.reduce(0, +) }
  var addedCost: Hundredths { costs.reduce(0, +) }
}

/// Builds the population step by step; every step has its own random stream.
struct Population {
  private(set) var firms: [Firm] = []
  private let published: PublishedFigures

  init(reproducing published: PublishedFigures) throws {
    self.published = published
    try addFirms()
    try assignOwnershipAndBusiness()
    try drawRegisterExports()
    drawAnsweredExports()
    try chooseAffected(&firms, published: published)
    try drawLosses(&firms, published: published)
    try drawCosts(&firms, published: published)
  }

  // MARK: Counts

  /// Firms by sector and size class, such that the published affected shares agree with each other.
  ///
  /// The total share lies between those of agricultural and industrial firms, which fixes the part w of agriculture:
  /// T = w A + (1 - w) B. Sector, size, ownership and business shares are tilted likewise until their means agree.
  static func sectorBySize(_ published: PublishedFigures) throws -> [[Int]] {
    let share = published.affected
    let agricultural = (share.total - share.industrial) / (share.agricultural - share.industrial)
    let group = apportioned([agricultural, 1 - agricultural], total: Assumptions.firms)
    let industrial = tilted(
      Assumptions.industrialSectorShare, values: Array(share.sector.dropFirst()), mean: share.industrial)
    let sectorCounts = [group[0]] + apportioned(industrial, total: group[1])
    let means = [share.agricultural, share.industrial]
    let sizeCounts = (0...1).map { g in
      apportioned(tilted(Assumptions.sizeShare[g], values: share.size[g], mean: means[g]), total: group[g])
    }
    let seed = (1...6).flatMap { sector in
      sizeCounts[1].enumerated().map {
        Double($1) * ($0 == 3 ? Assumptions.largestClassTilt[sector] : 1)
      }
    }
    let margins = [
      Margin(name: "sector", levels: seed.indices.map { $0 / 4 }, targets: sectorCounts[1...].map(Double.init)),
      Margin(name: "size", levels: seed.indices.map { $0 % 4 }, targets: sizeCounts[1].map(Double.init)),
    ]
    let cells = integers(near: try raked(seed, to: margins), margins: margins)
    return [sizeCounts[0]] + (0..<6).map { Array(cells[($0 * 4)..<($0 * 4 + 4)]) }
  }

  private mutating func addFirms() throws {
    let cellCounts = try Population.sectorBySize(published).flatMap { $0 }
    let placeCounts = apportioned(Assumptions.places.map(\.weight), total: Assumptions.firms)
    let seed = Assumptions.places.enumerated().flatMap { index, place in
      cellCounts.indices.map { cell in
        let key = place.city == "other" ? place.group : place.city
        return Double(placeCounts[index]) * Double(cellCounts[cell]) * Assumptions.specialization[key]![cell / 4]
      }
    }
    let margins = [
      Margin(name: "sector and size", levels: seed.indices.map { $0 % 28 }, targets: cellCounts.map(Double.init)),
      Margin(name: "place", levels: seed.indices.map { $0 / 28 }, targets: placeCounts.map(Double.init)),
    ]
    let counts = integers(near: try raked(seed, to: margins), margins: margins)
    var random = RandomStream(seed: Assumptions.seed, purpose: .chapters)
    for place in Assumptions.places.indices {
      for cell in 0..<28 {
        let chapters = Assumptions.chapters[cell / 4]
        for _ in 0..<counts[place * 28 + cell] {
          let chapter = chapters[random.level(weights: chapters.map(\.weight))].chapter
          firms.append(Firm(place: place, sector: cell / 4, size: cell % 4, chapter: chapter))
        }
      }
      addUnclassified(place)
    }
  }

  private mutating func addUnclassified(_ place: Int) {
    let code = Assumptions.places[place]
    guard code.city == "other" else { return }
    for (region, count) in Assumptions.unclassified where region == code.region {
      for number in 0..<count { firms.append(Firm(place: place, sector: nil, size: 0, chapter: 98 + number % 2)) }
    }
  }

  /// Joint counts of ownership and business type in each sector x size cell, dealt out in random order.
  private mutating func assignOwnershipAndBusiness() throws {
    let share = published.affected
    let cellCounts = try Population.sectorBySize(published).flatMap { $0 }
    let owners = apportioned(
      tilted(Assumptions.ownershipShare, values: share.ownership, mean: share.total), total: Assumptions.firms)
    let types = apportioned(
      tilted(Assumptions.businessShare, values: share.business, mean: share.total), total: Assumptions.firms)
    let seed = (0..<28 * 12).map { index in
      let (size, owner, type) = (index / 12 % 4, index % 12 / 3, index % 3)
      return Double(cellCounts[index / 12] * owners[owner]) * Double(types[type])
        * Assumptions.ownershipBySize[owner][size] * Assumptions.businessByOwnership[type][owner]
    }
    let margins = [
      Margin(name: "sector and size", levels: seed.indices.map { $0 / 12 }, targets: cellCounts.map(Double.init)),
      Margin(name: "ownership", levels: seed.indices.map { $0 % 12 / 3 }, targets: owners.map(Double.init)),
      Margin(name: "business type", levels: seed.indices.map { $0 % 3 }, targets: types.map(Double.init)),
    ]
    let counts = integers(near: try raked(seed, to: margins), margins: margins)
    var random = RandomStream(seed: Assumptions.seed, purpose: .categories)
    var decks = (0..<28).map { cell in
      var deck = (0..<12).flatMap { [Int](repeating: $0, count: counts[cell * 12 + $0]) }
      random.shuffle(&deck)
      return deck
    }
    for index in firms.indices {
      guard let sector = firms[index].sector else { continue }
      let category = decks[sector * 4 + firms[index].size].removeLast()
      firms[index].ownership = category / 3
      firms[index].business = category % 3
    }
  }

  // MARK: Exports

  /// 0 Shenzhen, 1 the rest of Guangdong, 2 the rest of China.
  static func block(_ firm: Firm) -> Int {
    firm.city == "shenzhen" ? 0 : firm.region == "guangdong" ? 1 : 2
  }

  /// Exports of the three blocks, 亿元.
  private var blockExports: [Double] {
    let (guangdong, shenzhen) = (published.guangdong.exports, published.shenzhenExports)
    return [shenzhen, guangdong - shenzhen, published.exports - guangdong]
  }

  /// Draws exports within the bounds of each size class; the largest class takes up what sectors and blocks lack.
  ///
  /// In the largest class it is the excess over the lower bound that is raked, so every firm stays in its class.
  private mutating func drawRegisterExports() throws {
    var random = RandomStream(seed: Assumptions.seed, purpose: .registerExports)
    var largest: [(firm: Int, bound: Double, excess: Double)] = []
    for index in firms.indices {
      let firm = firms[index]
      if let group = firm.productGroup, firm.size == 3 {
        let bound = published.sizeBounds[group][2]
        firms[index].registerExports = Int(bound * 100)
        largest.append((index, bound, bound * (truncatedPareto(&random) - 1)))
      } else {
        firms[index].registerExports = drawWithinClass(firm, &random)
      }
    }
    let excess = try raked(largest.map(\.excess), to: excessMargins(largest.map(\.firm)))
    for (entry, amount) in zip(largest, excess) {
      firms[entry.firm].registerExports += max(1, Int((amount * 100).rounded()))
    }
  }

  /// What sectors and blocks lack once every firm of the largest class stands at its lower bound, 万元.
  private func excessMargins(_ largest: [Int]) -> [Margin] {
    let outside = firms.filter { $0.sector == nil }.reduce(0) { $0 + $1.registerExports }
    let shares = Assumptions.exportShare
    let classified = published.exports * hundredthsPer1e8Yuan - Double(outside)
    var sectorTargets = shares.map { $0 / shares.reduce(0, +) * classified / 100 }
    var blockTargets = blockExports.map { $0 * hundredthsPer1e8Yuan / 100 }
    for firm in firms {
      let amount = Double(firm.registerExports) / 100
      if let sector = firm.sector { sectorTargets[sector] -= amount }
      blockTargets[Population.block(firm)] -= amount
    }
    return [
      Margin(name: "exports by sector", levels: largest.map { firms[$0].sector! }, targets: sectorTargets),
      Margin(name: "exports by block", levels: largest.map { Population.block(firms[$0]) }, targets: blockTargets),
    ]
  }

  /// A lognormal amount, drawn again until it lies in the firm's size class.
  private func drawWithinClass(_ firm: Firm, _ random: inout RandomStream) -> Hundredths {
    guard let group = firm.productGroup else {
      let law = Assumptions.unclassifiedLaw
      return Int((law.median * exponential(law.sigma * random.normal()) * 100).rounded())
    }
    let law = Assumptions.exportLaw[group][firm.size]
    let bounds = [Assumptions.smallestExports] + published.sizeBounds[group]
    let low = Int(bounds[firm.size] * 100)
    // The upper bound belongs to the third class and to no other.
    let high = Int(bounds[firm.size + 1] * 100) - (firm.size == 2 ? 0 : 1)
    while true {
      let amount = Int((law.median * exponential(law.sigma * random.normal()) * 100).rounded())
      if low <= amount && amount <= high { return amount }
    }
  }

  /// A number from 1 to the span of the largest class, Pareto.
  private func truncatedPareto(_ random: inout RandomStream) -> Double {
    let (index, span) = Assumptions.largestClassLaw
    return power(1 - random.uniform() * (1 - power(span, -index)), -1 / index)
  }

  /// What firms answer: the register value with a little noise, each block brought back to its total.
  private mutating func drawAnsweredExports() {
    var random = RandomStream(seed: Assumptions.seed, purpose: .answeredExports)
    let noise = Assumptions.answerNoise
    let answers = firms.map { firm in
      let error = min(max(noise.sigma * random.normal(), -noise.greatest), noise.greatest)
      return Double(firm.registerExports) * exponential(error)
    }
    let blocks = firms.map(Population.block)
    let sums = totals(of: answers, by: blocks, count: 3)
    let factors = zip(blockExports, sums).map { $0 * hundredthsPer1e8Yuan / $1 }
    for index in firms.indices {
      firms[index].exports = Int((answers[index] * factors[blocks[index]]).rounded())
    }
  }
}
