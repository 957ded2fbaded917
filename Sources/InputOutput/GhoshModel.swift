import LinearAlgebra

/// What primary inputs enable downstream, where sectors sell in fixed proportions.
///
/// ```
/// G = (I - B)⁻¹        x' = v'G
/// ```
/// A reading of values and prices rather than quantities (Dietzenbacher 1997, J. Regional Science 37, 629-651).
/// > Source: Ghosh (1958), Economica 25, 58-64; Miller and Blair (2009), section 12.1.
public struct GhoshModel: Sendable, Hashable {
  public let sectors: [String]
  /// B, n × n.
  public let coefficients: Matrix
  /// G, n × n.
  public let ghoshInverse: Matrix

  /// - Throws: `InputOutputError.notProductive` with the sector.
  public init(_ table: InputOutputTable) throws(InputOutputError) {
    sectors = table.sectors
    coefficients = table.allocationCoefficients
    ghoshInverse = try Productivity(of: coefficients, sectors: sectors).inverse()
  }

  /// `G 1`, n values: output of all sectors for a unit of primary input into i; forward linkages of the supply side.
  public var rowSums: [Double] { ghoshInverse.rowSums }

  /// `x' = v'G`, n values in the money of v.
  public func output(forPrimaryInputs primaryInputs: [Double]) -> [Double] {
    precondition(primaryInputs.count == sectors.count, "one primary input a sector")
    return ghoshInverse.transposeTimes(primaryInputs)
  }
}
