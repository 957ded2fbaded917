import Documents

extension PopulationSpecification {
  private static let keys = [
    "population", "synthetic", "seed", "years", "published", "set_aside", "firms", "panel", "exports", "impact",
    "survey",
  ]

  /// - Parameters:
  ///   - yaml: The text of the specification.
  ///   - path: Where it comes from; published figures are sought beside it.
  /// - Throws: ``PopulationError/specification(_:)`` with the line of an unknown key, a missing reason, an impossible value.
  public init(yaml: [UInt8], path: String) throws(PopulationError) {
    do {
      let keyed = try KeyedDocument(try DocumentParser.yaml(yaml, file: path), known: Self.keys)
      let reader = AssumptionReader()
      self.path = path
      name = try keyed.required("population").text()
      try Self.requireSynthetic(try keyed.required("synthetic"))
      seed = try Self.seed(try keyed.required("seed"))
      years = try Self.years(try keyed.required("years"))
      let published = try KeyedDocument(try keyed.required("published"), known: ["report", "series"])
      report = RelativePath.resolve(try published.required("report").string(), besides: path)
      series = RelativePath.resolve(try published.required("series").string(), besides: path)
      setAside =
        try keyed.optional("set_aside")?.sequence().map { node throws(DocumentError) in
          try SetAside(decoding: node)
        } ?? []
      firms = try FirmAssumptions(decoding: try keyed.required("firms"), years: years, reader)
      panel = try PanelAssumptions(decoding: try keyed.required("panel"), reader)
      exports = try ExportAssumptions(decoding: try keyed.required("exports"), reader)
      impact = try ImpactAssumptions(decoding: try keyed.required("impact"), reader)
      survey = try SurveyAssumptions(decoding: try keyed.required("survey"), reader)
      assumptions = reader.assumptions
    } catch { throw .specification(error) }
  }

  private static func requireSynthetic(_ node: DocumentNode) throws(DocumentError) {
    guard try node.bool() else { throw node.invalid(expected: "true: what is made here is synthetic") }
  }

  private static func seed(_ node: DocumentNode) throws(DocumentError) -> UInt64 {
    guard let seed = UInt64(exactly: try node.int()) else { throw node.invalid(expected: "zero or more") }
    return seed
  }

  private static func years(_ node: DocumentNode) throws(DocumentError) -> [Int] {
    let years = try node.sequence().map { year throws(DocumentError) in try year.int() }
    guard let first = years.first, years == Array(first..<(first + years.count)) else {
      throw node.invalid(expected: "years in a row, such as [2015, 2016, 2017]")
    }
    return years
  }
}

extension PopulationSpecification.SetAside {
  init(decoding node: DocumentNode) throws(DocumentError) {
    let keyed = try KeyedDocument(node, known: ["table", "year", "level", "substitute", "reason"])
    table = try keyed.required("table").choice(of: Classes.levels.keys.sorted())
    year = try keyed.required("year").int()
    let codes = Classes.levels[table] ?? []
    level = try keyed.optional("level").map { node throws(DocumentError) in try node.choice(of: codes) }
    substitute = try keyed.required("substitute").choice(of: Substitute.self)
    let reason = try keyed.required("reason")
    self.reason = try reason.string()
    guard !self.reason.isEmpty else { throw reason.invalid(expected: "why the cell cannot hold") }
  }
}

extension FirmAssumptions {
  private static let names = [
    "count", "agricultural_share", "industrial_sector_share", "size_share", "largest_class_tilt", "ownership_share",
    "business_share", "ownership_by_size", "business_by_ownership", "unpublished_like", "places", "specialization",
    "chapters", "unclassified",
  ]

  init(decoding node: DocumentNode, years: [Int], _ reader: AssumptionReader) throws(DocumentError) {
    let group = try reader.group(node, Self.names)
    let codes = Classes.self
    counts = try reader.numbers("count", in: group, for: years.map(String.init), among: 1000...10_000_000)
      .map { Int($0) }
    agriculturalShare = try reader.number("agricultural_share", in: group, among: 0.01...0.99)
    industrialSectorShare = try reader.numbers(
      "industrial_sector_share", in: group, for: Array(codes.sectors.dropFirst()), among: 1e-6...1e6)
    sizeShare = try reader.numbers("size_share", in: group, for: codes.sizes, among: 1e-6...1e6)
    largestClassTilt = try reader.numbers("largest_class_tilt", in: group, for: codes.sectors, among: 0.01...100)
    ownershipShare = try reader.numbers("ownership_share", in: group, for: codes.ownerships, among: 1e-6...1e6)
    businessShare = try reader.numbers("business_share", in: group, for: codes.businessTypes, among: 1e-6...1e6)
    ownershipBySize = try reader.rows(
      "ownership_by_size", in: group, for: codes.ownerships, count: 4, among: 0.001...1000)
    businessByOwnership = try reader.rows(
      "business_by_ownership", in: group, for: codes.businessTypes, count: 4, among: 0.001...1000)
    unpublishedLike = try Self.likeYears(try reader.value("unpublished_like", in: group))
    places = try Self.places(try reader.value("places", in: group))
    specialization = try Self.specialization(try reader.value("specialization", in: group), places)
    chapterWeights = try Self.chapters(try reader.value("chapters", in: group))
    unclassified = try Self.unclassified(try reader.value("unclassified", in: group), places)
  }

  private static func likeYears(_ node: DocumentNode) throws(DocumentError) -> [String: [Int: Int]] {
    var tables: [String: [Int: Int]] = [:]
    let keyed = try KeyedDocument(node, known: Classes.levels.keys.sorted())
    for table in keyed.keys {
      for (year, like) in try keyed.required(table).byYear() { tables[table, default: [:]][year] = try like.int() }
    }
    return tables
  }

  /// `{group: {region: weight}}`; a region of several cities has `{city: weight}` instead of a weight.
  private static func places(_ node: DocumentNode) throws(DocumentError) -> [Place] {
    var places: [Place] = []
    for (group, regions) in try node.mapping() {
      for (region, value) in try regions.mapping() {
        for (city, weight) in try cities(value) {
          places.append(Place(region: region, city: city, group: group, weight: try weight.number(among: 1e-6...1e6)))
        }
      }
    }
    return places
  }

  private static func cities(_ node: DocumentNode) throws(DocumentError) -> [(String, DocumentNode)] {
    if case .mapping(let pairs) = node.value { return pairs.map { ($0.key, $0.value) } }
    return [("other", node)]
  }

  private static func specialization(
    _ node: DocumentNode, _ places: [Place]
  ) throws(DocumentError) -> [String: [Double]] {
    let keyed = try KeyedDocument(node, known: Array(Set(places.map(\.market))).sorted())
    var rows: [String: [Double]] = [:]
    for place in places {
      rows[place.market] = try keyed.required(place.market).list(of: Classes.sectors.count, among: 0.001...1000)
    }
    return rows
  }

  private static func chapters(_ node: DocumentNode) throws(DocumentError) -> [Double] {
    var weights = [Double](repeating: 0, count: 98)
    for (chapter, weight) in try node.mapping() {
      guard let number = Int(chapter), (1...97).contains(number) else {
        throw weight.invalid(expected: "an HS chapter from 1 to 97 before the colon, not \(chapter)")
      }
      weights[number] = try weight.number(among: 0...1e6)
    }
    return weights
  }

  private static func unclassified(
    _ node: DocumentNode, _ places: [Place]
  ) throws(DocumentError) -> [(region: String, count: Int)] {
    try node.mapping().map { pair throws(DocumentError) in
      guard places.contains(where: { $0.region == pair.key }) else {
        throw pair.value.invalid(expected: "a region of firms.places before the colon, not \(pair.key)")
      }
      return (pair.key, Int(try pair.value.number(among: 0...1000)))
    }
  }
}

extension Place {
  /// Where the place's mix of sectors is looked up: cities of their own under their name.
  var market: String { city == "other" ? group : city }
}

extension PanelAssumptions {
  private static let names = [
    "exit_rate", "entry_rate", "exit_odds", "export_persistence", "entrant_size", "affected_persistence",
    "loss_persistence", "region_effect",
  ]

  init(decoding node: DocumentNode, _ reader: AssumptionReader) throws(DocumentError) {
    let group = try reader.group(node, Self.names)
    exitRate = try reader.number("exit_rate", in: group, among: 0...0.9)
    entryRate = try reader.number("entry_rate", in: group, among: 0...0.9)
    exitOdds = try reader.value("exit_odds", in: group).list(of: 4, among: 0.001...1000)
    exportPersistence = try reader.number("export_persistence", in: group, among: 0...0.9999)
    entrantSize = try reader.number("entrant_size", in: group, among: -10...10)
    affectedPersistence = try reader.number("affected_persistence", in: group, among: 0.001...1000)
    lossPersistence = try reader.number("loss_persistence", in: group, among: 0...1)
    regionEffect = try reader.number("region_effect", in: group, among: 0...5)
  }
}

extension ExportAssumptions {
  private static let names = ["national", "sector_share", "law", "smallest", "answer_noise", "unclassified"]

  init(decoding node: DocumentNode, _ reader: AssumptionReader) throws(DocumentError) {
    let group = try reader.group(node, Self.names)
    national = try reader.value("national", in: group).numbersByYear(among: 1...1e9)
    sectorShare = try reader.numbers("sector_share", in: group, for: Classes.sectors, among: 1e-6...1e6)
    law = try reader.rows("law", in: group, for: Classes.sizes, count: 2, among: 0.01...1e6)
    smallest = try reader.number("smallest", in: group, among: 0.01...10)
    answerNoise = try reader.value("answer_noise", in: group).list(of: 2, among: 0...1)
    unclassified = try reader.value("unclassified", in: group).list(of: 2, among: 0.01...1e6)
  }
}

extension ImpactAssumptions {
  private static let names = [
    "direct_loss", "added_cost_weight", "direct_loss_given_affected", "added_cost_given_affected", "loss_elasticity",
    "loss_spread", "cost_elasticity", "cost_spread", "cost_loss_correlation", "largest_loss", "largest_cost",
    "other_market_share", "further_market", "main_market", "cause_frequency", "cause_weight", "cost_kind_frequency",
    "cost_kind_weight", "quarantine_frequency",
  ]

  init(decoding node: DocumentNode, _ reader: AssumptionReader) throws(DocumentError) {
    let group = try reader.group(node, Self.names)
    directLoss = try reader.value("direct_loss", in: group).numbersByYear(among: 1...1e6)
    addedCostWeight = try reader.value("added_cost_weight", in: group).numbersByYear(among: 1e-6...1e6)
    directLossGivenAffected = try reader.number("direct_loss_given_affected", in: group, among: 0.01...1)
    addedCostGivenAffected = try reader.number("added_cost_given_affected", in: group, among: 0...1)
    lossElasticity = try reader.number("loss_elasticity", in: group, among: 0...2)
    lossSpread = try reader.number("loss_spread", in: group, among: 0...4)
    costElasticity = try reader.number("cost_elasticity", in: group, among: 0...2)
    costSpread = try reader.number("cost_spread", in: group, among: 0...4)
    costLossCorrelation = try reader.number("cost_loss_correlation", in: group, among: -1...1)
    largestLoss = try reader.number("largest_loss", in: group, among: 0.001...1)
    largestCost = try reader.number("largest_cost", in: group, among: 0.001...1)
    let others = Array(Classes.markets[Classes.publishedMarkets...].dropLast())
    otherMarketShare = try reader.numbers("other_market_share", in: group, for: others, among: 0...100)
    furtherMarket = try reader.number("further_market", in: group, among: 0...0.01)
    mainMarket = try reader.number("main_market", in: group, among: 0.01...1000)
    causeFrequency = try reader.numbers("cause_frequency", in: group, for: Classes.causes, among: 0...1)
    causeWeight = try reader.numbers("cause_weight", in: group, for: Classes.causes, among: 1e-6...1e6)
    costKindFrequency = try reader.numbers("cost_kind_frequency", in: group, for: Classes.costKinds, among: 0...1)
    costKindWeight = try reader.numbers("cost_kind_weight", in: group, for: Classes.costKinds, among: 1e-6...1e6)
    quarantineFrequency = try reader.numbers("quarantine_frequency", in: group, for: Classes.sectors, among: 0...1)
  }
}

extension SurveyAssumptions {
  private static let names = [
    "response_propensity", "affected_odds", "out_of_scope", "not_found", "unit_error", "formats",
  ]

  init(decoding node: DocumentNode, _ reader: AssumptionReader) throws(DocumentError) {
    let group = try reader.group(node, Self.names)
    responsePropensity = try reader.numbers(
      "response_propensity", in: group, for: Classes.sizes + [Classes.unclassified], among: 0.001...1)
    affectedOdds = try reader.number("affected_odds", in: group, among: 0.01...100)
    outOfScope = try reader.number("out_of_scope", in: group, among: 0...0.5)
    notFound = try reader.number("not_found", in: group, among: 0...0.5)
    unitError = try reader.number("unit_error", in: group, among: 0...0.5)
    formats = try Self.formats(try reader.value("formats", in: group))
  }

  private static func formats(_ node: DocumentNode) throws(DocumentError) -> [Int: AnswerFormat] {
    var formats: [Int: AnswerFormat] = [:]
    for (year, value) in try node.byYear() {
      let keyed = try KeyedDocument(value, known: ["columns", "encoding"])
      formats[year] = AnswerFormat(
        columns: try keyed.optional("columns")?.choice(of: AnswerFormat.Columns.self) ?? .standard,
        encoding: try keyed.optional("encoding")?.choice(of: AnswerFormat.Encoding.self) ?? .utf8)
    }
    return formats
  }
}
