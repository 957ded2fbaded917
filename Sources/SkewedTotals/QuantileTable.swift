import Glibc

/// The quantiles of a law at the probabilities of ``SurvivalGrid``, linear in between, and its moments below each halving.
package struct QuantileTable {
  package let quantiles: [Double]
  /// Σ over the first halvings of 2^-(j+1) E(Y), and of 2^-(j+1) E(Y²).
  private let partialMeans: [Double]
  private let partialSquares: [Double]

  /// - Parameter quantiles: Ascending, one a point of the grid.
  init(quantiles: [Double]) {
    self.quantiles = quantiles
    var (means, squares) = ([0.0], [0.0])
    for j in 0..<SurvivalGrid.halvings {
      let (mean, square) = Self.moments(quantiles[(SurvivalGrid.steps * j)...(SurvivalGrid.steps * (j + 1))])
      let probability = Double(sign: .plus, exponent: -(j + 1), significand: 1)
      means.append(means[j] + probability * mean)
      squares.append(squares[j] + probability * square)
    }
    (partialMeans, partialSquares) = (means, squares)
  }

  /// Mean and mean square of a variable that is uniform over the steps and linear within each.
  private static func moments(_ nodes: ArraySlice<Double>) -> (mean: Double, square: Double) {
    let cells = Double(nodes.count - 1)
    var (mean, square) = (0.0, 0.0)
    for (a, b) in zip(nodes, nodes.dropFirst()) {
      mean += (a + b) / (2 * cells)
      square += (a * a + a * b + b * b) / (3 * cells)
    }
    return (mean, square)
  }
}

extension QuantileTable {
  /// An amount of the law, given that its survival probability is at most 2^-halving.
  @inline(__always)
  package func draw(_ word: UInt64, from halving: Int = 0) -> Double {
    let zeros = word.leadingZeroBitCount
    let j = min(halving + zeros, SurvivalGrid.halvings - 1)
    let fraction = Double((word << UInt64(zeros + 1)) >> 11) * 0x1p-53
    let place = fraction * Double(SurvivalGrid.steps)
    let cell = Int(place)
    let low = quantiles[SurvivalGrid.steps * j + cell]
    return low + (place - Double(cell)) * (quantiles[SurvivalGrid.steps * j + cell + 1] - low)
  }

  /// Mean and mean square of the amounts whose survival probability exceeds 2^-halving.
  package func bodyMoments(below halving: Int) -> (mean: Double, square: Double) {
    guard halving > 0 else { return (0, 0) }
    let probability = 1 - Double(sign: .plus, exponent: -halving, significand: 1)
    return (partialMeans[halving] / probability, partialSquares[halving] / probability)
  }
}

// MARK: Laws

extension QuantileTable {
  /// A law at scale 1. Amounts are cut at e^300, whose squares a double still holds.
  package init(_ law: PositiveLaw, shape: Double) {
    switch law {
    case .gamma: self.init(quantiles: gammaQuantiles(shape: shape))
    case .weibull: self.init(logarithms: SurvivalGrid.exponential.map { log($0) / shape })
    case .lognormal: self.init(logarithms: SurvivalGrid.normal.map { shape * $0 })
    case .pareto: self.init(logarithms: SurvivalGrid.exponential.map { $0 / shape })
    }
  }

  private init(logarithms: [Double]) {
    self.init(quantiles: logarithms.map { exp(min($0, 300)) })
  }

  /// The amounts themselves, linear between their order statistics, with a fitted tail in place of the largest.
  /// > Source: Cowell and Flachaire (2007), Journal of Econometrics 141, 1044-1072, section 5, with this tail.
  init(ascending amounts: [Double], tail: ExceedanceTail) {
    self.init(
      quantiles: SurvivalGrid.survival.map { survival in
        survival <= tail.share
          ? min(tail.quantile(survival: survival), exp(300))
          : min(interpolated(amounts, survival: survival), tail.threshold)
      })
  }
}

/// The i-th of m stands at survival 1 - (i - ½)/m.
private func interpolated(_ amounts: [Double], survival: Double) -> Double {
  let place = (1 - survival) * Double(amounts.count) - 0.5
  guard place > 0 else { return amounts[0] }
  let i = min(Int(place), amounts.count - 2)
  return amounts[i] + min(place - Double(i), 1) * (amounts[i + 1] - amounts[i])
}
