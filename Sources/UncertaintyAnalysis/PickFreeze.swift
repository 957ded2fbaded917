import RandomStreams

/// The points A, B and A_B^g of a variance decomposition.
struct PickFreezeDesign: Sendable {
  private let inputs: UncertainInputs
  private let groupOfInput: [Int]
  private let sequence: SobolSequence
  /// f(A), f(B), then f(A_B^g) group by group.
  let runsPerPoint: Int

  init(inputs: UncertainInputs, groupOfInput: [Int], groups: Int, seed: UInt64) {
    (self.inputs, self.groupOfInput) = (inputs, groupOfInput)
    sequence = SobolSequence(dimensions: 2 * inputs.count, seed: seed, scramble: 0)
    runsPerPoint = groups + 2
  }

  /// The inputs of a run.
  @Sendable func inputs(_ run: Int) -> [Double] {
    let point = sequence.point(run / runsPerPoint)
    let (slot, k) = (run % runsPerPoint, inputs.count)
    return inputs.values(
      at: (0..<k).map { i in slot == 1 || groupOfInput[i] == slot - 2 ? point[k + i] : point[i] })
  }
}

/// What the indices are sums of, point by point.
struct PickFreezeSums: Sendable {
  struct Indices: Sendable {
    let variance: Double
    let firstOrder: [Double]
    let total: [Double]
  }
  /// Mean of f(A) and f(B).
  let center: Double
  private let groups: Int
  private let points: Int
  /// Point by point: a + b, a² + b², then b (ab_g - a) and (a - ab_g)² group by group, all about the center.
  private let terms: [Double]

  private var width: Int { 2 + 2 * groups }

  init(outcomes: [Double], groups: Int) {
    let runs = groups + 2
    points = outcomes.count / runs
    self.groups = groups
    let center = (0..<points).reduce(0) { $0 + (outcomes[$1 * runs] + outcomes[$1 * runs + 1]) } / Double(2 * points)
    self.center = center
    terms = (0..<points).flatMap { n in
      let (a, b) = (outcomes[n * runs] - center, outcomes[n * runs + 1] - center)
      return [a + b, a * a + b * b]
        + (0..<groups).flatMap { g in
          let step = outcomes[n * runs + 2 + g] - center - a
          return [b * step, step * step]
        }
    }
  }

  var all: Indices { indices(of: 0..<points) }

  /// The indices of as many points drawn with replacement.
  func resampled(seed: UInt64, replicate: Int) -> Indices {
    var random = CounterRandom(seed: seed, replicate: replicate, stratum: 0, purpose: 0x50B1)
    return indices(of: (0..<points).lazy.map { _ in random.integer(below: UInt32(points)) })
  }

  private func indices(of drawn: some Sequence<Int>) -> Indices {
    var sums = [Double](repeating: 0, count: width)
    for n in drawn {
      for t in 0..<width { sums[t] += terms[n * width + t] }
    }
    let n = Double(points)
    let mean = sums[0] / (2 * n)
    let variance = sums[1] / (2 * n) - mean * mean
    return Indices(
      variance: variance, firstOrder: (0..<groups).map { sums[2 + 2 * $0] / (n * variance) },
      total: (0..<groups).map { sums[3 + 2 * $0] / (2 * n * variance) })
  }
}
