import InputOutput
import LinearAlgebra
import TestSupport
import Testing

/// Miller and Blair (2009), table 2.3.
private func millerBlair() throws -> InputOutputTable {
  try InputOutputTable(
    sectors: ["1", "2"], flows: Matrix([[150, 500], [200, 100]]), output: [1000, 2000], finalDemand: [350, 1700])
}

private struct RandomTable {
  let data: FixtureTable
  let table: InputOutputTable
  private let expected: FixtureTable

  init() throws {
    data = try FixtureTable("input-output/random-data.csv")
    expected = try FixtureTable("input-output/r.csv")
    let columns = data.names.filter { $0.hasPrefix("z") }.map { [data] name in data.numbers(name) }
    table = try InputOutputTable(
      sectors: data.column("sector"), flows: Matrix(columns: columns), output: data.numbers("output"),
      finalDemand: data.numbers("final_demand"))
  }

  /// The largest relative difference from R, column by column.
  func error(_ values: [Double], _ field: String) -> Double {
    largestRelativeError(values, expected.values(["field": field]), floor: 1e-6)
  }
}

private func isClose(_ a: [Double], _ b: [Double], _ tolerance: Double = 1e-12) -> Bool {
  largestRelativeError(a, b) <= tolerance
}

@Suite struct InputOutputIdentityTests {
  @Test func outputMeetsItsFinalDemand() throws {
    let table = try RandomTable().table
    let model = try LeontiefModel(table)
    #expect(isClose(model.output(forFinalDemand: table.finalDemand), table.output))
    let flows = model.intermediateFlows(forOutput: table.output)
    #expect((flows - table.flows).maximumMagnitude <= 1e-12 * table.flows.maximumMagnitude)
  }

  @Test func primaryInputsEnableTheOutput() throws {
    let table = try RandomTable().table
    #expect(isClose(try GhoshModel(table).output(forPrimaryInputs: table.valueAdded), table.output))
  }

  /// x̂⁻¹ L x̂ = G: Miller and Blair (2009), equation (12.14).
  @Test func bothInversesAreSimilar() throws {
    let table = try RandomTable().table
    let leontief = try LeontiefModel(table).leontiefInverse
    let similar = Matrix(rows: 6, columns: 6) { leontief[$0, $1] * table.output[$1] / table.output[$0] }
    #expect(isClose(try GhoshModel(table).ghoshInverse.elements, similar.elements))
  }

  @Test func pricesOfOneRewardValueAdded() throws {
    let table = try RandomTable().table
    let costs = zip(table.valueAdded, table.output).map { $0 / $1 }
    #expect(isClose(try LeontiefModel(table).prices(forPrimaryCosts: costs), [Double](repeating: 1, count: 6)))
  }

  /// A unit of final demand ends in value added at home and in imports.
  @Test func valueAddedAndLeakedImportsMakeOne() throws {
    let random = try RandomTable()
    let shares = try random.table.importShares(
      imports: random.data.numbers("imports"), exports: random.data.numbers("exports"))
    let domestic = try random.table.removingImports(shares: shares)
    let model = try LeontiefModel(domestic)
    let added = SatelliteMultipliers(
      coefficients: try random.table.coefficients(ofSatellite: random.table.valueAdded), model: model)
    let imported = zip(random.table.valueAdded, domestic.valueAdded).map { $1 - $0 }
    let leaked = SatelliteMultipliers(
      coefficients: try random.table.coefficients(ofSatellite: imported), model: model)
    #expect(isClose(zip(added.simple, leaked.simple).map { $0 + $1 }, [Double](repeating: 1, count: 6)))
  }

  @Test func dispersionIndicesAverageOne() throws {
    let model = try LeontiefModel(try RandomTable().table)
    #expect(model.powerOfDispersion.reduce(0, +).isClose(to: 6))
    #expect(model.sensitivityOfDispersion.reduce(0, +).isClose(to: 6))
  }

  @Test func theImpactOfAChangeIsTheDifferenceOfImpacts() throws {
    let model = try LeontiefModel(try millerBlair())
    let (before, after) = (model.output(forFinalDemand: [350, 1700]), model.output(forFinalDemand: [600, 1500]))
    #expect(isClose(model.output(forFinalDemand: [250, -200]), zip(after, before).map { $0 - $1 }, 1e-11))
  }

  @Test func householdsThatSpendNothingInduceNothing() throws {
    let table = try millerBlair()
    let closed = try HouseholdModel(table, consumption: [0, 0], laborIncome: [300, 500])
    let open = try LeontiefModel(table)
    #expect(isClose(closed.truncatedOutputMultipliers, open.outputMultipliers))
    #expect(isClose(closed.output(forExogenousDemand: [350, 1700]), table.output))
  }

  @Test func aRegionLikeTheNationImportsOnlyForItsSize() throws {
    let random = try RandomTable()
    let quotients = try LocationQuotients(
      sectors: random.table.sectors, regional: random.table.output.map { $0 / 8 }, national: random.table.output)
    let national = random.table.technicalCoefficients
    for method in [LocationQuotients.Method.simple, .crossIndustry] {
      #expect(isClose(quotients.regionalCoefficients(national, method).elements, national.elements, 1e-12))
    }
    let regional = quotients.regionalCoefficients(national, .flegg(delta: 0.3))
    #expect(isClose(regional.elements, (quotients.sizeFactor(delta: 0.3) * national).elements))
    #expect(quotients.sizeFactor(delta: 0) == 1)
  }
}

@Suite struct InputOutputExampleTests {
  @Test func millerAndBlairsTableOfTwoSectors() throws {
    let table = try millerBlair()
    let expected = try FixtureTable("input-output/case-241.csv")
    func check(_ request: String, _ field: String, _ values: [Double]) {
      let error = largestRelativeError(values, expected.values(["request": request, "field": field]))
      #expect(error <= 1e-13, "\(request).\(field)")
    }
    // The case writes matrices row by row.
    func rows(_ matrix: Matrix) -> [Double] { matrix.transposed().elements }
    let (model, ghosh) = (try LeontiefModel(table), try GhoshModel(table))
    check("io", "A", rows(model.coefficients))
    check("io", "leontief_inverse", rows(model.leontiefInverse))
    check("io", "output_multipliers", model.outputMultipliers)
    check("io", "forward_linkages", model.forwardLinkages)
    check("io", "ghosh_B", rows(ghosh.coefficients))
    check("io", "ghosh_inverse", rows(ghosh.ghoshInverse))
    check("io", "ghosh_row_sums", ghosh.rowSums)
    check("io", "power_of_dispersion", model.powerOfDispersion)
    check("io", "sensitivity_of_dispersion", model.sensitivityOfDispersion)
    let output = model.output(forFinalDemand: [600, 1500])
    check("impact", "output", output)
    check("impact", "intermediate", rows(model.intermediateFlows(forOutput: output)))
    let labor = SatelliteMultipliers(coefficients: try table.coefficients(ofSatellite: [300, 500]), model: model)
    check("impact", "labour_requirement", labor.requirement(forOutput: output))
    check("employment", "coefficients", labor.coefficients)
    check("employment", "simple_multipliers", labor.simple)
    check("employment", "type1_multipliers", labor.typeI.compactMap { $0 })
  }

  /// Miller and Blair (2009), equation (2.13) and section 2.5: printed with three decimals.
  @Test func millerAndBlairsHouseholds() throws {
    let closed = try HouseholdModel(
      try millerBlair(), consumption: [50, 400], laborIncome: [300, 500], householdIncome: 1000,
      householdsBuyFromHouseholds: 50)
    let printed = [[1.365, 0.425, 0.251], [0.527, 1.348, 0.595], [0.570, 0.489, 1.289]]
    #expect((closed.closed.leontiefInverse - Matrix(printed)).maximumMagnitude <= 5.1e-4)
    #expect(closed.incomeMultipliers == closed.closed.leontiefInverse.row(2).dropLast())
  }

  @Test func rGivesTheSame() throws {
    let random = try RandomTable()
    let (table, data) = (random.table, random.data)
    let (model, ghosh) = (try LeontiefModel(table), try GhoshModel(table))
    let jobs = try table.coefficients(ofSatellite: data.numbers("jobs"))
    let closed = try HouseholdModel(table, consumption: data.numbers("consumption"), laborIncome: data.numbers("labor"))
    let shares = try table.importShares(imports: data.numbers("imports"), exports: data.numbers("exports"))
    let domestic = try LeontiefModel(table.removingImports(shares: shares))
    let regional = try LocationQuotients(
      sectors: table.sectors, regional: data.numbers("regional"), national: table.output)
    func coefficients(_ method: LocationQuotients.Method) -> [Double] {
      regional.regionalCoefficients(table.technicalCoefficients, method).elements
    }
    let induced = InducedSatelliteMultipliers(coefficients: jobs, model: closed)
    let fields: [(String, [Double])] = [
      ("leontief_inverse", model.leontiefInverse.elements), ("ghosh_inverse", ghosh.ghoshInverse.elements),
      ("output_multipliers", model.outputMultipliers), ("forward_linkages", model.forwardLinkages),
      ("power", model.powerOfDispersion), ("sensitivity", model.sensitivityOfDispersion),
      ("simple_jobs", SatelliteMultipliers(coefficients: jobs, model: model).simple),
      ("closed_inverse", closed.closed.leontiefInverse.elements), ("total_output", closed.totalOutputMultipliers),
      ("truncated_output", closed.truncatedOutputMultipliers), ("income", closed.incomeMultipliers),
      ("type2_income", closed.typeIIIncomeMultipliers.compactMap { $0 }), ("total_jobs", induced.total),
      ("import_shares", shares), ("domestic_inverse", domestic.leontiefInverse.elements), ("slq", regional.simple),
      ("slq_coefficients", coefficients(.simple)), ("cilq_coefficients", coefficients(.crossIndustry)),
      ("flq_coefficients", coefficients(.flegg(delta: 0.3))),
      ("aflq_coefficients", coefficients(.augmentedFlegg(delta: 0.3))),
    ]
    for (field, values) in fields { #expect(random.error(values, field) <= 1e-12, "\(field)") }
    // The fourth sector employs no one: what it needs elsewhere has no direct job to be compared with.
    #expect(induced.typeII[3] == nil && induced.total[3] > 0)
  }
}

@Suite struct InputOutputEdgeTests {
  @Test func anUnbalancedSectorIsNamedWithItsGap() throws {
    #expect(throws: InputOutputError.unbalanced(sector: "2", gap: -50, output: 2050)) {
      try InputOutputTable(
        sectors: ["1", "2"], flows: Matrix([[150, 500], [200, 100]]), output: [1000, 2050], finalDemand: [350, 1700])
    }
    let rounded = try InputOutputTable(
      sectors: ["1", "2"], flows: Matrix([[150, 500], [200, 100]]), output: [1000.4, 2000], finalDemand: [350, 1700])
    #expect(abs(rounded.imbalances[0] + 0.4) <= 1e-12)
  }

  @Test func withoutFinalDemandItIsWhatOutputLeaves() throws {
    let table = try InputOutputTable(
      sectors: ["1", "2"], flows: Matrix([[150, 500], [200, 100]]), output: [1000, 2000])
    #expect(table.finalDemand == [350, 1700])
  }

  @Test(arguments: [
    ([[0.5, 0.6], [0.6, 0.5]], "2"), ([[1.2, 0.0], [0.1, 0.3]], "1"), ([[0.5, 0.5], [0.5, 0.5]], "2"),
    ([[1.0, 0.2], [0.0, 0.4]], "1"),
  ]) func aTableThatConsumesMoreThanItMakesIsNotProductive(rows: [[Double]], sector: String) {
    #expect {
      try LeontiefModel(sectors: ["1", "2"], coefficients: Matrix(rows))
    } throws: { error in
      guard case .notProductive(let name, let pivot, _) = error as? InputOutputError else { return false }
      return name == sector && pivot <= 1e-13
    }
  }

  @Test func theConditionIsOnTheWholeNotOnOneColumn() throws {
    // The inputs of the second sector cost more than its output, and the table is productive all the same.
    let model = try LeontiefModel(sectors: ["1", "2"], coefficients: Matrix([[0.1, 1.1], [0.2, 0.1]]))
    #expect(model.leontiefInverse.elements.allSatisfy { $0 >= 0 })
  }

  @Test func anEmptySectorHasNoLinks() throws {
    let table = try InputOutputTable(
      sectors: ["1", "none"], flows: Matrix([[150, 0], [0, 0]]), output: [1000, 0], finalDemand: [850, 0])
    #expect(try LeontiefModel(table).outputMultipliers[1] == 1)
    #expect(throws: InputOutputError.outputNotPositive(sector: "none", output: 0)) {
      try InputOutputTable(sectors: ["1", "none"], flows: Matrix([[150, 9], [0, 0]]), output: [1000, 0])
    }
  }

  @Test func negativeInputsAndExcessImportsAreNamed() throws {
    #expect(throws: InputOutputError.negativeInput(seller: "2", buyer: "1")) {
      try LeontiefModel(sectors: ["1", "2"], coefficients: Matrix([[0.1, 0.2], [-0.1, 0.1]]))
    }
    let table = try millerBlair()
    #expect(throws: InputOutputError.importsExceedFlow(seller: "1", buyer: "2", imports: 501, flow: 500)) {
      try table.removingImports(Matrix([[0, 501], [0, 0]]))
    }
    #expect(throws: InputOutputError.shareOutside(sector: "2", what: "the import share", value: 1.5)) {
      try table.removingImports(shares: [0.5, 1.5])
    }
    #expect(throws: InputOutputError.shapesDiffer(what: "satellite", expected: 2, found: 1)) {
      try table.coefficients(ofSatellite: [1])
    }
  }

  @Test func aRegionWithoutASectorBuysItElsewhere() throws {
    let quotients = try LocationQuotients(sectors: ["a", "b"], regional: [50, 0], national: [100, 300])
    let regional = quotients.regionalCoefficients(Matrix([[0.2, 0.3], [0.1, 0.4]]), .crossIndustry)
    #expect(regional.elements == [0.2, 0, 0.3, 0])
  }
}
