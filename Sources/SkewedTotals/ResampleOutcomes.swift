import Glibc

/// Every outcome that resampling a stratum can have, with its probability, where there are few.
///
/// Of n draws with replacement from n units, m of them positive, the first positive unit is drawn a binomial number of times with
/// probability 1/n, the next one of the draws that are left with 1/(n - 1), and so on; what is left falls on zeros, which are
/// alike. There are (n + m)! / (n! m!) outcomes. One uniform number then decides on all of the stratum.
/// > Source: Devroye (1986), Non-Uniform Random Variate Generation, section XI.1.2 for the binomials in turn, and section
/// > III.2.4 for the table of guides, after Chen and Asau (1974).
struct ResampleOutcomes {
  /// What a stratum adds to t* - t and to v*.
  struct Outcome {
    var error = 0.0
    var variance = 0.0
  }

  private let outcomes: [Outcome]
  /// Σ of probabilities up to each.
  private let cumulative: [Double]
  /// The first outcome whose cumulative probability exceeds g/G.
  private let guides: [Int32]

  /// A table pays for itself within some hundred draws.
  private static let largest = 128

  /// - Parameters:
  ///   - deviations: Of the positive units.
  ///   - n: Units of the stratum.
  ///   - outcome: From Σ and Σ² over the positive units' draws, and the number of draws of zeros.
  /// - Returns: nil where there are too many.
  init?(_ deviations: [Double], units n: Int, outcome: (_ sum: Double, _ squares: Double, _ zeros: Int) -> Outcome) {
    guard Self.count(positives: deviations.count, units: n) <= Self.largest else { return nil }
    var partial = [Partial(probability: 1, left: n)]
    for (i, deviation) in deviations.enumerated() {
      partial = partial.flatMap { $0.drawing(deviation, probability: 1 / Double(n - i)) }
    }
    // Nothing is left over where all units are positive.
    outcomes = partial.map { outcome($0.sum, $0.squares, $0.left) }
    var sum = 0.0
    let cumulative = partial.map { part in
      sum += part.probability
      return sum
    }
    var first = 0
    guides = cumulative.indices.map { guide in
      while first < cumulative.count - 1, cumulative[first] * Double(cumulative.count) <= Double(guide) { first += 1 }
      return Int32(first)
    }
    self.cumulative = cumulative
  }

  @inline(__always)
  func draw(_ uniform: Double) -> Outcome {
    var x = Int(guides[Int(uniform * Double(guides.count))])
    while x < cumulative.count - 1, cumulative[x] <= uniform { x += 1 }
    return outcomes[x]
  }

  private static func count(positives m: Int, units n: Int) -> Int {
    var count = 1
    for i in 1...m {
      count = count * (n + i) / i
      if count > largest { break }
    }
    return count
  }
}

/// Some positive units drawn, others still to come.
private struct Partial {
  var probability: Double
  /// Draws that fall on other units.
  var left: Int
  var sum = 0.0
  var squares = 0.0

  func drawing(_ deviation: Double, probability q: Double) -> [Partial] {
    guard q < 1 else { return [taking(left, of: deviation, probability: 1)] }
    var chance = pow(1 - q, Double(left))
    return (0...left).map { count in
      let part = taking(count, of: deviation, probability: chance)
      chance *= Double(left - count) / Double(count + 1) * q / (1 - q)
      return part
    }
  }

  private func taking(_ count: Int, of deviation: Double, probability chance: Double) -> Partial {
    let c = Double(count)
    return Partial(
      probability: probability * chance, left: left - count, sum: sum + c * deviation,
      squares: squares + c * deviation * deviation)
  }
}
