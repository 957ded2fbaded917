/// How units are drawn so that each has the inclusion probability planned for it.
public enum SelectionMethod: String, Sendable, Hashable, CaseIterable {
  /// All samples of n units equally likely; the probabilities have to be equal.
  case simpleRandom = "simple_random"
  /// One random start, then every unit that a step of 1 along the cumulated probabilities meets, in the order of the frame. Pairs that
  /// no start reaches are never drawn together. Madow (1949), Ann. Math. Statist. 20, 333-354.
  case systematic
  /// The same after the units are put in random order. Hartley and Rao (1962), Ann. Math. Statist. 33, 350-374.
  case randomizedSystematic = "randomized_systematic"
  /// Each unit by itself; the sample size is random. Hájek (1964), Ann. Math. Statist. 35, 1491-1523.
  case poisson
  /// One unit after the other, with probabilities that end in those planned. Brewer (1975), Australian J. of Statistics 17, 166-172;
  /// Tillé (2006), algorithm 6.10.
  case brewer
  /// One unit with π_k/n and n - 1 with odds π_k/(1 - π_k), all anew until they differ. Sampford (1967), Biometrika 54, 499-513.
  case sampford
  /// Units are eliminated until n are left. Tillé (1996), Biometrika 83, 238-241.
  case tille
  /// Poisson sampling given its size: of all designs with these probabilities the one of most entropy. Chen, Dempster and Liu (1994),
  /// Biometrika 81, 457-469.
  case maximumEntropy = "maximum_entropy"
  /// The n smallest of `u/(1 - u) · (1 - π)/π`: probabilities nearly those planned, and permanent random numbers can be used. Rosén
  /// (1997), J. Statist. Planning and Inference 62, 135-158.
  case pareto
  /// The n smallest of u/π, likewise. Ohlsson (1998), J. of Official Statistics 14, 149-162.
  case sequentialPoisson = "sequential_poisson"
}

extension SelectionMethod {
  /// What gives the second-order probabilities in closed form; nil where only approximations are known.
  public var jointInclusionMethod: JointInclusionMethod? {
    switch self {
    case .simpleRandom: .simpleRandom
    case .systematic: .systematic
    case .poisson: .poisson
    case .sampford: .sampford
    case .tille: .tille
    case .maximumEntropy: .maximumEntropy
    case .randomizedSystematic, .brewer, .pareto, .sequentialPoisson: nil
    }
  }

  /// Whether every sample has Σ π_k units, which then has to be a whole number.
  public var hasFixedSize: Bool { ![.poisson, .systematic, .randomizedSystematic].contains(self) }

  /// Whether realised probabilities are those planned; order sampling comes near them only.
  public var isExact: Bool { ![.pareto, .sequentialPoisson].contains(self) }
}
