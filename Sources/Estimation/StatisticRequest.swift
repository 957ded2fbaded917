import Regression

/// One question to the sample: a statistic, for which groups, in which domain, and how its error is reported.
public struct StatisticRequest: Sendable, Hashable {
  public var statistic: Statistic
  /// Factors; one estimate for every combination of their levels that has a sample member in the domain.
  public var by: [String]
  /// Conditions that all hold; the design is kept whole, rows outside count as zeros.
  public var domain: [DomainCondition]
  /// Leave out rows in which any variable of the request is missing, as a domain; otherwise a missing value makes the
  /// estimate undefined.
  public var dropsMissing: Bool
  public var designEffect: DesignEffectReference?
  /// Coverage of the confidence interval, in (0, 1).
  public var level: Double
  public var interval: IntervalMethod
  public var degreesOfFreedom: DegreesOfFreedom
  /// Whether the whole covariance matrix is wanted; nil: up to 1,000 estimates.
  public var covariance: Bool?

  public init(
    _ statistic: Statistic, by: [String] = [], domain: [DomainCondition] = [], dropsMissing: Bool = false,
    designEffect: DesignEffectReference? = nil, level: Double = 0.95, interval: IntervalMethod = .t,
    degreesOfFreedom: DegreesOfFreedom = .design, covariance: Bool? = nil
  ) {
    self.statistic = statistic
    self.by = by
    self.domain = domain
    self.dropsMissing = dropsMissing
    self.designEffect = designEffect
    self.level = level
    self.interval = interval
    self.degreesOfFreedom = degreesOfFreedom
    self.covariance = covariance
  }
}

/// What is estimated.
public indirect enum Statistic: Sendable, Hashable {
  case total([Measure])
  case mean([Measure])
  /// The share of rows that meet all conditions of the event; label `proportion`.
  case proportion(event: [DomainCondition], interval: ProportionInterval)
  /// Every numerator over every denominator.
  case ratio(numerators: [String], denominators: [String])
  /// The combined ratio estimator of a total, `X t̂_y / t̂_x`, with X known.
  case combinedRatioTotal(numerator: String, denominator: String, denominatorTotal: Double)
  /// The separate ratio estimator of a total, `Σ_h X_h t̂_yh / t̂_xh`; totals by level of the factor `strata`.
  case separateRatioTotal(numerator: String, denominator: String, strata: String, denominatorTotals: [StratumTotal])
  /// Each group's part of the total over the whole domain, `t̂_g / t̂`; labels `share:variable`.
  case share([String])
  /// The population variance S², estimated with weights.
  case variance([String])
  case quantile([String], probabilities: [Double], QuantileRule, QuantileInterval)
  case contrast(of: StatisticRequest, [Contrast])
  /// A generalised linear model.
  case model(ModelRequest)
  /// Independence of two factors.
  case independence(String, String, RaoScottTest.Method)
  /// A t test or a rank test.
  case comparison(ComparisonRequest)
  /// The final weights in data order.
  case weights
  case designInformation
  case replicateWeights
  /// n, sums of weights and squared weights, effective sample size, degrees of freedom.
  case count
}

extension Statistic {
  /// Whether single rows matter, beyond their sums by cell.
  var needsRows: Bool {
    switch self {
    case .quantile, .model, .independence, .comparison, .weights, .designInformation, .replicateWeights: true
    case .contrast(let inner, _): inner.statistic.needsRows
    default: false
    }
  }
}

/// A number to total or average: a numeric column, or every level of a factor as an indicator.
public enum Measure: Sendable, Hashable {
  case number(String)
  case category(String)

  public var column: String {
    switch self {
    case .number(let column), .category(let column): column
    }
  }
}

public struct StratumTotal: Sendable, Hashable {
  public let stratum: String
  public let total: Double

  public init(stratum: String, total: Double) {
    self.stratum = stratum
    self.total = total
  }
}

/// The design that a design effect compares with: a simple random sample of the same size.
public enum DesignEffectReference: Sendable, Hashable {
  /// Drawn without replacement from N = Σ w units.
  case withoutReplacement
  case withReplacement
}

public enum DegreesOfFreedom: Sendable, Hashable {
  /// First-stage units less strata; inside a domain those that have a member there.
  case design
  /// The normal distribution.
  case infinite
  case fixed(Double)
}

/// A function of the estimates of another request.
public struct Contrast: Sendable, Hashable {
  public enum Form: Sendable, Hashable {
    /// `Σ c_i θ_i`, coefficients by label.
    case linear([Coefficient])
    /// An expression with labels in backticks; its error by the delta method.
    case expression(String)
  }
  public struct Coefficient: Sendable, Hashable {
    public let label: String
    public let value: Double

    public init(label: String, value: Double) {
      self.label = label
      self.value = value
    }
  }

  public let name: String
  public let form: Form

  public init(name: String, form: Form) {
    self.name = name
    self.form = form
  }
}
