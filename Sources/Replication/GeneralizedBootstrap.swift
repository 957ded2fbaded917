import ExtendedPrecision
import LinearAlgebra
import RandomStreams
import Sampling

/// Normal factors with mean 1 and the quadratic form of a variance estimator as their covariance.
///
/// ```
/// f_r = 1 + e_r/τ,  e_r ~ N(0, Σ)      A = τ²/R      E V = z'Σz
/// ```
/// Where Σ is a sum of centred or differenced identities, e is centred or differenced normal numbers, and Σ is never formed.
/// > Source: Beaumont and Patak (2012), International Statistical Review 80, 127-148, sections 2 and 3.
extension Replication {
  func generalizedBootstrap(
    replicates: Int, target: TargetVariance, tau: DeviationDivisor
  ) throws(ReplicationError) -> Built {
    try requireReplicates(replicates)
    if case .value(let tau) = tau, !(tau > 0 && tau.isFinite) {
      throw .invalidSetting(name: "tau", value: tau, expected: "a positive number")
    }
    let (factors, findings): ([Double], [ReplicationFinding])
    switch target {
    case .stratifiedMultistage:
      (factors, findings) = (try multistageFactors(replicates), units.stages.flatMap { singletonFindings($0) })
    case .successiveDifference:
      (factors, findings) = (try differencedFactors(replicates), correctionFindings(firstStage: true))
    case .pairs(let pairs, let probabilities):
      (factors, findings) = (try pairFactors(replicates, pairs, probabilities), [])
    }
    let stage = target == .stratifiedMultistage ? units.last : units.first
    let divisor = tau.value(smallestFactor: factors.min() ?? 1)
    return Built(
      table: .byUnit(divisor == 1 ? factors : factors.map { 1 + ($0 - 1) / divisor }), units: stage,
      scale: divisor * divisor / Double(replicates), rscales: [Double](repeating: 1, count: replicates),
      findings: findings)
  }

  private func multistageFactors(_ replicates: Int) throws(ReplicationError) -> [Double] {
    var isResampled: [[Bool]] = []
    for stage in units.stages { isResampled.append(try self.isResampled(stage)) }
    let walk = StageWalk(units: units, isResampled: isResampled, seed: seed)
    return walk.factors(replicates: replicates, workers: workers) { random, stratum, places in
      CenteredNormals(size: stratum.leverage.value.squareRoot(), count: places, using: &random)
    }
  }

  private func differencedFactors(_ replicates: Int) throws(ReplicationError) -> [Double] {
    let (stage, seed) = (units.first, seed)
    let isResampled = try isResampled(stage)
    let orders = stage.units.indices.map { h in
      isResampled[h] ? stage.systematicOrder(h).map { $0 - stage.units[h].lowerBound } : []
    }
    return UnitMajorTable.values(
      initial: 1, strata: orders.indices.map { isResampled[$0] ? stage.units[$0] : nil },
      unitCount: stage.unitCount, replicates: replicates, workers: workers
    ) { h, r, factors in
      var random = CounterRandom(seed: seed, replicate: r, stratum: h)
      let size = (stage.strata[h].leverage.value / 2).squareRoot()
      for (earlier, later) in zip(orders[h], orders[h].dropFirst()) {
        let difference = size * random.normal()
        factors[earlier] -= difference
        factors[later] += difference
      }
    }
  }

  private func pairFactors(
    _ replicates: Int, _ pairs: UnequalProbabilities, _ probabilities: [Double]
  ) throws(ReplicationError) -> [Double] {
    let (stage, seed) = (units.first, seed)
    guard stage.unitCount == stage.unitOfRow.count else { throw .pairsNeedRowsAsUnits }
    let form = try QuadraticForm(pairs, probabilities: stage.firstRow.map { probabilities[$0] }, of: stage)
    let roots = try form.roots()
    return UnitMajorTable.values(
      initial: 1, strata: form.blocks, unitCount: stage.unitCount, replicates: replicates, workers: workers
    ) { block, r, factors in
      var random = CounterRandom(seed: seed, replicate: r, stratum: block)
      for j in factors.indices {
        let normal = random.normal()
        for i in factors.indices { factors[i] += roots[block][i, j] * normal }
      }
    }
  }
}

/// `√L (g_i - ḡ)`, whose covariance is `L (I - J/n)`.
private struct CenteredNormals: StratumDraw {
  private let values: [Double]

  init(size: Double, count: Int, using random: inout CounterRandom) {
    let normals = (0..<count).map { _ in random.normal() }
    let mean = normals.reduce(0, +) / Double(count)
    values = normals.map { size * ($0 - mean) }
  }

  func deviation(_ place: Int) -> Double { values[place] }
  func survival(_ place: Int) -> Double { 1 }
}

extension DeviationDivisor {
  fileprivate func value(smallestFactor: Double) -> Double {
    switch self {
    case .one: 1
    case .nonnegativeFactors: max(1, 1 - smallestFactor)
    case .value(let tau): tau
    }
  }
}
