import LinearAlgebra
import Microdata
import Replication
import Sampling
import TestSupport
import Testing

@Suite struct ReplicateWeightsTests {
  private let columns = [[2.0, 0, 4, 1], [0, 3, 1, 2], [1, 1, 1, 1]]

  @Test func rowsReplicatesAndTotalsShowTheSameWeights() throws {
    let design = try RandomDesigns.twoStages(seed: 21)
    let rows = design.rowCount
    let given = try ReplicateWeights(
      columns: RandomDesigns.variables(7, rows: rows, seed: 3), combined: false, weights: design.weights, type: .brr)
    let combined = try ReplicateWeights(
      columns: RandomDesigns.variables(7, rows: rows, seed: 3), weights: design.weights, type: .brr)
    let built = try [ReplicateMethod.jkn, .raoWuYue(replicates: 7), .preston(replicates: 7)].map {
      try ReplicateWeights($0, of: design)
    }
    let y = RandomDesigns.variables(3, rows: rows, seed: 2)
    for replicates in built + [given, combined] {
      let block = replicates.weights(ofRows: 0..<rows)
      let totals = replicates.totals(of: Matrix(columns: y))
      for r in 0..<replicates.replicateCount {
        let weights = replicates.weights(ofReplicate: r)
        #expect(weights == block.row(r))
        for j in 0..<3 { #expect(zip(weights, y[j]).reduce(0) { $0 + $1.0 * $1.1 }.isClose(to: totals[r, j], .summed)) }
      }
      #expect(replicates.weights(ofRows: 5..<9).elements == Array(block.elements[5 * block.rows..<9 * block.rows]))
      #expect(replicates.factors.factors(ofRows: 3..<4).elements.count == replicates.replicateCount)
    }
  }

  @Test func combinedWeightsAreTakenAsTheyAre() throws {
    let replicates = try ReplicateWeights(columns: columns, weights: [0, 1, 1, 1], type: .bootstrap())
    #expect((0..<3).allSatisfy { replicates.weights(ofReplicate: $0) == columns[$0] })
    #expect(replicates.totals(of: Matrix(columns: [[1, 1, 1, 1]])).elements == [7, 6, 4])
  }

  @Test func rowsOfWeightZeroAreUnitsLikeOthers() throws {
    let design = try SurveyDesign(stages: [SamplingStage()], designWeights: [0, 2, 2, 2])
    let replicates = try ReplicateWeights(.jk1, of: design)
    #expect(replicates.replicateCount == 4 && replicates.weights(ofReplicate: 1) == [0, 0, 8.0 / 3, 8.0 / 3])
  }

  @Test func aColumnOfZerosIsFound() throws {
    let replicates = try ReplicateWeights(
      columns: columns + [[0, 0, 0, 0]], weights: [1, 1, 1, 1], type: .bootstrap())
    #expect(replicates.findings == [.replicateOfZeros(3)])
  }

  @Test func aScaleThatTheTypeFixesIsNotUsedAndFound() throws {
    for type in [ReplicateType.brr, .fay(rho: 0.5), .acs, .successiveDifference, .jk2] {
      let replicates = try ReplicateWeights(columns: columns, weights: [1, 1, 1, 1], type: type, scale: 9)
      #expect(replicates.findings == [.scaleIgnored(type: type.name)] && replicates.variance.scale != 9)
    }
  }

  // MARK: Degrees of freedom

  @Test func degreesOfFreedomCountIndependentReplicates() throws {
    let twice = columns + [columns[0], zip(columns[0], columns[1]).map(+)]
    let weights = [1.0, 2, 3, 4]
    for combined in [true, false] {
      let replicates = try ReplicateWeights(columns: twice, combined: combined, weights: weights, type: .bootstrap())
      #expect(replicates.degreesOfFreedom() == 2)
      #expect(replicates.degreesOfFreedom(over: [true, true, false, false]) == 1)
      #expect(replicates.degreesOfFreedom(over: [false, false, false, false]) == -1)
    }
  }

  /// A column that differs from another by 1e-6 of its length is no new one, by 1e-4 it is.
  @Test func nearlyEqualReplicatesAreOne() throws {
    let base = (0..<40).map { 1 + Double($0 % 7) }
    let length = base.reduce(0) { $0 + $1 * $1 }.squareRoot()
    for (difference, freedom) in [(1e-6, 0), (1e-4, 1)] {
      var other = base
      other[3] += difference * length
      let replicates = try ReplicateWeights(columns: [base, other], weights: base, type: .bootstrap())
      #expect(replicates.degreesOfFreedom() == freedom)
    }
  }

  @Test func degreesOfFreedomOfBuiltReplicatesAreThoseOfTheDesign() throws {
    let design = try RandomDesigns.oneStage(seed: 5, sizes: [30, 40, 50], corrected: true, clustered: false)
    let positive = try SurveyDesign(stages: design.stages, designWeights: design.weights.map { max($0, 1) })
    #expect(try ReplicateWeights(.jkn, of: positive).degreesOfFreedom() == 117)
    // More replicates than the 118 dimensions that sums of strata leave.
    #expect(try ReplicateWeights(.raoWu(replicates: 300), of: positive).degreesOfFreedom() == 117)
    #expect(try ReplicateWeights(.raoWu(replicates: 119), of: positive).degreesOfFreedom() == 117)
    #expect(try ReplicateWeights(.raoWu(replicates: 50), of: positive).degreesOfFreedom() == 49)
  }
}

@Suite struct ReplicateVarianceTests {
  @Test func theCenterIsThePlainMeanOfReplicatesThatCountOrTheFullSample() throws {
    let estimates = Matrix([[1, 10], [3, 20], [1000, .nan], [8, 60]])
    let centered = try ReplicateVariance(scale: 0.5, rscales: [1, 2, 0, 4])
    // Means 4 and 30: (9 + 2 · 1 + 4 · 16) / 2 and (400 + 2 · 100 + 4 · 900) / 2.
    let variances = try centered.variances(of: estimates, fullSample: [0, 0])
    #expect(variances[0].isClose(to: 37.5) && variances[1].isClose(to: 2100))
    let full = try ReplicateVariance(scale: 0.5, rscales: [1, 2, 0, 4], mse: true)
    let covariance = try full.covariance(of: estimates, fullSample: [2, 20])
    // Deviations (-1, -10), (1, 0) and (6, 40).
    #expect(covariance[0, 1].isClose(to: 485) && covariance[0, 1] == covariance[1, 0])
    #expect(covariance[0, 0].isClose(to: 73.5) && covariance[1, 1].isClose(to: 3250))
  }

  @Test func replicatesThatAllCountForNothingHaveVarianceZero() throws {
    let none = try ReplicateVariance(scale: 1, rscales: [0, 0])
    #expect(try none.variances(of: Matrix([[1], [2]]), fullSample: [1]) == [0])
  }

  @Test func errorsNameTheReplicate() throws {
    let variance = try ReplicateVariance(scale: 1, rscales: [1, 1])
    #expect(throws: ReplicationError.estimateUndefined(replicate: 1)) {
      try variance.variances(of: Matrix([[1], [.nan]]), fullSample: [1])
    }
    #expect(throws: ReplicationError.unequalCounts(what: "rows of replicate estimates", expected: 2, found: 3)) {
      try variance.variances(of: Matrix([[1], [2], [3]]), fullSample: [1])
    }
    for (scale, rscale) in [(-1.0, 1.0), (.nan, 1), (1, -1), (1, .infinity)] {
      #expect(throws: ReplicationError.self) { try ReplicateVariance(scale: scale, rscales: [rscale]) }
    }
  }
}
