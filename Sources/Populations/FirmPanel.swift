import RandomStreams

/// The firms of one year after another: exits, entries, export paths, size classes, categories, affected status.
struct FirmPanel {
  private(set) var firms: [PanelFirm] = []
  private var nextNumber = 1
  private let specification: PopulationSpecification
  private let streams: Streams
  private let births: BirthPlaces
  private let regionOdds: [Double]

  init(_ specification: PopulationSpecification, _ published: PublishedFigures) {
    let streams = Streams(seed: specification.seed)
    self.specification = specification
    self.streams = streams
    births = BirthPlaces(specification.firms, published)
    let spread = specification.panel.regionEffect
    regionOdds = specification.firms.places.indices.map {
      exponential(spread * streams.normal(.regionEffect, firm: $0))
    }
    addUnclassified()
  }

  /// Moves the panel to a year and makes it meet the year's margins of firms and of affected firms.
  mutating func advance(to margins: YearMargins) throws(PopulationError) {
    moveExports(margins.year)
    for sector in Classes.sectors.indices { renew(sector, firms: margins.sectors[sector].firms, margins.year) }
    assignSizes(try SizeCounts(margins, specification.firms).bySector)
    try CategoryAssignment(specification.firms, margins, streams).assign(&firms)
    try AffectedAssignment(margins, specification.panel, regionOdds, streams).assign(&firms)
  }

  // MARK: Entries and exits

  private mutating func addUnclassified() {
    for (region, count) in specification.firms.unclassified {
      let place = specification.firms.places.firstIndex { $0.region == region && $0.city == "other" } ?? 0
      for index in 0..<count {
        firms.append(
          PanelFirm(number: nextNumber, place: place, sector: nil, chapter: 98 + index % 2, latent: 0))
        nextNumber += 1
      }
    }
  }

  /// Lets firms of a sector go and come until it has as many as the year asks for.
  private mutating func renew(_ sector: Int, firms count: Int, _ year: Int) {
    let present = firms.indices.filter { firms[$0].sector == sector }
    let exits = exits(of: present.count, to: count)
    remove(exits, among: present, year)
    let entrant = present.isEmpty ? 0 : specification.panel.entrantSize
    for _ in 0..<(count - present.count + exits) { enter(sector, mean: entrant, year) }
  }

  /// At least the usual exits; more where the sector shrinks so much that the usual entries would not fit.
  private func exits(of present: Int, to count: Int) -> Int {
    let usual = Int((specification.panel.exitRate * Double(present)).rounded())
    let entries = Int((specification.panel.entryRate * Double(count)).rounded())
    return min(present, max(usual, present + entries - count, present - count))
  }

  /// Firms leave with the odds of their size class.
  private mutating func remove(_ exits: Int, among present: [Int], _ year: Int) {
    guard exits > 0 else { return }
    let order = present.map { index in
      let firm = firms[index]
      let reluctance = streams.reluctance(.exit, firm: firm.number, year: year)
      return (reluctance: reluctance / specification.panel.exitOdds[firm.size], number: firm.number)
    }
    let gone = Set(order.sorted { $0 < $1 }.prefix(exits).map(\.number))
    firms.removeAll { gone.contains($0.number) }
  }

  private mutating func enter(_ sector: Int, mean: Double, _ year: Int) {
    var random = streams.stream(.birth, firm: nextNumber)
    let place = random.level(weights: births.placeWeights[sector])
    let chapters = births.chapters[sector]
    let chapter = chapters[random.level(weights: births.chapterWeights[sector])]
    firms.append(
      PanelFirm(number: nextNumber, place: place, sector: sector, chapter: chapter, latent: mean + random.normal()))
    nextNumber += 1
  }

  // MARK: Exports and size

  /// One step of z' = φ z + √(1 - φ²) e, which keeps the variance of z.
  private mutating func moveExports(_ year: Int) {
    let persistence = specification.panel.exportPersistence
    let innovation = (1 - persistence * persistence).squareRoot()
    for index in firms.indices {
      let shock = streams.normal(.latentExports, firm: firms[index].number, year: year)
      firms[index].latent = persistence * firms[index].latent + innovation * shock
    }
  }

  /// The firms of a sector in the order of their latent exports fill its size classes from below.
  private mutating func assignSizes(_ counts: [[Int]]) {
    for sector in Classes.sectors.indices {
      let order = firms.indices.filter { firms[$0].sector == sector }
        .sorted { (firms[$0].latent, firms[$0].number) < (firms[$1].latent, firms[$1].number) }
      var start = 0
      for (size, count) in counts[sector].enumerated() {
        for index in order[start..<start + count] { firms[index].size = size }
        start += count
      }
    }
  }
}

/// Where new firms of each sector sit, and what they sell.
struct BirthPlaces: Sendable {
  /// By sector and place.
  let placeWeights: [[Double]]
  let chapters: [[Int]]
  let chapterWeights: [[Double]]

  init(_ firms: FirmAssumptions, _ published: PublishedFigures) {
    placeWeights = Classes.sectors.indices.map { sector in
      firms.places.map { place -> Double in
        let specialization: [Double] = firms.specialization[place.market] ?? []
        return specialization.isEmpty ? 0 : place.weight * specialization[sector]
      }
    }
    let chapters = Classes.sectors.map { published.chapters(ofSector: $0) }
    self.chapters = chapters
    chapterWeights = chapters.map { $0.map { firms.chapterWeights[$0] } }
  }
}

/// Firms by sector and size class.
struct SizeCounts {
  let bySector: [[Int]]

  init(_ margins: YearMargins, _ firms: FirmAssumptions) throws(PopulationError) {
    let sizes = margins.sizes.map { Double($0.firms) }
    let seed = (0..<24).map { cell -> Double in
      let tilt = cell % 4 == 3 ? firms.largestClassTilt[1 + cell / 4] : 1
      return sizes[4 + cell % 4] * tilt
    }
    let targets = [
      Margin("sector", seed.indices.map { $0 / 4 }, margins.sectors[1...].map { Double($0.firms) }),
      Margin("size class", seed.indices.map { $0 % 4 }, Array(sizes[4...])),
    ]
    let cells = try wholeCounts(near: try raked(seed, to: targets), margins: targets)
    bySector = [margins.sizes[..<4].map(\.firms)] + (0..<6).map { Array(cells[$0 * 4..<$0 * 4 + 4]) }
  }
}
