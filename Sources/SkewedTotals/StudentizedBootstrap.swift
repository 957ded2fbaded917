import RandomStreams

/// The studentised bootstrap of a stratified total.
///
/// n_h units are drawn with replacement from each stratum, and their deviations rescaled so that the bootstrap's variance is
/// v, also in strata of two units:
/// ```
/// t* - t = Σ_h λ_h Σ_i (z*_hi - z̄_h)      v* = Σ_h λ_h² n_h s*²_h      λ_h = √((1 - f_h) n_h/(n_h - 1)),   z = w y
/// ```
/// With one stratum λ cancels and this is the plain bootstrap-t.
/// > Source: Rao and Wu (1988), JASA 83, 231-241, section 2.2 with m_h = n_h, and section 3 for the t statistic; Efron (1981),
/// > Canadian Journal of Statistics 9, 139-172.
package struct StudentizedBootstrap {
  fileprivate let strata: [Resampled]

  fileprivate struct Resampled {
    let size: Double
    /// z̄.
    let mean: Double
    /// z - z̄ of the units with a positive amount.
    let deviations: [Double]
    /// How many of n_h draws are of such units: zeros are alike and not drawn one by one.
    let positiveDraws: TailCount
    let factor: Double
    /// nil where they are many, and units are drawn one by one.
    let outcomes: ResampleOutcomes?
  }

  package init(_ sample: SkewedSample) {
    strata = sample.strata.compactMap(Resampled.init)
  }

  /// (t* - t)/√v*, one a replicate. A replicate has one stream of random numbers, from which its strata draw in turn.
  package func statistics(_ count: Int, seed: UInt64) -> [Double] {
    (0..<count).map { replicate in
      var random = CounterRandom(seed: seed, replicate: replicate, stratum: 0, purpose: StreamPurpose.resample)
      var sum = ResampleOutcomes.Outcome()
      for stratum in strata {
        let one = stratum.draw(&random)
        sum.error += one.error
        sum.variance += one.variance
      }
      return studentized(sum.error, standardError: sum.variance.squareRoot())
    }
  }
}

extension StudentizedBootstrap.Resampled {
  /// nil for strata that add no error: those taken in full, and those without a positive amount.
  fileprivate init?(_ stratum: SkewedStratum) {
    let z = stratum.contributions
    let positive = z.filter { $0 > 0 }
    guard !stratum.isCensus, !positive.isEmpty else { return nil }
    let n = Double(stratum.sampleSize)
    let mean = z.reduce(0, +) / n
    let factor = (stratum.uncovered * n / (n - 1)).squareRoot()
    let deviations = positive.map { $0 - mean }
    (size, self.mean, self.factor, self.deviations) = (n, mean, factor, deviations)
    positiveDraws = TailCount(units: z.count, probability: Double(positive.count) / n)
    outcomes = ResampleOutcomes(deviations, units: z.count) { sum, squares, zeros in
      Self.outcome(
        sum: sum - Double(zeros) * mean, squares: squares + Double(zeros) * mean * mean, size: n, factor: factor)
    }
  }

  @inline(__always)
  fileprivate func draw(_ random: inout CounterRandom) -> ResampleOutcomes.Outcome {
    if let outcomes { return outcomes.draw(random.uniform()) }
    let drawn = deviations.count < Int(size) ? positiveDraws.draw(random.uniform()) : Int(size)
    let bound = UInt32(deviations.count)
    // The zeros that were drawn.
    var sum = -mean * (size - Double(drawn))
    var squares = mean * mean * (size - Double(drawn))
    for _ in 0..<drawn {
      let deviation = deviations[random.integer(below: bound)]
      sum += deviation
      squares += deviation * deviation
    }
    return Self.outcome(sum: sum, squares: squares, size: size, factor: factor)
  }

  @inline(__always)
  private static func outcome(
    sum: Double, squares: Double, size: Double, factor: Double
  ) -> ResampleOutcomes.Outcome {
    let spread = max(squares - sum * sum / size, 0) * size / (size - 1)
    // Equal draws leave a rounding error in place of 0.
    let variance = spread > 1e-12 * squares ? spread : 0
    return ResampleOutcomes.Outcome(error: factor * sum, variance: factor * factor * variance)
  }
}

/// error/standardError; infinite where only the error is not 0.
func studentized(_ error: Double, standardError: Double) -> Double {
  guard standardError > 0 else { return error == 0 ? 0 : (error < 0 ? -.infinity : .infinity) }
  return error / standardError
}
