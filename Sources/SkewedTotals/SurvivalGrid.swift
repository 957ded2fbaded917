import Distributions
import Glibc

/// Survival probabilities at which a law's quantiles are tabulated: sixteen steps within each halving, 48 halvings.
/// ```
/// S_(16 j + c) = 2^-j (1 - c/32)
/// ```
/// A uniform 64-bit word names a place without a logarithm: its leading zeros are the halving, the bits that follow are the
/// place within. The grid is as fine in the tail as in the body, down to probabilities of 4e-15.
package enum SurvivalGrid {
  package static let steps = 16
  static let halvings = 48

  package static let survival: [Double] = (0...steps * halvings).map { i in
    Double(sign: .plus, exponent: -(i / steps), significand: 1 - Double(i % steps) / Double(2 * steps))
  }

  /// -log S.
  static let exponential = survival.map { -log($0) }

  /// The standard normal quantiles.
  static let normal = survival.map { Normal.standard.quantile(upperTail: $0) }
}
