import ExtendedPrecision
import Microdata
import Sampling
import Testing

@Suite struct SampledStratumTests {
  private func stratum(_ n: Int, of size: Double?, above: Double = 1) -> SampledStratum {
    SampledStratum(
      stage: 1, label: "h", sampleSize: n, populationSize: size, fractionAbove: DoubleDouble(above))
  }

  @Test func leverageIsTheCorrectionTimesTheSampleSizeOverItsDegreesOfFreedom() {
    #expect(stratum(5, of: 20).leverage.value == 0.75 * 5 / 4)
    #expect(stratum(5, of: nil).leverage.value == 1.25)
    #expect(stratum(5, of: 20, above: 0.5).leverage.value == 0.5 * 0.75 * 5 / 4)
  }

  @Test func aCensusHasNoLeverageAndIsNoSingleton() {
    #expect(stratum(7, of: 7).leverage.isZero && stratum(7, of: 7).isCensus)
    #expect(!stratum(1, of: 1).isSingleton && stratum(1, of: 1).leverage.isZero)
    // Sizes derived from rounded fractions: 7 of 7.0000001 is a census.
    #expect(stratum(7, of: 7.0000001).isCensus)
  }

  @Test func oneUnitOfSeveralIsASingleton() {
    #expect(stratum(1, of: 4).isSingleton && stratum(1, of: nil).isSingleton && !stratum(2, of: 4).isSingleton)
    #expect(stratum(1, of: 4).leverage.value == 0.75)
  }
}

@Suite struct SurveyDesignTests {
  private let stage = [SamplingStage()]

  @Test func weightsThatAreNoWeightsNameTheirRow() {
    #expect(throws: DesignError.negativeWeight(row: 1, value: -2)) {
      try SurveyDesign(stages: stage, designWeights: [1, -2])
    }
    #expect(throws: DesignError.missingWeight(row: 0)) { try SurveyDesign(stages: stage, designWeights: [.nan, 1]) }
    #expect(throws: DesignError.allWeightsZero) { try SurveyDesign(stages: stage, designWeights: [0, 0]) }
  }

  @Test func columnsOfAnotherLengthAreRefused() {
    let stratum = Factor(values: ["a", "b", "b"])
    #expect(throws: DesignError.self) {
      try SurveyDesign(stages: [SamplingStage(stratum: stratum)], designWeights: [1, 1])
    }
  }

  @Test func aDesignByColumnsNeedsWeightsOrCorrections() {
    #expect(throws: DesignError.noWeights) { try DesignColumns(strata: ["h"]) }
    #expect(throws: DesignError.tooFewCorrections(stages: 2, corrections: 1)) {
      try DesignColumns(units: ["i", "j"], corrections: [.init(column: "N", kind: .populationSizes)])
    }
  }

  @Test func everyErrorSaysTheWayOut() {
    let errors: [DesignError] = [
      .noWeights, .negativeWeight(row: 3, value: -1), .singletonStratum(stage: 1, stratum: "a", unit: "F1"),
      .sampleExceedsPopulation(stage: 1, stratum: "a", sampleSize: 4, populationSize: 3),
    ]
    for error in errors { #expect(error.description.contains(":") && error.description.count > 40) }
    #expect(errors[1].description == "row 4: " + errors[1].sentence)
    #expect(errors[2].stratum == "a" && errors[0].stratum == nil)
  }
}
