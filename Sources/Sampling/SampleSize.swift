/// How many units a target precision needs.
public struct SampleSize: Sendable, Hashable {
  /// n as the formula gives it.
  public let real: Double

  /// n rounded up to whole units; a whole number that rounding has lifted by less than 1e-9 of itself stays.
  public var ceiling: Int { Int((real * (1 - 1e-9)).rounded(.up)) }

  public init(real: Double) { self.real = real }
}

/// Sample sizes for a target coefficient of variation of the total, `V_0 = (cv Y)²`.
/// > Source: Cochran (1977), sections 4.7 and 5.9.
extension StratumSummary {
  /// `n = Σ N_h² S_h² / s_h / (V_0 + Σ N_h S_h²)`, where s_h is the share of stratum h in the sample.
  ///
  /// With Neyman's shares this is `(Σ N_h S_h)² / (V_0 + Σ N_h S_h²)`.
  /// - Parameters:
  ///   - targetCV: A fraction: 0.05 for 5 %.
  ///   - rule: How the sample will be divided, within no minima or maxima: those have no closed form.
  ///   - takesAll: Whether strata whose n_h would exceed N_h are taken in full, and the rest is computed anew.
  /// - Throws: ``SamplingPlanError``.
  public func sampleSize(
    targetCV: Double, _ rule: AllocationRule, takesAll: Bool = false
  ) throws(SamplingPlanError) -> SampleSize {
    let target = try targetVariance(targetCV: targetCV)
    let shares = try rule.shares(of: self)
    for h in shares.indices where shares[h] == 0 && standardDeviations[h] > 0 { throw .noShares(left: spreads[h]) }
    var census = [Bool](repeating: false, count: count)
    while true {
      let free = census.indices.filter { !census[$0] }
      let sampled = sampledUnits(in: free, shares: shares, target: target)
      let weight = free.reduce(0) { $0 + shares[$1] }
      let beyond = free.filter { takesAll && sampled * shares[$0] > populationSizes[$0] * weight }
      for h in beyond { census[h] = true }
      guard beyond.isEmpty else { continue }
      return SampleSize(real: sampled + census.indices.reduce(0) { $0 + (census[$1] ? populationSizes[$1] : 0) })
    }
  }

  /// `n = N² S² / (V_0 + N S²)` without strata.
  public func simpleRandomSampleSize(targetCV: Double) throws(SamplingPlanError) -> SampleSize {
    let target = try targetVariance(targetCV: targetCV)
    let scaled = populationSize * populationVariance
    return SampleSize(real: populationSize * scaled / (target + scaled))
  }

  /// V_0 = (cv Y)².
  func targetVariance(targetCV: Double) throws(SamplingPlanError) -> Double {
    guard targetCV > 0, targetCV.isFinite else { throw .targetNotPositive(targetCV) }
    guard total != 0 else { throw .totalIsZero }
    return targetCV * total * (targetCV * total)
  }

  /// Units that the strata not taken in full need together.
  private func sampledUnits(in free: [Int], shares: [Double], target: Double) -> Double {
    let varying = free.filter { standardDeviations[$0] > 0 }
    guard !varying.isEmpty else { return 0 }
    let weight = free.reduce(0) { $0 + shares[$1] }
    let spread = varying.reduce(0) { $0 + spreads[$1] * spreads[$1] / shares[$1] } * weight
    return spread / (target + varying.reduce(0) { $0 + spreads[$1] * standardDeviations[$1] })
  }
}
