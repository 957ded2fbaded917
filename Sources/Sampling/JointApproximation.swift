import LinearAlgebra

/// π_kl approximated from the first-order probabilities alone, for designs of high entropy and fixed size.
///
/// Brewer and Donadio's family is `π_kl = π_k π_l (c_k + c_l) / 2`, with n = Σ π_k and q = Σ π_k²:
/// ```
/// (9)  c_k = (n - 1) / (n - π_k)              (10)  c_k = (n - 1) / (n - q/n)
/// (11) c_k = (n - 1) / (n - 2π_k + q/n)       (18)  c_k = (n - 1) / (n - (2n - 1) π_k / (n - 1) + q / (n - 1))
/// ```
struct JointApproximation {
  private let p: [Double]
  private let n: Double
  private let squares: Double
  private let cubes: Double

  init(_ probabilities: [Double]) {
    p = probabilities
    n = probabilities.reduce(0, +)
    squares = probabilities.reduce(0) { $0 + $1 * $1 }
    cubes = probabilities.reduce(0) { $0 + $1 * $1 * $1 }
  }

  func pairs(_ method: JointInclusionMethod) -> Matrix {
    switch method {
    case .hajek: pairs(hajek)
    case .hartleyRao: pairs(hartleyRao)
    case .hartleyRaoQuotient: pairs { [n, squares] k, l in (n - 1) / (n - k - l + squares / n) }
    case .overton: pairs { [n] k, l in (n - 1) / (n - (k + l) / 2) }
    case .brewer9: brewer { [n] in n - $0 }
    case .brewer10: brewer { [n, squares] _ in n - squares / n }
    case .brewer11: brewer { [n, squares] in n - 2 * $0 + squares / n }
    case .brewer18: brewer { [n, squares] in n - ((2 * n - 1) * $0 - squares) / (n - 1) }
    default: preconditionFailure("an exact design is not approximated")
    }
  }

  /// π_k π_l times what π_k and π_l say.
  private func pairs(_ factor: (Double, Double) -> Double) -> Matrix {
    Matrix(symmetricOfOrder: p.count) { p[$0] * p[$1] * factor(p[$0], p[$1]) }
  }

  private func brewer(_ denominator: (Double) -> Double) -> Matrix {
    // One drawn unit leaves no pairs; equation (18) would divide zero by zero.
    let constants = p.map { n > 1.5 ? (n - 1) / denominator($0) : 0 }
    return Matrix(symmetricOfOrder: p.count) { p[$0] * p[$1] * (constants[$0] + constants[$1]) / 2 }
  }

  /// `1 - (1 - π_k)(1 - π_l) / Σ π (1 - π)`
  private func hajek(_ k: Double, _ l: Double) -> Double {
    1 - (1 - k) * (1 - l) / (n - squares)
  }

  /// Terms in the order of the equation: those of order N⁻², N⁻³ and N⁻⁴ of π_kl.
  private func hartleyRao(_ k: Double, _ l: Double) -> Double {
    let (n2, n3, n4) = (n * n, n * n * n, n * n * n * n)
    let second = (k + l) / n - squares / n2
    let third =
      2 * (k * k + l * l + k * l) / n2 - 3 * (k + l) * squares / n3 + 3 * squares * squares / n4 - 2 * cubes / n3
    return (n - 1) / n * (1 + second + third)
  }
}
