/// The distribution of weighted values: a step function.
struct EmpiricalLaw: Sendable, Hashable {
  /// Ascending.
  private let values: [Double]
  /// P(X ≤ x_i); the last one is 1.
  private let cumulative: [Double]

  /// - Throws: `UncertaintyError.parameter` for a value that is not finite, weights that cannot be, or no values.
  init(_ values: [Double], weights: [Double]?) throws(UncertaintyError) {
    let weights = weights ?? [Double](repeating: 1, count: values.count)
    precondition(weights.count == values.count, "one weight a value")
    for value in values { try InputDistribution.requireFinite(value, "an observed value") }
    for weight in weights where !(weight >= 0 && weight.isFinite) {
      throw .parameter("the weight of a value", value: weight, expected: "a positive number or 0")
    }
    let total = weights.reduce(0, +)
    guard total > 0, total.isFinite else {
      throw .parameter("the sum of weights", value: total, expected: "one value or more with a positive weight")
    }
    let order = values.indices.filter { weights[$0] > 0 }.sorted { (values[$0], $0) < (values[$1], $1) }
    self.values = order.map { values[$0] }
    var sum = 0.0
    var cumulative = order.map { index in
      sum += weights[index]
      return sum / total
    }
    cumulative[cumulative.count - 1] = 1
    self.cumulative = cumulative
  }

  func quantile(_ p: Double) -> Double { values[firstIndex { cumulative[$0] >= p }] }

  func cdf(_ x: Double) -> Double {
    let above = firstIndex { values[$0] > x }
    return above == 0 ? 0 : cumulative[above - 1]
  }

  var mean: Double { expectation { $0 } }

  var variance: Double {
    let center = mean
    return expectation { ($0 - center) * ($0 - center) }
  }

  private func expectation(_ f: (Double) -> Double) -> Double {
    var (sum, below) = (0.0, 0.0)
    for (value, probability) in zip(values, cumulative) {
      sum += f(value) * (probability - below)
      below = probability
    }
    return sum
  }

  /// Binary search: the number of values where none has the property.
  private func firstIndex(where holds: (Int) -> Bool) -> Int {
    var (low, high) = (0, values.count)
    while low < high {
      let middle = (low + high) / 2
      if holds(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
