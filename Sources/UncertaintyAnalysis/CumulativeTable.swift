/// P(X ≤ x) of a distribution, quick enough to be asked millions of times.
///
/// Fixed, uniform, triangular and empirical distributions are exact. A PERT or lognormal one is interpolated in a line between 4,097
/// equidistant points over all but 10^-9 of its probability at either end, which is within h²/8 max |f'| of the distribution: some
/// 10^-7 where its density is smooth. The table rises as the distribution does, so that what is monotone stays monotone.
public struct CumulativeTable: Sendable, Hashable {
  @usableFromInline
  enum Form: Sendable, Hashable { case line, triangle, table, other }

  private static let intervals = 4096
  private static let tail = 1e-9

  @usableFromInline let form: Form
  @usableFromInline let low: Double
  @usableFromInline let mode: Double
  @usableFromInline let high: Double
  /// Of the rising and the falling part of a triangle, or intervals a unit of a table or a line.
  @usableFromInline let rise: Double
  @usableFromInline let fall: Double
  /// At the points of a table.
  @usableFromInline let probabilities: [Double]
  @usableFromInline let distribution: InputDistribution

  public init(of distribution: InputDistribution) {
    self.distribution = distribution
    switch distribution.law {
    case .uniform(let low, let high):
      (form, self.low, mode, self.high) = (.line, low, low, high)
      (rise, fall, probabilities) = (1 / (high - low), 0, [])
    case .triangular(let law):
      (form, low, mode, high) = (.triangle, law.low, law.mode, law.high)
      let width = law.high - law.low
      rise = law.mode > law.low ? 1 / (width * (law.mode - law.low)) : 0
      fall = law.high > law.mode ? 1 / (width * (law.high - law.mode)) : 0
      probabilities = []
    case .pert, .lognormal:
      let (low, high) = (distribution.quantile(Self.tail), distribution.quantile(1 - Self.tail))
      let width = (high - low) / Double(Self.intervals)
      (form, self.low, mode, self.high) = (.table, low, low, high)
      (rise, fall) = (1 / width, 0)
      probabilities = (0...Self.intervals).map { distribution.cdf(low + Double($0) * width) }
    case .fixed, .empirical:
      (form, low, mode, high, rise, fall, probabilities) = (.other, 0, 0, 0, 0, 0, [])
    }
  }

  @inlinable
  public func callAsFunction(_ x: Double) -> Double {
    if form == .other { return distribution.cdf(x) }
    guard x > low else { return 0 }
    guard x < high else { return 1 }
    switch form {
    case .line: return (x - low) * rise
    case .triangle: return x < mode ? (x - low) * (x - low) * rise : 1 - (high - x) * (high - x) * fall
    default:
      let place = (x - low) * rise
      let i = min(Int(place), probabilities.count - 2)
      return probabilities[i] + (place - Double(i)) * (probabilities[i + 1] - probabilities[i])
    }
  }
}
