import ExtendedPrecision
import LinearAlgebra
import Sampling

extension ReplicateWeights {
  /// Replicate weights made from a design.
  ///
  /// - Parameters:
  ///   - method: What to do with units.
  ///   - design: Rows of weight zero are units like others.
  ///   - seed: Chooses the random numbers of bootstraps; the same seed gives the same bits.
  ///   - mse: Whether deviations are taken from the full-sample estimate.
  ///   - workers: Threads; the result does not depend on it.
  /// - Throws: ``ReplicationError`` naming the stratum or the setting.
  /// - Complexity: O(R U) for U units, in time; in bytes 2 R U for bootstraps of counts, 8 R U for the others but the
  ///   jackknife, which takes O(U).
  public init(
    _ method: ReplicateMethod, of design: SurveyDesign, seed: UInt64 = 1, mse: Bool = false, workers: Int = 1
  ) throws(ReplicationError) {
    let replication = Replication(units: try SampledUnits(design), seed: seed, workers: max(1, workers), method: method)
    let built = try replication.build()
    self.init(
      weights: design.weights,
      factors: ReplicateFactors(
        built.table, replicateCount: built.rscales.count, unitCount: built.units.unitCount,
        unitOfRow: built.units.unitOfRow),
      variance: ReplicateVariance(checkedScale: built.scale, rscales: built.rscales, mse: mse),
      findings: built.findings)
  }
}

/// Replicates of a sample about to be made: the sample, and where random numbers come from.
struct Replication: Sendable {
  let units: SampledUnits
  let seed: UInt64
  let workers: Int
  let method: ReplicateMethod

  /// What a method makes.
  struct Built {
    let table: FactorTable
    /// The stage whose units the table has.
    let units: SampledStage
    let scale: Double
    let rscales: [Double]
    let findings: [ReplicationFinding]
  }

  func build() throws(ReplicationError) -> Built {
    switch method {
    case .jk1: try deleteOneUnit()
    case .jkn: try deleteOneUnitByStratum()
    case .brr: try halfSamples(rho: 0)
    case .fay(let rho): try halfSamples(rho: rho)
    case .raoWu(let count): try raoWu(replicates: count)
    case .raoWuYue(let count, let size): try raoWuYue(replicates: count, resampleSize: size)
    case .cantyDavison(let count): try cantyDavison(replicates: count)
    case .preston(let count): try preston(replicates: count)
    case .successiveDifference(let count): try successiveDifferences(replicates: count)
    case .generalizedBootstrap(let count, let target, let tau):
      try generalizedBootstrap(replicates: count, target: target, tau: tau)
    }
  }
}

// MARK: What methods have in common

extension Replication {
  /// Whether the strata of a stage are resampled: a census never, a singleton never under the rules that let it be.
  /// - Throws: ``ReplicationError/singletonStratum(stage:stratum:unit:)``, or ``ReplicationError/singletonRule(_:stratum:)``.
  func isResampled(_ stage: SampledStage) throws(ReplicationError) -> [Bool] {
    for (h, stratum) in stage.strata.enumerated() where stratum.isSingleton {
      switch units.singletons {
      case .remove, .certainty: continue
      case .adjust, .average: throw .singletonRule(units.singletons, stratum: stratum.label)
      case .fail:
        let unit = stage.name(ofUnit: stage.units[h].lowerBound)
        throw .singletonStratum(stage: stratum.stage, stratum: stratum.label, unit: unit)
      }
    }
    return stage.strata.map { $0.sampleSize > 1 && !$0.isCensus }
  }

  /// - Throws: where no stratum is resampled, or fewer than two replicates are asked for.
  func requireSamplingError(_ isResampled: [Bool]) throws(ReplicationError) {
    guard isResampled.contains(true) else { throw .everyStratumIsACensus }
  }

  func requireReplicates(_ count: Int) throws(ReplicationError) {
    try ReplicationError.require(Double(count), "replicates", atLeast: 2)
  }

  /// Singletons that keep their weights.
  func singletonFindings(_ stage: SampledStage) -> [ReplicationFinding] {
    stage.strata.filter(\.isSingleton).map { .singletonKept(stratum: $0.label) }
  }

  /// What a method leaves out that corrects for the first stage at most.
  func correctionFindings(firstStage: Bool) -> [ReplicationFinding] {
    let singletons = singletonFindings(units.first)
    if firstStage { return singletons + (units.stages.count > 1 ? [.laterStagesIgnored(method: method.name)] : []) }
    let isCorrected = units.first.strata.contains { $0.populationSize != nil }
    return singletons + (isCorrected ? [.correctionIgnored(method: method.name)] : [])
  }
}

extension SampledStratum {
  /// 1 - f_h, zero for a census.
  var uncovered: Double { isCensus ? 0 : (DoubleDouble.one - samplingFraction).value }
}
