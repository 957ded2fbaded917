import DisclosureControl
import Testing

@Suite struct CellSensitivityTests {
  private func sensitivity(_ amounts: [Double], weights: [Double]? = nil, _ rules: SensitivityRules) -> CellSensitivity
  {
    CellSensitivity(amounts: amounts, weights: weights ?? amounts.map { _ in 1 }, by: rules)
  }

  /// After the protection the second firm's best guess of the first is off by p %.
  @Test func thePPercentRuleAsksForWhatIsLacking() {
    let cell = sensitivity([100, 40, 6], .init(pPercent: 10))
    #expect(cell.broken == [.pPercent])
    #expect(abs(cell.protection - 4) < 1e-12)
    #expect(!sensitivity([100, 40, 10], .init(pPercent: 10)).isSensitive)
  }

  /// 92 of 100 is more than 0.8; of 115 it is no more.
  @Test func dominanceAsksForATotalOfWhichTheLargestAreNoMoreThanTheirShare() {
    let cell = sensitivity([60, 32, 5, 3], .init(dominance: .init(count: 2, share: 0.8)))
    #expect(cell.broken == [.dominance])
    #expect(abs(cell.protection - 15) < 1e-9)
    #expect(!sensitivity([60, 32, 5, 3], .init(dominance: .init(count: 1, share: 0.6))).isSensitive)
  }

  @Test func zerosAreNoContributors() {
    let rules = SensitivityRules(minimumContributors: 3, range: 0.2)
    let cell = sensitivity([5, 0, 5, 0, 0], rules)
    #expect(cell.contributors == 2 && cell.broken == [.minimumContributors])
    #expect(abs(cell.protection - 2) < 1e-12)
    #expect(!sensitivity([0, 0, 0], rules).isSensitive)
    #expect(!sensitivity([1, 1, 1], rules).isSensitive)
  }

  /// One firm answered half of the cell and stands for itself; the others stand for many.
  @Test func weightsHideAFirmFromThoseWhoDoNotKnowThem() {
    func rules(_ values: SensitivityRules.Values) -> SensitivityRules {
      SensitivityRules(dominance: .init(count: 1, share: 0.5), values: values)
    }
    let (amounts, weights) = ([60.0, 20, 20], [1.0, 10, 10])
    #expect(sensitivity(amounts, weights: weights, rules(.unweighted)).isSensitive)
    #expect(!sensitivity(amounts, weights: weights, rules(.weighted)).isSensitive)
    let both = sensitivity(amounts, weights: weights, rules(.both))
    #expect(both.isSensitive)
    #expect(abs(both.largestShare! - 0.6) < 1e-12 && abs(both.largestWeightedShare! - 200.0 / 460) < 1e-12)
    // The published number is the weighted one, so what protects it is a part of that: 60/0.5 - 100 of 100 answered.
    #expect(abs(both.protection - 0.2 * 460) < 1e-9)
  }

  @Test func theOrderOfFirmsDoesNotMatter() {
    let rules = SensitivityRules(
      minimumContributors: 5, dominance: .init(count: 2, share: 0.7), pPercent: 15, values: .both)
    let (amounts, weights) = ([7.0, 90, 3, 22], [2.0, 1, 9, 4])
    let order = [2, 0, 3, 1]
    #expect(
      sensitivity(amounts, weights: weights, rules)
        == sensitivity(order.map { amounts[$0] }, weights: order.map { weights[$0] }, rules))
  }
}
