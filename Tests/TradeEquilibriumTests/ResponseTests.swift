import Glibc
import Testing
import TradeEquilibrium

private func isClose(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 1e-9 * max(abs(a), abs(b)) }

@Suite struct ConstantElasticityResponseTests {
  /// 100 × 1.05⁻² = 90.70294784580499, by hand.
  @Test func responseIsTheClosedForm() throws {
    let response = try ConstantElasticityResponse(exports: 100, costRise: 0.05, passThrough: 1, elasticity: -2)
    #expect(isClose(response.counterfactual, 90.70294784580499))
    #expect(isClose(response.lostExports, 9.29705215419501))
    #expect(isClose(response.complianceCost, 4.53514739229025) && response.absorbedCost == 0)
  }

  @Test(arguments: [0, 0.3, 1], [0, -0.5, -4]) func partsAddToTheWhole(passThrough: Double, elasticity: Double) throws {
    let response = try ConstantElasticityResponse(
      exports: 700, costRise: 0.08, passThrough: passThrough, elasticity: elasticity)
    #expect(isClose(response.baseline, response.counterfactual + response.lostExports))
    #expect(isClose(response.complianceCost, response.absorbedCost + response.passedOnCost))
  }

  @Test func withoutACostNothingChanges() throws {
    let response = try ConstantElasticityResponse(exports: 100, costRise: 0, passThrough: 0.5, elasticity: -3)
    #expect(response.counterfactual == 100 && response.lostExports == 0 && response.complianceCost == 0)
  }

  @Test func lossesRiseWithCostAndPassThrough() throws {
    let lost = try [(0.01, 0.5), (0.02, 0.5), (0.02, 0.9), (0.3, 0.9)].map {
      try ConstantElasticityResponse(exports: 100, costRise: $0.0, passThrough: $0.1, elasticity: -1.2).lostExports
    }
    #expect(zip(lost, lost.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test func impossibleNumbersAreNamed() {
    func refused(_ cost: Double, _ passThrough: Double, _ elasticity: Double) -> String? {
      #expect(throws: TradeEquilibriumError.self) {
        try ConstantElasticityResponse(exports: 1, costRise: cost, passThrough: passThrough, elasticity: elasticity)
      }?.description
    }
    #expect(refused(-1, 0.5, -1) == "the cost rise is -1.0; give a fraction above -1")
    #expect(refused(0.1, 50, -1) == "the pass-through is 50.0; give a fraction from 0 to 1")
    #expect(refused(0.1, 0.5, 2) == "the elasticity of demand is 2.0; give a number of 0 or less")
  }
}

@Suite struct AdValoremEquivalentTests {
  /// 12/400; (4 - 2 × 0.03 × 5 + 0.0009 × 100) / 400² under the root.
  @Test func surveyedCostsAreARatioWithItsError() throws {
    let equivalent = try AdValoremEquivalent(
      addedCost: 12, exports: 400, varianceOfCost: 4, varianceOfExports: 100, covariance: 5)
    #expect(isClose(equivalent.value, 0.03))
    #expect(isClose(equivalent.standardError, 3.79.squareRoot() / 400))
  }

  @Test func costsInProportionToExportsHaveNoError() throws {
    let equivalent = try AdValoremEquivalent(
      addedCost: 100, exports: 400, varianceOfCost: 1, varianceOfExports: 16, covariance: 4)
    #expect(equivalent.value == 0.25 && equivalent.standardError == 0)
  }

  /// A tariff of 10 % and a measure that does as much to quantities: b = ε ln 1.1, and (1.1^ε - 1)/ε.
  @Test func quantitiesAndPricesGiveTheirEquivalents() throws {
    let byQuantity = try AdValoremEquivalent(quantityCoefficient: -0.2, standardError: 0.05, elasticity: -2)
    #expect(isClose(byQuantity.value, (1 - exp(-0.2)) / 2) && isClose(byQuantity.standardError, exp(-0.2) * 0.025))
    let byPrice = AdValoremEquivalent(priceCoefficient: log(1.1), standardError: 0.01)
    #expect(isClose(byPrice.value, 0.1) && isClose(byPrice.standardError, 0.011))
  }

  @Test func unusableNumbersAreRefused() {
    #expect(throws: TradeEquilibriumError.self) {
      try AdValoremEquivalent(quantityCoefficient: 0.1, standardError: 0, elasticity: 0)
    }
    #expect(throws: TradeEquilibriumError.self) {
      try AdValoremEquivalent(addedCost: 1, exports: 0, varianceOfCost: 0, varianceOfExports: 0, covariance: 0)
    }
  }
}
