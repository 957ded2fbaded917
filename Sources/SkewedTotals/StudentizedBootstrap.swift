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
    let index: Int
    let size: Double
    /// z̄.
    let mean: Double
    /// z - z̄ of the units with a positive amount.
    let deviations: [Double]
    /// How many of n_h draws are of such units: zeros are alike and not drawn one by one.
    let positiveDraws: TailCount
    let factor: Double
  }

  package init(_ sample: SkewedSample) {
    strata = sample.strata.enumerated().compactMap { h, stratum in
      let z = stratum.contributions
      let positive = z.filter { $0 > 0 }
      guard !stratum.isCensus, !positive.isEmpty else { return nil }
      let n = Double(stratum.sampleSize)
      let mean = z.reduce(0, +) / n
      return Resampled(
        index: h, size: n, mean: mean, deviations: positive.map { $0 - mean },
        positiveDraws: TailCount(units: z.count, probability: Double(positive.count) / n),
        factor: (stratum.uncovered * n / (n - 1)).squareRoot())
    }
  }

  /// (t* - t)/√v*, one a replicate.
  package func statistics(_ count: Int, seed: UInt64) -> [Double] {
    (0..<count).map { replicate in
      var (error, variance) = (0.0, 0.0)
      for stratum in strata {
        let (shift, square) = stratum.draw(replicate: replicate, seed: seed)
        error += shift
        variance += square
      }
      return studentized(error, standardError: variance.squareRoot())
    }
  }
}

extension StudentizedBootstrap.Resampled {
  fileprivate func draw(replicate: Int, seed: UInt64) -> (shift: Double, variance: Double) {
    var random = CounterRandom(seed: seed, replicate: replicate, stratum: index, purpose: StreamPurpose.resample)
    let bound = UInt32(deviations.count)
    let drawn = deviations.count < Int(size) ? positiveDraws.draw(random.uniform()) : Int(size)
    // The zeros that were drawn.
    var sum = -mean * (size - Double(drawn))
    var squares = mean * mean * (size - Double(drawn))
    for _ in 0..<drawn {
      let deviation = deviations[random.integer(below: bound)]
      sum += deviation
      squares += deviation * deviation
    }
    let spread = max(squares - sum * sum / size, 0) * size / (size - 1)
    // Equal draws leave a rounding error in place of 0.
    let variance = spread > 1e-12 * squares ? spread : 0
    return (factor * sum, factor * factor * variance)
  }
}

/// error/standardError; infinite where only the error is not 0.
func studentized(_ error: Double, standardError: Double) -> Double {
  guard standardError > 0 else { return error == 0 ? 0 : (error < 0 ? -.infinity : .infinity) }
  return error / standardError
}
