/// Amounts beyond a cut-off that are counted with the weight one, the rest of their weight with the cut-off.
///
/// ```
/// y* = y                        where y <= K
///    = y/w + (1 - 1/w) K        elsewhere
/// K_k = μ_k + L / (w_k - 1)
/// ```
/// The sampled unit stands for itself with its own amount, and for the others of its kind with the cut-off. L balances squared
/// bias against variance: with `D_k = (w_k - 1)(y_k - μ_k)` in falling order,
/// ```
/// L = Σ_{j <= m} D_(j) / (m + 1)        m the largest with D_(m) > L
/// ```
/// which says that the bias, `-Σ max(D - L, 0)`, is -L. Units of weight one are never changed.
/// > Source: Kokic and Bell (1994), Journal of Official Statistics 10, 419-435; Clark (1995), Winsorisation methods in sample
/// > surveys, ABS; Chambers, Kokic, Smith and Cruddas (2000), ICES-II, 409-418.
public struct Winsorisation: Sendable, Hashable {
  /// What an amount is expected to be, μ_k.
  public enum Expectation: Sendable, Hashable {
    /// ȳ_h, the mean of the stratum. Kokic and Bell.
    case stratumMean
    /// n values of a model, such as a robust ratio to exports. Clark.
    case given([Double])
  }

  /// L, in the unit of the total: the estimated bias is -L.
  public let bound: Double
  /// K_k, n values; infinite for units of weight one.
  public let cutoffs: [Double]
  /// y*_k, n amounts.
  public let values: [Double]
  /// Ŷ.
  public let unadjusted: Double
  /// Σ w_k y*_k.
  public let value: Double
  /// The variance of the adjusted total, as if the cut-offs were known; nil as for the total itself.
  public let variance: Double?

  /// Units whose amount was changed.
  public var changedUnits: [Int] { changed }
  private let changed: [Int]

  /// Ŷ* - Ŷ, not positive.
  public var change: Double { value - unadjusted }

  /// - Throws: ``InfluenceError/expectedValuesMissing(count:units:)``.
  public init(of sample: StratifiedAmounts, expecting: Expectation = .stratumMean) throws(InfluenceError) {
    let weights = sample.weights
    let expected = try Self.expected(expecting, sample)
    let excess = weights.indices.map { (weights[$0] - 1) * (sample.values[$0] - expected[$0]) }
    let bound = Self.bound(excess)
    cutoffs = weights.indices.map { weights[$0] > 1 ? expected[$0] + bound / (weights[$0] - 1) : .infinity }
    changed = excess.indices.filter { weights[$0] > 1 && excess[$0] > bound }
    var values = sample.values
    for unit in changed { values[unit] = values[unit] / weights[unit] + (1 - 1 / weights[unit]) * cutoffs[unit] }
    let adjusted = sample.replacing(values)
    (self.bound, self.values, unadjusted) = (bound, values, sample.total)
    (value, variance) = (adjusted.total, adjusted.variance)
  }

  private static func expected(_ expectation: Expectation, _ sample: StratifiedAmounts) throws(InfluenceError)
    -> [Double]
  {
    switch expectation {
    case .stratumMean:
      let means = sample.means
      return sample.stratumOfUnit.map { means[$0] }
    case .given(let values):
      guard values.count == sample.values.count else {
        throw .expectedValuesMissing(count: values.count, units: sample.values.count)
      }
      return values
    }
  }

  /// L; 0 where no amount exceeds what is expected.
  private static func bound(_ excess: [Double]) -> Double {
    let ordered = excess.sorted(by: >)
    var (sum, bound) = (0.0, 0.0)
    for (place, value) in ordered.enumerated() {
      let candidate = (sum + value) / Double(place + 2)
      guard value > candidate else { break }
      sum += value
      bound = candidate
    }
    return max(bound, 0)
  }
}
