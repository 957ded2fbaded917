import RandomStreams

/// Shares close to `base` whose weighted mean of `values` is `mean`: w_i proportional to base_i exp(λ value_i).
///
/// The solution of least Kullback-Leibler distance from the base; λ is found by bisection.
/// - Precondition: `mean` lies strictly between the smallest and the largest value.
package func tilted(_ base: [Double], values: [Double], mean: Double) -> [Double] {
  var (low, high) = (-10.0, 10.0)
  for _ in 0..<200 {
    let middle = (low + high) / 2
    let shares = tilted(base, values: values.map { $0 - mean }, by: middle)
    if weightedMean(values, shares) < mean { low = middle } else { high = middle }
  }
  return tilted(base, values: values.map { $0 - mean }, by: (low + high) / 2)
}

private func tilted(_ base: [Double], values: [Double], by lambda: Double) -> [Double] {
  let weights = zip(base, values).map { $0 * exponential(min(max(lambda * $1, -600), 600)) }
  let sum = weights.reduce(0, +)
  return weights.map { $0 / sum }
}

func weightedMean(_ values: [Double], _ shares: [Double]) -> Double {
  zip(values, shares).reduce(0) { $0 + $1.0 * $1.1 }
}

/// Whole numbers that add up to `total`, each the share rounded up or down, largest remainders first.
package func apportioned(_ shares: [Double], total: Int) -> [Int] {
  let sum = shares.reduce(0, +)
  let exact = shares.map { $0 / sum * Double(total) }
  var counts = exact.map { Int($0.rounded(.down)) }
  let order = exact.indices.sorted {
    let (a, b) = (exact[$0] - Double(counts[$0]), exact[$1] - Double(counts[$1]))
    return a != b ? a > b : $0 < $1
  }
  for index in order.prefix(total - counts.reduce(0, +)) { counts[index] += 1 }
  return counts
}
