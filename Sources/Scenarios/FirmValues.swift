import UncertaintyAnalysis

/// The numbers that differ from firm to firm, each firm's own, the same in all draws.
///
/// A distribution over firms is dealt out by points of a scrambled Sobol' sequence, a dimension a quantity and a point a firm: with n
/// firms their mean is nearer to the distribution's than that of n random ones. A column of the survey is what the firm answered.
struct FirmValues: Sendable {
  /// In base units, by name of the quantity.
  private let values: [String: [Double]]

  init(_ scenario: Scenario, _ firms: FirmPopulation) {
    let dealt = scenario.firmQuantities.filter { $0.distribution != nil }
    var values: [String: [Double]] = [:]
    if !dealt.isEmpty {
      let sequence = SobolSequence(dimensions: dealt.count, seed: scenario.sampling.seed, scramble: Self.scramble)
      let points = (0..<firms.count).map(sequence.point)
      for (j, quantity) in dealt.enumerated() {
        values[quantity.name] = points.map { quantity.distribution!.quantile($0[j]) * quantity.factor }
      }
    }
    for quantity in scenario.firmQuantities {
      guard case .survey(let column) = quantity.knowledge else { continue }
      values[quantity.name] = firms.columns[column]!.map { $0 * quantity.factor }
    }
    self.values = values
  }

  /// Apart from the scrambles of the draws, which count from 0.
  private static let scramble = 1 << 20

  /// nil where the quantity is one number.
  subscript(quantity: Quantity) -> [Double]? { values[quantity.name] }
}
