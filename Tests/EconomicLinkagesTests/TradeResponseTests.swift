import EconomicLinkages
import LinearAlgebra
import TestSupport
import Testing
import TradeEquilibrium

private let textiles = ExportFlow(sector: "textile_footwear", market: "EU", exports: 1e11, costRise: 0.02)

@Suite struct TradeResponseIdentityTests {
  @Test(arguments: ["constant-elasticity.yml", "smart.yml", "gsim.yml"])
  func withoutACostRiseNothingIsLost(_ file: String) throws {
    let free = ExportFlow(sector: "textile_footwear", market: "EU", exports: 1e11, costRise: 0)
    let outcome = try Example.response(file).outcome(of: [free])
    #expect(outcome.flows[0].lostExports == 0 && outcome.flows[0].complianceCost == 0)
    #expect(outcome.lostExports(bySector: ["textile_footwear", "machinery"]) == [0, 0])
    for region in outcome.regions { #expect(region.welfare.net == 0) }
  }

  @Test(arguments: ["constant-elasticity.yml", "smart.yml", "gsim.yml"])
  func lossesAreInProportionToExportsAndRiseWithCost(_ file: String) throws {
    let response = try Example.response(file)
    func lost(_ exports: Double, _ cost: Double) throws -> Double {
      let flow = ExportFlow(sector: "textile_footwear", market: "EU", exports: exports, costRise: cost)
      return try response.outcome(of: [flow]).flows[0].lostExports
    }
    #expect(try lost(2e11, 0.02).isClose(to: 2 * lost(1e11, 0.02)))
    #expect(try 0 < lost(1e11, 0.01) && lost(1e11, 0.01) < lost(1e11, 0.03))
  }

  /// Values that stand in for those of the file do what a file with them does.
  @Test(arguments: [
    ("constant-elasticity.yml", "value: -1.5", "value: -0.7", "elasticity"),
    ("smart.yml", "EU: -1.5", "EU: -0.4", "import_elasticity.EU"),
    ("smart.yml", "value: infinite", "value: 4", "supply_elasticity"),
    ("gsim.yml", "CN: 2", "CN: 7", "supply_elasticity.CN"),
    ("gsim.yml", "domestic_cost_share: {value: 0,", "domestic_cost_share: {value: 1,", "domestic_cost_share"),
  ])
  func drawnValuesReplaceThoseOfTheFile(_ file: String, _ old: String, _ new: String, _ name: String) throws {
    let (base, changed) = (try Example.response(file), try Example.response(file, replacing: [(old, new)]))
    let place = try #require(base.parameters.firstIndex { $0.name == name })
    var values = base.parameters.map(\.value)
    values[place] = changed.parameters[place].value
    #expect(try base.outcome(of: [textiles], parameters: values) == changed.outcome(of: [textiles]))
    #expect(try base.outcome(of: [textiles]) != changed.outcome(of: [textiles]))
  }

  @Test func parametersSayWhereTheyAreFrom() throws {
    let parameters = try Example.response("smart.yml").parameters
    #expect(
      parameters.map(\.name) == [
        "import_elasticity", "import_elasticity.EU", "substitution", "supply_elasticity", "others_cost_share",
      ])
    #expect(parameters[3].value == .infinity && parameters[3].source == "prices that no single market moves")
    #expect(parameters.allSatisfy { $0.range.contains($0.value) })
  }

  @Test func creationAndDiversionMakeTheLoss() throws {
    let outcome = try Example.response("smart.yml").outcome(of: [textiles])
    let flow = outcome.flows[0]
    #expect((-(flow.creation! + flow.diversion!)).isClose(to: flow.lostExports))
    // What one loses by diversion the others gain: in the money of the file, exports there are 1220 亿元.
    let gained = outcome.otherSources.reduce(0) { $0 + $1.diversion }
    #expect(gained.isClose(to: -flow.diversion! * 1.22, .summed))
  }

  @Test func netLossesCountWhatGoesElsewhere() throws {
    let outcome = try Example.response("gsim.yml").outcome(of: [textiles])
    let redirected = try #require(outcome.redirected.first)
    #expect(redirected.amount > 0)
    #expect(
      outcome.lostExports(bySector: ["textile_footwear"])[0].isClose(
        to: outcome.flows[0].lostExports - redirected.amount))
  }
}

@Suite struct TradeResponseExampleTests {
  @Test func aFlowIsThatOfTheFormula() throws {
    let flows = [textiles, ExportFlow(sector: "machinery", market: "US", exports: 3e11, costRise: 0.05)]
    let outcome = try Example.response("constant-elasticity.yml").outcome(of: flows)
    for (flow, elasticity) in zip(outcome.flows, [-1.5, -2]) {
      let direct = try ConstantElasticityResponse(
        exports: flow.exports, costRise: flow.costRise, passThrough: 0.6, elasticity: elasticity)
      #expect(flow.lostExports == direct.lostExports && flow.absorbedCost == direct.absorbedCost)
    }
    #expect(outcome.lostExports(bySector: ["machinery"]) == [outcome.flows[1].lostExports])
  }

  /// EU textiles: our power 1 + 0.11 + 0.014, that of others up by half; mean change over the four sources by hand.
  @Test func smartIsThatByHand() throws {
    let flow = try Example.response("smart.yml").outcome(of: [textiles]).flows[0]
    let (own, us, asia, rest) = (0.02 / 1.124, 0.01 / 1.11, 0.01 / 1.07, 0.01 / 1.054)
    let mean = (1220 * own + 160 * us + 140 * asia + 1150 * rest) / 2670
    let creation = -1.5 * own * 1e11
    let diversion = -1.5 * (own - mean) * 1e11
    #expect(abs(flow.creation! / creation - 1) <= 1e-9)
    #expect(abs(flow.diversion! / diversion - 1) <= 1e-9)
  }

  @Test func gsimIsTheModelOfTheFile() throws {
    let file = try FixtureRows(Example.trade + "/trade-matrix.csv")
    let outcome = try Example.response("gsim.yml").outcome(of: [textiles])
    let regions = ["CN", "US", "EU", "JP_KR", "REST"]
    let wedges = try regions.map { r in
      try regions.map { v in
        try TradeWedge(tariff: file.number("tariff", r, v), complianceCost: file.number("compliance_cost", r, v))
      }
    }
    let market = try GlobalMarket(
      regions: regions, trade: Matrix(regions.map { r in regions.map { file.number("trade", r, $0) * 1e8 } }),
      wedges: wedges, demandElasticities: [Double](repeating: -1.25, count: 5),
      substitutionElasticities: [Double](repeating: 5, count: 5), supplyElasticities: [2, 1.5, 1.5, 1.5, 1.5])
    var new = wedges
    for (r, rise) in [0.02, 0.01, 0, 0.01, 0.01].enumerated() {
      let old = wedges[r][2]
      new[r][2] = try TradeWedge(
        tariff: old.tariff, complianceCost: old.complianceCost + (1 + old.complianceCost) * rise)
    }
    let gsim = try GSIM(market, newWedges: new)
    #expect((-outcome.flows[0].lostExports / 1e11).isClose(to: gsim.quantityChanges[0, 2]))
    #expect(outcome.flows[0].exporterPriceChange.isClose(to: gsim.worldPriceChanges[0]))
    #expect(outcome.regions.map(\.welfare) == gsim.welfare)
    #expect(outcome.pairs.count == 25 && outcome.pairs[2].after.isClose(to: gsim.newTrade[0, 2]))
  }
}

/// The rows of a trade matrix by exporter and importer.
private struct FixtureRows {
  private let rows: [[String]]
  private let names: [String]

  init(_ path: String) throws {
    let lines = String(decoding: try Fixtures.bytes(path), as: UTF8.self).split(separator: "\n").map {
      $0.split(separator: ",").map(String.init)
    }
    (names, rows) = (lines[0], Array(lines.dropFirst()))
  }

  func number(_ column: String, _ exporter: String, _ importer: String) -> Double {
    Double(rows.first { $0[1] == exporter && $0[2] == importer }![names.firstIndex(of: column)!])!
  }
}

@Suite struct TradeResponseErrorTests {
  private static let constant =
    "trade_response:\n  kind: constant-elasticity\n  pass_through: {value: 1, source: x}\n  elasticity: "

  private func message(
    _ yaml: String, _ files: [String: String] = [:], flows: [ExportFlow] = [textiles]
  ) throws -> String {
    let folder = try LinkageFolder(files)
    return folder.message { _ = try folder.response(yaml).outcome(of: flows) }
  }

  @Test func numbersNeedASourceAndASign() throws {
    #expect(
      try message(Self.constant + "{value: -1}")
        == "scenario.yml:4: trade_response.elasticity lacks the key 'source'; add it")
    #expect(
      try message(Self.constant + "{value: 1, source: x}")
        == "scenario.yml:4: trade_response.elasticity.value is 1; write a number of 0 or less")
    #expect(
      try message(Self.constant + "{source: x}")
        == "scenario.yml:4: trade_response.elasticity is an object with 1 key; write value or sectors or markets")
    #expect(
      try message(Self.constant + "{sectors: {machinery: -1}, source: x}")
        == "scenario.yml:4: elasticity has no value for 'textile_footwear'; add it, or a value for all others under value"
    )
    #expect(
      try message(Self.constant + "{values: -1, source: x}")
        == "scenario.yml:4: trade_response.elasticity has the unknown key 'values'; did you mean 'value'? Allowed: value, "
        + "sectors, markets, source")
  }

  @Test func valuesDifferByOneThing() throws {
    #expect(
      try message(Self.constant + "{sectors: {a: -1}, markets: {EU: -1}, source: x}")
        == "scenario.yml:4: trade_response.elasticity is an object with 3 keys; write values by sectors or by markets, not both"
    )
    #expect(
      try message(Self.constant + "{value: -1, source: \"\"}")
        == "scenario.yml:4: trade_response.elasticity.source is \"\"; write where the number is from")
  }

  @Test func kindsAndTheirKeysAreNamed() throws {
    #expect(
      try message("trade_response:\n  kind: smrt")
        == "scenario.yml:2: trade_response.kind is \"smrt\"; did you mean 'smart'? Allowed: constant-elasticity, smart, gsim"
    )
    #expect(try message("trade_response: {}").hasSuffix("trade_response lacks the key 'kind'; add it"))
    #expect(
      try message(Self.constant + "{value: -1, source: x}\n  substitution: {value: 3, source: x}").hasPrefix(
        "scenario.yml:5: trade_response has the unknown key 'substitution'"))
  }

  @Test func theSameFlowTwiceIsAnError() throws {
    #expect(
      try message(Self.constant + "{value: -1, source: x}", flows: [textiles, textiles])
        == "textile_footwear to EU is given twice; add its exports up and average their cost rise")
  }

  @Test func drawsOutsideTheRangeAreRefused() throws {
    let response = try Example.response("smart.yml")
    var values = response.parameters.map(\.value)
    values[4] = -0.1
    let error = #expect(throws: LinkageError.self) { try response.outcome(of: [textiles], parameters: values) }
    #expect(error?.description == "trade_response: others_cost_share is -0.1; give a number of 0 or more")
  }

  private static let smart = """
    trade_response:
      kind: smart
      trade: s.csv
      unit: 亿元
      exporter: CN
      import_elasticity: {value: -2, source: x}
      substitution: {value: 3, source: x}
      supply_elasticity: {value: infinite, source: x}
      others_cost_share: {value: 0, source: x}
    """

  @Test func marketsThatAFileLacksAreNamed() throws {
    let header = "sector,market,source,imports,tariff,equivalent\n"
    func smart(_ rows: String) throws -> String { try message(Self.smart, ["s.csv": header + rows]) }
    #expect(
      try smart("textile_footwear,US,CN,1,0,0\n")
        == "s.csv: no trade of the flow 'textile_footwear to EU'; did you mean 'textile_footwear to US'? add its rows, or "
        + "leave it out of the scenario")
    #expect(
      try smart("textile_footwear,EU,VN,1,0,0\n")
        == "s.csv: no trade of the exporter in textile_footwear to EU 'CN'; did you mean 'VN'? add its rows, or leave it out "
        + "of the scenario")
    #expect(
      try smart("textile_footwear,EU,CN,1,12%,0\n")
        == "s.csv:2: column tariff is '12%'; write a fraction of the price, 0.05 for 5 %")
    #expect(
      try smart("textile_footwear,EU,CN,1,0,0\ntextile_footwear,EU,CN,1,0,0\n")
        == "s.csv:3: imports of textile_footwear by EU from CN are given twice; keep one of the rows")
    #expect(
      try message(Self.smart, ["s.csv": "sector,market,source,import,tariff,equivalent\n"]).hasPrefix(
        "s.csv:1: column imports: the file has no such column; did you mean import?"))
  }

  @Test func aChangeTooLargeForTheFormulaIsNotComputable() throws {
    let rows =
      "sector,market,source,imports,tariff,equivalent\ntextile_footwear,EU,CN,300,0,0\ntextile_footwear,EU,VN,700,0,0\n"
    let folder = try LinkageFolder(["s.csv": rows])
    let response = try folder.response(Self.smart)
    let shut = ExportFlow(sector: "textile_footwear", market: "EU", exports: 1e9, costRise: 0.6)
    let error = #expect(throws: LinkageError.self) { try response.outcome(of: [shut]) }
    #expect(error?.isBadInput == false)
    #expect(error?.description.hasPrefix("textile_footwear to EU: imports from CN are 30000000000.0") == true)
  }

  @Test func equilibriumRefusesMarketsItDoesNotHave() throws {
    let response = try Example.response("gsim.yml")
    func message(_ flow: ExportFlow) -> String {
      do {
        _ = try response.outcome(of: [flow])
        return "no error"
      } catch { return "\(error)".replacing(Example.trade + "/", with: "") }
    }
    #expect(
      message(.init(sector: "textile_footwear", market: "RU", exports: 1, costRise: 0.1)).hasPrefix(
        "trade-matrix.csv: no trade of the market of textile_footwear 'RU'"))
    #expect(
      message(.init(sector: "textiles", market: "EU", exports: 1, costRise: 0.1)).hasPrefix(
        "trade-matrix.csv: no trade of the sector 'textiles'; did you mean 'textile_footwear'?"))
    #expect(
      message(.init(sector: "textile_footwear", market: "EU", exports: 1, costRise: 0.6)).hasPrefix(
        "textile_footwear: imports from CN to EU are"))
  }

  @Test func aMatrixNeedsEveryPair() throws {
    let yaml = """
      trade_response:
        kind: gsim
        trade: t.csv
        unit: 亿元
        exporter: CN
        demand_elasticity: {value: -1, source: x}
        substitution: {value: 3, source: x}
        supply_elasticity: {value: 2, source: x}
        others_cost_share: {value: 0, source: x}
        domestic_cost_share: {value: 0, source: x}
      """
    let rows = "sector,exporter,importer,trade,tariff,compliance_cost\na,CN,CN,1,0,0\na,CN,EU,1,0,0\na,EU,EU,1,0,0\n"
    #expect(
      try message(yaml, ["t.csv": rows])
        == "t.csv: no row for a from EU to CN; add it, with trade 0 where there is none")
  }
}
