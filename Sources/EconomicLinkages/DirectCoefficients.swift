import InputOutput
import LinearAlgebra

/// Value added, imports, jobs a unit of output, and what they become through suppliers and households.
struct DirectCoefficients {
  private let definition: KnockOnDefinition
  private let home: HomeCoefficients
  /// v, n values.
  private let valueAdded: [Double]
  /// Persons a yuan of output, n values.
  private let jobs: [Double]?

  init(_ definition: KnockOnDefinition, _ file: InputOutputFile, _ home: HomeCoefficients) throws(LinkageError) {
    (self.definition, self.home) = (definition, home)
    valueAdded = zip(file.valueAdded, file.table.output).map { $1 > 0 ? $0 / $1 : 0 }
    guard let wanted = definition.jobs else {
      jobs = nil
      return
    }
    let numbers = try file.required(wanted.column, for: "jobs")
    let unit = wanted.unit.persons / definition.unit.factor
    do throws(InputOutputError) {
      jobs = try file.table.coefficients(ofSatellite: numbers).map { $0 * unit }
    } catch { throw .table(file: file.path, error) }
  }

  /// The model with households, where it is asked for: their consumption falls upon home output by the shares of other uses.
  func householdModel(_ coefficients: Matrix, _ file: InputOutputFile) throws(LinkageError) -> HouseholdModel? {
    guard let households = definition.households else { return nil }
    let bought = try file.required(households.consumption, for: "type_ii")
    let earned = try file.required(households.laborIncome, for: "type_ii")
    let output = file.table.output
    let flows = Matrix(rows: file.count, columns: file.count) { coefficients[$0, $1] * output[$1] }
    let income: Double? = if case .amount(let amount) = households.income { amount } else { nil }
    do throws(InputOutputError) {
      return try HouseholdModel(
        InputOutputTable(sectors: file.sectors, flows: flows, output: output),
        consumption: zip(bought, home.homeShares).map { $0 * $1 }, laborIncome: earned, householdIncome: income)
    } catch { throw .table(file: file.path, error) }
  }

  func multipliers(_ model: LeontiefModel, _ closed: HouseholdModel?) -> ([KnockOnQuantity], Matrix) {
    func through(_ coefficients: [Double]) -> [Double] { model.leontiefInverse.transposeTimes(coefficients) }
    func induced(_ coefficients: [Double], _ closed: HouseholdModel) -> [Double] {
      Array(closed.closed.leontiefInverse.transposeTimes(coefficients + [0]).prefix(coefficients.count))
    }
    var rows: [(KnockOnQuantity, [Double])] = [
      (.output, model.outputMultipliers), (.valueAdded, through(valueAdded)), (.imports, through(home.imports)),
      (.otherRegions, through(home.otherRegions)),
    ]
    if let jobs { rows.append((.jobs, through(jobs))) }
    if let closed {
      rows.append((.outputWithHouseholds, closed.truncatedOutputMultipliers))
      rows.append((.valueAddedWithHouseholds, induced(valueAdded, closed)))
      if let jobs { rows.append((.jobsWithHouseholds, induced(jobs, closed))) }
    }
    return (rows.map(\.0), Matrix(rows.map(\.1)))
  }
}
