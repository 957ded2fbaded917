import Sampling

/// Each replicate keeps one of the two units of every stratum, as a row of a Hadamard matrix says, and doubles it.
///
/// ```
/// f = 2 - ρ for the unit kept, ρ for the other      V = 1/(R (1 - ρ)²) Σ_r (t_r - c)²
/// ```
/// R is the smallest order above the number of strata, so that every stratum has a row that adds to zero: full orthogonal
/// balance, under which the variance of a total is the textbook one and the mean of the replicates the full estimate. R
/// `brrweights` asks for the same, and takes a larger order where its list of matrices has a gap (52 and 100).
/// > Source: McCarthy (1969), Review of the ISI 37, 239-264; Judkins (1990), J. Official Statistics 6, 223-239 (Fay).
extension Replication {
  func halfSamples(rho: Double) throws(ReplicationError) -> Built {
    try ReplicationError.require(rho: rho)
    let stage = units.first
    let isResampled = try isResampled(stage)
    try requireSamplingError(isResampled)
    let paired = stage.strata.indices.filter { isResampled[$0] }
    for h in paired where stage.strata[h].sampleSize != 2 {
      throw .notTwoUnits(stratum: stage.strata[h].label, units: stage.strata[h].sampleSize)
    }
    let hadamard = HadamardMatrix(rowsBeyondFirst: max(paired.count, 3))
    var factors = [Double](repeating: 1, count: stage.unitCount * hadamard.order)
    for (place, h) in paired.enumerated() {
      for (side, unit) in stage.units[h].enumerated() {
        for r in 0..<hadamard.order {
          let isKept = hadamard[place + 1, r] == (side == 0 ? 1 : -1)
          factors[unit * hadamard.order + r] = isKept ? 2 - rho : rho
        }
      }
    }
    let count = Double(hadamard.order)
    return Built(
      table: .byUnit(factors), units: stage, scale: 1 / (count * (1 - rho) * (1 - rho)),
      rscales: [Double](repeating: 1, count: hadamard.order), findings: correctionFindings(firstStage: false))
  }
}
