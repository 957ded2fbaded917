/// The part of a total's variance that stems from who of the population would respond, where units are drawn without
/// replacement.
///
/// ```
/// V = Σ_U p (1 - p) (y/p - m)²        v = Σ_r (1 - p_k)/d_k  r_k²        r_k = u_k - (u_k - e_k)/(1 - p_k)
/// ```
/// with u = w y the weighted scores, p = d/w, and e what the response step leaves of u: for a respondent u - (1 - p) d m, so
/// that r = d (y/p - m). With classes p m is the mean of the class. The
/// variance of e under the design lacks it: where a stratum is taken in full, that is zero although not all respond.
/// > Source: Shao and Steel (1999), JASA 94, 254-265, equation (4), for response before sampling; Särndal, Swensson and
/// > Wretman (1992), result 15.6.1.
public struct ResponseVariance: Sendable {
  /// d, before the step.
  public let before: [Double]
  /// w, after it; zero for those who did not respond.
  public let after: [Double]

  public init(before: [Double], after: [Double]) {
    precondition(before.count == after.count, "one weight a row")
    (self.before, self.after) = (before, after)
  }

  /// - Parameters:
  ///   - scores: u, n values.
  ///   - residuals: e, n values: what the step's projection leaves of u.
  /// - Returns: v, in the unit of y squared.
  public func variance(scores: [Double], residuals: [Double]) -> Double {
    before.indices.reduce(0) { sum, k in
      guard after[k] > before[k], before[k] > 0 else { return sum }
      let refusal = 1 - before[k] / after[k]
      let deviation = scores[k] - (scores[k] - residuals[k]) / refusal
      return sum + refusal / before[k] * deviation * deviation
    }
  }
}
