import EconomicLinkages
import LinearAlgebra
import TestSupport
import Testing

private func sums(_ multipliers: KnockOnMultipliers) -> [Double] {
  let parts = [KnockOnQuantity.valueAdded, .imports, .otherRegions].map { multipliers[$0]! }
  return multipliers.tradeSectors.indices.map { place in parts.reduce(0) { $0 + $1[place] } }
}

@Suite struct KnockOnIdentityTests {
  @Test(
    arguments: 1...UInt64(8),
    [
      "imports: {shares: proportional}", "imports: {matrix: imports.csv}", "imports: {none: a test}",
      "imports: {shares: proportional}\nregion: {sizes: region.csv, by: output, method: SLQ}",
      "imports: {matrix: imports.csv}\nregion: {sizes: region.csv, by: output, method: CILQ}",
      "imports: {shares: proportional}\nregion: {sizes: region.csv, by: output, method: FLQ, delta: 0.3}",
      "imports: {matrix: imports.csv}\nregion: {sizes: region.csv, by: output, method: AFLQ, delta: 0.2}",
    ])
  func valueAddedAndLeakageMakeOne(seed: UInt64, rest: String) throws {
    let random = RandomInputOutput(seed: seed)
    let model = try random.folder.knockOn(random.section(rest))
    let multipliers = try model.multipliers(for: random.sectors)
    for sum in sums(multipliers) { #expect(abs(sum - 1) <= 1e-12) }
    for value in multipliers[.valueAdded]! { #expect(value > 0 && value <= 1 + 1e-12) }
  }

  /// A table of domestic flows with imported inputs says the same as flows with a matrix of imports.
  @Test(arguments: 1...UInt64(4)) func bothWaysToWriteImportsAgree(seed: UInt64) throws {
    let random = RandomInputOutput(seed: seed)
    let folder = try random.folder
    let a = try folder.knockOn(random.section("imports: {matrix: imports.csv}\njobs: {column: jobs, unit: 万人}"))
    let b = try folder.knockOn(
      random.section(table: "domestic.csv", "imports: {none: flows are domestic}\njobs: {column: jobs, unit: 万人}"))
    #expect(a.quantities == b.quantities)
    #expect(largestRelativeError(a.sectorMultipliers.elements, b.sectorMultipliers.elements, floor: 1e-9) <= 1e-12)
  }

  @Test func removingImportsTakesFromHome() throws {
    let random = RandomInputOutput(seed: 11)
    let folder = try random.folder
    let all = try folder.knockOn(random.section("imports: {none: a test}")).multipliers(for: random.sectors)
    let home = try folder.knockOn(random.section("imports: {shares: proportional}")).multipliers(for: random.sectors)
    for (a, b) in zip(all[.output]!, home[.output]!) { #expect(a > b) }
    for value in all[.valueAdded]! { #expect(abs(value - 1) <= 1e-12) }
  }

  @Test func aSectorOfSeveralIsTheirMixture() throws {
    let model = try Example.knockOn()
    let mixed = try model.multipliers(for: ["agri_food"])
    for (row, value) in mixed.values.column(0).enumerated() {
      let parts = ["farming", "food"].map { model.sectorMultipliers[row, model.tableSectors.firstIndex(of: $0)!] }
      #expect(value.isClose(to: 0.35 * parts[0] + 0.65 * parts[1]))
    }
  }

  @Test func householdsOnlyAdd() throws {
    let households =
      "  type_ii: {consumption: household_consumption, labor_income: labor_income, household_income: sum_of_labor_income}\n"
    let with = try Example.knockOn(adding: households).multipliers(for: ["machinery", "agri_food"])
    let without = try Example.knockOn().multipliers(for: ["machinery", "agri_food"])
    #expect(without[.outputWithHouseholds] == nil && with[.output] == without[.output])
    for (a, b) in [(KnockOnQuantity.output, KnockOnQuantity.outputWithHouseholds), (.jobs, .jobsWithHouseholds)] {
      for (less, more) in zip(with[a]!, with[b]!) { #expect(less < more) }
    }
  }

  @Test func drawsAndCovariancesFollowTheMultipliers() throws {
    let multipliers = try Example.knockOn().multipliers(for: ["machinery", "textile_footwear"])
    let (a, b) = ([3.0e9, 1e9], [1e9, 4e9])
    let draws = multipliers.effects(ofDraws: Matrix([a, b]))
    for (row, lost) in [a, b].enumerated() {
      let effect = multipliers.effect(ofLostExports: lost)
      for (x, y) in zip(draws.row(row), effect.values) { #expect(x.isClose(to: y)) }
      #expect(effect.outputBySector.reduce(0, +).isClose(to: effect[.output]))
    }
    let effect = multipliers.effect(ofLostExports: a, covariance: Matrix([[4e16, 1e16], [1e16, 9e16]]))
    let (m, t) = (multipliers[.valueAdded]![0], multipliers[.valueAdded]![1])
    let variance = m * m * 4e16 + 2 * m * t * 1e16 + t * t * 9e16
    let place = try #require(effect.quantities.firstIndex(of: .valueAdded))
    #expect(effect.standardErrors?[place].isClose(to: variance.squareRoot()) == true)
    #expect(multipliers.effect(ofLostExports: a).standardErrors == nil)
  }
}

@Suite struct KnockOnExampleTests {
  /// Miller and Blair (2009), table 2.3: the reference case 241, through a file.
  @Test func millerAndBlairsTableFromAFile() throws {
    let folder = try LinkageFolder([
      "table.csv":
        "sector,1,2,final_demand,exports,output,staff\n1,150,500,300,50,1000,300\n2,200,100,1200,500,2000,500\n"
    ])
    let model = try folder.knockOn(
      """
      knock_on:
        table: table.csv
        unit: 元
        sectors: {a: "1", b: "2"}
        imports: {none: the table has none}
        jobs: {column: staff, unit: persons}
      """)
    let expected = try FixtureTable("input-output/case-241.csv")
    func values(_ request: String, _ field: String) -> [Double] {
      expected.values(["request": request, "field": field])
    }
    let multipliers = try model.multipliers(for: ["a", "b"])
    #expect(model.leontiefInverse.transposed().elements.count == 4)
    #expect(
      largestRelativeError(model.leontiefInverse.transposed().elements, values("io", "leontief_inverse")) <= 1e-13)
    #expect(largestRelativeError(multipliers[.output]!, values("io", "output_multipliers")) <= 1e-13)
    #expect(largestRelativeError(multipliers[.jobs]!, values("employment", "simple_multipliers")) <= 1e-13)
    #expect(
      largestRelativeError(
        multipliers.effect(ofLostExports: [600, 1500]).outputBySector, values("impact", "output")) <= 1e-13)
  }

  /// Computed with numpy 2 from the same files by the formulas of Miller and Blair: output, value added, imports, other regions, jobs.
  @Test(arguments: [
    (
      "imports: {shares: proportional}", "",
      [
        "agri_food": [2.107994931672398, 0.918074988613258, 0.08192501138674169, 0, 1.1422843474920517e-05],
        "machinery": [2.3200750978011255, 0.8181723686810373, 0.18182763131896304, 0, 2.6812373501742457e-06],
      ]
    ),
    (
      "imports: {matrix: imports.csv}", "",
      [
        "agri_food": [2.1542243688666725, 0.9386999921580423, 0.061300007841957535, 0, 1.1634064444060498e-05],
        "machinery": [2.198074002132184, 0.7743503213422919, 0.22564967865770844, 0, 2.5424793594986585e-06],
      ]
    ),
    (
      "imports: {shares: proportional}", "  region: {sizes: region.csv, by: output, method: FLQ, delta: 0.3}\n",
      [
        "agri_food": [
          1.3103045396117192, 0.5423942612183229, 0.05020525865304279, 0.4074004801286342, 6.203623605953327e-06,
        ],
        "machinery": [
          1.4411274063995083, 0.44240340044364196, 0.13690223122544284, 0.4206943683309155, 1.156477566477065e-06,
        ],
      ]
    ),
  ])
  func theBundledTable(_ imports: String, _ region: String, _ expected: [String: [Double]]) throws {
    let model = try Example.knockOn(adding: region, replacing: ("imports: {shares: proportional}", imports))
    for (sector, values) in expected {
      let found = Array(try model.multipliers(for: [sector]).values.column(0))
      #expect(largestRelativeError(found, values, floor: 1e-8) <= 1e-12, "\(sector)")
    }
  }

  /// From numpy, too: output, value added and jobs of machinery, in the country and in the region.
  @Test(arguments: [
    ("", [3.5354581883350797, 1.4048682199490083, 6.390024189742238e-06]),
    (
      "  region: {sizes: region.csv, by: output, method: FLQ, delta: 0.3}\n",
      [1.6800504849136977, 0.5721422906693141, 1.832259529223248e-06]
    ),
  ])
  func theBundledTableWithHouseholds(_ region: String, _ expected: [Double]) throws {
    let model = try Example.knockOn(
      adding: region
        + "  type_ii: {consumption: household_consumption, labor_income: labor_income, household_income: sum_of_labor_income}\n"
    )
    let multipliers = try model.multipliers(for: ["machinery"])
    let quantities: [KnockOnQuantity] = [.outputWithHouseholds, .valueAddedWithHouseholds, .jobsWithHouseholds]
    for (quantity, value) in zip(quantities, expected) { #expect(multipliers[quantity]![0].isClose(to: value)) }
  }

  @Test func whatWasDoneIsSaidInBothLanguages() throws {
    let notes = try Example.knockOn(adding: "  region: {sizes: region.csv, by: jobs, method: FLQ, delta: 0.3}\n").notes
    #expect(notes.count == 3)
    #expect(notes[1].zh.contains("FLQ, δ = 0.3") && notes[1].en.contains("FLQ, δ = 0.3"))
  }
}

@Suite struct KnockOnErrorTests {
  private static let table = "sector,a,b,exports,imports,output\na,1,2,3,1,10\nb,2,1,1,1,10\n"

  private func message(_ section: String, table: String = Self.table, more: [String: String] = [:]) throws -> String {
    let folder = try LinkageFolder(["table.csv": table].merging(more) { own, _ in own })
    return folder.message { _ = try folder.knockOn("knock_on:\n" + section).multipliers(for: ["x"]) }
  }

  private static let head = "  table: table.csv\n  unit: 亿元\n  sectors: {x: a}\n"

  @Test func misspelledKeysAreFound() throws {
    #expect(
      try message(Self.head + "  imports: {shares: proportional}\n  job: {column: jobs, unit: 万人}")
        == "scenario.yml:6: knock_on has the unknown key 'job'; did you mean 'jobs'? Allowed: table, balance_tolerance, "
        + "unit, sectors, imports, jobs, region, type_ii")
    #expect(try message(Self.head).hasSuffix("knock_on lacks the key 'imports'; add it"))
    #expect(
      try message(Self.head + "  imports: {shares: proportional, none: x}")
        == "scenario.yml:5: knock_on.imports is an object with 2 keys; write one of shares, matrix or none")
  }

  @Test func aRegionHasNoHiddenDelta() throws {
    let region = "  imports: {shares: proportional}\n  region: {sizes: r.csv, by: output, method: "
    #expect(
      try message(Self.head + region + "FLQ}") == "scenario.yml:6: knock_on.region lacks the key 'delta'; add it")
    #expect(
      try message(Self.head + region + "SLQ, delta: 0.3}")
        == "scenario.yml:6: knock_on.region.delta is 0.3; write delta with FLQ or AFLQ alone; SLQ has none,")
  }

  @Test func sharesThatDoNotSumToOneAreRefused() throws {
    #expect(
      try message("  table: table.csv\n  unit: 亿元\n  sectors: {x: {a: 0.5, b: 0.4}}\n  imports: {none: x}")
        == "scenario.yml:4: knock_on.sectors.x is an object with 2 keys; write shares that sum to 1; these sum to 0.9")
  }

  @Test func sectorsThatAreNowhereAreNamed() throws {
    #expect(
      try message("  table: table.csv\n  unit: 亿元\n  sectors: {x: c}\n  imports: {none: x}")
        == "scenario.yml:4: knock_on.sectors.x is c; did you mean 'a'? Allowed: a, b")
    #expect(
      try message("  table: table.csv\n  unit: 亿元\n  sectors: {y: a}\n  imports: {none: x}")
        == "scenario.yml:4: the sector 'x' has lost exports and no sector of the table; add it under sectors")
  }

  @Test func fieldsThatAreNoNumbersHaveTheirPlace() throws {
    let rest = Self.head + "  imports: {none: x}"
    #expect(
      try message(rest, table: "sector,a,b,output\na,1,,10\nb,2,1,10\n")
        == "table.csv:2: column b is ''; write a number, 0 where there is nothing")
    #expect(
      try message(rest, table: "sector,a,b,output\na,1,2,10\nb,2,1 000,10\n")
        == "table.csv:3: column b is '1 000'; write a number, 0 where there is nothing")
    #expect(
      try message(rest, table: "sector,a,b,outputs\na,1,2,10\nb,2,1,10\n").hasPrefix(
        "table.csv:1: the unknown column 'outputs'; did you mean 'output'? Columns are sector, label_zh"))
    #expect(
      try message(rest, table: "sector,a,output\na,1,10\nb,2,10\n").hasPrefix(
        "table.csv:1: column b: the file has no such column"))
    #expect(
      try message(rest, table: "sector,a,b,output\na,1,2,10\na,2,1,10\n")
        == "table.csv:3: 'a' has two rows; keep one of them")
  }

  @Test func tablesThatDoNotBalanceAreNamed() throws {
    let rest = Self.head + "  imports: {none: x}"
    #expect(
      try message(rest, table: "sector,a,b,final_demand,exports,output\na,1,2,4,3,11\nb,2,1,6,1,10\n").hasPrefix(
        "table.csv: sector a: sales and final demand differ from its output of 11.0 by -1.0"))
    #expect(
      try message(rest, table: "sector,a,b,output\na,1,2,10\nb,2,1,10\nvalue_added,7,6,\n").hasPrefix(
        "table.csv: sector b: inputs and value added differ from its output of 10.0 by -1.0"))
  }

  @Test func whatADefinitionAsksForHasToBeThere() throws {
    #expect(
      try message(
        Self.head + "  imports: {shares: proportional}", table: "sector,a,b,imports,output\na,1,2,1,10\nb,2,1,1,10\n")
        == "table.csv: neither a column nor a row exports, which the share of imports needs; add it")
    #expect(
      try message(Self.head + "  imports: {none: x}\n  jobs: {column: staff, unit: 万人}")
        == "table.csv: neither a column nor a row staff, which jobs needs; add it")
    let domestic = "sector,a,b,imported_inputs,output\na,1,2,1,10\nb,2,1,1,10\n"
    #expect(
      try message(Self.head + "  imports: {shares: proportional}", table: domestic)
        == "table.csv: imported_inputs says that flows are domestic, so no imports can be removed from them; write imports: "
        + "{none: flows are domestic}")
  }

  @Test func aRegionNeedsEverySector() throws {
    let rest = Self.head + "  imports: {none: x}\n  region: {sizes: r.csv, by: output, method: SLQ}"
    #expect(
      try message(rest, more: ["r.csv": "sector,output\na,2\n"])
        == "r.csv: no row of the sector 'b'; add it, with 0 where the region has none")
    #expect(
      try message(rest, more: ["r.csv": "sector,output\na,2\nc,1\n"])
        == "r.csv:3: column sector is 'c'; write one of a, b")
    #expect(
      try message(rest, more: ["r.csv": "sector,output\na,0\nb,1\n"])
        == "scenario.yml:4: x is mapped to a, which has no output there; map it to another sector, or correct the output"
    )
    #expect(
      try message(rest, more: ["r.csv": "sector,output\na,20\nb,1\n"]).hasPrefix(
        "r.csv: sector a: the region's share is 2.0"))
  }
}

@Suite struct InputOutputFileTests {
  @Test func vectorsMayStandInRowsOrColumns() throws {
    let folder = try LinkageFolder([
      "columns.csv": "sector,label_zh,label_en,a,b,output,jobs\na,甲,A,1,2,10,5\nb,乙,B,2,1,12,6\n",
      "rows.csv": "sector,label_zh,label_en,b,a,output\na,甲,A,2,1,10\nb,乙,B,1,2,12\njobs,,,6,5,\n",
    ])
    let columns = try InputOutputFile(folder.path + "/columns.csv")
    let rows = try InputOutputFile(folder.path + "/rows.csv")
    #expect(columns.table == rows.table && columns.vector("jobs") == rows.vector("jobs"))
    #expect(columns.labels.map { $0?.zh } == ["甲", "乙"] && rows.vector("exports") == nil)
    #expect(columns.valueAdded == [7, 9])
  }

  @Test func vectorsMayHaveTheirChineseNames() throws {
    let folder = try LinkageFolder([
      "zh.csv": "部门,农业,工业,总产出,就业\n农业,1,2,10,5\n工业,2,1,12,6\n增加值,7,9,,\n",
      "en.csv": "sector,农业,工业,output,jobs\n农业,1,2,10,5\n工业,2,1,12,6\nvalue_added,7,9,,\n",
      "both.csv": "部门,农业,总产出,output\n农业,1,10,10\n", "wrong.csv": "部门,农业,总产出\n农业,1,一\n",
    ])
    let (zh, en) = try (InputOutputFile(folder.path + "/zh.csv"), InputOutputFile(folder.path + "/en.csv"))
    #expect(zh.table == en.table && zh.vector("jobs") == [5, 6] && zh.vector("value_added") == [7, 9])
    #expect(
      folder.message { _ = try InputOutputFile(folder.path + "/both.csv") }
        == "both.csv:1: the column output is there under two names; keep one of them")
    #expect(
      folder.message { _ = try InputOutputFile(folder.path + "/wrong.csv") }
        == "wrong.csv:2: column 总产出 is '一'; write a number, 0 where there is nothing")
  }

  /// The bundled table as openpyxl writes it.
  @Test func aSheetOfAWorkbookIsTheSameTable() throws {
    let sheet = try InputOutputFile(Fixtures.folder + "/input-output/table.xlsx#2020")
    let text = try InputOutputFile(Example.inputOutput + "/table.csv")
    #expect(sheet.table == text.table && sheet.labels == text.labels)
    for name in InputOutputFile.vectorNames { #expect(sheet.vector(name) == text.vector(name)) }
  }

  @Test func theBundledTableIsBalanced() throws {
    let file = try InputOutputFile(Example.inputOutput + "/table.csv", balanceTolerance: 0)
    #expect(file.count == 9 && file.table.imbalances.allSatisfy { $0 == 0 })
    #expect(file.vector("value_added") == file.valueAdded)
    let imports = try file.matrix(Example.inputOutput + "/imports.csv")
    for i in 0..<9 { #expect(imports.row(i).reduce(0, +) <= file.vector("imports")![i]) }
  }
}
