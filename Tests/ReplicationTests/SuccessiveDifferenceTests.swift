import Microdata
import Replication
import Sampling
import TestSupport
import Testing

/// Half the sum of squared differences of neighbours, with the circle closed; or its open form times `n/(n - 1)`.
func successiveDifferenceVariance(_ design: SurveyDesign, _ values: [Double], circular: Bool) -> Double {
  let stage = design.stages[0]
  guard let stratum = stage.stratum else { return .nan }
  var sum = 0.0
  for h in stratum.levels.indices {
    let rows = values.indices.filter { stratum.codes[$0] == Int32(h) }
    var units: [Int32] = []
    for row in rows where !units.contains(stage.unit?.codes[row] ?? Int32(row)) {
      units.append(stage.unit?.codes[row] ?? Int32(row))
    }
    let z = units.map { unit in
      rows.reduce(0) { $0 + ((stage.unit?.codes[$1] ?? Int32($1)) == unit ? design.weights[$1] * values[$1] : 0) }
    }
    let differences = zip(z, z.dropFirst()).reduce(0) { $0 + ($1.1 - $1.0) * ($1.1 - $1.0) }
    let closing = (z[z.count - 1] - z[0]) * (z[z.count - 1] - z[0])
    let n = Double(z.count)
    var correction = 1.0
    if case .populationSizes(let sizes) = stage.correction { correction = 1 - n / sizes[rows[0]] }
    sum += correction / 2 * (circular ? differences + closing : n / (n - 1) * differences)
  }
  return sum
}

@Suite struct SuccessiveDifferenceTests {
  @Test(arguments: [true, false]) func withARowForEveryUnitTheVarianceIsThatOfDifferences(corrected: Bool) throws {
    for seed in 0..<4 as Range<UInt64> {
      let design = try RandomDesigns.oneStage(seed: seed, sizes: [7, 2, 12], corrected: corrected)
      let y = RandomDesigns.variables(1, rows: design.rowCount, seed: seed)[0]
      for mse in [false, true] {
        let replicates = try ReplicateWeights(.successiveDifference(), of: design, mse: mse)
        #expect(replicates.replicateCount == 24 && replicates.variance.scale == 4.0 / 24)
        #expect(
          try replicates.varianceOfTotal(y).isClose(
            to: successiveDifferenceVariance(design, y, circular: true), .summed))
      }
    }
  }

  @Test func factorsAreThoseOfFayAndTrain() throws {
    let design = try RandomDesigns.oneStage(seed: 1, sizes: [20], corrected: false)
    let factors = try ReplicateWeights(.successiveDifference(), of: design).factors.factors(ofUnits: 0..<20).elements
    let half = 0.5.squareRoot()
    #expect(factors.allSatisfy { $0 == 1 || abs($0 - 1 - half) < 1e-15 || abs($0 - 1 + half) < 1e-15 })
  }

  /// Over seeds, that is over the signs of circles, the cross products of circles that share rows vanish.
  @Test func sharedRowsAreUnbiasedOverSeeds() throws {
    let design = try RandomDesigns.oneStage(seed: 4, sizes: [30, 25, 14, 9], corrected: true, clustered: false)
    let y = RandomDesigns.variables(1, rows: design.rowCount, seed: 4)[0]
    let variances = try (0..<200 as Range<UInt64>).map {
      let replicates = try ReplicateWeights(.successiveDifference(replicates: 32), of: design, seed: $0)
      #expect(replicates.replicateCount == 32 && replicates.findings == [.rowsShared(units: 78, rows: 31)])
      return try replicates.varianceOfTotal(y)
    }
    let mean = variances.reduce(0, +) / 200
    let error = (variances.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 199 / 200).squareRoot()
    let expected = successiveDifferenceVariance(design, y, circular: true)
    #expect(error < 0.05 * expected && mean.isClose(to: expected, .simulation(standardError: error, count: 4)))
  }

  @Test func largeSamplesShareRowsUnlessMoreReplicatesAreAsked() throws {
    let design = try RandomDesigns.oneStage(seed: 5, sizes: [400, 300], corrected: false, clustered: false)
    let usual = try ReplicateWeights(.successiveDifference(), of: design)
    #expect(usual.replicateCount == 160 && usual.findings == [.rowsShared(units: 700, rows: 159)])
    let exact = try ReplicateWeights(.successiveDifference(replicates: 701), of: design)
    let y = RandomDesigns.variables(1, rows: 700, seed: 4)[0]
    #expect(exact.findings.isEmpty)
    #expect(try exact.varianceOfTotal(y).isClose(to: successiveDifferenceVariance(design, y, circular: true), .summed))
  }
}
