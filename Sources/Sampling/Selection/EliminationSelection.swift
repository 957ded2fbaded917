import RandomStreams

/// Tillé's elimination procedure: from samples of all N units, one unit goes at a time.
///
/// With π(k; i) the probabilities of a sample of i units, unit k of the i + 1 left goes with probability
/// `r_k = 1 - π(k; i) / π(k; i + 1)`; they add up to 1 over the units left.
/// > Source: Tillé (1996), Biometrika 83, 238-241.
struct EliminationSelection: Sendable {
  /// r_k of each step, N - n lists of N numbers, from the first step on.
  private let steps: [[Double]]
  private let count: Int

  init(_ probabilities: [Double], size n: Int) {
    count = probabilities.count
    var (above, steps) = ([Double](repeating: 1, count: probabilities.count), [[Double]]())
    for size in stride(from: probabilities.count - 1, through: n, by: -1) {
      let below = Elimination.proportional(to: probabilities, sampleSize: size)
      steps.append(zip(below, above).map { 1 - $0 / $1 })
      above = below
    }
    self.steps = steps
  }

  func draw(using random: inout CounterRandom) -> [Int] {
    var isLeft = [Bool](repeating: true, count: count)
    for chances in steps {
      let weights = chances.indices.map { isLeft[$0] ? max(chances[$0], 0) : 0 }
      isLeft[random.place(proportionalTo: weights)] = false
    }
    return isLeft.indices.filter { isLeft[$0] }
  }
}
