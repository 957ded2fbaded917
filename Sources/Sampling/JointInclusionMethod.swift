/// A sampling design, or an approximation, that says how probable it is for two units to be sampled together.
public enum JointInclusionMethod: String, Sendable, Hashable, CaseIterable {
  /// Exact for Sampford's rejective procedure. Sampford (1967), Biometrika 54, 499-513.
  case sampford
  /// Exact for conditional Poisson sampling, the design of maximum entropy with these probabilities.
  /// Chen, Dempster and Liu (1994), Biometrika 81, 457-469.
  case maximumEntropy = "maximum_entropy"
  /// Exact for Tillé's elimination procedure. Tillé (1996), Biometrika 83, 238-241.
  case tille
  /// Exact for the generalized Midzuno procedure, the complement of Tillé's. Deville and Tillé (1998), Biometrika 85, 89-101.
  case midzuno
  /// Exact for systematic sampling in the order of the frame; many pairs have probability 0. Madow (1949).
  case systematic
  /// Exact for independent draws, π_kl = π_k π_l; the sample size is random.
  case poisson
  /// Exact for simple random sampling without replacement, n (n - 1) / (N (N - 1)).
  case simpleRandom = "simple_random"
  /// Hájek (1964), Ann. Math. Statist. 35, 1491-1523: for designs of high entropy.
  case hajek
  /// Hartley and Rao (1962), Ann. Math. Statist. 33, 350-374, equation (5.15): randomized systematic sampling, to O(N⁻⁴).
  case hartleyRao = "hartley_rao"
  /// The first terms of the same as one quotient, as R survey's `HR` computes it. Berger (2004), JRSS A 167.
  case hartleyRaoQuotient = "hartley_rao_quotient"
  /// Overton (1985), as in Stehman and Overton (1994), The American Statistician 48, 30-36.
  case overton
  /// Brewer and Donadio (2003), Survey Methodology 29, 189-196, equation (9).
  case brewer9 = "brewer_9"
  /// The same, equation (10).
  case brewer10 = "brewer_10"
  /// The same, equation (11): right for simple random sampling and nearest for most designs.
  case brewer11 = "brewer_11"
  /// The same, equation (18).
  case brewer18 = "brewer_18"

  /// Whether the design draws the same number of units every time, so that Σ π_k is that whole number.
  var hasFixedSize: Bool { self != .poisson && self != .systematic }
}
