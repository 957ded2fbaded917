import ExtendedPrecision
import Sampling

/// Each replicate drops one first-stage unit and raises the others of its stratum.
///
/// ```
/// V = Σ_h (1 - f_h) (n_h - 1)/n_h Σ_{i ∈ h} (t_(hi) - c)²
/// ```
/// > Source: Wolter (2007), section 4.5; R `jk1weights`, `jknweights`.
extension Replication {
  /// JK1: one stratum, its constant in the scale.
  func deleteOneUnit() throws(ReplicationError) -> Built {
    guard units.first.strata.count == 1 else { throw .stratified(strata: units.first.strata.count) }
    let built = try deleteOneUnitByStratum()
    return Built(
      table: built.table, units: built.units, scale: built.rscales[0],
      rscales: built.rscales.map { _ in 1 }, findings: built.findings)
  }

  /// JKn: no replicate for strata taken in full.
  func deleteOneUnitByStratum() throws(ReplicationError) -> Built {
    let stage = units.first
    let isResampled = try isResampled(stage)
    try requireSamplingError(isResampled)
    var (rscales, ranges, replicates) = ([Double](), [Range<Int>](), [Int]())
    for (h, stratum) in stage.strata.enumerated() {
      let own = rscales.count..<rscales.count + (isResampled[h] ? stratum.sampleSize : 0)
      let n = Double(stratum.sampleSize)
      rscales += own.map { _ in stratum.uncovered * (n - 1) / n }
      ranges += stage.units[h].map { _ in own }
      replicates += stage.units[h].map { own.isEmpty ? -1 : own.lowerBound + $0 - stage.units[h].lowerBound }
    }
    return Built(
      table: .deletions(UnitDeletions(replicatesOfStratum: ranges, replicateOfUnit: replicates)), units: stage,
      scale: 1, rscales: rscales, findings: correctionFindings(firstStage: true))
  }
}
