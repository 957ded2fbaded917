import RandomStreams

/// What a random stream is for. The raw values are part of the output: never renumber them.
enum Purpose: Int {
  case birth = 1
  case latentExports
  case exit
  case category
  case exports
  case answeredExports
  case regionEffect
  case affected
  case lossTrait
  case loss
  case costTrait
  case cost
  case causes
  case unclassifiedExports
  case response
  case answerErrors
}

/// The streams of one population: a draw is named by the firm, the year and what it is for, so that a change in one
/// step, or one more firm, leaves all other draws alone.
struct Streams: Sendable {
  let seed: UInt64

  func stream(_ purpose: Purpose, firm: Int = 0, year: Int = 0) -> CounterRandom {
    CounterRandom(seed: seed, replicate: firm, stratum: year, purpose: purpose.rawValue)
  }

  func uniform(_ purpose: Purpose, firm: Int, year: Int = 0) -> Double {
    var random = stream(purpose, firm: firm, year: year)
    return random.uniform()
  }

  func normal(_ purpose: Purpose, firm: Int, year: Int = 0) -> Double {
    var random = stream(purpose, firm: firm, year: year)
    return random.normal()
  }

  /// (1 - u) / u for a uniform u: the odds against something as likely as not, whose logarithm is logistic.
  ///
  /// Of firms with odds o_i, those with the smallest reluctance / o_i are chosen; where the cut falls at c, a firm is
  /// chosen with odds c o_i, so that ratios of the o_i are odds ratios of being chosen.
  func reluctance(_ purpose: Purpose, firm: Int, year: Int) -> Double {
    let draw = uniform(purpose, firm: firm, year: year)
    return (1 - draw) / draw
  }
}

extension CounterRandom {
  /// An exponential number of mean 1.
  mutating func waitingTime() -> Double { -logarithm(1 - uniform()) }

  /// The place of a level drawn with probability proportional to its weight.
  mutating func level(weights: [Double]) -> Int {
    var remaining = uniform() * weights.reduce(0, +)
    for (index, weight) in weights.enumerated() {
      remaining -= weight
      if remaining < 0 { return index }
    }
    return weights.lastIndex { $0 > 0 } ?? 0
  }
}
