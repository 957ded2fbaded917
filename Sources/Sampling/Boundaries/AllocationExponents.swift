/// Shares of the sampled strata, as powers of their size, mean and spread.
///
/// ```
/// n_h ∝ (N_h²)^q1 (Ȳ_h²)^q2 (S_h²)^q3
/// ```
/// > Source: Hidiroglou and Srinath (1993), Journal of Business and Economic Statistics 11, 397-405.
public struct AllocationExponents: Sendable, Hashable {
  public let size: Double
  public let mean: Double
  public let spread: Double

  /// - Parameters:
  ///   - size: q1.
  ///   - mean: q2.
  ///   - spread: q3.
  /// - Throws: ``StratificationError/optionOutside(name:value:range:)`` where an exponent is negative.
  public init(size: Double, mean: Double, spread: Double) throws(StratificationError) {
    for (name, value) in [("q1", size), ("q2", mean), ("q3", spread)] where !(value >= 0 && value.isFinite) {
      throw .optionOutside(name: "the exponent \(name)", value: value, range: "[0, ∞)")
    }
    self.init(checked: size, mean, spread)
  }

  private init(checked size: Double, _ mean: Double, _ spread: Double) {
    (self.size, self.mean, self.spread) = (size, mean, spread)
  }

  /// N_h S_h.
  public static let neyman = AllocationExponents(checked: 0.5, 0, 0.5)
  /// N_h.
  public static let proportional = AllocationExponents(checked: 0.5, 0, 0)

  func share(size n: Double, mean y: Double, variance: Double) -> Double {
    raised(n * n, size) * raised(y * y, mean) * raised(variance, spread)
  }
}
