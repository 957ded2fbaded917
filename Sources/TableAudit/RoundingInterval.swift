/// The numbers that print as a given one, and what arithmetic makes of them.
///
/// A number printed as 19.68 was between 19.675 and 19.685. Sums, differences, products and quotients of such intervals hold
/// every result that rounding allows, so what lies outside is a contradiction that no rounding explains.
/// > Source: Moore, Kearfott and Cloud (2009), Introduction to Interval Analysis, section 2.3.
public struct RoundingInterval: Sendable, Hashable {
  public let lower: Double
  public let upper: Double

  public init(_ lower: Double, _ upper: Double) {
    (self.lower, self.upper) = (lower, upper)
  }

  public init(exactly value: Double) { self.init(value, value) }

  public var middle: Double { (lower + upper) / 2 }

  public static func + (a: Self, b: Self) -> Self { .init(a.lower + b.lower, a.upper + b.upper) }

  public static func - (a: Self, b: Self) -> Self { .init(a.lower - b.upper, a.upper - b.lower) }

  public static func * (a: Self, b: Self) -> Self {
    hull(of: [a.lower * b.lower, a.lower * b.upper, a.upper * b.lower, a.upper * b.upper])
  }

  /// All numbers where the divisor may be zero.
  public static func / (a: Self, b: Self) -> Self {
    guard b.lower > 0 || b.upper < 0 else { return .init(-.infinity, .infinity) }
    return hull(of: [a.lower / b.lower, a.lower / b.upper, a.upper / b.lower, a.upper / b.upper])
  }

  private static func hull(of values: [Double]) -> Self { .init(values.min()!, values.max()!) }
}

extension RoundingInterval {
  /// Binary fractions of decimals are off by a few parts in 10¹⁶; intervals that touch count as meeting.
  private static let slack = 1e-9

  /// How far the intervals are apart; 0 where they meet.
  public func gap(to other: RoundingInterval) -> Double {
    let gap = max(other.lower - upper, lower - other.upper)
    return gap > Self.slack * max(size, other.size) ? gap : 0
  }

  /// Whether the intervals have more than an end in common, or are one exact number.
  package func overlaps(_ other: RoundingInterval) -> Bool {
    if self == other { return true }
    let shared = min(upper, other.upper) - max(lower, other.lower)
    return shared > Self.slack * max(size, other.size)
  }

  private var size: Double { [lower, upper].reduce(0) { $1.isFinite ? max($0, abs($1)) : $0 } }
}

extension Sequence<RoundingInterval> {
  func sum() -> RoundingInterval { reduce(RoundingInterval(exactly: 0), +) }
}
