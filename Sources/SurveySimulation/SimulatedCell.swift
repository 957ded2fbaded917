import TradeImpact

/// How one number of a table fares over all draws. Amounts in yuan, shares as fractions.
public struct SimulatedCell: Sendable, Hashable {
  public let table: String
  public let row: String
  public let column: String
  /// Of the row.
  public let label: LocalizedText
  /// What the population has.
  public let truth: Double
  /// The estimate of every draw; nil where a sample gave none.
  public let estimates: [Double?]
  /// Draws that gave an estimate.
  public let estimated: Int
  /// Firms behind it, on average.
  public let meanSampleSize: Double
  public let mean: Double
  /// The standard deviation of the estimates over the draws.
  public let trueStandardError: Double
  /// The root of the mean estimated variance.
  public let estimatedStandardError: Double
  /// Draws that gave an interval.
  public let intervals: Int
  /// Intervals that hold the truth, a fraction.
  public let coverage: Double
  /// Intervals that end below the truth, a fraction.
  public let tooLow: Double
  /// Intervals that begin above it.
  public let tooHigh: Double
  public let meanLength: Double
  /// Correlation of estimate and estimated standard error: high where a sample that misses the large firms also misses its own error.
  public let errorCorrelation: Double

  /// Mean less truth.
  public var bias: Double { mean - truth }

  /// The Monte Carlo standard error of the bias.
  public var biasError: Double { trueStandardError / Double(estimated).squareRoot() }

  /// The Monte Carlo standard error of the coverage.
  public var coverageError: Double { (coverage * (1 - coverage) / Double(intervals)).squareRoot() }

  init(_ question: SimulatedQuestion, _ draws: [SimulatedEstimate?]) {
    (table, row, column, truth) = (question.table, question.row, question.column, question.truth)
    label = question.label
    estimates = draws.map { $0?.value }
    let found = draws.compactMap(\.self)
    let values = found.map(\.value)
    estimated = values.count
    meanSampleSize = Self.mean(found.map { Double($0.sampleSize) })
    mean = Self.mean(values)
    trueStandardError = Self.standardDeviation(values)
    let errors = found.filter { $0.standardError != nil }.map { (value: $0.value, error: $0.standardError!) }
    estimatedStandardError = Self.mean(errors.map { $0.error * $0.error }).squareRoot()
    errorCorrelation = Self.correlation(errors.map(\.value), errors.map(\.error))
    let truth = truth
    let ends = found.compactMap { estimate in estimate.lower.flatMap { lower in estimate.upper.map { (lower, $0) } } }
    intervals = ends.count
    tooLow = Self.mean(ends.map { $0.1 < truth ? 1 : 0 })
    tooHigh = Self.mean(ends.map { $0.0 > truth ? 1 : 0 })
    coverage = Self.mean(ends.map { $0.0 <= truth && truth <= $0.1 ? 1 : 0 })
    meanLength = Self.mean(ends.map { $0.1 - $0.0 })
  }

  private static func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

  private static func standardDeviation(_ values: [Double]) -> Double {
    let center = mean(values)
    return (values.reduce(0) { $0 + ($1 - center) * ($1 - center) } / Double(values.count - 1)).squareRoot()
  }

  private static func correlation(_ x: [Double], _ y: [Double]) -> Double {
    let (a, b) = (mean(x), mean(y))
    let products = zip(x, y).reduce(0) { $0 + ($1.0 - a) * ($1.1 - b) }
    return products / (Double(x.count - 1) * standardDeviation(x) * standardDeviation(y))
  }
}
