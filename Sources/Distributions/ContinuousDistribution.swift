/// A continuous distribution by its two tails and their inverses.
///
/// Each tail is computed by itself, never as one less the other, so that both keep their relative accuracy down to the
/// smallest double. Unless a type says otherwise the relative error is about 1e-14 in the body and the argument's own
/// rounding error, magnified by `abs(x f(x) / tail)`, in the tails.
public protocol ContinuousDistribution: Sendable, Hashable {
  /// P(X ≤ x); NaN for NaN.
  func cdf(_ x: Double) -> Double

  /// P(X > x); NaN for NaN.
  func upperTail(_ x: Double) -> Double

  /// The x with P(X ≤ x) = p; 0 and 1 give the ends of the support.
  /// - Precondition: `0 <= p <= 1`.
  func quantile(_ p: Double) -> Double

  /// The x with P(X > x) = q: as accurate for q = 1e-200 as ``quantile(_:)`` is in the lower tail.
  /// - Precondition: `0 <= q <= 1`.
  func quantile(upperTail q: Double) -> Double
}

/// A parameter for which a distribution does not exist.
public struct DistributionError: Error, Hashable, Sendable, CustomStringConvertible {
  public let parameter: String
  public let value: Double
  public let expected: String

  public var description: String { "\(parameter) is \(value); give \(expected)" }

  /// - Throws: where `value` is not positive, or infinite without permission.
  static func checkPositive(
    _ value: Double, _ parameter: String, orInfinite: Bool = false
  ) throws(DistributionError) {
    guard value > 0, value.isFinite || (orInfinite && value == .infinity) else {
      throw DistributionError(parameter: parameter, value: value, expected: "a positive number")
    }
  }
}
