import RandomStreams
import Sampling

/// Bootstraps that draw m_h first-stage units of a stratum with replacement and rescale how often each was drawn.
///
/// ```
/// f_u = 1 - λ_h + λ_h (n_h/m_h) c_u      λ_h = √(m_h (1 - f_h) / (n_h - 1))      V = 1/(R - 1) Σ_r (t_r - c)²
/// ```
/// With m_h = n_h - 1 and no correction λ_h is 1 and f_u is n_h/(n_h - 1) c_u.
/// > Source: Rao and Wu (1988), JASA 83, 231-241; Rao, Wu and Yue (1992), Survey Methodology 18, 209-217.
extension Replication {
  func raoWu(replicates: Int) throws(ReplicationError) -> Built {
    let stage = units.first
    let isResampled = try isResampled(stage)
    let draws = stage.strata.map { $0.sampleSize - 1 }
    return try resamples(replicates, draws, isResampled, correctionFindings(firstStage: false)) { h in
      (0, Double(stage.strata[h].sampleSize) / Double(draws[h]))
    }
  }

  func raoWuYue(replicates: Int, resampleSize: Int?) throws(ReplicationError) -> Built {
    if let resampleSize, !(1...Int(UInt16.max)).contains(resampleSize) {
      throw .invalidSetting(name: "the resample size", value: Double(resampleSize), expected: "1 to \(UInt16.max)")
    }
    let stage = units.first
    let isResampled = try isResampled(stage)
    let draws = stage.strata.map { resampleSize ?? $0.sampleSize - 1 }
    return try resamples(replicates, draws, isResampled, correctionFindings(firstStage: true)) { h in
      let (n, m) = (Double(stage.strata[h].sampleSize), Double(draws[h]))
      let rescaling = (m * stage.strata[h].uncovered / (n - 1)).squareRoot()
      return (1 - rescaling, rescaling * n / m)
    }
  }

  /// - Parameters:
  ///   - draws: m_h by stratum.
  ///   - line: The intercept and slope of factors on counts in a stratum.
  private func resamples(
    _ replicates: Int, _ draws: [Int], _ isResampled: [Bool], _ findings: [ReplicationFinding],
    line: (Int) -> (Double, Double)
  ) throws(ReplicationError) -> Built {
    try requireReplicates(replicates)
    let (stage, seed) = (units.first, seed)
    let counts = UnitMajorTable.values(
      initial: UInt16(0), strata: stage.units.indices.map { isResampled[$0] ? stage.units[$0] : nil },
      unitCount: stage.unitCount, replicates: replicates, workers: workers
    ) { h, r, counts in
      var random = CounterRandom(seed: seed, replicate: r, stratum: h)
      random.drawWithReplacement(draws[h], adding: counts)
    }
    return Built(
      table: .resamples(
        ResampleCounts(counts, stage, lines: stage.strata.indices.map { isResampled[$0] ? line($0) : (1, 0) })),
      units: stage, scale: 1 / Double(replicates - 1), rscales: [Double](repeating: 1, count: replicates),
      findings: findings)
  }
}

extension ResampleCounts {
  /// - Parameter lines: By stratum: the intercept and slope of factors on counts.
  init(_ counts: [UInt16], _ stage: SampledStage, lines: [(Double, Double)]) {
    let strata = stage.stratumOfUnit
    self.init(counts: counts, intercepts: strata.map { lines[$0].0 }, slopes: strata.map { lines[$0].1 })
  }
}

extension CounterRandom {
  /// Adds to each place how often it comes up in m draws with replacement.
  ///
  /// Up to 4,096 places a draw takes 16 bits: the product of a half-word and n has the place in its upper half, and is
  /// rejected where its lower half falls below 2^16 mod n, which leaves every place as many half-words as any other.
  fileprivate mutating func drawWithReplacement(_ m: Int, adding counts: StratumColumn<UInt16>) {
    let bound = UInt32(counts.count)
    guard bound <= 4096 else {
      for _ in 0..<m { counts[integer(below: bound)] += 1 }
      return
    }
    let threshold = 0x1_0000 % bound
    var left = m
    while left > 0 {
      let block = nextBlock()
      left -= counts.add(block.a, bound, threshold, atMost: left)
      left -= counts.add(block.b, bound, threshold, atMost: left)
      left -= counts.add(block.c, bound, threshold, atMost: left)
      left -= counts.add(block.d, bound, threshold, atMost: left)
    }
  }
}

extension StratumColumn<UInt16> {
  /// Counts the places that the two halves of a word stand for; returns how many were counted.
  @inline(__always)
  fileprivate func add(_ word: UInt32, _ bound: UInt32, _ threshold: UInt32, atMost left: Int) -> Int {
    let first = add(halfWord: word & 0xFFFF, bound, threshold, if: left > 0)
    return first + add(halfWord: word >> 16, bound, threshold, if: left > first)
  }

  @inline(__always)
  private func add(halfWord: UInt32, _ bound: UInt32, _ threshold: UInt32, if isWanted: Bool) -> Int {
    let product = halfWord &* bound
    let accepted = product & 0xFFFF >= threshold && isWanted ? 1 : 0
    // No count exceeds m, which fits 16 bits: n - 1 < 4096, or checked.
    self[Int(product >> 16)] &+= UInt16(accepted)
    return accepted
  }
}
