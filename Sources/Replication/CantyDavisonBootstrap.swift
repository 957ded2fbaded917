import RandomStreams
import Sampling

/// A bootstrap that draws n_h units without replacement from N_h copies of the sampled ones; the counts are the factors.
///
/// ```
/// V = ñ / ((ñ - 1)(R - 1)) Σ_r (t_r - c)²      1/ñ = mean of 1/n_h
/// ```
/// N_h need not be a multiple of n_h: the units that get one copy more are chosen anew in every replicate. Without
/// correction units are drawn with replacement. One scale serves all strata, so that a stratum's variance is what it should
/// be times (n_h - 1)/n_h ñ/(ñ - 1) N_h/(N_h - 1), the last for a multiple; a finding names the stratum that is furthest off
/// where that exceeds 2 %.
/// > Source: Canty and Davison (1999), The Statistician 48, 379-391; Gross (1980); R `bootweights`.
extension Replication {
  func cantyDavison(replicates: Int) throws(ReplicationError) -> Built {
    try requireReplicates(replicates)
    let (stage, seed) = (units.first, seed)
    let isResampled = try isResampled(stage)
    let copies = stage.strata.map { $0.populationSize.map { Int($0.rounded()) } }
    let counts = UnitMajorTable.values(
      initial: UInt16(0), strata: stage.units.indices.map { isResampled[$0] ? stage.units[$0] : nil },
      unitCount: stage.unitCount, replicates: replicates, workers: workers
    ) { h, r, counts in
      var random = CounterRandom(seed: seed, replicate: r, stratum: h)
      random.drawFromCopies(copies[h], adding: counts)
    }
    let harmonicMean = stage.harmonicMeanSampleSize(isResampled)
    return Built(
      table: .resamples(ResampleCounts(counts, stage, lines: isResampled.map { $0 ? (0, 1) : (1, 0) })), units: stage,
      scale: harmonicMean / ((harmonicMean - 1) * Double(replicates - 1)),
      rscales: [Double](repeating: 1, count: replicates),
      findings: correctionFindings(firstStage: true) + stage.scaleFindings(isResampled, harmonicMean: harmonicMean))
  }
}

extension SampledStage {
  /// ñ over the strata that are resampled; 2 where none is.
  fileprivate func harmonicMeanSampleSize(_ isResampled: [Bool]) -> Double {
    let sizes = strata.indices.filter { isResampled[$0] }.map { Double(strata[$0].sampleSize) }
    return sizes.isEmpty ? 2 : Double(sizes.count) / sizes.reduce(0) { $0 + 1 / $1 }
  }

  fileprivate func scaleFindings(_ isResampled: [Bool], harmonicMean: Double) -> [ReplicationFinding] {
    let resampled = strata.indices.filter { isResampled[$0] }.map { strata[$0] }
    let factors = resampled.map { stratum in
      let (n, size) = (Double(stratum.sampleSize), stratum.populationSize ?? .infinity)
      return (n - 1) / n * harmonicMean / (harmonicMean - 1) * (size.isFinite ? size / (size - 1) : 1)
    }
    let rounded = resampled.filter { $0.populationSize.map { abs($0 - $0.rounded()) > 1e-6 * $0 } ?? false }
    let worst = factors.indices.max { abs(factors[$0] - 1) < abs(factors[$1] - 1) }
    let scale = worst.flatMap { h -> ReplicationFinding? in
      abs(factors[h] - 1) > 0.02 ? .approximateScale(stratum: resampled[h].label, factor: factors[h]) : nil
    }
    return rounded.map { .populationRounded(stratum: $0.label, size: $0.populationSize ?? 0) }
      + (scale.map { [$0] } ?? [])
  }
}

extension CounterRandom {
  /// Draws as many units as there are places from N copies of them, or with replacement where N is nil.
  fileprivate mutating func drawFromCopies(_ size: Int?, adding counts: StratumColumn<UInt16>) {
    let n = counts.count
    guard let size else {
      for _ in 0..<n { counts[integer(below: UInt32(n))] += 1 }
      return
    }
    var order = Array(0..<n)
    choose(size % n, amongFirstOf: &order)
    // The first places of the order have one copy more. A copy already drawn, or one that is not there, is drawn again.
    let copies = size / n + (size % n == 0 ? 0 : 1)
    for _ in 0..<n {
      var (place, copy) = (0, 0)
      repeat {
        (place, copy) = (integer(below: UInt32(n)), integer(below: UInt32(copies)))
      } while copy >= (place < size % n || size % n == 0 ? copies : copies - 1) - Int(counts[order[place]])
      counts[order[place]] += 1
    }
  }
}
