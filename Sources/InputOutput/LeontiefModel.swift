import LinearAlgebra

/// What sectors must produce, directly and through their suppliers, for a given final demand.
///
/// ```
/// L = (I - A)⁻¹        x = L f
/// ```
/// > Source: Miller and Blair (2009), sections 2.2 and 12.2; Rasmussen (1956) for the dispersion indices.
public struct LeontiefModel: Sendable, Hashable {
  public let sectors: [String]
  /// A, n × n.
  public let coefficients: Matrix
  /// L, n × n: l_ij is the output of i for a unit of final demand for j.
  public let leontiefInverse: Matrix

  /// - Throws: `InputOutputError.notProductive` with the sector where no output can meet every final demand.
  /// - Precondition: A is square, one row a sector.
  public init(sectors: [String], coefficients: Matrix) throws(InputOutputError) {
    precondition(coefficients.rows == sectors.count && coefficients.columns == sectors.count, "one row a sector")
    (self.sectors, self.coefficients) = (sectors, coefficients)
    leontiefInverse = try Productivity(of: coefficients, sectors: sectors).inverse()
  }

  public init(_ table: InputOutputTable) throws(InputOutputError) {
    try self.init(sectors: table.sectors, coefficients: table.technicalCoefficients)
  }
}

extension LeontiefModel {
  /// `1'L`, n values: output of all sectors for a unit of final demand for j; backward linkages.
  public var outputMultipliers: [Double] { leontiefInverse.columnSums }

  /// `L 1`, n values: output of i for a unit of final demand for every sector.
  public var forwardLinkages: [Double] { leontiefInverse.rowSums }

  /// Output multipliers over their mean: above 1 where j draws on others more than the average sector.
  public var powerOfDispersion: [Double] { Self.overMean(outputMultipliers) }

  /// Forward linkages over their mean: above 1 where i is drawn on more than the average sector.
  public var sensitivityOfDispersion: [Double] { Self.overMean(forwardLinkages) }

  private static func overMean(_ values: [Double]) -> [Double] {
    let mean = values.reduce(0, +) / Double(values.count)
    return values.map { $0 / mean }
  }

  /// `x = L f` for a new final demand, or Δx for a change of it; n values in the money of f.
  public func output(forFinalDemand finalDemand: [Double]) -> [Double] {
    precondition(finalDemand.count == sectors.count, "one final demand a sector")
    return leontiefInverse * finalDemand
  }

  /// `Z = A x̂`, n × n, the transactions that an output needs.
  public func intermediateFlows(forOutput output: [Double]) -> Matrix {
    precondition(output.count == sectors.count, "one output a sector")
    return Matrix(rows: sectors.count, columns: sectors.count) { coefficients[$0, $1] * output[$1] }
  }

  /// `p = L'v`, n price indices for costs of primary inputs a unit of output: 1 for all where v is value added over output.
  public func prices(forPrimaryCosts costs: [Double]) -> [Double] {
    precondition(costs.count == sectors.count, "one cost a sector")
    return leontiefInverse.transposeTimes(costs)
  }
}
