/// The published figures that the population reproduces, read from the neighbouring data sets.
struct PublishedFigures {
  let affected: AffectedShares
  /// Direct loss of the seven sectors, 亿元.
  let sectorLoss: [Double]
  /// Share of direct loss, in percent, of the first markets of `Assumptions.markets`.
  let marketShare: [Double]
  /// National exports, 亿元: direct loss over loss rate.
  let exports: Double
  let guangdong: (exports: Double, loss: Double, cost: Double)
  let shenzhenExports: Double
  /// National added cost, 亿元.
  let addedCost: Double
  /// Firms in the sample of one year: the mean of five.
  let sampleSize: Int
  /// Upper bounds of the first three size classes, 万元, agricultural and industrial.
  let sizeBounds: [[Double]]

  /// Percent of firms affected.
  struct AffectedShares {
    let total: Double
    let agricultural: Double
    let industrial: Double
    let sector: [Double]
    /// Agricultural and industrial, four classes each.
    let size: [[Double]]
    let ownership: [Double]
    let business: [Double]
  }

  init(folder: String) throws {
    func table(_ name: String) throws -> Table { try Table(path: "\(folder)/\(name).csv") }
    affected = try AffectedShares(folder: "\(folder)/report-2020")
    let losses = try table("report-2020/sector-losses-2019")
    sectorLoss = try Assumptions.sectors.map {
      try losses.number("reading", where: ["sector_id": $0, "measure": "direct_loss"])
    }
    let markets = try table("report-2020/market-shares")
    marketShare = try Assumptions.publishedMarkets.map {
      try markets.number("reading", where: ["market_id": $0, "table": "图2-10"])
    }
    let national = try table("report-2020/national-totals")
    let loss = try national.number("reading", where: ["measure": "direct_loss", "year": "2019"])
    exports = loss / (try national.number("reading", where: ["measure": "direct_loss_rate", "year": "2019"]) / 100)
    sampleSize = Int((try national.number("reading", where: ["measure": "sample_size"]) / 5).rounded())
    let scaling = try table("report-2020/guangdong-shenzhen-2019")
    func region(_ region: String, _ measure: String) throws -> Double {
      try scaling.number("reading", where: ["region": region, "measure": measure])
    }
    // Exports are printed in 万亿元.
    guangdong = (
      try region("guangdong", "exports") * 10000, try region("guangdong", "direct_loss"),
      try region("guangdong", "added_cost")
    )
    shenzhenExports = try region("shenzhen", "exports") * 10000
    addedCost = try table("published-series/press-series")
      .number("value", where: ["ref_year": "2019", "measure": "added_cost"])
    let sizes = try table("report-2020/size-classes")
    sizeBounds = try ["A", "I"].map { group in
      try (1...3).map { try sizes.number("value_high", where: ["size_class": "\(group)\($0)"]) }
    }
  }
}

extension PublishedFigures.AffectedShares {
  init(folder: String) throws {
    let sectors = try Table(path: "\(folder)/table-2-2.csv")
    let owners = try Table(path: "\(folder)/table-2-3.csv")
    let sizes = try Table(path: "\(folder)/table-2-4.csv")
    let types = try Table(path: "\(folder)/table-2-5.csv")
    total = try sectors.number("reading", where: ["sector_id": "all", "year": "2019"])
    agricultural = try sizes.number(
      "reading", where: ["product_group": "agri", "size_class": "all", "year": "2019"])
    industrial = try sizes.number(
      "reading", where: ["product_group": "industrial", "size_class": "all", "year": "2019"])
    sector = try Assumptions.sectors.map {
      try sectors.number("reading", where: ["sector_id": $0, "year": "2019"])
    }
    size = try ["A", "I"].map { group in
      try (1...4).map { try sizes.number("reading", where: ["size_class": "\(group)\($0)", "year": "2019"]) }
    }
    // Not published for 2019 for hk_mo_tw: its share of 2018 is taken to have fallen like the total.
    let earlier = try owners.number("reading", where: ["ownership_id": "hk_mo_tw", "year": "2018"])
    let earlierTotal = try owners.number("reading", where: ["ownership_id": "all", "year": "2018"])
    let assumed = earlier / earlierTotal * total
    ownership = try Assumptions.ownerships.map {
      $0 == "hk_mo_tw" ? assumed : try owners.number("reading", where: ["ownership_id": $0, "year": "2019"])
    }
    business = try Assumptions.businessTypes.map {
      try types.number("reading", where: ["business_type_id": $0, "year": "2019"])
    }
  }
}
