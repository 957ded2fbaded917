import Distributions
import Glibc

/// Quantiles of the gamma law of scale 1 at the probabilities of ``SurvivalGrid``, to about 1e-4.
///
/// The density of z = log y is summed by the midpoint rule from above, where no accuracy is lost, and the sum inverted by
/// linear interpolation: all quantiles together for 4,000 exponentials.
func gammaQuantiles(shape k: Double) -> [Double] {
  let top = log(k + 60 + 9 * k.squareRoot())
  // Below, P(Y < y) = y^k / Γ(k + 1) is less than 1e-4: quantiles that add nothing to a sum.
  let bottom = min(-(9.2 - logGamma(k + 1)) / k, log(k) - 9)
  let cells = 2000
  let width = (top - bottom) / Double(cells)
  let survival = survivalFromAbove(cells: cells) { i in
    let z = bottom + (Double(i) + 0.5) * width
    return exp(k * z - exp(z) - logGamma(k)) * width
  }
  return inverted(survival) { bottom + $0 * width }
}

/// Sums of the cells' probabilities from above: as many as cells, and a last one of 0.
private func survivalFromAbove(cells: Int, probability: (Int) -> Double) -> [Double] {
  var survival = [Double](repeating: 0, count: cells + 1)
  for i in (0..<cells).reversed() { survival[i] = survival[i + 1] + probability(i) }
  return survival
}

/// exp z at each point of the grid, where z is a function of the place in the descending list.
private func inverted(_ survival: [Double], place z: (Double) -> Double) -> [Double] {
  var i = 0
  return SurvivalGrid.survival.map { target in
    guard target < survival[0] else { return 0 }
    while survival[i + 1] > target { i += 1 }
    let step = survival[i] - survival[i + 1]
    return exp(z(Double(i) + (step > 0 ? (survival[i] - target) / step : 0)))
  }
}
