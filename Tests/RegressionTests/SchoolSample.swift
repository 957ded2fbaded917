import LinearAlgebra
import Regression
import TestSupport

/// One of the school samples of R survey, with its design.
struct SchoolSample {
  let table: FixtureTable
  let design: SmallDesign

  static func stratified() throws -> SchoolSample {
    let table = try FixtureTable("regression/strat.csv")
    return SchoolSample(
      table: table,
      design: SmallDesign(
        weights: table.numbers("pw"), strata: table.column("stype"), units: table.rows.indices.map { "\($0)" },
        populationSizes: table.numbers("fpc")))
  }

  static func clustered(corrected: Bool = true) throws -> SchoolSample {
    let table = try FixtureTable("regression/clus.csv")
    return SchoolSample(
      table: table,
      design: SmallDesign(
        weights: table.numbers("pw"), strata: table.rows.map { _ in "all" }, units: table.column("dnum"),
        populationSizes: corrected ? table.numbers("fpc") : nil))
  }

  var rowCount: Int { table.rows.count }
  var weights: [Double] { design.weights }
  var allRows: [Int] { Array(0..<rowCount) }

  func numbers(_ name: String) -> [Double] { table.numbers(name) }

  /// Levels sorted, and codes.
  func factor(_ name: String) -> (levels: [String], codes: [Int32]) {
    let values = table.column(name)
    let levels = Set(values).sorted()
    return (levels, values.map { value in Int32(levels.firstIndex(of: value) ?? -1) })
  }

  /// A term by its name: `ell`, `stype`, `ell:sch.wide`.
  func term(_ name: String) -> ModelTerm {
    ModelTerm(
      productOf: name.split(separator: ":").map { part in
        let name = String(part)
        guard ["stype", "sch.wide", "comp.imp"].contains(name) else {
          return ModelVariable(name, .numeric(numbers(name)))
        }
        let (levels, codes) = factor(name)
        return ModelVariable(name, .factor(codes: codes, levels: levels, reference: 0))
      })
  }

  func terms(_ names: [String]) -> [ModelTerm] { names.map(term) }

  func model(
    _ outcome: String, _ names: [String], _ family: ModelFamily, link: ModelLink? = nil, hasIntercept: Bool = true,
    offset: String? = nil, rows: [Int]? = nil
  ) throws -> GeneralizedLinearModel {
    try GeneralizedLinearModel(
      ModelMatrix(terms(names), hasIntercept: hasIntercept, rows: rows ?? allRows), outcome: numbers(outcome),
      family: family, link: link, offset: offset.map(numbers))
  }

  func groups(_ name: String, mask: [Bool]? = nil) throws -> ComparedGroups {
    let (levels, codes) = factor(name)
    return try ComparedGroups(name, codes: codes, levels: levels, weights: weights, mask: mask)
  }

  /// The table of two factors with the covariances of its cells.
  func table(_ first: String, _ second: String) throws -> (table: TwoWayTable, indicators: [[Double]]) {
    let (a, b) = (factor(first), factor(second))
    let indicators = b.levels.indices.flatMap { j in
      a.levels.indices.map { i in allRows.map { a.codes[$0] == i && b.codes[$0] == j ? 1.0 : 0 } }
    }
    let totals = indicators.map { column in zip(weights, column).reduce(0) { $0 + $1.0 * $1.1 } }
    let matrix = Matrix(columnMajor: totals, rows: a.levels.count, columns: b.levels.count)
    return (try TwoWayTable(matrix, rowLevels: a.levels, columnLevels: b.levels), indicators)
  }
}

/// Results of R survey in `expected.csv`.
struct ExpectedResults {
  private let table: FixtureTable

  init() throws { table = try FixtureTable("regression/expected.csv") }

  func callAsFunction(_ name: String, _ field: String) -> [Double] { table.values(["case": name, "field": field]) }
}
