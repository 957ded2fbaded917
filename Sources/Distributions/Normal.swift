import Glibc

/// The normal distribution.
///
/// Tails come from erfc, with the rounding error of its argument carried along: at z = 37 it would cost three digits.
/// - Postcondition: relative error of both tails at most 1e-15 for abs(z) ≤ 5 and 1e-14 down to 1e-300.
public struct Normal: ContinuousDistribution {
  public let mean: Double
  public let standardDeviation: Double

  public static let standard = Normal(checkedMean: 0, standardDeviation: 1)

  /// - Throws: where the mean is not finite or the standard deviation not positive and finite.
  public init(mean: Double = 0, standardDeviation: Double = 1) throws(DistributionError) {
    guard mean.isFinite else {
      throw DistributionError(parameter: "mean", value: mean, expected: "a finite number")
    }
    try DistributionError.checkPositive(standardDeviation, "standard deviation")
    self.init(checkedMean: mean, standardDeviation: standardDeviation)
  }

  private init(checkedMean mean: Double, standardDeviation: Double) {
    self.mean = mean
    self.standardDeviation = standardDeviation
  }

  public func density(_ x: Double) -> Double {
    Normal.standardDensity((x - mean) / standardDeviation) / standardDeviation
  }

  public func cdf(_ x: Double) -> Double { Normal.lowerTail((x - mean) / standardDeviation) }

  public func upperTail(_ x: Double) -> Double { Normal.lowerTail((mean - x) / standardDeviation) }

  public func quantile(_ p: Double) -> Double { mean + standardDeviation * Normal.standardQuantile(p) }

  public func quantile(upperTail q: Double) -> Double { mean - standardDeviation * Normal.standardQuantile(q) }
}

// MARK: Standard normal

extension Normal {
  static func standardDensity(_ z: Double) -> Double { exp(-0.5 * z * z - halfLogTwoPi) }

  /// Φ(z) = erfc(-z/√2) / 2, with `-z/√2 = w + error`.
  private static func lowerTail(_ z: Double) -> Double {
    let rootHalf = 0.707106781186547524400844362105
    let rootHalfError = -4.833646656726456726e-17
    let w = -z * rootHalf
    guard abs(w) < 30 else { return z.isNaN ? z : (z < 0 ? 0 : 1) }
    let error = (-z).addingProductError(rootHalf, w) - z * rootHalfError
    let twoOverRootPi = 1.12837916709551257389615890312
    return 0.5 * (erfc(w) - twoOverRootPi * exp(-w * w) * error)
  }

  /// AS 241 (relative accuracy 1e-16), then one step of Halley's method on the smaller tail.
  /// > Source: Wichura (1988), Applied Statistics 37, 477-484, algorithm AS 241 (PPND16).
  private static func standardQuantile(_ p: Double) -> Double {
    precondition(0 <= p && p <= 1, "\(p) is not a probability")
    if p == 0 || p == 1 { return p == 0 ? -.infinity : .infinity }
    guard p <= 0.5 else { return -standardQuantile(1 - p) }
    let z = wichura(p)
    let density = standardDensity(z)
    guard density > 1e-300 else { return z }
    let newton = (lowerTail(z) - p) / density
    return z - newton / (1 + 0.5 * z * newton)
  }

  /// - Precondition: `0 < p <= 0.5`.
  private static func wichura(_ p: Double) -> Double {
    let q = p - 0.5
    if abs(q) <= 0.425 {
      let r = 0.180625 - q * q
      return q * polynomial(central.numerator, r) / polynomial(central.denominator, r)
    }
    let r = sqrt(-log(p))
    let (piece, shift) = r <= 5 ? (intermediate, 1.6) : (extreme, 5.0)
    return -polynomial(piece.numerator, r - shift) / polynomial(piece.denominator, r - shift)
  }

  private static func polynomial(_ coefficients: [Double], _ x: Double) -> Double {
    coefficients.reversed().reduce(0) { $0 * x + $1 }
  }

  private typealias RationalFunction = (numerator: [Double], denominator: [Double])

  private static let central: RationalFunction = (
    [
      3.3871328727963666080, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125,
      45921.953931549871457, 67265.770927008700853, 33430.575583588128105, 2509.0809287301226727,
    ],
    [
      1.0, 42.313330701600911252, 687.18700749205790830, 5394.1960214247511077, 21213.794301586595867,
      39307.895800092710610, 28729.085735721942674, 5226.4952788528545610,
    ]
  )

  private static let intermediate: RationalFunction = (
    [
      1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550, 3.64784832476320460504,
      1.27045825245236838258, 0.241780725177450611770, 0.0227238449892691845833, 7.74545014278341407640e-4,
    ],
    [
      1.0, 2.05319162663775882187, 1.67638483018380384940, 0.689767334985100004550, 0.148103976427480074590,
      0.0151986665636164571966, 5.47593808499534494600e-4, 1.05075007164441684324e-9,
    ]
  )

  private static let extreme: RationalFunction = (
    [
      6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580, 0.296560571828504891230,
      0.0265321895265761230930, 0.00124266094738807843860, 2.71155556874348757815e-5, 2.01033439929228813265e-7,
    ],
    [
      1.0, 0.599832206555887937690, 0.136929880922735805310, 0.0148753612908506148525, 7.86869131145613259100e-4,
      1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15,
    ]
  )
}

extension Double {
  /// `self * factor - product` without rounding, where `product` is the rounded product.
  fileprivate func addingProductError(_ factor: Double, _ product: Double) -> Double {
    (-product).addingProduct(self, factor)
  }
}
