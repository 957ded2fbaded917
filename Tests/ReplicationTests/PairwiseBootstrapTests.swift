import LinearAlgebra
import Microdata
import Replication
import Sampling
import TestSupport
import Testing

@Suite struct PairwiseBootstrapTests {
  /// Joint probabilities of simple random sampling make Yates and Grundy's form the textbook variance.
  @Test func jointProbabilitiesOfSimpleSamplingGiveTheLinearVariance() throws {
    let (n, size) = (12.0, 30.0)
    let joint = Matrix(rows: 12, columns: 12) { i, j in i == j ? n / size : n * (n - 1) / (size * (size - 1)) }
    let design = try SurveyDesign(simpleRandomSampleOf: 12, from: size)
    let pairs = UnequalProbabilities(.joint(joint), form: .yatesGrundy)
    try expectNear(design, pairs, [Double](repeating: n / size, count: 12)) { linearVariance(design, $0) }
  }

  @Test(arguments: [UnequalProbabilities.PairProbabilities.brewer, .hartleyRao(meanSquare: nil), .poisson])
  func approximatePairsGiveTheirQuadraticForm(_ pairs: UnequalProbabilities.PairProbabilities) throws {
    let probabilities = [0.2, 0.5, 0.3, 0.4, 0.6, 0.25, 0.35, 0.45]
    let stratum = Factor(values: ["b", "a", "b", "a", "b", "a", "b", "a"])
    let design = try SurveyDesign(
      stages: [SamplingStage(stratum: stratum)], designWeights: probabilities.map { 1 / $0 })
    let rule = UnequalProbabilities(pairs, form: pairs == .poisson ? .horvitzThompson : .yatesGrundy)
    try expectNear(design, rule, probabilities) { values in
      let z = zip(design.weights, values).map(*)
      let codes = stratum.codes.map(Int.init)
      guard let weights = rule.pairWeights(probabilities: probabilities, strata: codes) else {
        return brewerVariance(z, probabilities, codes)
      }
      var sum = 0.0
      for i in z.indices {
        if rule.form == .horvitzThompson { sum += weights[i, i] * z[i] * z[i] }
        for j in z.indices where i != j && rule.form == .yatesGrundy {
          sum -= weights[i, j] * (z[i] - z[j]) * (z[i] - z[j]) / 2
        }
      }
      return sum
    }
  }

  private func brewerVariance(_ z: [Double], _ probabilities: [Double], _ strata: [Int]) -> Double {
    (0...1).reduce(0) { sum, h in
      let rows = z.indices.filter { strata[$0] == h }
      let n = Double(rows.count)
      let mean = rows.reduce(0) { $0 + z[$1] } / n
      return sum + rows.reduce(0) { $0 + (1 - probabilities[$1]) * n / (n - 1) * (z[$1] - mean) * (z[$1] - mean) }
    }
  }

  private func expectNear(
    _ design: SurveyDesign, _ pairs: UnequalProbabilities, _ probabilities: [Double], expected: ([Double]) -> Double
  ) throws {
    let method = ReplicateMethod.generalizedBootstrap(
      replicates: 4000, target: .pairs(pairs, probabilities: probabilities))
    let replicates = try ReplicateWeights(method, of: design, mse: true)
    for y in RandomDesigns.variables(5, rows: design.rowCount, seed: 8) {
      let ratio = try replicates.varianceOfTotal(y) / expected(y)
      #expect(ratio.isClose(to: 1, .simulation(standardError: (2.0 / 4000).squareRoot(), count: 4.5)), "\(ratio)")
    }
  }

  @Test func aFormThatIsNegativeSomewhereIsRefused() throws {
    let joint = Matrix([[0.5, 0.4], [0.4, 0.5]])
    let design = try SurveyDesign(stages: [SamplingStage()], designWeights: [2, 2])
    let target = TargetVariance.pairs(
      UnequalProbabilities(.joint(joint), form: .yatesGrundy), probabilities: [0.5, 0.5])
    let error = #expect(throws: ReplicationError.self) {
      try ReplicateWeights(.generalizedBootstrap(replicates: 10, target: target), of: design)
    }
    guard case .quadraticFormNotPositive(let smallest, _)? = error else {
      Issue.record("another error")
      return
    }
    #expect(smallest.isClose(to: -2 * (0.4 - 0.25) / 0.4))
  }

  @Test func pairsNeedRowsAsUnits() throws {
    let design = try RandomDesigns.oneStage(seed: 2, sizes: [4], corrected: false)
    let target = TargetVariance.pairs(UnequalProbabilities(.poisson), probabilities: [0.5, 0.5, 0.5, 0.5])
    #expect(throws: ReplicationError.self) {
      try ReplicateWeights(.generalizedBootstrap(replicates: 10, target: target), of: design)
    }
  }
}
