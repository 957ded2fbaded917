/// A way to make replicate weights from a design.
///
/// | method | corrects for | factors of unit u | scale A, rscales a_r |
/// |---|---|---|---|
/// | `JK1`, `JKn` | first stage | 0, or n_h/(n_h - 1) in its stratum, or 1 | a_r = (1 - f_h)(n_h - 1)/n_h |
/// | `BRR`, `Fay` | nothing | 2 - ρ or ρ | 1/(R (1 - ρ)²) |
/// | `rao-wu` | nothing | n_h/(n_h - 1) c_u | 1/(R - 1) |
/// | `rao-wu-yue` | first stage | 1 - λ_h + λ_h n_h/m_h c_u | 1/(R - 1) |
/// | `canty-davison` | first stage | c_u | ñ/((ñ - 1)(R - 1)), ñ the harmonic mean of n_h |
/// | `preston` | every stage | 1 + Σ_s λ_s … | 1/(R - 1) |
/// | `successive-difference` | first stage | 1 + √(1 - f_h) 2^(-3/2) (h_ar - h_br) | 4/R |
/// | `generalized-bootstrap` | as its target | 1 + normal deviates/τ | τ²/R |
///
/// A stratum taken in full has no sampling error: its factors are 1 under every method.
public enum ReplicateMethod: Sendable, Hashable {
  /// Delete-one jackknife of an unstratified sample.
  case jk1
  /// Delete-one jackknife, stratum by stratum.
  case jkn
  /// Balanced repeated replication: half-samples by a Hadamard matrix of the smallest order above the number of strata.
  case brr
  /// Half-samples in which the dropped half keeps the factor ρ, 0 <= ρ < 1.
  case fay(rho: Double)
  /// Rao and Wu's bootstrap of n_h - 1 units drawn with replacement.
  case raoWu(replicates: Int)
  /// Rao and Wu's bootstrap with finite population correction.
  /// - Parameter resampleSize: m_h, the units drawn in each stratum; nil for n_h - 1, which keeps factors from being
  ///   negative.
  case raoWuYue(replicates: Int, resampleSize: Int? = nil)
  /// Canty and Davison's bootstrap: n_h units without replacement from a population of copies of the sample.
  case cantyDavison(replicates: Int)
  /// Preston's rescaled bootstrap of all stages, half of the units of each without replacement.
  case preston(replicates: Int)
  /// Fay and Train's successive difference replication; rows stand in the order of systematic selection.
  /// - Parameter replicates: At least so many; nil for more than there are units, which makes the variance exact, or for
  ///   160 where that would take more than 500.
  case successiveDifference(replicates: Int? = nil)
  /// Beaumont and Patak's bootstrap: normal factors whose covariance is the quadratic form of a variance estimator.
  case generalizedBootstrap(
    replicates: Int, target: TargetVariance = .stratifiedMultistage, tau: DeviationDivisor = .one)

  /// The name in requests.
  public var name: String {
    switch self {
    case .jk1: "JK1"
    case .jkn: "JKn"
    case .brr: "BRR"
    case .fay: "Fay"
    case .raoWu: "rao-wu"
    case .raoWuYue: "rao-wu-yue"
    case .cantyDavison: "canty-davison"
    case .preston: "preston"
    case .successiveDifference: "successive-difference"
    case .generalizedBootstrap: "generalized-bootstrap"
    }
  }
}
