/// How good a set of cuts is; smaller is better, and a plan that cannot be comes after all that can.
struct CutScore: Comparable {
  /// 0 where the plan can be, and the larger the further it is from that.
  var violation = 0.0
  /// Whole units, or the coefficient of variation.
  var value = Double.infinity
  /// Real-valued units: tells apart cuts that round to the same n.
  var fine = Double.infinity

  static func < (a: CutScore, b: CutScore) -> Bool {
    if a.violation != b.violation { return a.violation < b.violation }
    return a.value != b.value ? a.value < b.value : a.fine < b.fine
  }
}

/// Moments, allocation and error of a set of cuts, in space kept from one set to the next.
struct StratumEvaluator {
  let frame: SizeFrame
  let plan: StratificationPlan
  let responseRates: [Double]
  private let survivalRates: [Double]
  private(set) var sizes: [Double]
  private(set) var means: [Double]
  private(set) var variances: [Double]
  /// n_h before and after rounding.
  var real: [Double]
  var whole: [Double]
  var isTakeAll: [Bool]
  var shares: [Double]

  init(_ frame: SizeFrame, _ plan: StratificationPlan) {
    (self.frame, self.plan) = (frame, plan)
    let count = plan.strata
    let zeros = [Double](repeating: 0, count: count)
    func all(_ rates: [Double]) -> [Double] { rates.count == count ? rates : zeros.map { _ in rates[0] } }
    (responseRates, survivalRates) = (all(plan.responseRates), all(plan.survivalRates))
    (sizes, means, variances, shares, real, whole) = (zeros, zeros, zeros, zeros, zeros, zeros)
    isTakeAll = zeros.map { _ in false }
  }

  var first: Int { plan.hasTakeNone ? 1 : 0 }
  var sampled: Range<Int> { first..<plan.strata }

  /// - Parameter cuts: L - 1 ascending positions among the distinct sizes.
  mutating func score(_ cuts: [Int]) -> CutScore {
    let missing = measure(cuts)
    guard missing == 0 else { return CutScore(violation: 2 + missing) }
    for h in sampled {
      isTakeAll[h] = plan.hasTakeAll && h == plan.strata - 1
      shares[h] = plan.allocation.share(size: sizes[h], mean: means[h], variance: variances[h])
    }
    switch plan.goal {
    case .targetCV(let cv): return scoreForTarget(cv)
    case .sampleSize(let n): return scoreForSize(Double(n))
    }
  }

  /// Moments over units and model: V = p (V(E) + E(V)) + p (1 - p) Ȳ², Ȳ being the mean of the active units.
  /// - Returns: Units missing to the minima of N_h.
  private mutating func measure(_ cuts: [Int]) -> Double {
    var (low, missing) = (0, 0)
    for h in 0..<plan.strata {
      let high = h < cuts.count ? cuts[h] : frame.sizes.count
      let count = frame.counts[high] - frame.counts[low]
      missing += max(plan.minimumPopulationSize - count, 0)
      setMoments(h, low, high, max(Double(count), 1))
      low = high
    }
    return Double(missing)
  }

  private mutating func setMoments(_ h: Int, _ low: Int, _ high: Int, _ n: Double) {
    let deviation = (frame.deviations[high] - frame.deviations[low]) / n
    let within = (frame.squares[high] - frame.squares[low]) / n
    let model = (frame.variances[high] - frame.variances[low]) / n
    // One size has no spread of its own unless units of that size differ; rounding must not invent one.
    let spread = within - deviation * deviation
    let between = spread > 1e-14 * within ? spread : 0
    let (mean, rate) = (frame.center + deviation, survivalRates[h])
    let variance = rate * (between + max(model, 0)) + rate * (1 - rate) * mean * mean
    (sizes[h], means[h]) = (n, rate * mean)
    variances[h] = plan.divisor == .size ? variance : n > 1 ? variance * n / (n - 1) : 0
  }

  /// Y, the take-none stratum included.
  var total: Double {
    var sum = 0.0
    for h in 0..<plan.strata { sum += sizes[h] * means[h] }
    return sum
  }

  var squaredBias: Double {
    guard plan.hasTakeNone else { return 0 }
    let bias = plan.biasPenalty * sizes[0] * means[0]
    return bias * bias
  }

  func variance(_ h: Int, _ n: Double) -> Double {
    guard variances[h] > 0 else { return 0 }
    return sizes[h] * sizes[h] * variances[h] * (1 / (n * responseRates[h]) - 1 / sizes[h])
  }

  /// √MSE / Y of the whole n_h.
  var coefficientOfVariation: Double {
    var error = squaredBias
    for h in sampled { error += variance(h, whole[h]) }
    return max(error, 0).squareRoot() / abs(total)
  }
}
