import Glibc

/// The distribution of `Σ a_i X_i` for independent chi-square variables X_i with ν_i degrees of freedom.
///
/// Quadratic forms of normal variables: the Rao-Scott statistics, whose a_i are generalized design effects.
///
/// | Method | Error | Source |
/// |---|---|---|
/// | `.inversion` | relative 1e-10 in both tails | contour integral, see `ContourInversion` |
/// | `.satterthwaite` | a few hundredths | matches mean and variance: Satterthwaite (1946), Biometrics 2, 110-114 |
/// | `.saddlepoint` | relative, a few per cent | Kuonen (1999), Biometrika 86, 929-935 |
///
/// Compared with `pchisqsum` and `pFsum` of R survey 4.5; its `integration` is Davies (1980), Applied Statistics 29,
/// 323-333 (AS 155), which stops at an absolute error.
public struct WeightedChiSquareSum: Sendable, Hashable {
  public enum Method: String, Sendable, Hashable, CaseIterable { case inversion, satterthwaite, saddlepoint }

  struct Term: Sendable, Hashable {
    let weight: Double
    let degreesOfFreedom: Double
  }

  let terms: [Term]

  /// - Parameters:
  ///   - weights: a_i of either sign; zeros are dropped.
  ///   - degreesOfFreedom: ν_i, one for each weight; all 1 where `nil`.
  /// - Throws: where no weight is left, a weight is not finite, or some ν_i is not positive and finite.
  /// - Precondition: As many degrees of freedom as weights.
  public init(weights: [Double], degreesOfFreedom: [Double]? = nil) throws(DistributionError) {
    let degrees = degreesOfFreedom ?? weights.map { _ in 1 }
    precondition(degrees.count == weights.count, "\(weights.count) weights, \(degrees.count) degrees of freedom")
    if let wrong = weights.first(where: { !$0.isFinite }) {
      throw DistributionError(parameter: "weight", value: wrong, expected: "a finite number")
    }
    for value in degrees { try DistributionError.checkPositive(value, "degrees of freedom") }
    terms = zip(weights, degrees).map(Term.init).filter { $0.weight != 0 }
    guard !terms.isEmpty else {
      throw DistributionError(parameter: "weight", value: 0, expected: "at least one that is not zero")
    }
  }

  /// Σ a_i ν_i
  public var mean: Double { sum { $0.weight } }

  /// 2 Σ a_i² ν_i
  public var variance: Double { 2 * sum { $0.weight * $0.weight } }

  /// P(Σ a_i X_i > x).
  ///
  /// NaN where an approximation does not exist: `.satterthwaite` needs a positive mean.
  public func upperTail(_ x: Double, method: Method = .inversion) -> Double {
    guard x.isFinite else { return x.isNaN ? x : (x > 0 ? 0 : 1) }
    return switch method {
    case .inversion: ContourInversion(self).upperTail(x)
    case .satterthwaite: satterthwaite(x)
    case .saddlepoint: saddlepoint(x) ?? satterthwaite(x)
    }
  }

  /// P(Σ a_i X_i > q X_d / d) for an independent chi-square X_d: an F test with an estimated denominator.
  ///
  /// With `d = .infinity` this is ``upperTail(_:method:)``; with equal weights a it is the F distribution at q / Σ a_i.
  /// The denominator becomes one more term, of weight -q/d. `pFsum` of R takes `.saddlepoint` by default.
  /// - Throws: where d is not positive.
  public func upperTail(
    ratio q: Double, denominatorDegreesOfFreedom d: Double, method: Method = .inversion
  ) throws(DistributionError) -> Double {
    try DistributionError.checkPositive(d, "denominator degrees of freedom", orInfinite: true)
    guard d.isFinite, q.isFinite, q != 0 else { return upperTail(q, method: method) }
    let difference = try WeightedChiSquareSum(
      weights: terms.map(\.weight) + [-q / d], degreesOfFreedom: terms.map(\.degreesOfFreedom) + [d])
    switch method {
    case .inversion: return ContourInversion(difference).upperTail(0)
    case .saddlepoint: if let tail = difference.saddlepoint(0) { return tail }
    case .satterthwaite: break
    }
    return try satterthwaite(ratio: q, d)
  }

  private func sum(_ value: (Term) -> Double) -> Double {
    terms.reduce(0) { $0 + value($1) * $1.degreesOfFreedom }
  }
}

// MARK: Satterthwaite

extension WeightedChiSquareSum {
  /// `Σ a_i X_i ≈ scale · X_ν` with the same mean and variance; `nil` unless the mean is positive.
  private var matched: (scale: Double, degreesOfFreedom: Double)? {
    guard mean > 0 else { return nil }
    return (variance / (2 * mean), 2 * mean * mean / variance)
  }

  private func satterthwaite(_ x: Double) -> Double {
    guard let (scale, degrees) = matched, let chi = try? ChiSquared(degreesOfFreedom: degrees) else { return .nan }
    return chi.upperTail(x / scale)
  }

  private func satterthwaite(ratio q: Double, _ d: Double) throws(DistributionError) -> Double {
    guard let (scale, degrees) = matched else { return .nan }
    return try FDistribution(numerator: degrees, denominator: d).upperTail(q / degrees / scale)
  }
}
