import RandomStreams

/// Brewer's procedure for any sample size.
///
/// With A the units drawn in the steps before j and `a = Σ_{l ∈ A} π_l`, step j draws unit k of the others with probability
/// proportional to
/// ```
/// π_k (n - a - π_k) / (n - a - π_k (n - j + 1))
/// ```
/// > Source: Brewer (1975), Australian Journal of Statistics 17, 166-172; Tillé (2006), algorithm 6.10.
enum BrewerSelection {
  static func draw(_ n: Int, of p: [Double], using random: inout CounterRandom) -> [Int] {
    var (isDrawn, places, taken) = ([Bool](repeating: false, count: p.count), [Int](), 0.0)
    for step in 0..<n {
      let left = Double(n) - taken
      let weights = p.indices.map { k in
        isDrawn[k] ? 0 : p[k] * (left - p[k]) / (left - p[k] * Double(n - step))
      }
      let k = random.place(proportionalTo: weights)
      isDrawn[k] = true
      taken += p[k]
      places.append(k)
    }
    return places
  }
}

extension CounterRandom {
  /// A place drawn with probability proportional to its weight; rounding at the end falls to the last positive one.
  mutating func place(proportionalTo weights: [Double]) -> Int {
    var rest = uniform() * weights.reduce(0, +)
    var last = 0
    for (place, weight) in weights.enumerated() where weight > 0 {
      last = place
      rest -= weight
      if rest < 0 { return place }
    }
    return last
  }
}
