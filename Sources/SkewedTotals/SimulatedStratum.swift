import Glibc
import RandomStreams

/// A stratum of a population drawn from a fitted law: its sample and the sum of the units that are not in it.
///
/// An amount is positive with the sample's share p. Of the units outside the sample those in the tail are drawn one by
/// one, about twenty; the sum of the others is a normal number with its exact mean and variance.
struct SimulatedStratum {
  private let positiveShare: Double
  /// w scaled to Σ w = N_h: a simulated estimate is to be unbiased for its simulated total.
  private let weights: [Double]
  /// Where all weights are equal, how many of n_h units have a positive amount.
  private let positiveCount: TailCount?
  private let outside: Int
  private let uncovered: Double
  private let tailHalving: Int
  private let tailCount: TailCount
  /// By law: the scale.
  private let scales: [Double]
  private let index: Int

  /// Σ w y, its variance, and Σ y over the stratum.
  struct Sums {
    var estimate = 0.0
    var variance = 0.0
    var total = 0.0
  }
}

extension SimulatedStratum {
  /// A stratum's alone; the normal sum of the others is the better the more strata there are, and fewer are drawn in each.
  static let expectedInTail = 20.0

  /// - Parameters:
  ///   - strata: How many there are.
  ///   - scales: By law.
  init(_ stratum: SkewedStratum, index: Int, among strata: Int, scales: [Double]) {
    let n = Double(stratum.sampleSize)
    positiveShare = Double(zip(stratum.values, stratum.weights).count { $0 > 0 && $1 > 0 }) / n
    let factor = Double(stratum.populationSize) / stratum.weights.reduce(0, +)
    let weights = stratum.weights.map { $0 * factor }
    self.weights = weights
    let isEqual = weights.allSatisfy { $0 == weights[0] }
    positiveCount = isEqual && positiveShare < 1 ? TailCount(units: weights.count, probability: positiveShare) : nil
    outside = stratum.populationSize - stratum.sampleSize
    uncovered = stratum.uncovered
    let ratio = Double(outside) * positiveShare * Double(strata).squareRoot() / Self.expectedInTail
    tailHalving = ratio > 1 ? min(Int(log2(ratio)) + 1, SurvivalGrid.halvings - 1) : 0
    let inTail = positiveShare * Double(sign: .plus, exponent: -tailHalving, significand: 1)
    // All positive and none in the body: the count is certain, which the binomial's odds cannot say.
    tailCount = TailCount(units: outside, probability: min(inTail, 1 - 0x1p-53))
    self.scales = scales
    self.index = index
  }

  /// - Parameter law: Which of the laws the replicate follows, and its table.
  func sums(_ table: QuantileTable, law: Int, replicate: Int, seed: UInt64) -> Sums {
    var random = CounterRandom(
      seed: seed, replicate: replicate, stratum: index, purpose: StreamPurpose.fittedPopulation)
    var sums = sample(table, &random)
    sums.total += unobserved(table, &random)
    return sums.scaled(by: scales[law])
  }

  private func sample(_ table: QuantileTable, _ random: inout CounterRandom) -> Sums {
    var (sum, squares, total) = (0.0, 0.0, 0.0)
    func add(_ weight: Double) {
      let value = table.draw(random.next())
      sum += weight * value
      squares += weight * value * weight * value
      total += value
    }
    if let positiveCount {
      for _ in 0..<positiveCount.draw(random.uniform()) { add(weights[0]) }
    } else {
      let threshold = UInt64(positiveShare * 0x1p32)
      for weight in weights where UInt64(random.nextWord()) < threshold { add(weight) }
    }
    let n = Double(weights.count)
    let variance = uncovered * n / (n - 1) * max(squares - sum * sum / n, 0)
    return Sums(estimate: sum, variance: variance, total: total)
  }

  private func unobserved(_ table: QuantileTable, _ random: inout CounterRandom) -> Double {
    let inTail = tailCount.draw(random.uniform())
    var sum = body(table, units: outside - inTail, normal: random.normal())
    for _ in 0..<inTail { sum += table.draw(random.next(), from: tailHalving) }
    return sum
  }

  /// The sum over units that are not in the tail: zeros with probability 1 - q, else amounts of the law's body.
  private func body(_ table: QuantileTable, units: Int, normal: Double) -> Double {
    guard tailHalving > 0, units > 0 else { return 0 }
    let tail = Double(sign: .plus, exponent: -tailHalving, significand: 1)
    let q = positiveShare * (1 - tail) / (1 - positiveShare * tail)
    let (mean, square) = table.bodyMoments(below: tailHalving)
    let variance = q * square - q * mean * q * mean
    return max(Double(units) * q * mean + (Double(units) * max(variance, 0)).squareRoot() * normal, 0)
  }
}

extension SimulatedStratum.Sums {
  fileprivate func scaled(by scale: Double) -> Self {
    Self(estimate: estimate * scale, variance: variance * scale * scale, total: total * scale)
  }

  mutating func add(_ other: Self) {
    estimate += other.estimate
    variance += other.variance
    total += other.total
  }
}

/// What streams of random numbers are drawn for.
enum StreamPurpose {
  static let resample = 0
  static let fittedPopulation = 1
}
