import Glibc

/// The inverse by Newton's method for log I as a function of `s = logit x`.
///
/// The density of s, proportional to `exp(a s) / (1 + exp s)ᵃ⁺ᵇ`, is log-concave, hence so is I in s, and Newton's iterates
/// from a lower bound of the root are monotone. On the logit scale both ends of (0, 1) are resolved alike.
/// > Source: Bagnoli and Bergstrom (2005), Economic Theory 26, 445-469, theorem 1, for the concavity; Marchal and Arbel
/// > (2017), Electron. Commun. Probab. 22:54, theorem 2.1, for the bound.
extension IncompleteBeta {
  /// `log(x / (1 - x))` for the x with I_x(a, b) = p.
  /// - Precondition: `0 <= p <= 1`.
  func inverseLogit(_ p: Double) -> Double {
    precondition(0 <= p && p <= 1, "\(p) is not a probability")
    return p <= 0.5 ? lowerRoot(p) : -reflected.lowerRoot(1 - p)
  }

  /// The x with I_x(a, b) = p.
  /// - Precondition: `0 <= p <= 1`.
  public func inverse(_ p: Double) -> Double { logistic(inverseLogit(p)) }

  /// From below: `I ≤ xᵃ / (a B(a, b))` on the logit scale, and a beta variable is sub-Gaussian with variance factor
  /// 1 / (4 (a + b + 1)).
  private func lowerRoot(_ p: Double) -> Double {
    guard p > 0 else { return -.infinity }
    let power = (log(p) + log(a) + logBeta) / a
    guard power > -700 else { return power }
    let deviation = (a + b) * sqrt(-log(p) / (2 * (a + b + 1)))
    let start = deviation < a ? max(power, log((a - deviation) / (b + deviation))) : power
    return monotoneNewton(from: start) { s in
      let (x, y) = (logistic(s), logistic(-s))
      let logTail = logLower(x, y)
      return (logTail - log(p), exp(logFactor(x, y) - logTail))
    }
  }
}

func logistic(_ s: Double) -> Double { 1 / (1 + exp(-s)) }
