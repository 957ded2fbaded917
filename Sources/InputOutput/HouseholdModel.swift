import LinearAlgebra

/// The model closed with respect to households: labor income is an input, household consumption an output.
///
/// ```
/// Ā = | A    h_c |        h_c = consumption of i over household income        L̄ = (I - Ā)⁻¹
///     | h_r  0   |        h_r = labor income from j over output of j
/// ```
/// > Source: Miller and Blair (2009), section 2.5 and chapter 6.
public struct HouseholdModel: Sendable, Hashable {
  /// n names, households not among them.
  public let sectors: [String]
  /// The model of n + 1 sectors, households last.
  public let closed: LeontiefModel

  /// - Parameters:
  ///   - table: Its final demand contains household consumption.
  ///   - consumption: What households buy of each sector, n values in money.
  ///   - laborIncome: What each sector pays households, n values in money.
  ///   - householdIncome: What households earn in all, other income included; nil takes the sum of labor income.
  ///   - householdsBuyFromHouseholds: Domestic services, in money.
  /// - Throws: ``InputOutputError`` where lengths differ, income is not positive or the closed table is not productive.
  public init(
    _ table: InputOutputTable, consumption: [Double], laborIncome: [Double], householdIncome: Double? = nil,
    householdsBuyFromHouseholds: Double = 0
  ) throws(InputOutputError) {
    let n = table.count
    for (what, values) in [("consumption", consumption), ("labor income", laborIncome)] where values.count != n {
      throw .shapesDiffer(what: what, expected: n, found: values.count)
    }
    let income = householdIncome ?? laborIncome.reduce(householdsBuyFromHouseholds, +)
    guard income > 0, income.isFinite else { throw .notPositive(what: "household income", value: income) }
    let row = try table.coefficients(ofSatellite: laborIncome)
    let open = table.technicalCoefficients
    let coefficients = Matrix(rows: n + 1, columns: n + 1) { i, j in
      switch (i < n, j < n) {
      case (true, true): open[i, j]
      case (true, false): consumption[i] / income
      case (false, true): row[j]
      case (false, false): householdsBuyFromHouseholds / income
      }
    }
    sectors = table.sectors
    closed = try LeontiefModel(sectors: table.sectors + ["households"], coefficients: coefficients)
  }

  private var inverse: Matrix { closed.leontiefInverse }

  /// Σ over n + 1 rows of L̄, n values: output of all sectors and household income for a unit of final demand for j.
  public var totalOutputMultipliers: [Double] { Array(inverse.columnSums.prefix(sectors.count)) }

  /// Σ over the first n rows of L̄, n values: output of the original sectors only ("truncated").
  public var truncatedOutputMultipliers: [Double] {
    sectors.indices.map { inverse.column($0).prefix(sectors.count).reduce(0, +) }
  }

  /// The last row of L̄, n values: household income for a unit of final demand for j, direct, indirect and induced.
  public var incomeMultipliers: [Double] { sectors.indices.map { inverse[sectors.count, $0] } }

  /// Income multipliers over the direct income coefficients; nil where a sector pays no income.
  public var typeIIIncomeMultipliers: [Double?] {
    SatelliteMultipliers.ratios(incomeMultipliers, to: sectors.indices.map { closed.coefficients[sectors.count, $0] })
  }

  /// Output of the n sectors for final demand from others than households.
  public func output(forExogenousDemand demand: [Double]) -> [Double] {
    precondition(demand.count == sectors.count, "one demand a sector")
    return Array(closed.output(forFinalDemand: demand + [0]).prefix(sectors.count))
  }
}
