import LinearAlgebra
import Microdata
import Replication
import Sampling
import TestSupport
import Testing

@Suite struct JackknifeTests {
  @Test(arguments: [5, 60]) func varianceOfAMeanUnderSimpleRandomSamplingIsTheTextbookOne(n: Int) throws {
    let y = RandomDesigns.variables(1, rows: n, seed: UInt64(n))[0]
    let design = try SurveyDesign(simpleRandomSampleOf: n, from: 200)
    let mean = y.reduce(0, +) / Double(n)
    let s2 = y.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(n - 1)
    for mse in [false, true] {
      let replicates = try ReplicateWeights(.jk1, of: design, mse: mse)
      #expect(try replicates.varianceOfMean(y).isClose(to: (1 - Double(n) / 200) * s2 / Double(n), .summed))
      #expect(replicates.degreesOfFreedom() == n - 1)
    }
  }

  @Test(arguments: [true, false]) func varianceOfAStratifiedTotalIsTheLinearOne(corrected: Bool) throws {
    for seed in 0..<5 as Range<UInt64> {
      let design = try RandomDesigns.oneStage(seed: seed, sizes: [4, 9, 2, 15], corrected: corrected)
      let y = RandomDesigns.variables(1, rows: design.rowCount, seed: seed)[0]
      for mse in [false, true] {
        let replicates = try ReplicateWeights(.jkn, of: design, mse: mse)
        #expect(replicates.replicateCount == 30 && replicates.findings.isEmpty)
        #expect(try replicates.varianceOfTotal(y).isClose(to: linearVariance(design, y), .summed))
      }
    }
  }

  @Test func aReplicateDropsOneUnitAndRaisesItsNeighbours() throws {
    let design = try RandomDesigns.oneStage(seed: 3, sizes: [3, 4], corrected: true)
    let unit = try #require(design.stages[0].unit)
    let stratum = try #require(design.stages[0].stratum)
    let replicates = try ReplicateWeights(.jkn, of: design)
    for r in 0..<7 {
      let weights = replicates.weights(ofReplicate: r)
      for row in weights.indices {
        let sameStratum = stratum.codes[row] == (r < 3 ? 0 : 1)
        let raised = r < 3 ? 3.0 / 2 : 4.0 / 3
        let factor = unit.codes[row] == Int32(r) ? 0 : sameStratum ? raised : 1
        #expect(weights[row] == design.weights[row] * factor)
      }
    }
  }

  @Test func strataTakenInFullHaveNoReplicate() throws {
    let stratum = Factor(values: ["a", "a", "b", "b", "b", "c"])
    let stage = SamplingStage(stratum: stratum, correction: .samplingFractions([1, 1, 0.5, 0.5, 0.5, 1]))
    let design = try SurveyDesign(stages: [stage], designWeights: [1, 1, 2, 2, 2, 1])
    let replicates = try ReplicateWeights(.jkn, of: design)
    #expect(replicates.replicateCount == 3 && replicates.variance.rscales.allSatisfy { $0.isClose(to: 1.0 / 3) })
    #expect(replicates.weights(ofReplicate: 0) == [1, 1, 0, 3, 3, 1])
    #expect(replicates.degreesOfFreedom() == 2)
  }

  @Test func correctionsOfLaterStagesAreLeftOutWithAFinding() throws {
    let replicates = try ReplicateWeights(.jkn, of: RandomDesigns.twoStages(seed: 1))
    #expect(replicates.findings == [.laterStagesIgnored(method: "JKn")])
  }
}
