import LinearAlgebra

/// What a unit of final demand means in jobs, income, energy or another quantity that moves with output.
///
/// ```
/// e_j = s_j / x_j        simple: e'L        type I: e'L over e_j
/// ```
/// > Source: Miller and Blair (2009), sections 6.2.2 to 6.2.4.
public struct SatelliteMultipliers: Sendable, Hashable {
  /// e, n values: the satellite's unit by that of output.
  public let coefficients: [Double]
  /// e'L, n values: direct and indirect, for a unit of final demand for j.
  public let simple: [Double]
  /// Simple over direct; nil where the direct coefficient is 0.
  public let typeI: [Double?]

  /// - Parameter coefficients: n values, from ``InputOutputTable/coefficients(ofSatellite:)``.
  public init(coefficients: [Double], model: LeontiefModel) {
    precondition(coefficients.count == model.sectors.count, "one coefficient a sector")
    self.coefficients = coefficients
    simple = model.leontiefInverse.transposeTimes(coefficients)
    typeI = Self.ratios(simple, to: coefficients)
  }

  /// `ê x`, n values: the satellite that an output requires, such as jobs by sector.
  public func requirement(forOutput output: [Double]) -> [Double] {
    precondition(output.count == coefficients.count, "one output a sector")
    return zip(coefficients, output).map { $0 * $1 }
  }

  static func ratios(_ total: [Double], to direct: [Double]) -> [Double?] {
    zip(total, direct).map { $1 == 0 ? nil : $0 / $1 }
  }
}

/// The same with households in the model, who spend what they earn.
public struct InducedSatelliteMultipliers: Sendable, Hashable {
  /// `e'L̄` over the n sectors: direct, indirect and induced, for a unit of final demand for j.
  public let total: [Double]
  /// Total over direct; nil where the direct coefficient is 0.
  public let typeII: [Double?]

  /// - Parameter coefficients: n values, from ``InputOutputTable/coefficients(ofSatellite:)``.
  public init(coefficients: [Double], model: HouseholdModel) {
    precondition(coefficients.count == model.sectors.count, "one coefficient a sector")
    // Households employ no one: their own row of the inverse has the coefficient 0.
    total = Array(model.closed.leontiefInverse.transposeTimes(coefficients + [0]).prefix(coefficients.count))
    typeII = SatelliteMultipliers.ratios(total, to: coefficients)
  }
}
