import Glibc

/// Excesses over a high amount as a generalised Pareto law, fitted by probability-weighted moments.
/// ```
/// P(Y > u + e | Y > u) = (1 + ξ e/β)^(-1/ξ)
/// a₀ = mean(e),  a₁ = mean(e (1 - p)),  ξ = 2 - a₀/(a₀ - 2 a₁),  β = 2 a₀ a₁/(a₀ - 2 a₁)
/// ```
/// > Source: Hosking and Wallis (1987), Technometrics 29, 339-349, section 3.2 and plotting position (i - 0.35)/k.
package struct ExceedanceTail {
  package let threshold: Double
  /// ξ, at most 1.
  package let shape: Double
  /// β.
  package let scale: Double
  /// k/m.
  package let share: Double
}

extension ExceedanceTail {
  /// k: of order √m, as Cowell and Flachaire (2007) take it, and never more than half of the amounts.
  package static func exceedances(of m: Int) -> Int { min(m / 2, Int((3 * Double(m).squareRoot()).rounded())) }

  /// - Returns: `nil` where the excesses have no spread.
  package init?(ascending amounts: [Double]) {
    let k = Self.exceedances(of: amounts.count)
    guard k > 1 else { return nil }
    threshold = amounts[amounts.count - k - 1]
    let excesses = amounts.suffix(k).map { [threshold] in $0 - threshold }
    let mean = excesses.reduce(0, +) / Double(k)
    let weighted = excesses.enumerated().reduce(0) { $0 + $1.element * (1 - (Double($1.offset) + 0.65) / Double(k)) }
    let gap = mean - 2 * weighted / Double(k)
    guard gap > 0, weighted > 0 else { return nil }
    shape = 2 - mean / gap
    scale = 2 * mean * (weighted / Double(k)) / gap
    share = Double(k) / Double(amounts.count)
  }

  /// The amount that a share `survival` of all amounts exceeds, for `survival <= share`.
  package func quantile(survival: Double) -> Double {
    let logarithm = -log(survival / share)
    return threshold + (abs(shape) < 1e-9 ? scale * logarithm : scale * expm1(shape * logarithm) / shape)
  }
}
