import Distributions
import Regression

/// The estimates that answer one request, with their joint covariance.
public struct Estimates: Sendable, Hashable {
  /// `variable`, `a=1,b=2|variable`, `numerator/denominator`, `total:numerator` or `variable=level`; unique.
  public let labels: [String]
  /// In the unit of the variable; nil is undefined, and `findings` says why.
  public let values: [Double?]
  /// In the unit of the variable; nil is undefined.
  public let standardErrors: [Double?]
  /// Rows by columns in the order of `labels`; nil where not asked for.
  public let covariance: [[Double?]]?
  /// Of the t distribution that the intervals use; infinite for the normal.
  public let degreesOfFreedom: Double
  public let level: Double
  public let lower: [Double?]
  public let upper: [Double?]
  /// Variance over that of a simple random sample of the same size; nil where not asked for.
  public let designEffects: [Double?]?
  /// Rows of positive weight behind each estimate.
  public let sampleSizes: [Int]
  public let findings: [Finding]
  /// How the interval of each estimate was made; nil where all are t intervals.
  public internal(set) var intervalMethods: [String?]?

  /// se / abs(estimate), a fraction; nil where the estimate is zero or undefined.
  public var coefficientsOfVariation: [Double?] {
    zip(values, standardErrors).map { value, error in
      guard let value, let error, value != 0 else { return nil }
      return error / abs(value)
    }
  }

  public subscript(label: String) -> Estimate? {
    guard let place = labels.firstIndex(where: { $0.utf8.elementsEqual(label.utf8) }) else { return nil }
    return self[place]
  }

  public subscript(place: Int) -> Estimate {
    Estimate(
      label: labels[place], value: values[place], standardError: standardErrors[place],
      coefficientOfVariation: coefficientsOfVariation[place], lower: lower[place], upper: upper[place],
      degreesOfFreedom: degreesOfFreedom, designEffect: designEffects?[place], sampleSize: sampleSizes[place])
  }
}

/// One estimate and its error.
public struct Estimate: Sendable, Hashable {
  public let label: String
  public let value: Double?
  public let standardError: Double?
  public let coefficientOfVariation: Double?
  public let lower: Double?
  public let upper: Double?
  public let degreesOfFreedom: Double
  public let designEffect: Double?
  public let sampleSize: Int
}

/// How many rows there are and how unequal their weights.
public struct SampleCount: Sendable, Hashable {
  /// Rows of positive weight.
  public let rows: Int
  public let sumOfWeights: Double
  public let sumOfSquaredWeights: Double
  /// (Σw)² / Σw² (Kish 1965, section 11.2); nil without rows.
  public let effectiveSize: Double?
  public let degreesOfFreedom: Int
  public let findings: [Finding]
}

/// What a request is answered with.
public enum Answer: Sendable, Hashable {
  case estimates(Estimates)
  case count(SampleCount)
  /// n weights in data order.
  case weights([Double])
  case design(DesignInformation)
  case replicates(ReplicateSummary)
  case model(ModelEstimates)
  case independence(RaoScottTest)
  case test(TestResult)
}

/// What a design looks like from outside.
public struct DesignInformation: Sendable, Hashable {
  public struct Stage: Sendable, Hashable {
    public let strata: Int
    public let units: Int
  }
  /// Rows of nonzero weight.
  public let rows: Int
  public let sumOfWeights: Double
  public let degreesOfFreedom: Int
  /// First stage first.
  public let stages: [Stage]
  /// The number of replicates; nil without.
  public let replicates: Int?
  public let findings: [Finding]
}

/// Replicate weights, in short.
public struct ReplicateSummary: Sendable, Hashable {
  public let scale: Double
  public let rscales: [Double]
  /// R columns of n weights.
  public let weights: [[Double]]
  public let fullSampleTotal: Double
}

/// The interval `θ̂ ± t_{ν, (1 + level)/2} se`.
struct ConfidenceInterval {
  /// nil without degrees of freedom.
  let quantile: Double?

  /// - Parameter degreesOfFreedom: Not above zero leaves the interval undefined.
  init(level: Double, degreesOfFreedom: Double) {
    // The only degrees of freedom that have no distribution are those not above zero.
    quantile = (try? StudentT(degreesOfFreedom: degreesOfFreedom))?.quantile((1 + level) / 2)
  }

  func bounds(_ value: Double?, _ standardError: Double?) -> (lower: Double?, upper: Double?) {
    guard let value, let standardError else { return (nil, nil) }
    guard standardError > 0 else { return (value, value) }
    guard let quantile else { return (nil, nil) }
    return (value - quantile * standardError, value + quantile * standardError)
  }
}
