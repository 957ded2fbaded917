/// Thin domains, such as sector x size x market: a direct estimate, a synthetic one from the margins, and the composite of both.
///
/// ```
/// B² = max(0, Σ (Y_d - Y_s)² - v(Y_d - Y_s)) / Σ Y_s²          the synthetic estimates' mean squared relative bias
/// mse_s = v(Y_s) + B² Y_s²        v_d = ψ Y_s, ψ = Σ v(Y_d) / Σ Y_d within a class of domains
/// Y = φ Y_d + (1 - φ) Y_s         φ = mse_s / (mse_s + v_d)          mse = mse_s v_d / (mse_s + v_d)
/// ```
/// A domain with three firms has a variance estimate that is worth as little as its amount: it is smoothed over domains, in
/// proportion to the amount. The bias is one for all domains of the list, because the difference of a single thin domain shows
/// nothing but its sampling error.
/// > Source: Gonzalez and Waksberg (1973), First meeting of the IASS, on averaged mean squared errors; Rao and Molina (2015),
/// > Small Area Estimation, sections 3.2.5 and 3.3.1; Wolter (2007), Introduction to Variance Estimation, chapter 7, on variance
/// > functions.
public struct CompositeDomains: Sendable, Hashable {
  /// What is known of one domain.
  public struct Domain: Sendable, Hashable {
    public let name: String
    /// Y_d.
    public let direct: Double
    /// v(Y_d), as estimated in the domain.
    public let directVariance: Double
    /// Y_s.
    public let synthetic: Double
    public let syntheticVariance: Double
    /// v(Y_d - Y_s), with their covariance.
    public let differenceVariance: Double
    /// Domains whose variances follow one function, from 0: a size class.
    public let varianceClass: Int
    /// Domains that are to add to the sum of their direct estimates, from 0: a sector x size.
    public let margin: Int

    public init(
      name: String, direct: Double, directVariance: Double, synthetic: Double, syntheticVariance: Double,
      differenceVariance: Double, varianceClass: Int, margin: Int
    ) {
      (self.name, self.direct, self.directVariance) = (name, direct, directVariance)
      (self.synthetic, self.syntheticVariance) = (synthetic, syntheticVariance)
      (self.differenceVariance, self.varianceClass, self.margin) = (differenceVariance, varianceClass, margin)
    }
  }

  /// The estimate of one domain.
  public struct Estimate: Sendable, Hashable {
    /// φ, the weight of the direct estimate, in [0, 1].
    public let weight: Double
    /// Before domains were made to add.
    public let unadjusted: Double
    /// With the other domains of its margin it adds to their direct sum.
    public let value: Double
    /// mse_s.
    public let syntheticError: Double
    /// The composite's, multiplied as the value was.
    public let meanSquaredError: Double
    /// v_d, smoothed.
    public let smoothedVariance: Double
  }

  public let domains: [Domain]
  /// One a domain.
  public let estimates: [Estimate]
  /// B, relative; 0 where the differences are within their sampling error.
  public let relativeBias: Double

  /// - Throws: ``SmallAreaError/notFinite(area:what:)`` for a number that is none, or is below zero.
  public init(_ domains: [Domain]) throws(SmallAreaError) {
    for one in domains {
      let numbers = [
        ("the direct estimate", one.direct), ("its variance", one.directVariance),
        ("the synthetic estimate", one.synthetic), ("the synthetic variance", one.syntheticVariance),
        ("the variance of the difference", one.differenceVariance),
      ]
      if let bad = numbers.first(where: { !($0.1 >= 0 && $0.1.isFinite) }) {
        throw .notFinite(area: one.name, what: bad.0)
      }
    }
    let bias = Self.squaredBias(domains)
    let ratios = Self.varianceRatios(domains)
    let composites = domains.map { Composite($0, squaredBias: bias, ratio: ratios[$0.varianceClass]) }
    let factors = Self.factors(domains, composites.map(\.value))
    estimates = zip(domains, composites).map { one, composite in
      let factor = factors[one.margin]
      return Estimate(
        weight: composite.weight, unadjusted: composite.value, value: factor * composite.value,
        syntheticError: composite.syntheticError, meanSquaredError: factor * factor * composite.error,
        smoothedVariance: composite.directError)
    }
    (self.domains, relativeBias) = (domains, bias.squareRoot())
  }

  /// B².
  private static func squaredBias(_ domains: [Domain]) -> Double {
    let squares = domains.reduce(0) { $0 + $1.synthetic * $1.synthetic }
    let excess = domains.reduce(0) { sum, one in
      sum + (one.direct - one.synthetic) * (one.direct - one.synthetic) - one.differenceVariance
    }
    return squares > 0 ? max(0, excess) / squares : 0
  }

  /// ψ of every class.
  private static func varianceRatios(_ domains: [Domain]) -> [Double] {
    let count = (domains.map(\.varianceClass).max() ?? -1) + 1
    var (variances, amounts) = ([Double](repeating: 0, count: count), [Double](repeating: 0, count: count))
    for one in domains {
      variances[one.varianceClass] += one.directVariance
      amounts[one.varianceClass] += one.direct
    }
    return zip(variances, amounts).map { $1 > 0 ? $0 / $1 : 0 }
  }

  /// What composites of each margin are multiplied by.
  private static func factors(_ domains: [Domain], _ values: [Double]) -> [Double] {
    let count = (domains.map(\.margin).max() ?? -1) + 1
    var (direct, composite) = ([Double](repeating: 0, count: count), [Double](repeating: 0, count: count))
    for (one, value) in zip(domains, values) {
      direct[one.margin] += one.direct
      composite[one.margin] += value
    }
    return zip(direct, composite).map { $1 > 0 ? $0 / $1 : 1 }
  }
}

/// φ and the errors of one domain.
private struct Composite {
  let weight: Double
  let value: Double
  let syntheticError: Double
  let directError: Double
  let error: Double

  init(_ domain: CompositeDomains.Domain, squaredBias: Double, ratio: Double) {
    syntheticError = domain.syntheticVariance + squaredBias * domain.synthetic * domain.synthetic
    directError = ratio * domain.synthetic
    let sum = syntheticError + directError
    weight = sum > 0 ? syntheticError / sum : 0
    value = weight * domain.direct + (1 - weight) * domain.synthetic
    error = sum > 0 ? syntheticError * directError / sum : 0
  }
}
