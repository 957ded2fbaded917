import RandomStreams

/// A law of the positive amounts in a simulated population.
public struct AmountLaw: Sendable {
  public let name: String
  /// Whether the law was looked at while the method was chosen.
  public let role: Role
  /// An amount that one unit of every population has, whatever the law.
  let planted: Double?
  let draw: @Sendable (inout CounterRandom) -> Double

  public enum Role: String, Sendable {
    /// Named in the method's requirements, and used to choose it.
    case chosenOn = "chosen on"
    /// Looked at while candidates were compared, or named in the requirements as a test.
    case seen
    /// First run when the method was final.
    case heldOut = "held out"
  }

  init(
    _ name: String, _ role: Role, planted: Double? = nil, draw: @escaping @Sendable (inout CounterRandom) -> Double
  ) {
    (self.name, self.role, self.planted, self.draw) = (name, role, planted, draw)
  }
}

extension AmountLaw {
  public static let all = chosenOn + seen + heldOut

  public static let chosenOn = [
    AmountLaw("lognormal 2", .chosenOn) { exponential(3 + 2 * $0.normal()) },
    AmountLaw("lognormal 1.5", .chosenOn) { exponential(3 + 1.5 * $0.normal()) },
    AmountLaw("Pareto 1.5", .chosenOn) { 20 * power($0.positiveUniform(), -1 / 1.5) },
    AmountLaw("gamma 0.3", .chosenOn) { 100 * $0.gamma(0.3) },
  ]

  static let seen = [
    AmountLaw("Weibull 0.4", .seen) { 50 * power($0.standardExponential(), 2.5) },
    AmountLaw("lognormal mixture", .seen) {
      $0.uniform() < 0.9 ? exponential(2 + $0.normal()) : exponential(5 + 1.2 * $0.normal())
    },
    AmountLaw("Pareto 2.5", .seen) { 20 * power($0.positiveUniform(), -1 / 2.5) },
    AmountLaw("Weibull 0.7", .seen) { 50 * power($0.standardExponential(), 1 / 0.7) },
    AmountLaw("lognormal 1", .seen) { exponential(3 + $0.normal()) },
    AmountLaw("exponential", .seen) { 50 * $0.standardExponential() },
    AmountLaw("lognormal 1.5, Pareto 1.5 above 150", .seen) {
      let body = exponential(3 + 1.5 * $0.normal())
      return body < 150 ? body : 150 * power($0.positiveUniform(), -1 / 1.5)
    },
    AmountLaw("equal amounts and noise", .seen) { 100 + 5 * $0.normal() },
    AmountLaw("gamma mixture", .seen) { $0.uniform() < 0.8 ? 10 * $0.gamma(2) : 300 * $0.gamma(0.7) },
  ]

  static let heldOut = [
    AmountLaw("Burr XII 1.3, 1.5", .heldOut) { 50 * power(power($0.positiveUniform(), -1 / 1.5) - 1, 1 / 1.3) },
    AmountLaw("log-gamma 2, 2.2", .heldOut) { exponential(1 + $0.gamma(2) / 2.2) },
    AmountLaw("log-logistic 1.8", .heldOut) {
      let u = $0.positiveUniform()
      return 30 * power(u / (1 - u + 0x1p-60), 1 / 1.8)
    },
    AmountLaw("Lomax 1.7", .heldOut) { 40 * (power($0.positiveUniform(), -1 / 1.7) - 1) },
    AmountLaw("inverse Gaussian", .heldOut) { $0.inverseGaussian(mean: 60, shape: 15) },
    AmountLaw("gamma 0.3 and a giant", .heldOut, planted: 5000) { 100 * $0.gamma(0.3) },
  ]
}

extension CounterRandom {
  /// In (0, 1].
  fileprivate mutating func positiveUniform() -> Double { 1 - uniform() }

  fileprivate mutating func standardExponential() -> Double { -logarithm(positiveUniform()) + 0x1p-60 }

  /// > Source: Marsaglia and Tsang (2000), ACM Transactions on Mathematical Software 26, 363-372, with section 6 below 1.
  fileprivate mutating func gamma(_ shape: Double) -> Double {
    guard shape >= 1 else {
      let boost = power(positiveUniform(), 1 / shape)
      return max(gamma(shape + 1) * boost, 1e-60)
    }
    let d = shape - 1.0 / 3
    let c = 1 / (9 * d).squareRoot()
    while true {
      let x = normal()
      let v = (1 + c * x) * (1 + c * x) * (1 + c * x)
      if v > 0, logarithm(positiveUniform()) < 0.5 * x * x + d - d * v + d * logarithm(v) { return d * v }
    }
  }

  /// > Source: Michael, Schucany and Haas (1976), American Statistician 30, 88-90.
  fileprivate mutating func inverseGaussian(mean: Double, shape: Double) -> Double {
    let z = normal()
    let square = mean * z * z
    let root = (4 * mean * shape * z * z + square * square).squareRoot()
    let x = mean + mean * (square - root) / (2 * shape)
    return uniform() <= mean / (mean + x) ? x : mean * mean / x
  }
}
